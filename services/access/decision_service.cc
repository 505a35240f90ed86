#include "services/access/decision_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/access/allocation_news_store.h"
#include "services/access/case_codec.h"
#include "services/access/decision_store.h"
#include "services/access/plan_store.h"
#include "services/access/route_service.h"
#include "services/access/triage_store.h"
#include "services/access/wire_code.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

absl::Status NotYet(std::string_view reason, std::string_view message, const std::string& route) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, {{"route", route}});
}

PlanRecord Sealed(const Plan& plan, const Uuid& id, const FreeTextKey& key) {
  PlanRecord record;
  record.id = id;
  for (const Goal& goal : plan.goals) {
    record.goals.push_back({goal.code, key.Seal(DescriptionOf(id, goal.code), goal.description), goal.lines});
  }
  record.sealed_perspective = key.SealSome(PerspectiveOf(id), plan.perspective);
  record.result_expected = plan.result_expected;
  record.orientation = plan.orientation;
  record.evaluation_days = plan.evaluation_days;
  record.coordinator = plan.coordinator;
  return record;
}

// What a decision decides.
struct Decided {
  DecisionOutcome outcome = DecisionOutcome::kRefuse;
  DecisionKind kind = DecisionKind::kRefuse;
  Granted granted;
  Refusing refusing;
};

// The lines of a decision of this kind; what is wrong with them is added to `violations`.
Granted LinesOf(const v1::TakeDecisionRequest& request, DecisionKind kind, Law law, const std::vector<CareLine>& asked,
                std::vector<FieldViolation>* violations) {
  if (kind == DecisionKind::kRefuse || kind == DecisionKind::kWithdraw) {
    if (!request.lines().empty()) violations->push_back({"lines", "must be empty: nothing is granted by it"});
    return {};
  }
  if (!request.change_request().empty() && !request.lines().empty()) {
    // The allocations change as the request says, whatever stands here.
    violations->push_back({"lines",
                           "must be empty: a change request is granted as it was asked for; for another form of it, "
                           "refuse it and agree with the provider on a new request"});
    return {};
  }
  const std::size_t before = violations->size();
  const std::vector<CareLine> chosen = ReadCareLines(request.lines(), "lines", violations);
  if (violations->size() > before) return {};
  Granted granted = kind == DecisionKind::kChange ? ChangeLines(law, chosen) : GrantLines(asked, chosen);
  AddProblems(granted.problems, "", violations);
  return granted;
}

// What the request says of its refusal; what is wrong with it is added to `violations`.
Refusing RefusingOf(const v1::TakeDecisionRequest& request, const Decided& decided, Law law,
                    std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  Refusing refusing;
  refusing.reason = FromCode<RefusalReason>(request.refusal_reason());
  if (!refusing.reason && request.refusal_reason() != v1::REFUSAL_REASON_UNSPECIFIED) {
    violations->push_back({"refusal_reason", "must be one of the reasons, or unset"});
  }
  refusing.responsible = MunicipalityCode::Parse(request.responsible_municipality());
  if (!refusing.responsible && !request.responsible_municipality().empty()) {
    violations->push_back({"responsible_municipality", "must be a CBS code, or empty"});
  }
  if (violations->size() > before) return refusing;
  const bool refuses = decided.kind == DecisionKind::kRefuse || !decided.granted.refused.empty();
  AddProblems(CheckRefusing(refusing, refuses, !request.change_request().empty(), law), "", violations);
  return refusing;
}

// What the request decides, or every field of it that is wrong.
absl::StatusOr<Decided> ReadDecision(const v1::TakeDecisionRequest& request, Law law,
                                     const std::vector<CareLine>& asked) {
  std::vector<FieldViolation> violations;
  const auto outcome = DecisionOutcomeOf(static_cast<int>(request.outcome()));
  if (!outcome) violations.push_back({"outcome", "must be GRANT or REFUSE"});
  const auto asked_kind = FromCode<DecisionKind>(request.kind());
  if (!asked_kind && request.kind() != v1::DECISION_KIND_UNSPECIFIED) {
    violations.push_back({"kind", "must be one of the kinds of decision, or unset"});
  }
  if (!request.change_request().empty() && !IdIn(request.change_request(), "change_requests")) {
    violations.push_back({"change_request", "must be change_requests/<uuid>, or empty"});
  }
  Decided decided;
  if (violations.empty()) {
    const KindOfDecision found = FindKind(*outcome, asked_kind, !request.change_request().empty());
    AddProblems(found.problems, "", &violations);
    decided.outcome = *outcome;
    if (found.kind) {
      decided.kind = *found.kind;
      decided.granted = LinesOf(request, decided.kind, law, asked, &violations);
    }
    if (violations.empty()) decided.refusing = RefusingOf(request, decided, law, &violations);
  }
  if (!violations.empty()) return InvalidFields("DECISION_INVALID", std::move(violations));
  return decided;
}

// Whether the decision is about the change request in hand, as far as access was told of those. The route takes the
// next decision for the one about what it has in hand, whichever the decision names.
absl::Status CheckInHand(Connection& db, const v1::TakeDecisionRequest& request, std::int64_t route_row) {
  AllocationNewsStore news(&db);
  CLIENTROUTE_ASSIGN(const auto in_hand, news.ChangeInHand(route_row));
  const std::string& named = request.change_request();
  if (named.empty()) {
    // With its kind said, it is another decision: one that was asked for before the change request came.
    if (!in_hand || request.kind() != v1::DECISION_KIND_UNSPECIFIED) return absl::OkStatus();
    return Error(absl::StatusCode::kFailedPrecondition, "CHANGE_IN_HAND",
                 Cat(*in_hand, " waits for its decision: name it, or say which kind of other decision this is"),
                 {{"route", request.route()}, {"in_hand", *in_hand}});
  }
  CLIENTROUTE_ASSIGN(const auto about, news.RouteOfChange(named));
  const bool elsewhere = about && *about != route_row;
  if (!elsewhere && (!in_hand || *in_hand == named)) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "CHANGE_NOT_IN_HAND",
               elsewhere ? Cat(named, " is about another route") : Cat(*in_hand, " waits for its decision first"),
               {{"route", request.route()}, {"in_hand", in_hand.value_or("")}});
}

// Whether the decision can be taken after those that were.
absl::Status CheckBefore(Connection& db, const v1::TakeDecisionRequest& request, DecisionKind kind,
                         std::int64_t route_row) {
  DecisionStore store(&db);
  CLIENTROUTE_ASSIGN(const bool decided, store.IsDecided(request.change_request()));
  if (decided) {
    return Error(absl::StatusCode::kFailedPrecondition, "CHANGE_DECIDED", "the change request has its decision",
                 {{"change_request", request.change_request()}});
  }
  if (kind != DecisionKind::kWithdraw) return CheckInHand(db, request, route_row);
  CLIENTROUTE_ASSIGN(const auto decisions, store.Decisions({route_row}));
  std::vector<DecisionKind> taken;
  if (const auto found = decisions.find(route_row); found != decisions.end()) {
    for (const DecisionRecord& decision : found->second) taken.push_back(decision.kind);
  }
  if (IsGranted(taken)) return absl::OkStatus();
  return NotYet("GRANT_MISSING", "nothing is granted that could be withdrawn", request.route());
}

}  // namespace

absl::Status RecordPlan(UnitOfWork& unit, const v1::RecordPlanRequest& request, const FreeTextKey& key,
                        v1::PerspectivePlan* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  CLIENTROUTE_ASSIGN(const auto triages, TriageStore(&unit.db()).Triages({route.row}));
  if (triages.empty()) return NotYet("TRIAGE_MISSING", "a plan is made after triage", request.route());
  CLIENTROUTE_ASSIGN(const std::vector<CareLine> asked, CaseStore(&unit.db()).AskedLines(route));
  std::vector<FieldViolation> violations;
  const std::optional<Plan> plan = ReadPlan(request.plan(), &violations);
  if (plan) AddProblems(CheckPlan(*plan, asked, LocalDate(unit.now())), "plan", &violations);
  if (!violations.empty()) return InvalidFields("PLAN_INVALID", std::move(violations));

  PlanRecord record = Sealed(*plan, unit.NewId("plan"), key);
  record.author = unit.call().identity.subject;
  record.create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(PlanStore(&unit.db()).Add(route.row, record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(record);
  return unit.Announce(request.route(), ToRecorded(request.route(), record));
}

absl::Status TakeDecision(UnitOfWork& unit, const v1::TakeDecisionRequest& request, const FreeTextKey& key,
                          v1::Decision* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  CLIENTROUTE_ASSIGN(const auto plans, PlanStore(&unit.db()).Plans({route.row}));
  if (plans.empty() && !request.crisis())
    return NotYet("PLAN_MISSING", "a decision is taken on a perspective plan", request.route());
  CLIENTROUTE_ASSIGN(const std::vector<CareLine> asked, CaseStore(&unit.db()).AskedLines(route));
  CLIENTROUTE_ASSIGN(Decided decided, ReadDecision(request, route.law, asked));
  CLIENTROUTE_RETURN_IF_ERROR(CheckBefore(unit.db(), request, decided.kind, route.row));
  DecisionStore store(&unit.db());
  DecisionRecord record;
  record.lines = std::move(decided.granted.lines);
  record.refused = std::move(decided.granted.refused);
  record.refusing = decided.refusing;
  record.crisis = request.crisis();
  CLIENTROUTE_ASSIGN(record.number, store.TakeNumber(route.municipality));
  record.id = unit.NewId("decision");
  record.outcome = decided.outcome;
  record.kind = decided.kind;
  record.change_request = request.change_request();
  record.decide_date = LocalDate(unit.now());
  record.objection_until = ObjectionUntil(record.decide_date);
  record.sealed_motivation = key.Seal(MotivationOf(record.id), request.motivation());
  record.author = unit.call().identity.subject;
  record.create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(route.row, route.municipality, record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(record);
  return unit.Announce(request.route(), ToTaken(request.route(), record));
}

}  // namespace clientroute::access
