#ifndef CLIENTROUTE_SERVICES_PROVIDER_POST_STORE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_POST_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/store/database.h"
#include "services/provider/book.h"

// What a provider in a box wrote and got, and what it has to do. Free functions inside a transaction of the caller.
// Errors of all: those of Connection; and what is said with each.

namespace clientroute::provider {

/// `id` is filled.
absl::Status AddLetter(Connection& connection, Letter* letter);
/// Those that are not sent, oldest first.
absl::StatusOr<std::vector<Letter>> ListUnsent(Connection& connection);
absl::Status SaveWay(Connection& connection, std::int64_t letter, LetterWay way);
absl::Status SaveOutcome(Connection& connection, std::int64_t letter, LetterOutcome outcome, std::string_view codes);
/// The oldest letter of the kind with that identification that has no answer yet; nullopt for none.
absl::StatusOr<std::optional<Letter>> FindLetter(Connection& connection, std::string_view provider,
                                                 std::string_view kind, std::string_view identification);
/// The identification of an earlier letter of the kind; empty for none.
absl::StatusOr<std::string> EarlierIdentification(Connection& connection, std::string_view provider,
                                                  std::string_view kind);

/// nullopt when the same file came before, which is counted.
absl::StatusOr<std::optional<std::int64_t>> AddArrival(Connection& connection, const Arrival& arrival);
/// NotFound ARRIVAL_UNKNOWN.
absl::StatusOr<Arrival> LoadArrival(Connection& connection, std::int64_t id);

absl::Status AddEntry(Connection& connection, const Entry& entry);
/// What is due on the day or before it, in order.
absl::StatusOr<std::vector<Entry>> ListDue(Connection& connection, Date day);
absl::Status DropEntry(Connection& connection, std::int64_t id);
/// Takes away what is to be done about an allocation.
absl::Status DropEntries(Connection& connection, std::int64_t allocation);
/// The first day on which something is due; nullopt for none.
absl::StatusOr<std::optional<Date>> NextDue(Connection& connection);

/// How a provider stands.
struct Standing {
  std::string provider;
  std::int64_t clients = 0;
  std::int64_t in_care = 0;
  std::int64_t sent = 0;
  std::int64_t unanswered = 0;
  std::int64_t with_codes = 0;
  std::int64_t mistakes = 0;
  std::int64_t came = 0;
  std::int64_t repeats = 0;
  std::int64_t claimed_cents = 0;
  std::int64_t granted_cents = 0;
  std::int64_t to_do = 0;
};
absl::StatusOr<std::vector<Standing>> ListStandings(Connection& connection);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_POST_STORE_H_
