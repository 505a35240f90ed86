#include "services/orchestrator/commands/command_builders.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

/// Reads references, and notes the first that is missing.
class References {
 public:
  explicit References(const CommandInput& input) : input_(input) {}
  std::string operator[](const std::string& name) {
    const auto found = input_.references.find(name);
    if (found != input_.references.end()) return found->second;
    if (missing_.empty()) missing_ = name;
    return {};
  }
  absl::Status status() const {
    if (missing_.empty()) return absl::OkStatus();
    return Error(absl::StatusCode::kFailedPrecondition, "REFERENCE_MISSING",
                 Cat(input_.route, " does not know its ", missing_, " yet"),
                 {{"route", input_.route}, {"reference", missing_}});
  }

 private:
  const CommandInput& input_;
  std::string missing_;
};

/// LAW_UNSPECIFIED when the route does not know it.
type::v1::Law LawOf(const CommandInput& input) {
  type::v1::Law law = type::v1::LAW_UNSPECIFIED;
  const auto found = input.facts.find("law");
  if (found != input.facts.end()) type::v1::Law_Parse(found->second, &law);
  return law;
}

/// 0 when the route does not know it.
int NumberOf(const CommandInput& input, const std::string& fact) {
  const auto found = input.facts.find(fact);
  return found == input.facts.end() ? 0 : std::atoi(found->second.c_str());
}

bool IsTrue(const CommandInput& input, const std::string& fact) {
  const auto found = input.facts.find(fact);
  return found != input.facts.end() && found->second == "true";
}

std::string MaybeOf(const CommandInput& input, const std::string& reference) {
  const auto found = input.references.find(reference);
  return found == input.references.end() ? std::string() : found->second;
}

template <typename Request>
Request Begin(const CommandInput& input, const std::string& request_id) {
  Request request;
  request.set_request_id(request_id);
  request.set_route(input.route);
  return request;
}

template <typename Request>
void AddLines(const CommandInput& input, Request* request) {
  for (const type::v1::CareLine& line : input.lines) *request->add_lines() = line;
}

template <typename Request>
absl::StatusOr<std::string> Finish(const References& references, const Request& request) {
  CLIENTROUTE_RETURN_IF_ERROR(references.status());
  return request.SerializeAsString();
}

/// Sends stored bytes by a method of a service's stub.
template <typename Request, typename Stub, typename Response>
absl::Status Send(const Caller& caller, Stub* stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const std::string& bytes) {
  Request request;
  if (!request.ParseFromString(bytes)) {
    return Error(absl::StatusCode::kDataLoss, "COMMAND_DAMAGED", "the stored request of a command cannot be read");
  }
  return Call(caller, stub, method, request).status();
}

absl::StatusOr<std::string> BuildOpenCase(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<access::v1::OpenCaseRequest>(input, request_id);
  request.set_household(references["household"]);
  request.set_client(references["client"]);
  request.set_referral(references["referral"]);
  request.set_municipality(references["municipality"]);
  request.set_law(LawOf(input));
  const auto received = input.facts.find("receive_date");
  const std::optional<Date> day = received == input.facts.end() ? std::nullopt : Date::Parse(received->second);
  if (day) *request.mutable_receive_date() = ToProto(*day);
  AddLines(input, &request);
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildDecideTriage(const CommandInput& input, const std::string& request_id) {
  return Begin<access::v1::DecideTriageRequest>(input, request_id).SerializeAsString();
}

absl::StatusOr<std::string> BuildConfirmContracts(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<contracting::v1::ConfirmContractsRequest>(input, request_id);
  request.set_municipality(references["municipality"]);
  AddLines(input, &request);
  for (const type::v1::CareLine& line : input.running_lines) *request.add_running_lines() = line;
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildProposePlacement(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<allocation::v1::ProposePlacementRequest>(input, request_id);
  request.set_client(references["client"]);
  request.set_municipality(references["municipality"]);
  request.set_urgency(NumberOf(input, "urgency"));
  request.set_first_provider(MaybeOf(input, "first_provider"));
  AddLines(input, &request);
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildMakeAllocations(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<allocation::v1::MakeAllocationsRequest>(input, request_id);
  request.set_client(references["client"]);
  request.set_municipality(references["municipality"]);
  request.set_decision(references["decision"]);
  AddLines(input, &request);
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildSendAllocationMessage(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<messaging::v1::SendAllocationMessageRequest>(input, request_id);
  request.set_client(references["client"]);
  request.set_municipality(references["municipality"]);
  // What was taken back belongs to parts that have ended by now, and is told as well (reason 13); of a client that had
  // no number, nothing was told of parts that ended meanwhile.
  const bool ended_too = IsTrue(input, "tell_withdrawn") || IsTrue(input, "withheld");
  for (const type::v1::CareLine& line : ended_too ? input.allocated_lines : input.running_lines)
    *request.add_lines() = line;
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildApplyChange(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = Begin<allocation::v1::ApplyChangeRequest>(input, request_id);
  request.set_client(references["client"]);
  request.set_municipality(references["municipality"]);
  request.set_change_request(references["change_request"]);
  request.set_decision(references["decision"]);
  request.set_urgency(NumberOf(input, "urgency"));
  return Finish(references, request);
}

/// RedenAfwijzingVerzoek 8: another municipality is responsible (TR377).
constexpr int kResidenceReason = 8;

/// An answer without what it answers.
messaging::v1::SendAnswerMessageRequest BeginAnswer(const CommandInput& input, References& references,
                                                    const std::string& request_id,
                                                    messaging::v1::RequestAnswer answer) {
  auto request = Begin<messaging::v1::SendAnswerMessageRequest>(input, request_id);
  request.set_client(references["client"]);
  request.set_municipality(references["municipality"]);
  request.set_answer(answer);
  if (answer != messaging::v1::REFUSED) return request;
  const int reason = NumberOf(input, "refusal_reason");
  request.set_reason(std::to_string(reason));
  if (reason == kResidenceReason) request.set_responsible_municipality(MaybeOf(input, "responsible_municipality"));
  return request;
}

/// The answer to a request for allocation is about all of it that is still open: what an earlier decision left out is
/// no line of the route any more. Without its message it names the lines.
absl::StatusOr<std::string> BuildAnswer(const CommandInput& input, const std::string& request_id,
                                        messaging::v1::RequestAnswer answer) {
  References references(input);
  auto request = BeginAnswer(input, references, request_id, answer);
  request.set_request_message(MaybeOf(input, "request_message"));
  request.set_only_open(!request.request_message().empty());
  if (request.request_message().empty()) AddLines(input, &request);
  return Finish(references, request);
}

/// A change request has one reference for all that it asks, and is answered as a whole (OP344).
absl::StatusOr<std::string> BuildChangeAnswer(const CommandInput& input, const std::string& request_id,
                                              messaging::v1::RequestAnswer answer) {
  References references(input);
  auto request = BeginAnswer(input, references, request_id, answer);
  request.set_change_request(references["change_request"]);
  request.set_request_message(references["change_message"]);
  return Finish(references, request);
}

/// What an allocation message left open of the request.
absl::StatusOr<std::string> BuildAnswerRest(const CommandInput& input, const std::string& request_id) {
  References references(input);
  auto request = BeginAnswer(input, references, request_id, messaging::v1::REFUSED);
  request.set_request_message(MaybeOf(input, "request_message"));
  request.set_only_open(true);
  return Finish(references, request);
}

absl::StatusOr<std::string> BuildReleasePlaces(const CommandInput& input, const std::string& request_id) {
  return Begin<allocation::v1::ReleasePlacesRequest>(input, request_id).SerializeAsString();
}

absl::StatusOr<std::string> BuildUndoOutflow(const CommandInput& input, const std::string& request_id) {
  return Begin<access::v1::UndoOutflowRequest>(input, request_id).SerializeAsString();
}

using access::v1::Access;
using allocation::v1::Allocation;
using contracting::v1::Contracting;
using messaging::v1::Messaging;

absl::Status SendAnswer(const CommandTargets& to, const Caller& caller, const std::string& request) {
  return Send<messaging::v1::SendAnswerMessageRequest>(caller, to.messaging.get(), &Messaging::Stub::SendAnswerMessage,
                                                       request);
}

constexpr CommandKind kKinds[] = {
    {"OpenCase", BuildOpenCase,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<access::v1::OpenCaseRequest>(caller, to.access.get(), &Access::Stub::OpenCase, request);
     }},
    {"DecideTriage", BuildDecideTriage,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<access::v1::DecideTriageRequest>(caller, to.access.get(), &Access::Stub::DecideTriage, request);
     }},
    {"ConfirmContracts", BuildConfirmContracts,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<contracting::v1::ConfirmContractsRequest>(caller, to.contracting.get(),
                                                             &Contracting::Stub::ConfirmContracts, request);
     }},
    {"ProposePlacement", BuildProposePlacement,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<allocation::v1::ProposePlacementRequest>(caller, to.allocation.get(),
                                                            &Allocation::Stub::ProposePlacement, request);
     }},
    {"MakeAllocations", BuildMakeAllocations,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<allocation::v1::MakeAllocationsRequest>(caller, to.allocation.get(),
                                                           &Allocation::Stub::MakeAllocations, request);
     }},
    {"SendAllocationMessage", BuildSendAllocationMessage,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<messaging::v1::SendAllocationMessageRequest>(caller, to.messaging.get(),
                                                                &Messaging::Stub::SendAllocationMessage, request);
     }},
    {"ApplyChange", BuildApplyChange,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<allocation::v1::ApplyChangeRequest>(caller, to.allocation.get(), &Allocation::Stub::ApplyChange,
                                                       request);
     }},
    {"AnswerUnderInvestigation",
     [](const CommandInput& input, const std::string& request_id) {
       return BuildAnswer(input, request_id, messaging::v1::UNDER_INVESTIGATION);
     },
     SendAnswer},
    {"AnswerRefused",
     [](const CommandInput& input, const std::string& request_id) {
       return BuildAnswer(input, request_id, messaging::v1::REFUSED);
     },
     SendAnswer},
    {"AnswerRestRefused", BuildAnswerRest, SendAnswer},
    {"AnswerChangeUnderInvestigation",
     [](const CommandInput& input, const std::string& request_id) {
       return BuildChangeAnswer(input, request_id, messaging::v1::UNDER_INVESTIGATION);
     },
     SendAnswer},
    {"AnswerChangeRefused",
     [](const CommandInput& input, const std::string& request_id) {
       return BuildChangeAnswer(input, request_id, messaging::v1::REFUSED);
     },
     SendAnswer},
    {"ReleasePlaces", BuildReleasePlaces,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<allocation::v1::ReleasePlacesRequest>(caller, to.allocation.get(), &Allocation::Stub::ReleasePlaces,
                                                         request);
     }},
    {"UndoOutflow", BuildUndoOutflow,
     [](const CommandTargets& to, const Caller& caller, const std::string& request) {
       return Send<access::v1::UndoOutflowRequest>(caller, to.access.get(), &Access::Stub::UndoOutflow, request);
     }},
};

}  // namespace

CommandTargets TargetsOver(const std::shared_ptr<grpc::Channel>& channel) {
  return {Access::NewStub(channel), Contracting::NewStub(channel), Allocation::NewStub(channel),
          Messaging::NewStub(channel)};
}

std::span<const CommandKind> CommandKinds() { return kKinds; }

const CommandKind* FindCommandKind(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& kind) { return kind.name == name; });
  return found == std::end(kKinds) ? nullptr : found;
}

}  // namespace clientroute::orchestrator
