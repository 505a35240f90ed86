#ifndef CLIENTROUTE_SERVICES_MONITORING_ROUTE_COUNTING_H_
#define CLIENTROUTE_SERVICES_MONITORING_ROUTE_COUNTING_H_

#include <vector>

#include "services/monitoring/contribution.h"
#include "services/monitoring/product_segments.h"
#include "services/monitoring/route_record.h"

/// What a route adds to each figure; what each figure is stands in figure_definition.cc, in words, beside the function
/// named there. Pure, thread-safe. A route of which the referral was not heard (yet) adds nothing.
namespace clientroute::monitoring {

using Contributions = std::vector<Contribution>;

/// By whom and with what the route is helped: what was allocated, or as long as nothing is, what was asked for.
std::vector<ContributionLine> LinesOf(const RouteRecord& route);

void CountAllocatedAmount(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountAtSchool(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountChangeDays(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountCrisisDecisions(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountDecisionDays(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountDecidedInTime(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountDeliveredAmount(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountDuration(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountFamilySetting(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountFirstSufficed(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountInCare(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountInflow(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountOutflow(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountOutflowHeldUp(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountReturnedByProvider(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountReturnedHome(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountReturns(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountScaledDown(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountScaledUp(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountSecondBest(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountSolvedAmbulatory(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountStarted(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountStopped(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountToRegular(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountTriage(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountTriageOverridden(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountWaiting(const RouteRecord& route, const ProductSegments& segments, Contributions* out);
void CountWaitingTime(const RouteRecord& route, const ProductSegments& segments, Contributions* out);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_ROUTE_COUNTING_H_
