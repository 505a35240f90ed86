#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_SCHEDULER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_SCHEDULER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/clock/clock.h"

namespace clientroute {

/// A piece of background work: a relay, a dispatcher, due timers, a watched folder. It does a bounded amount of what is
/// due and says when to come back, so that the same work runs on its own thread in a suite and step by step in a
/// simulation.
class Work {
 public:
  virtual ~Work() = default;
  /// For logs and metrics: `intake.relay`.
  virtual std::string name() const = 0;
  /// Does some work. Returns the pause until the next run: zero for at once, nullopt for "only when woken".
  /// A pause is real time (backoff, polling a folder); what is due by the clock is woken by the clock's OnMove or asked
  /// in seconds.
  virtual std::optional<std::chrono::milliseconds> Run() = 0;
  /// Whether nothing is left to do at the present time of the clock, judged from the stored record. A repeat that waits
  /// for its backoff is work left; an incident that waits for a person is not. Called from other threads.
  virtual bool Idle() = 0;
  /// Puts on record what it had put off so that many share one commit; false when there was nothing. Called from other
  /// threads.
  virtual bool Settle() { return false; }
  /// The tables of its database whose change may give it something to do; nullopt for any. What it also reads, but only
  /// itself changes, need not stand here.
  virtual std::optional<std::vector<std::string>> follows() const { return std::nullopt; }
};

/// Runs work. Add before Start; Stop waits for the running steps and is idempotent. Thread-safe.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  virtual void Add(Work* work) = 0;
  /// Asks that `work` runs soon. Never blocks; many wakes are one; for a work that was not added nothing happens.
  virtual void Wake(Work* work) = 0;
  virtual void Start() = 0;
  virtual void Stop() = 0;
  /// True when every work is idle and none ran while that was being found out.
  virtual bool Quiet() = 0;
  /// Waits until Quiet, at most `patience` of real time; false when it was not enough. The driven scheduler runs its
  /// works here.
  virtual bool WaitUntilQuiet(std::chrono::milliseconds patience) = 0;
  /// Settles every work; false when none had anything put off.
  virtual bool Settle() = 0;
  /// The names of those that are not idle, for a message.
  virtual std::vector<std::string> Busy() = 0;
};

/// Wakes `work` after each jump of a driven clock. All three outlive the clock's last jump.
inline void WakeOnMove(Clock* clock, Scheduler* scheduler, Work* work) {
  clock->OnMove([scheduler, work] { scheduler->Wake(work); });
}

/// One thread a work; each runs once at the start. An exception out of a step stops the process.
std::unique_ptr<Scheduler> MakeThreadScheduler();

/// No thread: RunUntilQuiet runs the works one at a time in an order drawn from the seed. Pauses take no real time:
/// when nothing else is ready, its own count (see Elapsed) jumps to the end of the next pause. One thread runs at a
/// time; Wake may come from any.
class DrivenScheduler : public Scheduler {
 public:
  /// Runs until Quiet; false when `max_steps` were not enough, or when a work that is not idle only waits to be woken.
  virtual bool RunUntilQuiet(std::int64_t max_steps = 100'000) = 0;
};
std::unique_ptr<DrivenScheduler> MakeDrivenScheduler(std::uint64_t seed);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_SCHEDULER_H_
