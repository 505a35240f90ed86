#ifndef CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/allocation/v1/care_allocation.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/overlap.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {

/// With its deliveries.
v1::CareAllocation ToProto(const AllocationRecord& allocation);

/// The line of an allocation with its name and number.
type::v1::CareLine AllocatedLine(const AllocationRecord& allocation);
v1::LineRefusal ToProto(const LineRefusal& refusal);

/// The allocations of a route, at least one.
v1::AllocationsMade MadeEvent(const std::string& route, const std::vector<AllocationRecord>& allocations);

/// Reads the filter of a list. InvalidArgument REQUEST_INVALID with every wrong field.
absl::StatusOr<AllocationStore::Filter> ReadFilter(const v1::ListAllocationsRequest& request);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_CODEC_H_
