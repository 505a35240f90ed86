#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "services/platform/clock/scheduler.h"
#include "services/platform/status/defect.h"

namespace clientroute {
namespace {

// How often the wait for quiet looks again, in real time: short, because a demo waits so after every jump of its clock.
constexpr std::chrono::milliseconds kLookAgain(2);

class ThreadScheduler final : public Scheduler {
 public:
  ~ThreadScheduler() override { Stop(); }

  void Add(Work* work) override {
    std::lock_guard lock(mutex_);
    if (state_ != State::kNew) StopOnDefect("work is added before the scheduler starts");
    slots_.emplace(work, std::make_unique<Slot>());
    order_.push_back(work);
  }

  void Wake(Work* work) override {
    // The map does not change once it runs; before that, every work runs at the start anyway.
    std::lock_guard lock(mutex_);
    auto found = slots_.find(work);
    if (found == slots_.end()) return;
    found->second->woken = true;
    found->second->wake.notify_one();
  }

  void Start() override {
    std::lock_guard lock(mutex_);
    if (state_ != State::kNew) return;
    state_ = State::kRunning;
    for (Work* work : order_) {
      Slot* slot = slots_.at(work).get();
      slot->woken = true;
      slot->thread = std::thread([this, work, slot] { Loop(work, slot); });
    }
  }

  void Stop() override {
    {
      std::lock_guard lock(mutex_);
      state_ = State::kStopped;
      for (auto& [work, slot] : slots_) slot->wake.notify_one();
    }
    std::lock_guard joining(join_mutex_);
    for (auto& [work, slot] : slots_) {
      if (slot->thread.joinable()) slot->thread.join();
    }
  }

  bool Quiet() override {
    std::int64_t before = 0;
    {
      std::lock_guard lock(mutex_);
      if (AnyoneActive()) return false;
      before = activity_;
    }
    // Idle reads the record, so it is asked outside the lock.
    for (Work* work : order_) {
      if (!work->Idle()) return false;
    }
    std::lock_guard lock(mutex_);
    return !AnyoneActive() && activity_ == before;
  }

  bool WaitUntilQuiet(std::chrono::milliseconds patience) override {
    const auto end = Elapsed() + patience;
    while (!Quiet()) {
      if (Elapsed() >= end) return false;
      std::this_thread::sleep_for(kLookAgain);
    }
    return true;
  }

  bool Settle() override {
    return std::ranges::count_if(order_, [](Work* work) { return work->Settle(); }) > 0;
  }

  std::vector<std::string> Busy() override {
    std::vector<std::string> names;
    for (Work* work : order_) {
      if (!work->Idle()) names.push_back(work->name());
    }
    return names;
  }

 private:
  enum class State { kNew, kRunning, kStopped };
  struct Slot {
    std::thread thread;
    std::condition_variable wake;
    bool woken = false;
    bool running = false;
  };

  // Under mutex_. A wake that was not followed yet counts as activity: what caused it may not be in the work's record.
  bool AnyoneActive() const {
    return std::any_of(slots_.begin(), slots_.end(),
                       [](const auto& entry) { return entry.second->running || entry.second->woken; });
  }

  void Loop(Work* work, Slot* slot) noexcept {
    std::optional<std::chrono::milliseconds> pause;
    std::unique_lock lock(mutex_);
    while (true) {
      const auto called = [&] { return state_ == State::kStopped || slot->woken; };
      if (pause) {
        slot->wake.wait_for(lock, *pause, called);
      } else {
        slot->wake.wait(lock, called);
      }
      if (state_ == State::kStopped) return;
      slot->woken = false;
      slot->running = true;
      ++activity_;
      lock.unlock();
      pause = work->Run();
      lock.lock();
      slot->running = false;
    }
  }

  std::mutex mutex_;
  std::mutex join_mutex_;
  State state_ = State::kNew;
  std::int64_t activity_ = 0;
  std::map<Work*, std::unique_ptr<Slot>> slots_;
  std::vector<Work*> order_;  // the order of Add; does not change after Start
};

}  // namespace

std::unique_ptr<Scheduler> MakeThreadScheduler() { return std::make_unique<ThreadScheduler>(); }

}  // namespace clientroute
