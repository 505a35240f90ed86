#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FINDER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FINDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// NotFound NOT_FOUND: there is no such resource, or the caller may not see it.
absl::Status NoSuch(std::string_view name);

/// The route of which `name` is the name, the id, or the first characters of it, as far as the caller may see it: what
/// may not be seen is not there. NotFound; InvalidArgument ROUTE_AMBIGUOUS; other errors: those of Connection.
absl::StatusOr<RouteRow> FindVisibleRoute(Connection& connection, const CallContext& call, const std::string& name);

/// Notes that the client of a route was shown; of a route that is no client's (definition.h) nobody was.
void Show(const std::string& client, const std::string& municipality, clientroute::Look& look);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FINDER_H_
