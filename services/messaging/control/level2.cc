#include "services/messaging/control/level2.h"

#include <algorithm>

#include "services/messaging/control/content_rule.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

/// A finding before its class path is written out.
struct Found {
  InstanceIndex instance;
  std::uint32_t line;
  const Rule* rule;
  std::string element;
  std::string explanation;
};

struct CataloguedInstanceRule {
  const InstanceRule* row;
  const Rule* rule;
};
struct CataloguedMessageRule {
  const MessageRule* row;
  const Rule* rule;
};

const std::vector<CataloguedInstanceRule>& InstanceRules() {
  static const std::vector<CataloguedInstanceRule> rules = [] {
    std::vector<CataloguedInstanceRule> all;
    for (const std::span<const InstanceRule> part :
         {PersonRules(), ContactRules(), ProductRules(), DeliveryRules(), RequestRules(), ClaimRules()}) {
      for (const InstanceRule& row : part) all.push_back({&row, FindRule(row.rule)});
    }
    return all;
  }();
  return rules;
}

const std::vector<CataloguedMessageRule>& ComparingRules() {
  static const std::vector<CataloguedMessageRule> rules = [] {
    std::vector<CataloguedMessageRule> all;
    for (const std::span<const MessageRule> part : {MessageRules(), ClaimLineRules()}) {
      for (const MessageRule& row : part) all.push_back({&row, FindRule(row.rule)});
    }
    return all;
  }();
  return rules;
}

std::vector<Found> JudgeInstances(const Message& message, const ContentFacts& facts) {
  const Standard standard = message.schema().release().standard;
  std::vector<Found> found;
  for (InstanceIndex index = 0; index < message.size() && found.size() < kFindingsMax; ++index) {
    const InstanceView instance = message.at(index);
    for (const auto& [row, rule] : InstanceRules()) {
      if (row->class_id != instance.class_id() || !AppliesTo(*rule, standard, message.number())) continue;
      Violation violation = row->check(instance, facts);
      if (!violation.has_value()) continue;
      found.push_back({index, instance.LineOf(row->anchor), rule, std::string(row->element), std::move(*violation)});
    }
  }
  return found;
}

void JudgeTogether(const Message& message, std::vector<Found>& found) {
  for (const auto& [row, rule] : ComparingRules()) {
    if (!AppliesTo(*rule, message.schema().release().standard, message.number())) continue;
    for (Breach& breach : row->check(message)) {
      found.push_back({breach.instance, message.at(breach.instance).line(), rule, std::move(breach.element),
                       std::move(breach.explanation)});
    }
  }
}

std::vector<Finding> WriteOut(const Message& message, std::vector<Found> found) {
  std::ranges::stable_sort(found, {}, &Found::instance);
  if (found.size() > kFindingsMax) found.resize(kFindingsMax);
  std::vector<Finding> findings;
  findings.reserve(found.size());
  for (Found& one : found) {
    findings.push_back({one.rule->id, one.rule->return_code, message.at(one.instance).path(), std::move(one.element),
                        one.line, std::move(one.explanation)});
  }
  return findings;
}

}  // namespace

std::vector<Finding> CheckContent(const Message& message) {
  if (message.schema().is_return()) return {};
  const std::optional<Date> signed_on = Date::Parse(message.signed_on());
  if (!signed_on.has_value()) return {};  // level 1 has refused it
  std::vector<Found> found = JudgeInstances(message, {*signed_on});
  JudgeTogether(message, found);
  return WriteOut(message, std::move(found));
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
