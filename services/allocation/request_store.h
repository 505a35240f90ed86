#ifndef CLIENTROUTE_SERVICES_ALLOCATION_REQUEST_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_REQUEST_STORE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/message.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// How a request of a provider ended; the numbers are those of the column.
enum class RequestAnswer : std::uint8_t { kAllocated = 1, kRefused = 3 };

/// What providers asked for by message (315, 317), by their own references, inside one transaction whose connection it
/// uses. One thread. Errors of all methods: those of Connection.
class RequestStore {
 public:
  explicit RequestStore(Connection* connection) : connection_(*connection) {}

  /// Fills what the rules must know of the message's references and clients (TR347, TR374).
  absl::Status Load(const Message& message, Knowledge* known);
  /// Registers a requested product of the message as open.
  absl::Status Register(const Message& message, const MessageLine& line, Instant now);
  /// Registers a request for change as open, under the reference of the message as a whole.
  absl::Status RegisterChange(const Message& message, const Uuid& client, Instant now);
  /// The requests under these references of the provider were answered; those that are no longer open stay as they are.
  absl::Status AnswerReferences(const ProviderCode& provider, Law law, const std::set<std::string>& references,
                                RequestAnswer answer, Instant now);

 private:
  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_REQUEST_STORE_H_
