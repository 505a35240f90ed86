#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_ADVANCE_TIME_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_ADVANCE_TIME_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// What a process is made of, for its operation; all outlive who uses it.
struct ProcessParts {
  Clock* clock = nullptr;
  /// Unset when the clock is the machine's, or belongs to another process.
  ClockOwner* clock_owner = nullptr;
  /// Lets a driven clock go, so that it runs as the machine's; unset where that cannot be.
  std::function<absl::Status()> release_clock = {};
  Scheduler* scheduler = nullptr;
  /// By name of the service.
  std::map<std::string, Database*> databases;
};

/// The earliest timer of all databases. Errors: those of Connection.
absl::StatusOr<std::optional<Instant>> NextTimer(const ProcessParts& parts);

struct Advanced {
  Instant now;
  std::int64_t timers_fired = 0;
};
/// Waits until all is quiet, and then moves the clock to `to`, where given, in steps from timer to timer, each time
/// until all is quiet again. One at a time; `patience` is real time for the whole. Errors: FailedPrecondition
/// CLOCK_NOT_DRIVEN (`to` given); DeadlineExceeded NOT_QUIET names who is busy; Internal TIMER_WITHOUT_WORK when a due
/// timer is nobody's; those of Connection.
absl::StatusOr<Advanced> AdvanceTime(const ProcessParts& parts, std::optional<Instant> to,
                                     std::chrono::milliseconds patience);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_ADVANCE_TIME_H_
