#include "services/platform/clock/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "services/platform/clock/backoff.h"

namespace clientroute {
namespace {

using std::chrono::milliseconds;

// Does `units` of work one at a time, with a pause after each, and notes its name in `journal`.
class CountedWork final : public Work {
 public:
  CountedWork(std::string name, int units, std::optional<milliseconds> pause, std::vector<std::string>* journal)
      : name_(std::move(name)), units_(units), pause_(pause), journal_(journal) {}
  std::string name() const override { return name_; }
  std::optional<milliseconds> Run() override {
    if (units_ == 0) return std::nullopt;
    --units_;
    ++runs_;
    if (journal_ != nullptr) journal_->push_back(name_);
    return pause_;
  }
  bool Idle() override { return units_ == 0; }
  void Give(int units) { units_ += units; }
  int runs() const { return runs_; }

 private:
  std::string name_;
  std::atomic<int> units_;
  std::atomic<int> runs_ = 0;
  std::optional<milliseconds> pause_;
  std::vector<std::string>* journal_;
};

std::vector<std::string> JournalOf(std::uint64_t seed) {
  std::vector<std::string> journal;
  CountedWork a("a", 10, milliseconds(0), &journal);
  CountedWork b("b", 10, milliseconds(0), &journal);
  CountedWork c("c", 10, milliseconds(3), &journal);
  auto scheduler = MakeDrivenScheduler(seed);
  for (Work* work : {&a, &b, &c}) scheduler->Add(work);
  EXPECT_TRUE(scheduler->RunUntilQuiet());
  return journal;
}

TEST(DrivenSchedulerTest, SameSeedGivesTheSameOrderAndAnotherSeedAnother) {
  EXPECT_EQ(JournalOf(3).size(), 30u);
  EXPECT_EQ(JournalOf(3), JournalOf(3));
  EXPECT_NE(JournalOf(3), JournalOf(4));
}

TEST(DrivenSchedulerTest, PausesTakeNoRealTime) {
  const auto before = Elapsed();
  CountedWork slow("slow", 100, std::chrono::hours(1), nullptr);
  auto scheduler = MakeDrivenScheduler(1);
  scheduler->Add(&slow);
  EXPECT_TRUE(scheduler->RunUntilQuiet());
  EXPECT_EQ(slow.runs(), 100);
  EXPECT_LT(Elapsed() - before, std::chrono::minutes(1));
}

TEST(DrivenSchedulerTest, WorkThatWaitsForAWakeThatNeverCameIsNamed) {
  CountedWork stuck("stuck", 2, std::nullopt, nullptr);
  auto scheduler = MakeDrivenScheduler(1);
  scheduler->Add(&stuck);
  EXPECT_FALSE(scheduler->RunUntilQuiet());
  EXPECT_THAT(scheduler->Busy(), testing::ElementsAre("stuck"));
  EXPECT_FALSE(scheduler->WaitUntilQuiet(milliseconds(0)));
  scheduler->Wake(&stuck);
  EXPECT_TRUE(scheduler->RunUntilQuiet());
}

TEST(DrivenSchedulerTest, TooFewStepsAreReported) {
  CountedWork work("work", 100, milliseconds(0), nullptr);
  auto scheduler = MakeDrivenScheduler(1);
  scheduler->Add(&work);
  EXPECT_FALSE(scheduler->RunUntilQuiet(10));
  EXPECT_TRUE(scheduler->RunUntilQuiet());
}

TEST(DrivenSchedulerTest, BackoffIsCountedInItsOwnTime) {
  // A work that fails five times in a row, with the pauses of a Backoff: no real second passes.
  class Failing final : public Work {
   public:
    std::string name() const override { return "failing"; }
    std::optional<milliseconds> Run() override {
      if (!backoff_.Due()) return backoff_.Left();
      if (++tries_ == 5) return std::nullopt;
      backoff_.Fail(nullptr);
      return backoff_.Left();
    }
    bool Idle() override { return tries_ == 5; }
    int tries_ = 0;
    Backoff backoff_;
  } failing;
  auto scheduler = MakeDrivenScheduler(1);
  scheduler->Add(&failing);
  EXPECT_TRUE(scheduler->RunUntilQuiet(100));
}

TEST(BackoffTest, DoublesUpToItsMost) {
  const struct {
    int failures;
    milliseconds pause;
  } kCases[] = {{1, milliseconds(100)},    {2, milliseconds(200)},     {5, milliseconds(1'600)},
                {9, milliseconds(25'600)}, {10, milliseconds(30'000)}, {1'000, milliseconds(30'000)}};
  for (const auto& each : kCases) {
    ElapsedOverride at_zero(milliseconds(0));
    Backoff backoff;
    for (int i = 0; i < each.failures; ++i) backoff.Fail(nullptr);
    EXPECT_EQ(backoff.Left(), each.pause) << each.failures;
    EXPECT_FALSE(backoff.Due());
  }
}

TEST(BackoffTest, JitterAddsAtMostAQuarter) {
  auto random = MakeSeededRandom(1);
  for (int i = 0; i < 100; ++i) {
    ElapsedOverride at_zero(milliseconds(0));
    Backoff backoff;
    backoff.Fail(random.get());
    EXPECT_GE(backoff.Left(), milliseconds(100));
    EXPECT_LE(backoff.Left(), milliseconds(125));
  }
}

// Runs until it is let go.
class HeldWork final : public Work {
 public:
  std::string name() const override { return "held"; }
  std::optional<milliseconds> Run() override {
    std::unique_lock lock(mutex_);
    running_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_; });
    running_ = false;
    return std::nullopt;
  }
  bool Idle() override { return true; }
  void AwaitRunning() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return running_; });
  }
  void Release() {
    std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool running_ = false;
  bool released_ = false;
};

constexpr milliseconds kLong = std::chrono::seconds(60);

TEST(ThreadSchedulerTest, RunsEachOnceAtTheStartAndThenWhenWoken) {
  CountedWork work("work", 1, std::nullopt, nullptr);
  auto scheduler = MakeThreadScheduler();
  scheduler->Add(&work);
  scheduler->Start();
  ASSERT_TRUE(scheduler->WaitUntilQuiet(kLong));
  EXPECT_EQ(work.runs(), 1);
  work.Give(1);
  EXPECT_FALSE(scheduler->Quiet());
  EXPECT_THAT(scheduler->Busy(), testing::ElementsAre("work"));
  scheduler->Wake(&work);
  ASSERT_TRUE(scheduler->WaitUntilQuiet(kLong));
  EXPECT_EQ(work.runs(), 2);
}

TEST(ThreadSchedulerTest, ComesBackAfterAPause) {
  CountedWork work("work", 5, milliseconds(1), nullptr);
  auto scheduler = MakeThreadScheduler();
  scheduler->Add(&work);
  scheduler->Start();
  ASSERT_TRUE(scheduler->WaitUntilQuiet(kLong));
  EXPECT_EQ(work.runs(), 5);
}

TEST(ThreadSchedulerTest, IsNotQuietWhileAStepRunsThoughAllAreIdle) {
  HeldWork held;
  auto scheduler = MakeThreadScheduler();
  scheduler->Add(&held);
  scheduler->Start();
  held.AwaitRunning();
  EXPECT_FALSE(scheduler->Quiet());
  EXPECT_FALSE(scheduler->WaitUntilQuiet(milliseconds(0)));
  held.Release();
  EXPECT_TRUE(scheduler->WaitUntilQuiet(kLong));
}

TEST(ThreadSchedulerTest, StopWaitsForTheRunningStepAndMayBeRepeated) {
  HeldWork held;
  auto scheduler = MakeThreadScheduler();
  scheduler->Add(&held);
  scheduler->Start();
  held.AwaitRunning();
  held.Release();
  scheduler->Stop();
  scheduler->Stop();
  scheduler->Wake(&held);  // too late, and harmless
  EXPECT_TRUE(held.Idle());
}

TEST(SchedulerTest, WakeOfWorkThatWasNotAddedIsHarmless) {
  CountedWork stranger("stranger", 1, std::nullopt, nullptr);
  auto threads = MakeThreadScheduler();
  threads->Wake(&stranger);
  auto driven = MakeDrivenScheduler(1);
  driven->Wake(&stranger);
  EXPECT_EQ(stranger.runs(), 0);
}

}  // namespace
}  // namespace clientroute
