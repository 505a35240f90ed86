#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_LOOKUP_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_LOOKUP_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/cli/session.h"

namespace clientroute::suite {

/// The route of which `word` is the name, the id, or the first characters of it; without timeline. Errors: NotFound;
/// those of the call.
absl::StatusOr<orchestrator::v1::Route> LookUpRoute(const Session& session, std::string_view word);

/// The route with its timeline and what the other services know of it: case, proposals, allocations, messages. Errors:
/// as above.
absl::StatusOr<v1::RouteView> LookUpRouteView(const Session& session, std::string_view word);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_ROUTE_LOOKUP_H_
