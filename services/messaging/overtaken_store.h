#ifndef CLIENTROUTE_SERVICES_MESSAGING_OVERTAKEN_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_OVERTAKEN_STORE_H_

#include <chrono>
#include <cstdint>
#include <string_view>

#include "services/messaging/message_record.h"
#include "services/platform/store/database.h"

// Stops (307) that overtook the start (305) that they end: no meaning may be given to the order of messages (OP080).
// Such a stop is not answered at once; it waits, holding nobody, until another message of its sender about its client
// was accepted or the time is over, and is judged again. A repeat of it waits for its end and no longer. Free functions
// inside a transaction of the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// How long a stop waits for its start: longer than an outage of an hour at either side, and far within the term of its
/// return message (OP090).
inline constexpr std::chrono::hours kOvertakenWait{2};
/// The timer that ends it; its owner is the message.
inline constexpr std::string_view kOvertakenTimer = "overtaken";

/// How the waiting of a message stands.
struct Overtaken {
  bool waits = false;
  bool over = false;       // the next verdict is its answer
  std::int64_t tries = 0;  // how often its owner judged it
};
absl::StatusOr<Overtaken> FindOvertaken(Connection& connection, std::int64_t message);

/// The message was judged for the `tries`-th time and waits; its timer is set at the first.
absl::Status WaitForStart(Connection& connection, const MessageRecord& record, std::int64_t tries, Instant now);
/// It repeats the bytes of `earlier`, which waits: it goes on when that does, and has no timer.
absl::Status WaitWithEarlier(Connection& connection, std::int64_t message, std::int64_t earlier);
/// Its time is over.
absl::Status EndWait(Connection& connection, const Uuid& message);
/// Those that wait for what this message may have told are judged again. Before the message is finished.
absl::Status WakeOvertaken(Connection& connection, std::int64_t message);
/// The message came to an end, or waits for a person: those that repeat it go on.
absl::Status WakeRepeats(Connection& connection, std::int64_t message);
/// The message is finished, and waits no more; nor do those that repeat it.
absl::Status ForgetOvertaken(Connection& connection, const MessageRecord& record);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_OVERTAKEN_STORE_H_
