#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// A driven clock that is one stored record with one owner, so that time goes on where it stood after a restart. The
/// database is the clock's own, opened with ClockMigrations() (services/platform/clock/migrations.h), and outlives it.
/// It can be let go: then it runs as the machine's for good, which began its past for a rehearsal or a demo.
/// Thread-safe.
class DrivenClock final : public Clock, public ClockOwner {
 public:
  /// Reads the stored time; a new record begins at `start`. Errors: those of Connection.
  static absl::StatusOr<std::unique_ptr<DrivenClock>> Open(Database* database, Instant start);

  /// Never earlier than what it showed before it was let go.
  Instant Now() const override;
  bool driven() const override { return !released_; }
  void OnMove(std::function<void()> moved) override { shown_.OnMove(std::move(moved)); }
  /// Stores the time before anyone sees it. Errors: FailedPrecondition CLOCK_NOT_DRIVEN once it was let go.
  absl::Status Advance(Instant to) override;
  /// Lets it go and tells the listeners; a second time changes nothing. Errors: FailedPrecondition CLOCK_AHEAD when it
  /// stands after the machine's; those of the record, and then it stands where it stood.
  absl::Status Release();

 private:
  DrivenClock(Database* database, Instant now, bool released) : database_(database), shown_(now), released_(released) {}

  Database* database_;
  std::mutex moving_;  // one jump at a time, with its listeners
  ManualClock shown_;
  const SystemClock machine_;
  std::atomic<bool> released_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_DRIVEN_CLOCK_H_
