#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LISTENER_SERVICE_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/allocation/placement_service.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// What allocation hears of other services (subscriber `allocation`):
///   orchestrator RouteClosed       what the route still holds or waits for is let go
///   access       PersonInvolved    the person may see where the client is placed (PRI-1)
///                InvolvementEnded  the person may see it no longer
///   messaging    AllocationMessageSent  its allocations were told, and the requests that it grants are answered
///                AnswerMessageSent      the requests that it refuses are answered, a refused change request is closed
///                OpenRequestsRefused    the same, of what a route that has ended left open
/// No state of its own; thread-safe.
class AllocationListener {
 public:
  /// Outlives it.
  explicit AllocationListener(const PlacementMethods* placements) : placements_(*placements) {}

  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Takes one event in, within the delivery's transaction. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED;
  /// those of Connection. An event about something that is not known here changes nothing.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;

 private:
  const PlacementMethods& placements_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LISTENER_SERVICE_H_
