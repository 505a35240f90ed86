#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

// How far the messages to providers came, which wait in exchange_file: what was offered to the hub and under which
// reference, what was given up, and how much waits. Free functions inside a transaction of the caller. Errors of all:
// those of Connection.

namespace clientroute::messaging {

/// A file as it is offered to the hub. Each offer of one reference is the same, byte for byte.
struct Offer {
  std::string reference;
  Instant offered_at;           // for the first time under this reference
  int offers = 0;               // under this reference, this one included
  int attempts = 0;             // since it waits, this one included
  std::string cross_reference;  // under which the message came that it answers; empty when none did
};
/// Counts an attempt before it is made, so that a stop in between counts too. The first gives the file `reference`.
absl::StatusOr<Offer> CountOffer(Connection& connection, std::int64_t file, std::string_view reference, Instant now);

/// Why a file waits for a person.
struct GiveUp {
  std::string code;       // of the hub's refusal; empty when it did not refuse
  std::string failure;    // `REASON: text`
  bool answered = false;  // whether the hub answered: then another offer is another letter, under a new reference
};
/// Its content goes: it is read from the message when a person sends it again.
absl::Status GiveUpFile(Connection& connection, std::int64_t file, const GiveUp& why, Instant now);

/// A file that was offered under a reference.
struct OfferedFile {
  std::int64_t number = 0;
  std::int64_t message = 0;
  int offers = 0;
  int attempts = 0;
  std::int64_t given_up = 0;  // how often it was
  bool written = false;       // acknowledged
  bool dead = false;
};
absl::StatusOr<std::optional<OfferedFile>> FindOffered(Connection& connection, std::string_view reference);
/// The hub took the file and could not bring it after all: it waits again, to be offered under a new reference.
absl::Status WaitAgain(Connection& connection, std::int64_t file, Instant now);

/// Takes the newest file of the message that was given up into the work again, with this content. It keeps its
/// reference unless the hub has answered to that. False when none was given up.
absl::StatusOr<bool> ReviveFile(Connection& connection, std::int64_t message, std::string_view sealed_content,
                                Instant now);
/// Whether a file of the message is on its way to its provider.
absl::StatusOr<bool> IsOnItsWay(Connection& connection, std::int64_t message);

/// A file that was given up.
struct DeadFile {
  std::int64_t number = 0;
  std::int64_t message = 0;
  std::string reference;  // empty when it was never offered
  int attempts = 0;
  std::string code;
  std::string failure;
  Instant dead_at;
};
/// Newest or oldest first, those behind the number `from` in that order (0: from the first), at most `limit`.
/// `visible`: the municipalities that the caller may see, nullopt for all; `municipality` narrows unless it is empty.
absl::StatusOr<std::vector<DeadFile>> ListDeadFiles(Connection& connection,
                                                    const std::optional<std::set<std::string>>& visible,
                                                    std::string_view municipality, bool oldest_first, std::int64_t from,
                                                    int limit);

/// What waits to be brought to providers.
struct QueueFigures {
  std::int64_t waiting = 0;
  std::int64_t retrying = 0;  // of those: tried before
  std::optional<Instant> oldest;
  std::int64_t dead = 0;
  std::int64_t errors = 0;  // of an HTTP hub that came to nothing
};
absl::StatusOr<QueueFigures> CountQueue(Connection& connection);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_STORE_H_
