#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ERROR_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ERROR_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

// Errors (Fo01) between us and an HTTP hub that came to nothing, and wait for a person. Free functions inside a
// transaction of the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// Whose error it is. The numbers are stored.
enum class HubErrorWay : std::uint8_t {
  kOfHub = 1,  // it names no message of ours, or could not take effect
  kOurs = 2,   // the hub did not take it
};

struct HubError {
  std::int64_t number = 0;
  std::string reference;  // of the error itself
  HubErrorWay way = HubErrorWay::kOfHub;
  std::string cross_reference;  // of the letter that it is about
  std::string municipality;     // CBS code; empty where the letter does not name one of ours
  std::string party;            // organisation at the other side
  std::string code;             // `IB010`, or another of the sender's
  std::string explanation;      // what it says; without citizen numbers
  std::string failure;          // why it came to nothing, `REASON: text`
  int attempts = 0;             // how often ours was offered
  Instant noted_at;
  std::optional<Instant> closed_at;
  /// Of the task by which a person is asked; none where there is nobody to ask.
  std::optional<Uuid> route;
};

/// Once a reference.
absl::Status AddHubError(Connection& connection, const HubError& error);
/// nullopt when no such error came to nothing.
absl::StatusOr<std::optional<HubError>> FindHubError(Connection& connection, std::string_view reference);
/// A person has seen to it. The time of the first stays.
absl::Status CloseHubError(Connection& connection, std::string_view reference, Instant now);
/// Those that wait, newest or oldest first, behind the number `from` in that order (0: from the first), at most
/// `limit`. `visible`: the municipalities that the caller may see, nullopt for all; who may see any sees those of none
/// too. `municipality` narrows unless it is empty.
absl::StatusOr<std::vector<HubError>> ListHubErrors(Connection& connection,
                                                    const std::optional<std::set<std::string>>& visible,
                                                    std::string_view municipality, bool oldest_first, std::int64_t from,
                                                    int limit);
absl::StatusOr<std::int64_t> CountHubErrors(Connection& connection);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ERROR_STORE_H_
