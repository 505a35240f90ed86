#ifndef CLIENTROUTE_SERVICES_MONITORING_SPEND_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_SPEND_STORE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/monitoring/figure.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// What was claimed, accepted and refused. What the caller may not see is left out in the query. Lives for one
/// transaction; one thread. Errors of all: those of Connection.
class SpendStore {
 public:
  /// Outlives it.
  explicit SpendStore(Connection* connection) : connection_(*connection) {}

  /// By month, contract, municipality, provider and product, from the first after `after` (of which only these five
  /// count; unset: from the start), at most `limit`; each with its refusals.
  absl::StatusOr<std::vector<Spend>> List(const FigureFilter& filter, const std::optional<Spend>& after, int limit);

 private:
  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_SPEND_STORE_H_
