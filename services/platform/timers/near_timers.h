#ifndef CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NEAR_TIMERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NEAR_TIMERS_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/numbered_timers.h"

namespace clientroute {

/// What one transaction did to numbered timers.
struct TimerChanges {
  std::vector<NumberedTimer> set;
  /// Perhaps set by the same transaction.
  std::vector<NumberedTimer> taken;
};

/// The numbered timers of a database that fall due next, in memory; the rest stays in its rows until its time comes
/// near. Who sets and takes away timers says so before each commit, and it holds from the commit on, before those hear
/// of it who listened to the database later. Thread-safe: rows are read without a lock, so that a commit never waits
/// for a reader. Cost: some hundred bytes a timer that is near.
class NearTimers {
 public:
  /// Read together from the rows, and kept at most: beyond that the last ones are let go again.
  static constexpr std::size_t kReadTogether = 4'096;
  static constexpr std::size_t kKeptMost = 4 * kReadTogether;

  /// Listens to the database, which outlives it. Make it before whatever is woken by commits.
  static std::shared_ptr<NearTimers> Make(Database* database);
  NearTimers(const NearTimers&) = delete;
  NearTimers& operator=(const NearTimers&) = delete;

  /// Inside a transaction, as the last: what it does, if it commits. One writer at a time.
  void Stage(TimerChanges changes);
  /// The first `limit` timers that are due at `now` and come behind `after`. Errors: those of Connection.
  absl::StatusOr<std::vector<NumberedTimer>> Due(Instant now, const std::optional<NumberedTimer>& after, int limit);
  /// For the one who fires them, who has seen all up to `passed`: where he goes on. That is before the first timer that
  /// was set before it since he last asked, so that none is passed by; from the start after Forget.
  std::optional<NumberedTimer> GoOnFrom(const std::optional<NumberedTimer>& passed);
  /// The first timer that is due later than `now`. Errors: those of Connection.
  absl::StatusOr<std::optional<NumberedTimer>> FirstAfter(Instant now);
  /// Whether one that was given out is still there. Errors: those of Connection.
  absl::StatusOr<bool> Holds(const NumberedTimer& timer);
  /// How many stand in memory.
  std::size_t Kept();
  /// The rows are read anew: a transaction was lost, or something else than a writer may have changed them.
  void Forget();

 private:
  explicit NearTimers(Database* database) : database_(database) {}
  /// After a commit, on its thread.
  void Committed();
  /// Under the lock, which it lets go while it reads the rows behind what is known. What it read is left out when that
  /// was changed meanwhile: then look again.
  absl::Status ReadOn(std::unique_lock<std::mutex>& lock);
  /// Without the lock: rows, whether kept or not.
  absl::StatusOr<std::vector<NumberedTimer>> ReadBehind(const std::optional<NumberedTimer>& after, Instant until,
                                                        int limit);
  /// Under the lock.
  void Apply(const TimerChanges& changes);
  bool Knows(const NumberedTimer& timer) const { return all_ || (through_ && timer <= *through_); }

  Database* const database_;
  std::mutex mutex_;
  /// Every timer up to and with `through_`; all there are when `all_`.
  std::set<NumberedTimer> timers_;
  std::optional<NumberedTimer> through_;
  bool all_ = false;
  /// Of the transaction that runs on this thread.
  TimerChanges staged_;
  std::thread::id stager_;
  /// What was committed while rows are being read, which may have been read before or after it.
  std::vector<TimerChanges> missed_;
  int readers_ = 0;
  std::int64_t forgotten_ = 0;
  /// Of those that were set since GoOnFrom, the first; unknown after Forget.
  std::optional<NumberedTimer> first_set_;
  bool set_unknown_ = false;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TIMERS_NEAR_TIMERS_H_
