#ifndef CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMERS_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// A durable timer: a row with a due time (ROU-3). It costs nothing while it waits.
struct Timer {
  /// Whose it is: `routes/…`, `messages/…`.
  std::string owner;
  /// Unique within the owner: `decision_term`, `part-2/start_term`.
  std::string name;
  Instant due;
  /// Counts up each time a timer of this owner and name is set; an expiry carries it, so that a stale one is
  /// recognised.
  std::int64_t generation = 0;
};

/// Sets (or moves) a timer inside the transaction. Errors: those of Connection.
absl::StatusOr<Timer> SetTimer(Connection& connection, std::string_view owner, std::string_view name, Instant due);
/// Takes a timer away; nothing when there is none.
absl::Status CancelTimer(Connection& connection, std::string_view owner, std::string_view name);
absl::Status CancelTimers(Connection& connection, std::string_view owner);
absl::StatusOr<std::vector<Timer>> ListTimers(Connection& connection, std::string_view owner);
/// The earliest due time of all, numbered ones (numbered_timers.h) too; nullopt without timers.
absl::StatusOr<std::optional<Instant>> NextDue(Connection& connection);
/// How many timers are due at `now`, numbered ones too.
absl::StatusOr<std::int64_t> CountDue(Connection& connection, Instant now);

/// Takes an expired timer away, in the transaction that acts on it. False when it is stale: it was taken away, moved or
/// set anew since it was fired; then the owner does nothing. Errors: those of Connection.
absl::StatusOr<bool> TakeTimer(Connection& connection, const Timer& timer);

/// Fires what is due, in order of due time (ties: order of setting), never early, at least once. The contract with the
/// owner: `fire` returns only after its transaction, which has taken the timer away (TakeTimer, CancelTimer) or set it
/// anew; a timer that is still there after OK was not handled, and counts as an error. After an error it is logged and
/// fired again with backoff, also when it was taken away meanwhile, and is stale then; later timers of the same owner
/// wait behind it, so that the order within an owner holds, and other owners' go on. Wake it on every commit of the
/// database, and on every move of a driven clock (WakeOnMove). Idle when nothing is due.
std::unique_ptr<Work> MakeTimerWork(std::string name, Database* database, Clock* clock,
                                    std::function<absl::Status(const Timer&)> fire, Logger* logger);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMERS_H_
