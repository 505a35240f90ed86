#ifndef CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_SERVICE_H_

#include <optional>

#include "absl/status/status.h"
#include "clientroute/allocation/v1/placement.pb.h"
#include "services/allocation/placement_store.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// How long a place is held before an allocation is made of it: the steps between are commands, so a week is for the
/// days on which something stands still.
inline constexpr int kReservationDays = 7;
/// The name of the timer that ends the reservations of a route; its owner is the route.
inline constexpr char kReservationTimer[] = "reservation";

/// Finding and holding places. Errors of all methods beside their own: those of Connection. Thread-safe.
class PlacementMethods {
 public:
  using OffersByLine = std::map<std::string, std::vector<ProviderOffer>>;

  /// Both outlive it.
  PlacementMethods(Database* database, const QueueMethods* queue) : database_(*database), queue_(*queue) {}

  /// Finds places and holds one a line, all or none. A route that holds places for the very same lines keeps them,
  /// longer; for other lines it lets them go first. Without any line it lets go of what it holds and waits for, and
  /// NothingToArrange is announced. `birth_date` is nullopt when it is not known; only the age is kept.
  /// `offers`, by line, who is contracted for those that name no provider: they get the one of the best place. Errors:
  /// InvalidArgument REQUEST_INVALID; FailedPrecondition ROUTE_CLOSED, ROUTE_OF_OTHER_CLIENT, LINE_ALLOCATED,
  /// MATCHING_WEIGHTS_MISSING.
  absl::Status Propose(UnitOfWork& unit, const v1::ProposePlacementRequest& request,
                       const std::optional<Date>& birth_date, const OffersByLine& offers,
                       v1::PlacementProposal* answer) const;

  absl::Status List(const CallContext& call, const v1::ListPlacementProposalsRequest& request,
                    v1::ListPlacementProposalsResponse* answer, Look* look) const;

  /// Lets go of everything that the route holds, waits for or was allocated without having begun; `released` is how
  /// many places became free.
  absl::Status Release(UnitOfWork& unit, const Uuid& route, int* released) const;

  /// The reservations of the route were not used in time.
  absl::Status Expire(UnitOfWork& unit, const Uuid& route) const;

 private:
  struct Proposed;
  absl::Status LeaveAlone(UnitOfWork& unit, const RouteRecord& route) const;
  absl::Status Renew(UnitOfWork& unit, const RouteRecord& route, const std::vector<ReservationRecord>& held,
                     v1::PlacementProposal* answer) const;
  absl::Status Reserve(UnitOfWork& unit, const RouteRecord& route, const Proposed& proposed,
                       v1::PlacementProposal* answer) const;
  absl::Status Wait(UnitOfWork& unit, const RouteRecord& route, const Proposed& proposed,
                    v1::PlacementProposal* answer) const;

  Database& database_;
  const QueueMethods& queue_;
};

/// Whoever waits for places or allocations of the route hears that there is no line to arrange. Errors: those of
/// Connection.
absl::Status AnnounceNothingToArrange(UnitOfWork& unit, const std::string& route);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_SERVICE_H_
