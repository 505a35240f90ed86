#ifndef CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/monitoring/fact.h"
#include "services/monitoring/product_segments.h"
#include "services/monitoring/route_record.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// How far what changed is known: another era says that everything is to be read again.
struct ChangeState {
  std::int64_t era = 0;
  std::int64_t number = 0;
};

/// Reads what figures are counted from. Lives for one transaction; one thread. Errors of all: those of Connection.
class RouteRecordStore {
 public:
  /// Outlives it.
  explicit RouteRecordStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<ChangeState> State();
  /// What changed after that number.
  absl::StatusOr<std::vector<Uuid>> ChangedRoutes(std::int64_t after);
  absl::StatusOr<std::vector<Uuid>> ChangedClaims(std::int64_t after);
  /// Late messages that came after that number; all of them after 0.
  absl::StatusOr<std::vector<MessageOverdue>> LateMessages(std::int64_t after);

  /// Whether a contract was recorded after that number.
  absl::StatusOr<bool> ContractsChanged(std::int64_t after);

  absl::StatusOr<ProductSegments> Segments();
  /// One route; empty where nothing was heard of it.
  absl::StatusOr<RouteRecord> Load(const Uuid& route);
  /// Every route, a pass over each table.
  absl::StatusOr<std::vector<RouteRecord>> LoadAll();
  /// One claim, or all of them when unset, each as it was announced.
  absl::Status ForEachClaim(const std::optional<Uuid>& claim, const std::function<void(const ClaimCounted&)>& each);

 private:
  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_STORE_H_
