#ifndef CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/store/database.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"

// What providers asked for by message (315, 317), by their own references, and what it was answered. Free functions
// inside a transaction of the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// How a request stands; the numbers are stored, and those of the answers are the codes of VerzoekAntwoord.
enum class RequestStanding : std::uint8_t { kOpen = 0, kRefused = 1, kUnderInvestigation = 2, kAllocated = 3 };

/// ReferentieAanbieder, unique per provider and law (TR347).
struct RequestKey {
  std::string municipality;  // CBS code
  Law law = Law::kJeugdwet;
  std::string provider;   // AGB code
  std::string reference;  // not empty
  friend auto operator<=>(const RequestKey&, const RequestKey&) = default;
};

/// A request came in `message`; a reference that is there already stays as it is.
absl::Status AddRequest(Connection& connection, const RequestKey& key, std::int64_t message);
/// nullopt when no such request came in.
absl::StatusOr<std::optional<RequestStanding>> FindRequest(Connection& connection, const RequestKey& key);
/// Dagtekening of the message that asked; nullopt when no such request came in.
absl::StatusOr<std::optional<Date>> FindRequestDate(Connection& connection, const RequestKey& key);
/// The request was answered on behalf of a route (`routes/…`): its message is one of that route from then on. Changes
/// nothing when no such request came in.
absl::Status SaveStanding(Connection& connection, const RequestKey& key, RequestStanding standing,
                          const std::string& route);
/// The requests of a message, by reference.
absl::StatusOr<std::vector<RequestKey>> ListRequests(Connection& connection, std::int64_t message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_
