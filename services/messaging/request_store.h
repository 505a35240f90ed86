#ifndef CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/messaging/provider_request.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

// What providers asked for by message (315, 317), by their own references, what it was answered, and the term of the
// answer, which stands with the message. Free functions inside a transaction of the caller. Errors of all: those of
// Connection.

namespace clientroute::messaging {

/// A request came in `message`; a reference that is there already stays as it is.
absl::Status AddRequest(Connection& connection, const RequestKey& key, std::int64_t message);
/// nullopt when no such request came in.
absl::StatusOr<std::optional<RequestStanding>> FindRequest(Connection& connection, const RequestKey& key);
/// Dagtekening of the message that asked; nullopt when no such request came in.
absl::StatusOr<std::optional<Date>> FindRequestDate(Connection& connection, const RequestKey& key);
/// The request was answered on behalf of a route (`routes/…`): its message is one of that route from then on, and its
/// term ends or moves (KeepRequestTerm). Changes nothing when no such request came in.
absl::Status SaveStanding(Connection& connection, const RequestKey& key, RequestStanding standing,
                          const std::string& route);
/// The term of a message goes with how its requests stand: its last day, and the timer that tells when it has passed.
absl::Status KeepRequestTerm(Connection& connection, std::int64_t message);
/// The requests of a message, by reference.
absl::StatusOr<std::vector<RequestKey>> ListRequests(Connection& connection, std::int64_t message);

/// A message that asked for something, and the route that considers it.
struct ConsideredMessage {
  Uuid message;
  std::string route;           // `routes/…`
  std::string change_request;  // `change_requests/…`; empty for a request for allocation
  /// Of a change: whether care goes on that it is about, and when it was asked.
  bool care_goes_on = false;
  Instant asked = {};

  /// Whether a person answers it, of a route that ended then: it was asked after that, and care goes on.
  bool IsLeftToPerson(Instant ended) const { return care_goes_on && asked > ended; }
};
/// One that is there already stays as it is.
absl::Status AddConsidered(Connection& connection, const ConsideredMessage& considered);
absl::StatusOr<std::optional<ConsideredMessage>> FindConsidered(Connection& connection, const Uuid& message);
absl::StatusOr<std::vector<ConsideredMessage>> ListConsidered(Connection& connection, const std::string& route);
/// The route has ended; for good. One that is there already stays as it is.
absl::Status AddEndedRoute(Connection& connection, const std::string& route, Instant ended);
/// nullopt while it goes on.
absl::StatusOr<std::optional<Instant>> FindEnd(Connection& connection, const std::string& route);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_REQUEST_STORE_H_
