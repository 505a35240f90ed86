#ifndef CLIENTROUTE_SERVICES_ACCESS_CASE_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_CASE_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/access/v1/events.pb.h"
#include "services/access/case_store.h"
#include "services/access/decision_store.h"
#include "services/access/plan.h"
#include "services/access/plan_store.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

/// Between the wire and cases, plans and decisions. Pure, thread-safe. What is made from a record holds no free text
/// (free_text_codec.h). What is wrong is added to `violations`, and then nullopt is returned.

/// A route to be put in the case of a household.
struct OpenedRoute {
  Uuid household;
  NewRoute route;
  /// The day on which help was asked for, where it was said.
  std::optional<Date> receive_date;
};
std::optional<OpenedRoute> ReadOpenCase(const v1::OpenCaseRequest& request, std::vector<FieldViolation>* violations);
std::optional<Plan> ReadPlan(const v1::PerspectivePlan& plan, std::vector<FieldViolation>* violations);

/// The case and its routes, without what they hold.
v1::Case ToProto(const CaseRecord& record);
v1::PerspectivePlan ToProto(const PlanRecord& record);
v1::Decision ToProto(const DecisionRecord& record);
/// The events of a plan and a decision.
v1::PlanRecorded ToRecorded(const std::string& route, const PlanRecord& record);
v1::DecisionTaken ToTaken(const std::string& route, const DecisionRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CASE_CODEC_H_
