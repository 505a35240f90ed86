#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_WATCH_HUB_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_WATCH_HUB_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"

namespace clientroute::orchestrator {

/// How far watching goes.
struct WatchLimits {
  /// How long one answer may take to be read.
  std::chrono::milliseconds patience = std::chrono::seconds(30);
  /// Who watches all routes and has more records than these before him is told that the others were passed over.
  std::int64_t behind_most = 10'000;
  /// How long one call may last: a working day. Who watches on calls again, from where he was, and is known anew.
  std::chrono::milliseconds call_most = std::chrono::hours(8);
};

/// Those who watch routes live: how many there are, when they are woken, and who has stopped reading. Nothing is kept
/// for them: each reads the journal from where it is, and waits here in between. Counts in real time. Thread-safe.
class WatchHub {
 public:
  /// Watchers at a time at most: each holds a thread of the server, which has as many for all other calls, and reads
  /// the journal again when something was committed.
  static constexpr std::size_t kWatchersMost = 512;
  /// How long one that was woken lets commits gather before it reads, for each that watches: with many of them reading
  /// stays a small part of the work, and the news of the last is still on the screen well within a second.
  static constexpr std::chrono::microseconds kGathering{100};

  explicit WatchHub(const WatchLimits& limits = {}) : limits_(limits) {}
  ~WatchHub();
  WatchHub(const WatchHub&) = delete;
  WatchHub& operator=(const WatchHub&) = delete;

  /// One who watches; goes when it is destroyed.
  class Watcher {
   public:
    Watcher(WatchHub* hub, std::function<void()> cut_off) : hub_(hub), cut_off_(std::move(cut_off)) {}
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// What was committed so far; to be asked before the journal is read.
    std::uint64_t Seen() const;
    /// Waits until something was committed after `seen`, at most `time`, and then a moment for what comes with it.
    void Wait(std::uint64_t seen, std::chrono::milliseconds time);
    /// Lets so much time pass, whatever is committed.
    void Rest(std::chrono::milliseconds time);
    /// Around the sending of an answer: when it takes longer than the patience, the watcher is cut off.
    void BeginSending();
    void EndSending();
    bool WasCutOff() const;
    /// Whether it has lasted as long as a call may.
    bool HasLasted() const;

   private:
    friend class WatchHub;
    WatchHub* hub_;
    std::function<void()> cut_off_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point sending_since_;
    bool sending_ = false;
    bool was_cut_off_ = false;
  };

  /// `cut_off` ends the call; it may come from another thread, as long as the watcher lives. ResourceExhausted
  /// WATCHERS_MOST.
  absl::StatusOr<std::unique_ptr<Watcher>> Enter(std::function<void()> cut_off);
  /// Something was committed.
  void Wake();
  const WatchLimits& limits() const { return limits_; }
  std::size_t watchers() const;
  /// Waits until nobody watches any more, at most `time`; whether so.
  bool WaitUntilEmpty(std::chrono::milliseconds time);

 private:
  void Leave(Watcher* watcher);
  void LookAfter();

  const WatchLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable look_;
  std::uint64_t commits_ = 0;
  std::list<Watcher*> watchers_;
  bool stopping_ = false;
  /// Cuts off who does not read; there from the first watcher on.
  std::thread thread_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_WATCH_HUB_H_
