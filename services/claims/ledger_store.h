#ifndef CLIENTROUTE_SERVICES_CLAIMS_LEDGER_STORE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_LEDGER_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/claims/claim_record.h"
#include "services/claims/visible_claims_store.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// The double-entry ledger. Lives inside a transaction; one thread. Errors of all methods: those of Connection, among
/// them FailedPrecondition STORE_CONSTRAINT for a posting that does not balance or does not say what its claim says,
/// and AlreadyExists STORE_DUPLICATE for a line or claim that was posted before.
class LedgerStore {
 public:
  /// Which part of the ledger; unset fields let everything through.
  struct Filter {
    std::optional<std::string> municipality;
    std::optional<std::string> provider;
    std::optional<Uuid> claim;
  };
  /// What a part sums to.
  struct Balance {
    std::map<AccountKind, Money> by_kind;
    /// Of the entries.
    Money total;
    /// Of the accepted lines, by the lines themselves.
    Money accepted;
  };
  /// Where an entry stands.
  struct Position {
    std::int64_t posting = 0;
    std::int64_t number = 0;
  };

  explicit LedgerStore(Connection* connection) : connection_(*connection) {}

  /// Adds the postings of a claim; `lines` are the rows of its lines, in their order.
  absl::Status Add(const ClaimRecord& claim, const std::vector<Posting>& postings,
                   const std::vector<std::int64_t>& lines);
  /// Entries that may be seen after a position (nullopt: from the first), by posting, oldest or newest first; those of
  /// one posting in their own order.
  absl::StatusOr<std::vector<EntryRecord>> List(const Filter& filter, const VisibleClaims& visible, bool newest_first,
                                                const std::optional<Position>& after, int limit);
  absl::StatusOr<Balance> Sum(const Filter& filter, const VisibleClaims& visible);

 private:
  absl::StatusOr<Parameter> RowOfClaim(const Filter& filter);
  absl::StatusOr<std::int64_t> RowOf(const Account& account, std::map<Account, std::int64_t>* rows);

  Connection& connection_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_LEDGER_STORE_H_
