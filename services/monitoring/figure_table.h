#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_TABLE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_TABLE_H_

#include <span>

#include "services/monitoring/figure_definition.h"

// Events that several figures are counted from.
#define CLIENTROUTE_REFERRAL "clientroute.intake.v1.ReferralAccepted"
#define CLIENTROUTE_ALLOCATED                                                               \
  " clientroute.allocation.v1.AllocationsMade clientroute.allocation.v1.AllocationsChanged" \
  " clientroute.allocation.v1.AllocationsWithdrawn"
#define CLIENTROUTE_STARTS " clientroute.allocation.v1.CareStarted clientroute.allocation.v1.CareStartRemoved"
#define CLIENTROUTE_STOPS " clientroute.allocation.v1.CareStopped clientroute.allocation.v1.CareStopRemoved"

namespace clientroute::monitoring {

/// The two halves of the table of figures, each by code. Free functions, pure, thread-safe.
/// What is counted of routes and households.
std::span<const FigureDefinition> RouteFigures();
/// What is counted in money, and of claims and messages.
std::span<const FigureDefinition> MoneyFigures();

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_TABLE_H_
