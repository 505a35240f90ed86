#ifndef CLIENTROUTE_SERVICES_PROVIDER_CLAIM_STORE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_CLAIM_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/store/database.h"
#include "services/provider/book.h"

// What a provider in a box claimed and what came of it. Free functions inside a transaction of the caller. Errors of
// all: those of Connection.

namespace clientroute::provider {

/// To whom it claims, and by which messages.
struct Debtor {
  std::string provider;
  std::string municipality;
  std::string standard;
};
/// Those under whom care was ever given, in order, with the first day of it.
absl::StatusOr<std::vector<std::pair<Debtor, Date>>> ListDebtors(Connection& connection);
/// Allocations with care in the month that were not claimed for it yet, in order.
absl::StatusOr<std::vector<std::int64_t>> ListClaimable(Connection& connection, const Debtor& debtor, Date month);
/// Debit lines that were refused less than `attempts` times and not claimed since, in order.
absl::StatusOr<std::vector<ClaimLine>> ListRefused(Connection& connection, const Debtor& debtor, int attempts);
/// Lines that are to be credited (their entries in the agenda), in order.
absl::StatusOr<std::vector<ClaimLine>> ListToCredit(Connection& connection, const Debtor& debtor);
absl::Status DropCredit(Connection& connection, std::int64_t line);
/// The last month that was claimed; nullopt for none.
absl::StatusOr<std::optional<Date>> LatestMonth(Connection& connection, const Debtor& debtor);

/// `id` is filled.
absl::Status AddClaim(Connection& connection, ClaimBook* claim);
absl::Status SaveGranted(Connection& connection, std::int64_t claim, std::int64_t granted_cents);
absl::StatusOr<std::optional<ClaimBook>> LoadClaim(Connection& connection, std::int64_t claim);
/// A DeclaratieNummer and a line's reference that were granted before; empty for none.
absl::StatusOr<std::string> EarlierClaimNumber(Connection& connection, const Debtor& debtor);
absl::StatusOr<std::string> EarlierLineReference(Connection& connection, const Debtor& debtor);

absl::Status AddLine(Connection& connection, ClaimLine* line);
absl::StatusOr<std::vector<ClaimLine>> ListLines(Connection& connection, std::int64_t claim);
absl::Status SaveLineState(Connection& connection, std::int64_t line, LineState state, std::string_view codes);
/// The line of the debtor that a granted credit took back.
absl::Status MarkCredited(Connection& connection, const Debtor& debtor, std::string_view reference);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_CLAIM_STORE_H_
