#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/allocation/v1/change_request.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/change_store.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {

/// What ApplyChange says, read.
struct ChangeCommand {
  Uuid route;
  Uuid client;
  std::string municipality;
  Uuid change;
};
/// InvalidArgument REQUEST_INVALID with every wrong field.
absl::StatusOr<ChangeCommand> ReadCommand(const v1::ApplyChangeRequest& request);

v1::ChangeRequest ToProto(const ChangeRecord& change);
v1::ChangeRequested RequestedEvent(const ChangeRecord& change);

/// What a change did to one route.
struct ChangedRoute {
  std::int64_t row = 0;
  /// What is new, what stands changed, and all allocations of the route (at least one).
  std::vector<AllocationRecord> added = {};
  std::vector<AllocationRecord> kept = {};
  std::vector<AllocationRecord> all = {};
};
/// A change took effect on a route, not yet said to be overbooked.
v1::AllocationsChanged ChangedEvent(const Uuid& change, const Uuid& id, const ChangedRoute& route);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_
