#ifndef CLIENTROUTE_SERVICES_ACCESS_DECISION_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_DECISION_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/free_text_codec.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access does about plans and decisions: each method of the proto's without its wrapper, whose errors are those
/// that the proto names and those of Connection. `key` seals the free text of the request and was asked before the
/// transaction. Free functions, thread-safe.
absl::Status RecordPlan(UnitOfWork& unit, const v1::RecordPlanRequest& request, const FreeTextKey& key,
                        v1::PerspectivePlan* answer);
absl::Status TakeDecision(UnitOfWork& unit, const v1::TakeDecisionRequest& request, const FreeTextKey& key,
                          v1::Decision* answer);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_DECISION_SERVICE_H_
