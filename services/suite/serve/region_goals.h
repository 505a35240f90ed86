#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_GOALS_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_GOALS_H_

#include <vector>

#include "absl/status/status.h"
#include "clientroute/region/v1/region.pb.h"
#include "services/monitoring/budget.h"
#include "services/monitoring/publish_service.h"
#include "services/monitoring/target.h"

namespace clientroute::suite {

/// Whether what the region chose about figures, goals and budgets can be. Errors: INVALID_ARGUMENT in Dutch, with the
/// field, what stands there and what it may be.
absl::Status CheckGoals(const region::v1::Region& region);

/// The region's choices, as monitoring has them; what it does not choose is as usual. Of a region that CheckGoals
/// passes.
monitoring::PublishWork::Options PublishChoices(const region::v1::Region& region);
std::vector<monitoring::TargetChoice> TargetChoices(const region::v1::Region& region);
monitoring::MunicipalBudgets BudgetChoices(const region::v1::Region& region);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_GOALS_H_
