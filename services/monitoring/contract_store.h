#ifndef CLIENTROUTE_SERVICES_MONITORING_CONTRACT_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_CONTRACT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/monitoring/fact.h"
#include "services/monitoring/figure.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// The contracts that spend is held against. Lives for one transaction; one thread. Errors of all: those of Connection.
class ContractStore {
 public:
  /// Outlives it.
  explicit ContractStore(Connection* connection) : connection_(*connection) {}

  /// What may be spent in a year under the contract that the filter names, in cents. None without a ceiling, and none
  /// where the filter leaves out some of what is spent under it: it is narrowed further, or its caller does not see
  /// every municipality that the contract is for.
  absl::StatusOr<std::optional<std::int64_t>> Ceiling(const FigureFilter& filter);
  /// Every contract, by name.
  absl::StatusOr<std::vector<ContractKnown>> All();

 private:
  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_CONTRACT_STORE_H_
