#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/allocation/v1/allocation.pb.h"
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

/// A change took effect, not yet said to be overbooked: what is new, what stands changed, and all allocations of the
/// route (at least one).
v1::AllocationsChanged ChangedEvent(const ChangeRecord& change, const std::vector<AllocationRecord>& added,
                                    const std::vector<AllocationRecord>& kept,
                                    const std::vector<AllocationRecord>& of_route);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_CODEC_H_
