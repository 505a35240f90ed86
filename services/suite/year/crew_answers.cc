#include <algorithm>
#include <mutex>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/year/choices.h"
#include "services/suite/year/crew.h"

// How each task that a method of access answers is done.

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;

constexpr int kResultMonths = 9;
constexpr int kEvaluationDays = 120;

/// The value that an enum of access has by this name; its first, which stands for nothing, when it has none.
template <typename Enum>
Enum ValueOf(std::string_view name) {
  const auto* const value = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByName(std::string(name));
  return value == nullptr ? Enum() : static_cast<Enum>(value->number());
}

std::string Named(const orchestrator::v1::Task& task, std::string_view what) {
  return Cat("year/", std::string_view(task.name()).substr(task.name().find('/') + 1), "/", what);
}

template <typename Request>
Request RequestFor(const orchestrator::v1::Task& task) {
  Request request;
  request.set_request_id(Named(task, "answer"));
  request.set_route(task.route());
  return request;
}

}  // namespace

absl::Status Crew::Analyse(const Caller& caller, const Task& task, const Route& route) {
  access::v1::GetTriageTableRequest wanted;
  wanted.set_law(route.lines().empty() ? type::v1::JEUGDWET : route.lines(0).law());
  CLIENTROUTE_ASSIGN(const auto table, Ask(caller, &Access::Stub::GetTriageTable, wanted));
  const bool multi = options_.chance.Hits(Cat("multi/", OriginOf(task)), kMultiPercent);
  auto request = RequestFor<access::v1::RecordProblemAnalysisRequest>(task);
  access::v1::ProblemAnalysis& analysis = *request.mutable_analysis();
  for (const auto& criterion : table.criteria()) {
    access::v1::CriterionFinding& finding = *analysis.add_findings();
    finding.set_criterion(criterion.code());
    // Of a case that is not multi at least one that is required does not hold.
    constexpr int kHoldsPercent = 30;
    finding.set_holds(multi || (!criterion.required() &&
                                options_.chance.Hits(Cat(KeyOf(task), "/", criterion.code()), kHoldsPercent)));
  }
  analysis.set_narrative("Gesprek gevoerd met het huishouden; de hulpvraag is samen verkend.");
  analysis.set_lighter_help_considered("Hulp uit het eigen netwerk en vrij toegankelijke hulp zijn besproken.");
  return Ask(caller, &Access::Stub::RecordProblemAnalysis, request).status();
}

absl::Status Crew::Plan(const Caller& caller, const Task& task, const Route& route, Date today) {
  auto request = RequestFor<access::v1::RecordPlanRequest>(task);
  access::v1::PerspectivePlan& plan = *request.mutable_plan();
  access::v1::Goal& goal = *plan.add_goals();
  goal.set_code("goal-1");
  goal.set_description("Zelf verder kunnen, met steun van wie dichtbij staat.");
  for (const auto& line : route.lines()) goal.add_lines(line.line());
  plan.set_perspective("Thuis, met zo weinig hulp als kan.");
  plan.set_orientation(options_.chance.Hits(Cat("orientation/", OriginOf(task)), 30) ? access::v1::SUPPORT_ORIENTED
                                                                                     : access::v1::RESOLUTION_ORIENTED);
  *plan.mutable_result_expected_date() = ToProto(today.AddMonths(kResultMonths));
  *plan.add_evaluation_dates() = ToProto(today.AddDays(kEvaluationDays));
  return Ask(caller, &Access::Stub::RecordPlan, request).status();
}

absl::Status Crew::Decide(const Caller& caller, const Task& task, const Route& route) {
  const bool change = !route.change_request().empty() && task.kind().starts_with("change");
  auto request = RequestFor<access::v1::TakeDecisionRequest>(task);
  if (change) request.set_change_request(route.change_request());
  if (options_.chance.Hits(Cat("refused/", KeyOf(task)), change ? kChangeRefusedPercent : kRefusedPercent)) {
    request.set_outcome(access::v1::Decision::REFUSE);
    request.set_refusal_reason(access::v1::CARE_NOT_SUITABLE);
    request.set_motivation("Wat gevraagd is, past niet bij wat er speelt; lichtere hulp gaat voor.");
  } else {
    request.set_outcome(access::v1::Decision::GRANT);
    request.set_motivation("Wat gevraagd is, past bij het plan; lichtere hulp is niet genoeg.");
  }
  return Ask(caller, &Access::Stub::TakeDecision, request).status();
}

absl::Status Crew::Confer(const Caller& caller, const Task& task) {
  auto request = RequestFor<access::v1::HoldConferenceRequest>(task);
  constexpr std::pair<access::v1::Participant::Role, std::string_view> kAtTheTable[] = {
      {access::v1::Participant::RESIDENT, "bewoner"},
      {access::v1::Participant::ACCESS_TEAM, "toegang"},
      {access::v1::Participant::EXPERT, "gedragswetenschapper"}};
  for (const auto& [role, name] : kAtTheTable) {
    access::v1::Participant& participant = *request.add_participants();
    participant.set_role(role);
    participant.set_name(std::string(name));
  }
  request.set_outcome(
      ValueOf<access::v1::Conference::Outcome>(Choose(options_.chance, KeyOf(task), ConferenceOutcomes())));
  request.set_notes("Besproken wat nodig is, en wie wat doet.");
  return Ask(caller, &Access::Stub::HoldConference, request).status();
}

absl::Status Crew::AskExperts(const Caller& caller, const Task& task) {
  auto request = RequestFor<access::v1::RecordExpertTeamOutcomeRequest>(task);
  request.add_members("persons/expert-verblijf");
  request.add_members("persons/expert-ggz");
  request.set_finding(ValueOf<access::v1::ExpertTeamOutcome::Finding>(
      Choose(options_.chance, Cat(KeyOf(task), "/finding"), ExpertTeamFindings())));
  request.set_outcome(
      ValueOf<access::v1::ExpertTeamOutcome::Outcome>(Choose(options_.chance, KeyOf(task), ExpertTeamOutcomes())));
  request.set_notes("Het team heeft gekeken wat er is en wat er ontbreekt.");
  return Ask(caller, &Access::Stub::RecordExpertTeamOutcome, request).status();
}

absl::Status Crew::Evaluate(const Caller& caller, const Task& task) {
  auto request = RequestFor<access::v1::RecordEvaluationRequest>(task);
  request.set_outcome(
      ValueOf<access::v1::Evaluation::Outcome>(Choose(options_.chance, KeyOf(task), EvaluationOutcomes())));
  request.set_explanation("Met het gezin en de aanbieder bekeken wat nog nodig is.");
  return Ask(caller, &Access::Stub::RecordEvaluation, request).status();
}

absl::Status Crew::LeaveCare(const Caller& caller, const Task& task, const Route& route, Date today) {
  auto request = RequestFor<access::v1::RecordOutflowRequest>(task);
  request.set_destination(
      ValueOf<access::v1::Outflow::Destination>(Choose(options_.chance, KeyOf(task), OutflowDestinations())));
  request.set_obstacle(ValueOf<access::v1::Outflow::Obstacle>(
      Choose(options_.chance, Cat(KeyOf(task), "/obstacle"), OutflowObstacles())));
  *request.mutable_end_date() = ToProto(today);
  request.set_aftercare(options_.chance.Hits(Cat("aftercare/", KeyOf(task)), kAftercarePercent));
  if (!route.lines().empty()) request.set_provider(route.lines(0).provider());
  return Ask(caller, &Access::Stub::RecordOutflow, request).status();
}

absl::Status Crew::Contact(const Caller& caller, const Task& task, Date today) {
  auto request = RequestFor<access::v1::RecordAftercareContactRequest>(task);
  *request.mutable_date() = ToProto(today);
  request.set_outcome(
      ValueOf<access::v1::AftercareContact::Outcome>(Choose(options_.chance, KeyOf(task), AftercareOutcomes())));
  request.set_notes("Gebeld; besproken hoe het gaat.");
  return Ask(caller, &Access::Stub::RecordAftercareContact, request).status();
}

absl::Status Crew::NameCaseManager(const Caller& caller, const Task& task, const Route& route) {
  access::v1::AssignRoleRequest request;
  request.set_request_id(Named(task, "answer"));
  request.set_name(route.case_());
  request.set_role(access::v1::CASE_MANAGER);
  request.set_holder("persons/toegang");
  return Ask(caller, &Access::Stub::AssignRole, request).status();
}

}  // namespace clientroute::suite
