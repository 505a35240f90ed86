#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "services/orchestrator/route/route.h"
#include "services/platform/store/database.h"

/// The providers that routes are found by. Written only where they changed, so that a transition that leaves them alone
/// touches no index.
namespace clientroute::orchestrator {

/// The providers (AGB codes) of the route's lines of care; a line that cannot be read has none. Pure, thread-safe.
std::set<std::string> ProvidersOf(const Route& route);

/// All providers of a route, as they are now.
struct ProvidersChange {
  std::int64_t route = 0;
  std::set<std::string> providers;
};
/// Errors: those of Connection.
absl::Status WriteProviders(Connection& connection, const ProvidersChange& change);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_
