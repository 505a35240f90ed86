#ifndef CLIENTROUTE_SERVICES_CLAIMS_HISTORY_STORE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_HISTORY_STORE_H_

#include "absl/status/status.h"
#include "services/claims/claim.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// What was claimed before, as the rules want to know it. Lives inside a transaction; one thread. Errors of all
/// methods: those of Connection.
class HistoryStore {
 public:
  explicit HistoryStore(Connection* connection) : connection_(*connection) {}

  /// Fills everything of `known` that comes from earlier claims, for the references and allocations that the claim
  /// names.
  absl::Status Load(const Claim& claim, Knowledge* known);

 private:
  absl::Status LoadClaims(const Claim& claim, Knowledge* known);
  absl::Status LoadReferences(const Claim& claim, Knowledge* known);
  absl::Status LoadDebits(const Claim& claim, Knowledge* known);
  absl::Status LoadAllocations(const Claim& claim, Knowledge* known);

  Connection& connection_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_HISTORY_STORE_H_
