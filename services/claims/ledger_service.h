#ifndef CLIENTROUTE_SERVICES_CLAIMS_LEDGER_SERVICE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_LEDGER_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/claims/v1/claims.pb.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// Showing the ledger; what is posted comes with the claims. Errors of all methods: InvalidArgument REQUEST_INVALID,
/// PAGE_SIZE, PAGE_TOKEN; those of Connection. Thread-safe.
class LedgerMethods {
 public:
  /// The database outlives it.
  explicit LedgerMethods(Database* database) : database_(*database) {}

  absl::Status List(const CallContext& call, const v1::ListLedgerEntriesRequest& request,
                    v1::ListLedgerEntriesResponse* answer) const;
  absl::Status Balance(const CallContext& call, const v1::GetLedgerBalanceRequest& request,
                       v1::LedgerBalance* answer) const;

 private:
  Database& database_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_LEDGER_SERVICE_H_
