#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_VIEW_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_VIEW_H_

#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/cli/output.h"

namespace clientroute::suite {

/// Prints a route for people: where it stands, who is at move, its parts, terms, tasks and messages, and everything
/// that happened with who did it, why, and what followed.
void PrintRoute(const v1::RouteView& view, Output& out);

/// The timeline alone, a block a day.
void PrintTimeline(const v1::RouteView& view, Output& out);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_VIEW_H_
