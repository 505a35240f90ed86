#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_

#include <memory>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// A driven clock that is one stored record with one owner, so that time goes on where it stood after a restart. The
/// database is the clock's own, opened with ClockMigrations() (services/platform/clock/migrations.h), and outlives it.
/// Thread-safe.
class DrivenClock final : public Clock, public ClockOwner {
 public:
  /// Reads the stored time; a new record begins at `start`. Errors: those of Connection.
  static absl::StatusOr<std::unique_ptr<DrivenClock>> Open(Database* database, Instant start);

  Instant Now() const override { return shown_.Now(); }
  bool driven() const override { return true; }
  void OnMove(std::function<void()> moved) override { shown_.OnMove(std::move(moved)); }
  /// Stores the time before anyone sees it.
  absl::Status Advance(Instant to) override;

 private:
  DrivenClock(Database* database, Instant now) : database_(database), shown_(now) {}

  Database* database_;
  std::mutex moving_;  // one jump at a time, with its listeners
  ManualClock shown_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_
