#include "services/access/route_contents_codec.h"

#include "services/access/case_codec.h"
#include "services/access/triage_codec.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

void FillContents(const RouteContents& contents, std::int64_t route_row, v1::CaseRoute* route) {
  if (const auto found = contents.analyses.find(route_row); found != contents.analyses.end()) {
    *route->mutable_problem_analysis() = ToProto(found->second);
  }
  if (const auto found = contents.triages.find(route_row); found != contents.triages.end()) {
    *route->mutable_triage() = ToProto(found->second);
  }
  if (const auto found = contents.plans.find(route_row); found != contents.plans.end()) {
    for (const PlanRecord& plan : found->second) {
      const bool in_force = plan.row == found->second.back().row;
      *(in_force ? route->mutable_plan() : route->add_earlier_plans()) = ToProto(plan);
    }
  }
  if (const auto found = contents.decisions.find(route_row); found != contents.decisions.end()) {
    for (const DecisionRecord& decision : found->second) *route->add_decisions() = ToProto(decision);
  }
}

absl::Status OpenTexts(const FreeTextKey& key, const RouteContents& contents, std::int64_t route_row,
                       v1::CaseRoute* route) {
  if (const auto found = contents.analyses.find(route_row); found != contents.analyses.end()) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, found->second, route->mutable_problem_analysis()));
  }
  if (const auto found = contents.triages.find(route_row); found != contents.triages.end()) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, found->second, route->mutable_triage()));
  }
  if (const auto found = contents.plans.find(route_row); found != contents.plans.end()) {
    const std::vector<PlanRecord>& plans = found->second;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      v1::PerspectivePlan* plan =
          i + 1 == plans.size() ? route->mutable_plan() : route->mutable_earlier_plans(static_cast<int>(i));
      CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, plans[i], plan));
    }
  }
  if (const auto found = contents.decisions.find(route_row); found != contents.decisions.end()) {
    for (std::size_t i = 0; i < found->second.size(); ++i) {
      CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, found->second[i], route->mutable_decisions(static_cast<int>(i))));
    }
  }
  return absl::OkStatus();
}

}  // namespace clientroute::access
