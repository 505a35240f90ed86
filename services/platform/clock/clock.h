#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// What time it is. Thread-safe. SystemClock reads the machine's clock and is the only place that does; DrivenClock
/// (driven_clock.h) is a stored record that moves when told, for demos, simulation and rehearsal.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
  /// Whether it moves only when told; then nothing waits for real time.
  virtual bool driven() const = 0;
  /// Calls `moved` after each jump of a driven clock, on the thread that moves it; a system clock never calls. The
  /// listener must outlive the clock or be a weak one.
  virtual void OnMove(std::function<void()> moved) = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
  bool driven() const override { return false; }
  void OnMove(std::function<void()>) override {}
};

/// Who may move a driven clock: one owner a suite. Thread-safe.
class ClockOwner {
 public:
  virtual ~ClockOwner() = default;
  /// Moves the clock to `to` and then tells the listeners; a time that has passed changes nothing. Errors: those of the
  /// record that keeps the time; then the clock stands where it stood.
  virtual absl::Status Advance(Instant to) = 0;
};

/// A driven clock in memory. Set never goes back.
class ManualClock : public Clock, public ClockOwner {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant Now() const override;
  bool driven() const override { return true; }
  void OnMove(std::function<void()> moved) override;
  /// Moves the clock to `now`; an earlier time changes nothing and returns false.
  bool Set(Instant now);
  void Advance(std::chrono::microseconds by) { Set(Now() + by); }
  absl::Status Advance(Instant to) override;

 private:
  mutable std::mutex mutex_;
  Instant now_;
  std::vector<std::function<void()>> listeners_;
};

/// Real time that only counts up, since some moment in the past: for pauses, patience and durations in metrics, never
/// stored and never an argument of a decision. Inside a step of a driven scheduler it is that scheduler's own count, so
/// that a run can be repeated. Thread-safe.
std::chrono::microseconds Elapsed();

/// Puts another count behind Elapsed() on this thread while it lives; for the driven scheduler.
class ElapsedOverride {
 public:
  explicit ElapsedOverride(std::chrono::microseconds count);
  ~ElapsedOverride();
  ElapsedOverride(const ElapsedOverride&) = delete;
  ElapsedOverride& operator=(const ElapsedOverride&) = delete;
};

/// How much real time is left until `deadline`, which callers give in real time whatever clock the suite has; zero when
/// it has passed. Thread-safe.
std::chrono::milliseconds RealTimeUntil(std::chrono::system_clock::time_point deadline);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_
