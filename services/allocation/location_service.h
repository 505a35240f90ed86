#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/allocation/v1/allocation.pb.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Locations and their capacity. Errors of all methods beside their own: those of Connection. Thread-safe.
class LocationMethods {
 public:
  /// Both outlive it.
  LocationMethods(Database* database, const QueueMethods* queue) : database_(*database), queue_(*queue) {}

  /// Takes an import in, whole or not at all. Places that are added go to those who wait; places that are taken stay
  /// taken. Errors: InvalidArgument LOCATIONS_INVALID with every wrong row.
  absl::Status Import(UnitOfWork& unit, const v1::ImportLocationsRequest& request,
                      v1::ImportLocationsResponse* answer) const;

  absl::Status ListCapacity(const CallContext& call, const v1::ListCapacityRequest& request,
                            v1::ListCapacityResponse* answer) const;

 private:
  Database& database_;
  const QueueMethods& queue_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_SERVICE_H_
