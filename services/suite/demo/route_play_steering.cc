#include <utility>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/demo/route_play.h"

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;

}  // namespace

access::v1::Participant At(access::v1::Participant::Role role, std::string_view name) {
  access::v1::Participant participant;
  participant.set_role(role);
  participant.set_name(std::string(name));
  return participant;
}

absl::Status RoutePlay::HoldConference(const std::vector<access::v1::Participant>& participants,
                                       access::v1::Conference::Outcome outcome, std::string_view notes) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("HoldConference"));
  stage_->tell().Say(Cat("'", task.title(), "': ", participants.size(), " mensen aan tafel. ", notes));
  access::v1::HoldConferenceRequest request;
  request.set_route(name_);
  request.mutable_participants()->Add(participants.begin(), participants.end());
  request.set_outcome(outcome);
  request.set_notes(std::string(notes));
  stage_->KeepSecret(notes);
  return stage_->Do(stage_->access(), &Access::Stub::HoldConference, request).status();
}

absl::Status RoutePlay::AskExpertTeam(access::v1::ExpertTeamOutcome::Finding finding,
                                      access::v1::ExpertTeamOutcome::Outcome outcome, std::string_view notes) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("RecordExpertTeamOutcome"));
  stage_->tell().Say(Cat("'", task.title(), "': ", notes));
  access::v1::RecordExpertTeamOutcomeRequest request;
  request.set_route(name_);
  request.add_members("persons/expert-verblijf");
  request.add_members("persons/expert-ggz");
  request.set_finding(finding);
  request.set_outcome(outcome);
  request.set_notes(std::string(notes));
  stage_->KeepSecret(notes);
  return stage_->Do(stage_->access(), &Access::Stub::RecordExpertTeamOutcome, request).status();
}

absl::Status RoutePlay::AssignRole(access::v1::CaseRole role, std::string_view holder, std::string_view provider) {
  CLIENTROUTE_ASSIGN(auto route, Look());
  access::v1::AssignRoleRequest request;
  request.set_name(route.case_());
  request.set_role(role);
  request.set_holder(std::string(holder));
  request.set_provider(std::string(provider));
  return stage_->Do(stage_->access(), &Access::Stub::AssignRole, request).status();
}

absl::Status RoutePlay::Evaluate(access::v1::Evaluation::Outcome outcome, std::string_view explanation) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("RecordEvaluation"));
  stage_->tell().Say(Cat("De termijn maakte een taak: '", task.title(), "'. ", explanation));
  access::v1::RecordEvaluationRequest request;
  request.set_route(name_);
  request.set_outcome(outcome);
  request.set_explanation(std::string(explanation));
  stage_->KeepSecret(explanation);
  return stage_->Do(stage_->access(), &Access::Stub::RecordEvaluation, request).status();
}

absl::Status RoutePlay::LeaveCare(access::v1::Outflow::Destination destination, access::v1::Outflow::Obstacle obstacle,
                                  Date end, bool aftercare) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("RecordOutflow"));
  access::v1::RecordOutflowRequest request;
  request.set_route(name_);
  request.set_destination(destination);
  request.set_obstacle(obstacle);
  *request.mutable_end_date() = ToProto(end);
  request.set_aftercare(aftercare);
  request.set_provider(provider_ == nullptr ? "" : provider_->code());
  CLIENTROUTE_ASSIGN(auto outflow, stage_->Do(stage_->access(), &Access::Stub::RecordOutflow, request));
  stage_->tell().Say(Cat("'", task.title(), "': uitstroom ligt vast; tot en met ", DutchDate(outflow.watch_until()),
                         " telt een nieuwe vraag als terugkeer."));
  return absl::OkStatus();
}

absl::Status RoutePlay::ContactInAftercare(access::v1::AftercareContact::Outcome outcome, std::string_view notes) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("RecordAftercareContact"));
  stage_->tell().Say(Cat("'", task.title(), "': ", notes));
  access::v1::RecordAftercareContactRequest request;
  request.set_route(name_);
  *request.mutable_date() = ToProto(stage_->Today());
  request.set_outcome(outcome);
  request.set_notes(std::string(notes));
  stage_->KeepSecret(notes);
  return stage_->Do(stage_->access(), &Access::Stub::RecordAftercareContact, request).status();
}

}  // namespace clientroute::suite
