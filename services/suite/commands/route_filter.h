#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_FILTER_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_FILTER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/session.h"

namespace clientroute::suite {

/// The flags that narrow a list or count of routes, and what they ask for. Days are counted back or on from the suite's
/// own clock. Errors: WRONG_USE; those of the calls.
std::vector<Flag> RouteFilterFlags();
absl::StatusOr<orchestrator::v1::RouteFilter> ReadRouteFilter(const Session& session, const Arguments& arguments);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_FILTER_H_
