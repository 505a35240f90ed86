#ifndef CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_SERVICE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/overlap.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Whose lines are to be allocated.
struct OverlapQuestion {
  Uuid client;
  std::string municipality;
  std::vector<CareLine> lines;
  /// Rows of allocations that are no obstacle: those that the lines are, or take the place of.
  std::set<std::int64_t> except;
};

/// What stands in the way of lines.
struct OverlapsFound {
  /// One a line at most.
  std::vector<LineRefusal> refusals;
  /// Allocations of which care has ended before the line begins, but that still run on paper: they end with the care.
  std::vector<AllocationRecord> outlived;
};

/// Looks for other allocations of the client at the provider of each line, and for other lines, that may not run on the
/// same day (TR302): a message that lists both would be returned for ever. Errors: those of Connection.
absl::StatusOr<OverlapsFound> FindOverlaps(Connection& connection, const OverlapQuestion& question);

/// Lets allocations that outlived their care end on its last day (RedenWijziging 05). Errors: those of Connection.
absl::Status EndWithCare(UnitOfWork& unit, std::vector<AllocationRecord>& outlived);
/// Adds what ended so, with its last day, to the event that tells of the lines which it makes room for.
void AddEnded(const std::vector<AllocationRecord>& outlived,
              google::protobuf::RepeatedPtrField<v1::EndedWithCare>* told);

/// Nothing is allocated on the route: announces AllocationsRefused. `refusals` is not empty; `change_request` may be.
absl::Status AnnounceRefused(UnitOfWork& unit, const std::string& route, const std::vector<LineRefusal>& refusals,
                             const std::string& change_request);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_SERVICE_H_
