#ifndef CLIENTROUTE_SERVICES_CLAIMS_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_LISTENER_SERVICE_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::claims {

/// What claims hears of other services (subscriber `claims`):
///   intake  ClientErased  his lines name him no longer (PRI-3)
/// What stays of the lines accounts for money that was paid and must be kept: the provider's references, without which
/// a line could be paid or taken back twice, the allocation's number, product, month, volume, amount and verdict.
/// Nothing of it says who he was, and the ledger never did. No state of its own; thread-safe.
class ClaimsListener {
 public:
  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Takes one event in, within the delivery's transaction. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED;
  /// those of Connection. A client for whom nothing was claimed changes nothing.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_LISTENER_SERVICE_H_
