#include "services/messaging/answer_codec.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/messaging/message_kinds.h"
#include "services/messaging/standard/code_lists.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {
namespace {

/// RedenAfwijzingVerzoek 8: the youth belongs to another municipality.
constexpr std::string_view kResidenceReason = "8";

using Violations = std::vector<FieldViolation>;

void CheckNames(const v1::SendAnswerMessageRequest& request, Violations* violations) {
  if (!IdIn(request.route(), "routes")) violations->push_back({"route", "must be routes/<uuid>"});
  if (!IdIn(request.client(), "clients")) violations->push_back({"client", "must be clients/<uuid>"});
  if (!MunicipalityCode::Parse(request.municipality())) {
    violations->push_back({"municipality", "must be a CBS code of four digits"});
  }
  if (!request.change_request().empty() && !IdIn(request.change_request(), "change_requests")) {
    violations->push_back({"change_request", "must be change_requests/<uuid>"});
  }
  if (request.lines().empty() && request.request_message().empty()) {
    violations->push_back({"lines", "lines or request_message must say what is answered"});
  }
}

void CheckAnswer(const v1::SendAnswerMessageRequest& request, Violations* violations) {
  const bool refused = request.answer() == v1::REFUSED;
  if (!refused && request.answer() != v1::UNDER_INVESTIGATION) {
    violations->push_back({"answer", "must be REFUSED or UNDER_INVESTIGATION"});
  }
  if (refused && kRequestRefusals.Find(request.reason()) == nullptr) {
    violations->push_back({"reason", "a refusal has a reason of list WJ759 (CD085)"});
  }
  if (!refused && !request.reason().empty()) {
    violations->push_back({"reason", "only a refusal has a reason (CD086)"});
  }
  const std::string& responsible = request.responsible_municipality();
  if (responsible.empty()) return;
  if (!refused || request.reason() != kResidenceReason) {
    violations->push_back({"responsible_municipality", "is given with reason 8 alone (TR377)"});
  } else if (!MunicipalityCode::Parse(responsible)) {
    violations->push_back({"responsible_municipality", "must be a CBS code of four digits"});
  }
}

}  // namespace

absl::StatusOr<AnswerCommand> ReadAnswerCommand(const v1::SendAnswerMessageRequest& request) {
  Violations violations;
  CheckNames(request, &violations);
  CheckAnswer(request, &violations);
  AnswerCommand command{request.route(),
                        request.client(),
                        request.municipality(),
                        static_cast<RequestStanding>(request.answer()),
                        request.reason(),
                        request.responsible_municipality(),
                        /*route_ended=*/false,
                        {},
                        std::nullopt};
  if (!request.request_message().empty()) {
    command.request_message = IdIn(request.request_message(), "messages");
    if (!command.request_message) violations.push_back({"request_message", "must be messages/<uuid>"});
  }
  for (const CareLine& line : ReadCareLines(request.lines(), "lines", &violations)) {
    const bool asked = line.provider && !line.provider_reference.empty();
    if (!asked || FindKind(line.law, kRequestAnswerMessage) == nullptr) continue;
    command.requests.insert({request.municipality(), line.law, line.provider->ToString(), line.provider_reference});
  }
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return command;
}

absl::Status CheckResidence(const AnswerCommand& command, const std::set<RequestKey>& requests) {
  if (command.reason != kResidenceReason || !command.responsible_municipality.empty()) return absl::OkStatus();
  const bool youth =
      std::any_of(requests.begin(), requests.end(), [](const RequestKey& key) { return key.law == Law::kJeugdwet; });
  if (!youth) return absl::OkStatus();
  return InvalidFields("REQUEST_INVALID", {{"responsible_municipality", "is required with reason 8 (TR377)"}});
}

}  // namespace clientroute::messaging
