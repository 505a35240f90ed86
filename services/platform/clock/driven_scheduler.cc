#include <algorithm>
#include <mutex>
#include <utility>

#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/status/defect.h"

namespace clientroute {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

class DrivenSchedulerImpl final : public DrivenScheduler {
 public:
  explicit DrivenSchedulerImpl(std::uint64_t seed) : random_(MakeSeededRandom(seed)) {}

  void Add(Work* work) override {
    std::lock_guard lock(mutex_);
    if (started_) StopOnDefect("work is added before the scheduler starts");
    slots_.push_back({work});
  }

  void Wake(Work* work) override {
    std::lock_guard lock(mutex_);
    for (Slot& slot : slots_) {
      if (slot.work == work) slot.next = microseconds(0);
    }
  }

  void Start() override {
    std::lock_guard lock(mutex_);
    started_ = true;
  }

  void Stop() override {
    std::lock_guard running(run_mutex_);
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }

  bool Quiet() override { return !AnyoneReady() && Busy().empty(); }

  bool WaitUntilQuiet(milliseconds patience) override {
    const auto end = Elapsed() + patience;
    constexpr std::int64_t kStepsAtATime = 1'000;
    while (true) {
      const std::int64_t before = steps();
      if (RunUntilQuiet(kStepsAtATime)) return true;
      const bool stuck = steps() - before < kStepsAtATime;
      if (stuck || Elapsed() >= end) return false;
    }
  }

  bool Settle() override {
    std::lock_guard running(run_mutex_);
    ElapsedOverride count(count_);
    return std::ranges::count_if(Works(), [](Work* work) { return work->Settle(); }) > 0;
  }

  std::vector<std::string> Busy() override {
    std::vector<std::string> names;
    for (Work* work : Works()) {
      if (!work->Idle()) names.push_back(work->name());
    }
    return names;
  }

  bool RunUntilQuiet(std::int64_t max_steps) override {
    std::lock_guard running(run_mutex_);
    Start();
    for (std::int64_t step = 0; step < max_steps;) {
      if (Slot* slot = PickReady()) {
        RunOne(slot);
        ++step;
      } else if (Busy().empty()) {
        return true;
      } else if (!JumpToNextPause()) {
        return false;
      }
    }
    return Quiet();
  }

 private:
  struct Slot {
    Work* work = nullptr;
    // When it runs again, in the scheduler's own count; nullopt when it waits to be woken. All run once at the start.
    std::optional<microseconds> next = microseconds(0);
  };

  std::int64_t steps() {
    std::lock_guard lock(mutex_);
    return steps_;
  }

  std::vector<Work*> Works() {
    std::lock_guard lock(mutex_);
    std::vector<Work*> works;
    for (const Slot& slot : slots_) works.push_back(slot.work);
    return works;
  }

  bool Ready(const Slot& slot) const { return slot.next && *slot.next <= count_; }

  bool AnyoneReady() {
    std::lock_guard lock(mutex_);
    return std::any_of(slots_.begin(), slots_.end(), [this](const Slot& slot) { return Ready(slot); });
  }

  Slot* PickReady() {
    std::lock_guard lock(mutex_);
    if (stopped_) return nullptr;
    std::vector<Slot*> ready;
    for (Slot& slot : slots_) {
      if (Ready(slot)) ready.push_back(&slot);
    }
    if (ready.empty()) return nullptr;
    Slot* chosen = ready[random_->Below(ready.size())];
    chosen->next.reset();
    ++steps_;
    return chosen;
  }

  void RunOne(Slot* slot) {
    std::optional<milliseconds> pause;
    {
      ElapsedOverride count(count_);
      pause = slot->work->Run();
    }
    std::lock_guard lock(mutex_);
    const bool woken_meanwhile = slot->next.has_value();
    if (pause && !woken_meanwhile) slot->next = count_ + *pause;
  }

  bool JumpToNextPause() {
    std::lock_guard lock(mutex_);
    std::optional<microseconds> earliest;
    for (const Slot& slot : slots_) {
      if (slot.next && (!earliest || *slot.next < *earliest)) earliest = slot.next;
    }
    if (!earliest || stopped_) return false;
    count_ = std::max(count_, *earliest);
    return true;
  }

  std::mutex run_mutex_;  // one thread steps at a time
  std::mutex mutex_;
  bool started_ = false;
  bool stopped_ = false;
  std::int64_t steps_ = 0;
  microseconds count_{0};
  std::unique_ptr<Random> random_;
  std::vector<Slot> slots_;
};

}  // namespace

std::unique_ptr<DrivenScheduler> MakeDrivenScheduler(std::uint64_t seed) {
  return std::make_unique<DrivenSchedulerImpl>(seed);
}

}  // namespace clientroute
