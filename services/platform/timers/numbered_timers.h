#ifndef CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NUMBERED_TIMERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NUMBERED_TIMERS_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

class NearTimers;

/// A durable timer (ROU-3) of an owner that is a row of the service, which numbers its timers and uses no number again.
/// Its row is nothing but these three numbers, in the order in which timers fire: by due time, then owner, then number.
struct NumberedTimer {
  Instant due;
  std::int64_t owner = 0;
  std::int64_t number = 0;
  friend auto operator<=>(const NumberedTimer&, const NumberedTimer&) = default;
};

/// In the owner's transaction; what waits in memory is told after its commit (NearTimers). Errors: those of Connection
/// (AlreadyExists: it is there). Taking away one that is not there is none.
absl::Status AddTimer(Connection& connection, const NumberedTimer& timer);
absl::Status DropTimer(Connection& connection, const NumberedTimer& timer);
/// The first ones behind `after`; from the first of all without it. Errors: those of Connection.
absl::StatusOr<std::vector<NumberedTimer>> ListTimersAfter(Connection& connection,
                                                           const std::optional<NumberedTimer>& after, int limit);
/// Those of one owner. For checks: it walks over all timers.
absl::StatusOr<std::vector<NumberedTimer>> ListTimersOf(Connection& connection, std::int64_t owner);

/// Fires what is due as MakeTimerWork does (timers.h), from what `near` has in memory. `fire` gets up to
/// kTimersTogetherMost that are due, in order, each of another owner, and returns the answer of each after the
/// transactions that took them away. A backlog after downtime fires in order, at that pace: callers come between.
inline constexpr int kTimersTogetherMost = 256;
using FireNumberedTimers = std::function<std::vector<absl::Status>(std::span<const NumberedTimer>)>;
std::unique_ptr<Work> MakeNumberedTimerWork(std::string name, NearTimers* near, Clock* clock, FireNumberedTimers fire,
                                            Logger* logger);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NUMBERED_TIMERS_H_
