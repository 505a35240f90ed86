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
/// Whether the figures that past performance is weighed by are figures of monitoring with one value over a period,
/// which contracting does not know. Errors: as above.
absl::Status CheckMeasures(const region::v1::Catalogue& catalogue);

/// The region's choices, as monitoring has them; what it does not choose is as usual. Of a region that CheckGoals
/// passes.
monitoring::PublishWork::Options PublishChoices(const region::v1::Region& region);
std::vector<monitoring::TargetChoice> TargetChoices(const region::v1::Region& region);
monitoring::MunicipalBudgets BudgetChoices(const region::v1::Region& region);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_GOALS_H_
