#ifndef CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_COUNTING_H_
#define CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_COUNTING_H_

#include <span>
#include <vector>

#include "services/monitoring/contribution.h"
#include "services/monitoring/household_route.h"
#include "services/monitoring/route_record.h"

/// What a household adds to each figure of households; what each figure is stands in route_figures.cc, in words, beside
/// the function named there. Pure, thread-safe.
namespace clientroute::monitoring {

/// Of a route whose referral was heard.
HouseholdRoute HouseholdRouteOf(const RouteRecord& route);

void CountProfessionals(std::span<const HouseholdRoute> routes, std::vector<Contribution>* out);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_COUNTING_H_
