#include "services/messaging/control/return_message.h"

#include <utility>

#include "services/messaging/control/class_codes.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

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
void CopyBody(const Message& forward, const ClassCodes& codes, Message& answer) {
  std::vector<bool> refused(forward.size(), false);  // the class or one around it
  for (InstanceIndex index = 1; index < forward.size(); ++index) {
    const InstanceView from = forward.at(index);
    const InstanceIndex parent = from.has_parent() ? from.parent().index() : kNoInstance;
    const bool refused_above = parent != kNoInstance && refused[parent];
    const InstanceIndex to = answer.Add(from.class_id(), parent).value();
    for (const auto& [field, value] : from.values()) answer.Set(to, field, value);
    for (const std::string& code : codes.Of(index)) answer.AddReturnCode(to, code);
    if (codes.Of(index).empty()) answer.AddReturnCode(to, refused_above ? kNotJudged : kNoRemark);
    refused[index] = refused_above || codes.RefusesAt(index);
  }
}

}  // namespace

ReturnOutcome MakeReturnMessage(const Message& forward, std::span<const ClassVerdict> verdicts,
                                const ReturnHeader& header, const Catalogue& catalogue) {
  const MessageSchema* schema = catalogue.ReturnOf(forward.schema());
  if (schema == nullptr) return {std::nullopt, std::string(forward.schema().name()) + " has no return message"};
  ClassCodes codes;
  if (std::string error = codes.Take(forward, verdicts); !error.empty()) return {std::nullopt, std::move(error)};

  ReturnOutcome outcome;
  Message& answer = outcome.message.emplace(*schema);
  CopyHeader(forward, header, answer);
  if (codes.RefusesAt(0)) {
    for (const std::string& code : codes.Of(0)) answer.AddReturnCode(0, code);
  } else if (codes.RefusesAnything()) {
    CopyBody(forward, codes, answer);
  }
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
