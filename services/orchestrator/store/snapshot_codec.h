#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_SNAPSHOT_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_SNAPSHOT_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"

/// Between a route and its row. Pure, thread-safe.
namespace clientroute::orchestrator {

v1::RouteSnapshot ToSnapshot(const Definition& definition, const Route& route);

/// Its bytes, without the detour.
std::string SnapshotBytes(const Definition& definition, const Route& route);

/// The route again. DataLoss SNAPSHOT_DAMAGED names what does not exist in the definition, or the invariant that is
/// broken.
absl::StatusOr<Route> FromSnapshot(const Definition& definition, std::string route_id,
                                   const v1::RouteSnapshot& snapshot);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_SNAPSHOT_CODEC_H_
