#include "services/access/evaluation_service.h"

#include "clientroute/access/v1/events.pb.h"
#include "services/access/evaluation_codec.h"
#include "services/access/evaluation_store.h"
#include "services/access/plan_store.h"
#include "services/access/route_service.h"
#include "services/access/wire_code.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

absl::Status RecordEvaluation(UnitOfWork& unit, const v1::RecordEvaluationRequest& request, const FreeTextKey& key,
                              v1::Evaluation* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  const auto outcome = FromCode<EvaluationOutcome>(request.outcome());
  if (!outcome) {
    return InvalidFields("EVALUATION_INVALID", {{"outcome", "must be AS_IT_IS, LIGHTER, HEAVIER or GOALS_REACHED"}});
  }
  CLIENTROUTE_ASSIGN(const auto plans, PlanStore(&unit.db()).Plans({route.row}));
  if (plans.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "PLAN_MISSING", "there is no plan that could be evaluated",
                 {{"route", request.route()}});
  }
  EvaluationRecord record;
  record.id = unit.NewId("evaluation");
  record.outcome = *outcome;
  record.author = unit.call().identity.subject;
  record.sealed_explanation = key.Seal(ExplanationOf(record.id), request.explanation());
  record.create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(EvaluationStore(&unit.db()).Add(route.row, record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(record);
  v1::EvaluationRecorded event;
  event.set_route(request.route());
  event.set_outcome(answer->outcome());
  return unit.Announce(request.route(), event);
}

}  // namespace clientroute::access
