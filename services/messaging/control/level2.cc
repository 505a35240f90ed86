#include "services/messaging/control/level2.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "services/messaging/control/content_rule.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

struct CataloguedInstanceRule {
  const InstanceRule* row;
  const Rule* rule;
};
struct CataloguedMessageRule {
  const MessageRule* row;
  const Rule* rule;
};

std::vector<CataloguedInstanceRule> InstanceRules() {
  std::vector<CataloguedInstanceRule> all;
  for (const std::span<const InstanceRule> part :
       {PersonRules(), ContactRules(), ProductRules(), DeliveryRules(), RequestRules(), ClaimRules(), TotalRules()}) {
    for (const InstanceRule& row : part) all.push_back({&row, FindRule(row.rule)});
  }
  return all;
}

std::vector<CataloguedMessageRule> ComparingRules() {
  std::vector<CataloguedMessageRule> all;
  for (const std::span<const MessageRule> part : {MessageRules(), KeyRules(), ClaimLineRules()}) {
    for (const MessageRule& row : part) all.push_back({&row, FindRule(row.rule)});
  }
  return all;
}

/// The rules of one message.
struct RuleBook {
  std::array<std::vector<CataloguedInstanceRule>, std::size(kClassNames)> by_class;
  std::vector<CataloguedMessageRule> comparing;
};

constexpr MessageNumber kFirstNumber = 300;
constexpr std::size_t kNumbers = 32;  // those that a MessageSet can hold
constexpr std::size_t kStandards = 2;
using RuleBooks = std::array<std::array<RuleBook, kNumbers>, kStandards>;

RuleBooks* MakeRuleBooks() {
  auto* const books = new RuleBooks;  // lives as long as the process
  for (std::size_t standard = 0; standard < kStandards; ++standard) {
    for (std::size_t i = 0; i < kNumbers; ++i) {
      RuleBook& book = (*books)[standard][i];
      const auto number = static_cast<MessageNumber>(kFirstNumber + i);
      const auto applies = [&](const auto& one) {
        return AppliesTo(*one.rule, static_cast<Standard>(standard), number);
      };
      for (const CataloguedInstanceRule& one : InstanceRules()) {
        if (applies(one)) book.by_class[static_cast<std::size_t>(one.row->class_id)].push_back(one);
      }
      for (const CataloguedMessageRule& one : ComparingRules()) {
        if (applies(one)) book.comparing.push_back(one);
      }
    }
  }
  return books;
}

const RuleBook& RuleBookOf(const Message& message) {
  static const RuleBooks& books = *MakeRuleBooks();
  return books[static_cast<std::size_t>(message.schema().release().standard)][message.number() - kFirstNumber];
}

/// What a comparing rule found, before it is written out.
struct Breach {
  InstanceIndex instance;
  std::uint32_t rule;  // its place in the rule book
};

/// In the order of the file, and there in that of the rules.
std::vector<Breach> Compare(const Message& message, const RuleBook& book) {
  std::vector<Breach> breaches;
  for (std::uint32_t rule = 0; rule < book.comparing.size(); ++rule) {
    for (const InstanceIndex instance : book.comparing[rule].row->check(message)) breaches.push_back({instance, rule});
  }
  std::ranges::sort(breaches, {}, [](const Breach& one) { return std::pair(one.instance, one.rule); });
  return breaches;
}

Finding WriteOut(const CataloguedMessageRule& catalogued, const InstanceView& instance) {
  const auto& [row, rule] = catalogued;
  return {rule->id,
          rule->return_code,
          instance.path(),
          std::string(row->element),
          row->anchor.has_value() ? instance.LineOf(*row->anchor) : instance.line(),
          std::string(row->explanation)};
}

/// RS033, where the schema does not hold it: a group whose content is all optional.
Finding WriteOut(const Message& message, const Message::EmptyGroup& group) {
  return {FindRule("RS033")->id,
          kRefusedTechnically,
          message.at(group.instance).path(),
          std::string(message.schema().node(group.node).name),
          group.line,
          "element is leeg; laat het dan weg"};
}

}  // namespace

void VisitFindings(const Message& message, const std::function<bool(const Finding&)>& visit) {
  if (message.schema().is_return()) return;
  const std::optional<Date> signed_on = Date::Parse(message.signed_on());
  if (!signed_on.has_value()) return;  // level 1 has refused it
  const ContentFacts facts{*signed_on};
  const RuleBook& book = RuleBookOf(message);
  const std::vector<Breach> breaches = Compare(message, book);
  auto breach = breaches.begin();
  auto empty = message.empty_groups().begin();
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    const InstanceView instance = message.at(index);
    for (const auto& [row, rule] : book.by_class[static_cast<std::size_t>(instance.class_id())]) {
      Violation violation = row->check(instance, facts);
      if (!violation.has_value()) continue;
      if (!visit({rule->id, rule->return_code, instance.path(), std::string(row->element), instance.LineOf(row->anchor),
                  std::move(*violation)})) {
        return;
      }
    }
    for (; empty != message.empty_groups().end() && empty->instance == index; ++empty) {
      if (!visit(WriteOut(message, *empty))) return;
    }
    for (; breach != breaches.end() && breach->instance == index; ++breach) {
      if (!visit(WriteOut(book.comparing[breach->rule], instance))) return;
    }
  }
}

std::vector<Finding> CheckContent(const Message& message) {
  std::vector<Finding> findings;
  VisitFindings(message, [&](const Finding& finding) {
    findings.push_back(finding);
    return findings.size() < kFindingsMax;
  });
  return findings;
}

std::vector<Finding> CheckSignedOn(const Message& message, Date today) {
  const std::optional<Date> signed_on = Date::Parse(message.signed_on());
  if (!signed_on.has_value() || *signed_on <= today) return {};
  const Rule* rule = FindRule("TR135");
  constexpr FieldId kSignedOn = "BerichtIdentificatie/Dagtekening"_field;
  return {{rule->id, rule->return_code, std::string(kHeaderPath), std::string(PathOf(kSignedOn)),
           message.header().LineOf(kSignedOn),
           "de dagtekening " + signed_on->ToString() + " ligt na vandaag, " + today.ToString()}};
}

std::vector<std::string_view> JudgedRules() {
  std::vector<std::string_view> ids;
  for (const auto& [row, rule] : InstanceRules()) ids.push_back(rule->id);
  for (const auto& [row, rule] : ComparingRules()) ids.push_back(rule->id);
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace clientroute::messaging
