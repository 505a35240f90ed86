#ifndef CLIENTROUTE_SERVICES_INTAKE_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_INTAKE_LISTENER_SERVICE_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::intake {

/// What intake hears of other services (subscriber `intake`):
///   orchestrator RouteClosed       the referral of the route is completed, so that its client can be erased
///   access       PersonInvolved    the person may see the client (PRI-1)
///   access       InvolvementEnded  the person may see the client no longer
/// No state of its own; thread-safe.
class IntakeListener {
 public:
  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Takes one event in, within the delivery's transaction. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED;
  /// those of Connection. An event about a route or client that is not known changes nothing.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_LISTENER_SERVICE_H_
