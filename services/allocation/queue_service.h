#ifndef CLIENTROUTE_SERVICES_ALLOCATION_QUEUE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_QUEUE_SERVICE_H_

#include <cstdint>
#include <set>

#include "absl/status/status.h"
#include "clientroute/allocation/v1/placement.pb.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// How long a place that became free is kept for the route that waited longest for it: long enough for its next
/// command, and short enough for the one behind it.
inline constexpr int kOfferDays = 2;
/// The name of the timer that ends an offer; its owner is the route.
inline constexpr char kOfferTimer[] = "offer";

/// The waiting list (ALL-3): by urgency, then by time. Errors of all methods: those of Connection. Thread-safe.
class QueueMethods {
 public:
  explicit QueueMethods(Database* database) : database_(*database) {}

  /// Places of these capacities became free. For each route that now could have all its places, one of them among
  /// these, longest waiting first: announces CapacityFreed, and keeps the places for it against all others that are no
  /// more urgent, until it answers or the offer's timer falls due. A route that already has an offer is passed over,
  /// and so is `except_route` (0 for none).
  absl::Status OfferFreed(UnitOfWork& unit, const std::set<std::int64_t>& capacities, std::int64_t except_route) const;
  /// The route did not answer an offer in time: the next one gets it.
  absl::Status ExpireOffer(UnitOfWork& unit, const Uuid& route) const;

  absl::Status List(const CallContext& call, const v1::ListWaitingRequest& request, v1::ListWaitingResponse* answer,
                    Look* look) const;

 private:
  Database& database_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_QUEUE_SERVICE_H_
