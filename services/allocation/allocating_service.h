#ifndef CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATING_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATING_SERVICE_H_

#include <cstdint>
#include <optional>
#include <set>

#include "absl/status/status.h"
#include "clientroute/allocation/v1/care_allocation.pb.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/placement_store.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Making and showing allocations. Errors of all methods beside their own: those of Connection. Thread-safe.
class AllocatingMethods {
 public:
  /// Both outlive it.
  AllocatingMethods(Database* database, const QueueMethods* queue) : database_(*database), queue_(*queue) {}

  /// Makes an allocation of each line's reservation, with the next number of municipality and law (TR332). A line that
  /// was allocated before keeps its allocation; reservations of the route for other lines are let go. Where a line
  /// would overlap another allocation (TR302) nothing is made and AllocationsRefused is announced. Without any line the
  /// places are let go and NothingToArrange is announced. Errors:
  /// InvalidArgument REQUEST_INVALID; FailedPrecondition RESERVATION_GONE, RESERVATION_DIFFERS, LINE_ALLOCATED,
  /// ROUTE_OF_OTHER_CLIENT; ResourceExhausted ALLOCATION_NUMBERS_USED_UP.
  absl::Status Make(UnitOfWork& unit, const v1::MakeAllocationsRequest& request,
                    v1::MakeAllocationsResponse* answer) const;

  absl::Status Get(const CallContext& call, const v1::GetAllocationRequest& request, v1::CareAllocation* answer,
                   Look* look) const;
  /// Those of the municipality and law with one of the numbers, of the provider. InvalidArgument REQUEST_INVALID.
  absl::Status LookUp(const v1::LookUpAllocationsRequest& request, v1::LookUpAllocationsResponse* answer,
                      Look* look) const;
  absl::Status List(const CallContext& call, const v1::ListAllocationsRequest& request,
                    v1::ListAllocationsResponse* answer, Look* look) const;

 private:
  // The places are free again, and offered to who waits.
  absl::Status LetGo(UnitOfWork& unit, const RouteRecord& route, const std::vector<ReservationRecord>& held) const;

  Database& database_;
  const QueueMethods& queue_;
};

/// Adds the names of those of the allocations' lines of which the location is at a school. Errors: those of Connection.
absl::Status AddSchoolLines(Connection& connection, const std::vector<AllocationRecord>& allocations,
                            google::protobuf::RepeatedPtrField<std::string>* names);

/// Lets an allocation take its place on other days than before, and stores them with its state. Days that are added are
/// taken even where the place was given away since: the client is there. Capacities of which days became free are added
/// to `freed`. Errors: those of Connection.
absl::Status KeepHeld(Connection& connection, AllocationRecord* allocation, const std::optional<DayRange>& days,
                      std::set<std::int64_t>* freed);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATING_SERVICE_H_
