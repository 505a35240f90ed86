#include "services/messaging/inbound_judgement.h"

#include <algorithm>
#include <array>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/inbound_content.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

std::vector<MessageFinding> FromSchemaErrors(const std::vector<SchemaError>& errors) {
  std::vector<MessageFinding> findings;
  findings.reserve(errors.size());
  for (const SchemaError& error : errors) {
    findings.push_back({WithoutCitizenNumbers(error.path), std::string(kSchemaRule), "", error.line,
                        WithoutCitizenNumbers(error.reason)});
  }
  return findings;
}

enum class Place { kClass, kElement };

/// A finding whose code is returned on its class names the class; one that is only shown may name the element.
std::vector<MessageFinding> FromFindings(const std::vector<Finding>& found, Place shown) {
  std::vector<MessageFinding> findings;
  findings.reserve(found.size());
  for (const Finding& finding : found) {
    std::string place = finding.class_path;
    if (shown == Place::kElement && !finding.element.empty()) place += "/" + finding.element;
    findings.push_back({std::move(place), std::string(finding.rule), std::string(finding.return_code), finding.line,
                        WithoutCitizenNumbers(finding.explanation)});
  }
  return findings;
}

MessageFinding WrongDoor(const InstanceView& header, std::string_view element, std::string explanation) {
  return {std::string(kHeaderPath) + "/" + std::string(element), std::string(kExchangeRule), "", header.line(),
          std::move(explanation)};
}

/// Whether a provider sends this kind to a municipality at all: messages of his own, and return messages to ours.
bool IsReceived(const MessageSchema& schema) {
  const bool is_ours = schema.row().direction == Direction::kMunicipalityToProvider;
  return schema.is_return() == is_ours;
}

std::vector<MessageFinding> FindWrongDoor(const Message& message, std::string_view municipality) {
  const InstanceView header = message.header();
  if (!IsReceived(message.schema())) {
    return {WrongDoor(header, "BerichtCode",
                      "Een gemeente ontvangt dit soort bericht niet: " + std::string(message.schema().name()) +
                          " gaat van de gemeente naar de aanbieder.")};
  }
  // A return message copies the header of what it answers, so that the municipality stands there as the sender.
  const bool is_return = message.schema().is_return();
  if ((is_return ? message.sender() : message.receiver()) != municipality) {
    return {WrongDoor(
        header, is_return ? "Afzender" : "Ontvanger",
        "Het bericht is voor een andere gemeente dan die waar het is aangeboden (" + std::string(municipality) + ").")};
  }
  return {};
}

}  // namespace

InboundJudgement JudgeInbound(std::string_view bytes, std::string_view municipality, Date received) {
  InboundJudgement judgement;
  ParseOutcome parsed = ParseMessage(bytes);
  if (parsed.schema != nullptr) judgement.kind = parsed.schema->name();
  if (!parsed.ok()) {
    judgement.refusals = FromSchemaErrors(parsed.errors);
    return judgement;
  }
  judgement.message = std::move(parsed.message);
  const Message& message = *judgement.message;
  const bool is_ours = message.schema().row().direction == Direction::kMunicipalityToProvider;
  judgement.provider = is_ours ? message.receiver() : message.sender();
  judgement.refusals = FindWrongDoor(message, municipality);
  if (!judgement.refusals.empty() || message.schema().is_return()) return judgement;
  judgement.content_findings = FromFindings(CheckContent(message), Place::kElement);
  if (judgement.content_findings.empty()) judgement.content_findings = FindUncarriable(message);
  if (!judgement.content_findings.empty()) return judgement;
  judgement.outside_findings = FromFindings(CheckSignedOn(message, received), Place::kClass);
  if (judgement.outside_findings.empty()) judgement.outside_findings = FindImpossibleProducts(message);
  return judgement;
}

MessageFinding ReusedIdentification() {
  return {std::string(kHeaderPath), "TR056", std::string(kReusedCode), 0,
          "De identificatie is al gebruikt voor een bericht met een andere inhoud."};
}

}  // namespace clientroute::messaging
