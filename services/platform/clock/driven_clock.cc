#include "services/platform/clock/driven_clock.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {

absl::StatusOr<std::unique_ptr<DrivenClock>> DrivenClock::Open(Database* database, Instant start) {
  Instant now = start;
  bool released = false;
  CLIENTROUTE_RETURN_IF_ERROR(database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto stored,
                       connection.QueryOne("SELECT now, released FROM clock WHERE id = 1", {}, [](const Row& row) {
                         return std::pair(FromMicros(row.Int(0)), row.Int(1));
                       }));
    if (stored) {
      now = stored->first;
      released = stored->second != 0;
      return absl::OkStatus();
    }
    return connection.Execute("INSERT INTO clock (id, now) VALUES (1, $1)", {ToMicros(start)}).status();
  }));
  return std::unique_ptr<DrivenClock>(new DrivenClock(database, now, released));
}

Instant DrivenClock::Now() const { return released_ ? std::max(machine_.Now(), shown_.Now()) : shown_.Now(); }

absl::Status DrivenClock::Advance(Instant to) {
  std::lock_guard lock(moving_);
  if (released_) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN",
                 "this clock was let go: it is the machine's");
  }
  if (to <= Now()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) {
    return connection.Execute("UPDATE clock SET now = $1 WHERE id = 1", {ToMicros(to)}).status();
  }));
  shown_.Set(to);
  return absl::OkStatus();
}

absl::Status DrivenClock::Release() {
  std::lock_guard lock(moving_);
  if (released_) return absl::OkStatus();
  const Instant stands = shown_.Now();
  if (stands > machine_.Now()) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_AHEAD",
                 Cat("the clock stands at ", ToIso(stands), ", which the machine's has yet to reach"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([](Connection& connection) {
    return connection.Execute("UPDATE clock SET released = 1 WHERE id = 1").status();
  }));
  released_ = true;
  shown_.Set(stands);  // tells the listeners that what they wait for may be due
  return absl::OkStatus();
}

}  // namespace clientroute
