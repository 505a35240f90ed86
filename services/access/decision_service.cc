#include "services/access/decision_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/access/case_codec.h"
#include "services/access/decision_store.h"
#include "services/access/plan_store.h"
#include "services/access/route_service.h"
#include "services/access/triage_store.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

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
  return record;
}

// What the request decides on the lines that were asked for; REQUEST errors name its fields.
absl::StatusOr<std::vector<CareLine>> LinesOf(const v1::TakeDecisionRequest& request, DecisionOutcome outcome,
                                              const std::vector<CareLine>& asked) {
  std::vector<FieldViolation> violations;
  const std::vector<CareLine> chosen = ReadCareLines(request.lines(), "lines", &violations);
  if (outcome == DecisionOutcome::kRefuse) {
    if (request.lines().empty()) return std::vector<CareLine>();
    violations = {{"lines", "must be empty: a refusal grants nothing"}};
  }
  Granted granted;
  if (violations.empty()) {
    granted = GrantLines(asked, chosen);
    AddProblems(granted.problems, "", &violations);
  }
  if (!violations.empty()) return InvalidFields("DECISION_INVALID", std::move(violations));
  return std::move(granted.lines);
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
  if (plans.empty()) return NotYet("PLAN_MISSING", "a decision is taken on a perspective plan", request.route());
  const auto outcome = DecisionOutcomeOf(static_cast<int>(request.outcome()));
  if (!outcome) return InvalidFields("DECISION_INVALID", {{"outcome", "must be GRANT or REFUSE"}});
  CLIENTROUTE_ASSIGN(const std::vector<CareLine> asked, CaseStore(&unit.db()).AskedLines(route));
  DecisionRecord record;
  CLIENTROUTE_ASSIGN(record.lines, LinesOf(request, *outcome, asked));
  DecisionStore store(&unit.db());
  CLIENTROUTE_ASSIGN(record.number, store.TakeNumber(route.municipality));
  record.id = unit.NewId("decision");
  record.outcome = *outcome;
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
