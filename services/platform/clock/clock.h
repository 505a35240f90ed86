#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "services/platform/values/calendar.h"

namespace clientroute {

/// What time it is. Thread-safe. SystemClock reads the machine's clock and is the only place that does; DrivenClock (driven_clock.h)
/// is a stored record that moves when told, for demos, simulation and rehearsal.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
  /// Whether it moves only when told; then nothing waits for real time.
  virtual bool driven() const = 0;
  /// Calls `moved` after each jump of a driven clock, on the thread that moves it; a system clock never calls. The listener must
  /// outlive the clock or be a weak one.
  virtual void OnMove(std::function<void()> moved) = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
  bool driven() const override { return false; }
  void OnMove(std::function<void()>) override {}
};

/// A driven clock in memory. Set never goes back.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant Now() const override;
  bool driven() const override { return true; }
  void OnMove(std::function<void()> moved) override;
  /// Moves the clock to `now`; an earlier time changes nothing and returns false.
  bool Set(Instant now);
  void Advance(std::chrono::microseconds by) { Set(Now() + by); }

 private:
  mutable std::mutex mutex_;
  Instant now_;
  std::vector<std::function<void()>> listeners_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_CLOCK_H_
