#include "services/platform/clock/driven_clock.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {

absl::StatusOr<std::unique_ptr<DrivenClock>> DrivenClock::Open(Database* database, Instant start) {
  Instant now = start;
  CLIENTROUTE_RETURN_IF_ERROR(database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto stored, connection.QueryOne("SELECT now FROM clock WHERE id = 1", {},
                                                        [](const Row& row) { return FromMicros(row.Int(0)); }));
    if (stored) {
      now = *stored;
      return absl::OkStatus();
    }
    return connection.Execute("INSERT INTO clock (id, now) VALUES (1, $1)", {ToMicros(start)}).status();
  }));
  return std::unique_ptr<DrivenClock>(new DrivenClock(database, now));
}

absl::Status DrivenClock::Advance(Instant to) {
  std::lock_guard lock(moving_);
  if (to <= Now()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) {
    return connection.Execute("UPDATE clock SET now = $1 WHERE id = 1", {ToMicros(to)}).status();
  }));
  shown_.Set(to);
  return absl::OkStatus();
}

}  // namespace clientroute
