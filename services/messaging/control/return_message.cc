#include "services/messaging/control/return_message.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/messaging/standard/code_lists.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

/// The codes of each instance that got any, ascending.
using CodesByInstance = std::map<InstanceIndex, std::set<std::string, std::less<>>>;

std::string Collect(const Message& forward, std::span<const ClassVerdict> verdicts, CodesByInstance& codes) {
  for (const ClassVerdict& verdict : verdicts) {
    const std::optional<InstanceView> instance = forward.Find(verdict.class_path);
    if (!instance.has_value()) return "the message has no class " + verdict.class_path;
    if (kReturnCodes.Find(verdict.return_code) == nullptr) return "no return code: " + verdict.return_code;
    codes[instance->index()].insert(verdict.return_code);
  }
  for (auto& [instance, list] : codes) {
    // Beside a code that refuses, "no remark" and "not judged" say nothing.
    if (std::ranges::any_of(list, [](const std::string& code) { return Refuses(code); })) {
      std::erase_if(list, [](const std::string& code) { return !Refuses(code); });
    }
  }
  return "";
}

bool RefusesAny(const CodesByInstance& codes, InstanceIndex instance) {
  const auto found = codes.find(instance);
  return found != codes.end() && std::ranges::any_of(found->second, [](const auto& code) { return Refuses(code); });
}

void CopyHeader(const Message& forward, const ReturnHeader& header, Message& answer) {
  const Release& release = answer.schema().release();
  for (const auto& [field, value] : forward.header().values()) {
    // The code of the message is the answer's own; everything else stays as it was.
    if (field != "BerichtCode"_field) answer.Set(0, field, value);
  }
  answer.Set(0, "IdentificatieRetour"_field, header.identification);
  answer.Set(0, "DagtekeningRetour"_field, header.signed_on);
  answer.Set(0, "XsltVersie"_field, header.xslt_version);
  answer.Set(0, "XsdVersieRetour/BasisschemaXsdVersie"_field, release.basis_xsd_version);
  answer.Set(0, "XsdVersieRetour/BerichtXsdVersie"_field, release.message_xsd_version);
}

/// Every class of the forward message, each with its codes.
void CopyBody(const Message& forward, const CodesByInstance& codes, Message& answer) {
  std::vector<bool> refused(forward.size(), false);  // the class or one around it
  for (InstanceIndex index = 1; index < forward.size(); ++index) {
    const InstanceView from = forward.at(index);
    const InstanceIndex parent = from.has_parent() ? from.parent().index() : kNoInstance;
    const bool refused_above = parent != kNoInstance && refused[parent];
    const InstanceIndex to = answer.Add(from.class_id(), parent).value();
    for (const auto& [field, value] : from.values()) answer.Set(to, field, value);
    const auto own = codes.find(index);
    if (own != codes.end()) {
      for (const std::string& code : own->second) answer.AddReturnCode(to, code);
    } else {
      answer.AddReturnCode(to, refused_above ? kNotJudged : kNoRemark);
    }
    refused[index] = refused_above || RefusesAny(codes, index);
  }
}

}  // namespace

ReturnOutcome MakeReturnMessage(const Message& forward, std::span<const ClassVerdict> verdicts,
                                const ReturnHeader& header, const Catalogue& catalogue) {
  const MessageSchema* schema = catalogue.ReturnOf(forward.schema());
  if (schema == nullptr) return {std::nullopt, std::string(forward.schema().name()) + " has no return message"};
  CodesByInstance codes;
  if (std::string error = Collect(forward, verdicts, codes); !error.empty()) return {std::nullopt, std::move(error)};

  ReturnOutcome outcome;
  Message& answer = outcome.message.emplace(*schema);
  CopyHeader(forward, header, answer);
  if (RefusesAny(codes, 0)) {
    for (const std::string& code : codes[0]) answer.AddReturnCode(0, code);
    return outcome;
  }
  const bool refused = std::ranges::any_of(codes, [&](const auto& entry) { return RefusesAny(codes, entry.first); });
  if (refused) CopyBody(forward, codes, answer);
  return outcome;
}

ReturnedVerdict ReadReturnMessage(const Message& answer) {
  ReturnedVerdict verdict{.approved = true, .verdicts = {}};
  for (InstanceIndex index = 0; index < answer.size(); ++index) {
    const InstanceView instance = answer.at(index);
    for (const std::string_view code : instance.return_codes()) {
      if (Refuses(code)) verdict.approved = false;
      verdict.verdicts.push_back({instance.path(), std::string(code)});
    }
  }
  return verdict;
}

}  // namespace clientroute::messaging
