#include "services/orchestrator/store/route_listing_store.h"

#include "clientroute/type/v1/care.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/store/text_set.h"

namespace clientroute::orchestrator {

std::set<std::string> ProvidersOf(const Route& route) {
  std::set<std::string> providers;
  for (const RouteLine& line : route.lines) {
    type::v1::CareLine read;
    if (read.ParseFromString(line.payload) && !read.provider().empty()) providers.insert(read.provider());
  }
  return providers;
}

absl::Status WriteProviders(Connection& connection, const ProvidersChange& change) {
  TextSet kept = TextSetOf(change.providers);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("DELETE FROM route_provider WHERE route = $1 AND provider NOT IN (SELECT key FROM json_each($2))",
                   {change.route, kept.parameter()})
          .status());
  for (const std::string& provider : change.providers) {
    CLIENTROUTE_RETURN_IF_ERROR(
        connection
            .Execute("INSERT INTO route_provider (provider, route) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     {std::string_view(provider), change.route})
            .status());
  }
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
