#include "services/platform/server/advance_time.h"

#include <algorithm>

#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute {
namespace {

using std::chrono::milliseconds;

// Patience that is counted down over several waits.
class Patience {
 public:
  explicit Patience(milliseconds patience) : end_(Elapsed() + patience) {}
  milliseconds Left() const {
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(end_ - Elapsed()));
  }

 private:
  std::chrono::microseconds end_;
};

// Until all is done, and what was put off is on record too: to a clock that jumps it would be of long ago.
absl::Status WaitUntilQuiet(const ProcessParts& parts, const Patience& patience) {
  bool quiet = parts.scheduler->WaitUntilQuiet(patience.Left());
  while (quiet && parts.scheduler->Settle()) {
    quiet = patience.Left() > milliseconds(0) && parts.scheduler->WaitUntilQuiet(patience.Left());
  }
  if (quiet) return absl::OkStatus();
  std::string busy;
  for (const std::string& name : parts.scheduler->Busy()) busy += Cat(busy.empty() ? "" : ", ", name);
  return Error(absl::StatusCode::kDeadlineExceeded, "NOT_QUIET",
               Cat("still busy: ", busy.empty() ? "running work" : busy), {{"busy", busy}});
}

absl::StatusOr<std::int64_t> CountDueTimers(const ProcessParts& parts, Instant now) {
  std::int64_t due = 0;
  for (const auto& [name, database] : parts.databases) {
    CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::int64_t here, CountDue(connection, now));
      due += here;
      return absl::OkStatus();
    }));
  }
  return due;
}

}  // namespace

absl::StatusOr<std::optional<Instant>> NextTimer(const ProcessParts& parts) {
  std::optional<Instant> next;
  for (const auto& [name, database] : parts.databases) {
    CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::optional<Instant> here, NextDue(connection));
      if (here && (!next || *here < *next)) next = here;
      return absl::OkStatus();
    }));
  }
  return next;
}

absl::StatusOr<Advanced> AdvanceTime(const ProcessParts& parts, std::optional<Instant> to,
                                     milliseconds patience_given) {
  if (to && parts.clock_owner == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN",
                 "this suite's clock is not one that is moved here");
  }
  const Patience patience(patience_given);
  Advanced advanced;
  CLIENTROUTE_RETURN_IF_ERROR(WaitUntilQuiet(parts, patience));
  while (to && parts.clock->Now() < *to) {
    CLIENTROUTE_ASSIGN(const std::optional<Instant> next, NextTimer(parts));
    if (next && *next <= parts.clock->Now()) {
      return Error(absl::StatusCode::kInternal, "TIMER_WITHOUT_WORK", "a timer is due that no work fires");
    }
    const Instant stop = next ? std::min(*next, *to) : *to;
    CLIENTROUTE_ASSIGN(const std::int64_t due, CountDueTimers(parts, stop));
    CLIENTROUTE_RETURN_IF_ERROR(parts.clock_owner->Advance(stop));
    advanced.timers_fired += due;
    CLIENTROUTE_RETURN_IF_ERROR(WaitUntilQuiet(parts, patience));
  }
  advanced.now = parts.clock->Now();
  return advanced;
}

}  // namespace clientroute
