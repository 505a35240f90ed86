#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "services/orchestrator/route/route_terms.h"
#include "services/platform/store/database.h"

/// What routes are found by beside their state: terms and providers. Written only where it changed, so that a
/// transition that leaves it alone touches no index.
namespace clientroute::orchestrator {

/// The providers (AGB codes) of the route's lines of care; a line that cannot be read has none. Pure, thread-safe.
std::set<std::string> ProvidersOf(const Route& route);

/// What changed of a route; what did not is not there.
struct ListingChange {
  std::int64_t route = 0;
  std::optional<RouteTerms> terms;
  std::optional<std::set<std::string>> providers;
};
/// Errors: those of Connection.
absl::Status WriteListing(Connection& connection, const ListingChange& change);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_LISTING_STORE_H_
