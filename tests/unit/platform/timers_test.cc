#include "services/platform/timers/timers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using std::chrono::hours;
using testing::ElementsAre;

class TimersTest : public testing::Test {
 protected:
  Timer Set(std::string_view owner, std::string_view name, Instant due) {
    Timer timer;
    EXPECT_THAT(database_->Write([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(timer, SetTimer(c, owner, name, due));
      return absl::OkStatus();
    }),
                IsOk());
    return timer;
  }
  std::vector<std::string> List(std::string_view owner) {
    std::vector<std::string> names;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(const auto timers, ListTimers(c, owner));
      for (const Timer& timer : timers) names.push_back(Cat(timer.name, "#", timer.generation));
      return absl::OkStatus();
    }),
                IsOk());
    return names;
  }
  absl::Status Write(const std::function<absl::Status(Connection&)>& work) { return database_->Write(work); }

  // A work that notes what fires, when, and takes it away.
  Work* AddWork() {
    return world_.Add(MakeTimerWork(
        "test.timers", database_, world_.clock(), [this](const Timer& timer) { return Fire(timer); }, world_.logger()));
  }
  absl::Status Fire(const Timer& timer) {
    EXPECT_LE(timer.due, world_.clock()->Now()) << "early";
    if (fail_.contains(timer.name) && fail_[timer.name]-- > 0) return absl::UnavailableError("not now");
    fired_.push_back(timer.name);
    return database_->Write([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(const bool taken, TakeTimer(c, timer));
      EXPECT_TRUE(taken);
      return absl::OkStatus();
    });
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("test", {});
  std::vector<std::string> fired_;
  std::map<std::string, int> fail_;
};

TEST_F(TimersTest, GenerationCountsUpAndSurvivesCancelling) {
  EXPECT_EQ(Set("routes/1", "term", kTestStart).generation, 1);
  EXPECT_EQ(Set("routes/1", "term", kTestStart + hours(1)).generation, 2);
  ASSERT_THAT(Write([](Connection& c) { return CancelTimer(c, "routes/1", "term"); }), IsOk());
  EXPECT_THAT(List("routes/1"), ElementsAre());
  EXPECT_EQ(Set("routes/1", "term", kTestStart).generation, 3);
  EXPECT_EQ(Set("routes/2", "term", kTestStart).generation, 1);
}

TEST_F(TimersTest, StaleExpiryIsRecognised) {
  const Timer stale = Set("routes/1", "term", kTestStart);
  const Timer fresh = Set("routes/1", "term", kTestStart + hours(1));
  ASSERT_THAT(Write([&](Connection& c) -> absl::Status {
                EXPECT_FALSE(*TakeTimer(c, stale));
                EXPECT_TRUE(*TakeTimer(c, fresh));
                EXPECT_FALSE(*TakeTimer(c, fresh));
                return absl::OkStatus();
              }),
              IsOk());
}

TEST_F(TimersTest, CancellingNothingIsNoError) {
  EXPECT_THAT(Write([](Connection& c) -> absl::Status {
                CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(c, "routes/1", "none"));
                return CancelTimers(c, "routes/1");
              }),
              IsOk());
}

TEST_F(TimersTest, ListsOfOneOwnerInOrderOfDueTime) {
  Set("routes/1", "late", kTestStart + hours(2));
  Set("routes/1", "soon", kTestStart + hours(1));
  Set("routes/2", "other", kTestStart);
  EXPECT_THAT(List("routes/1"), ElementsAre("soon#1", "late#1"));
  ASSERT_THAT(Write([](Connection& c) { return CancelTimers(c, "routes/1"); }), IsOk());
  EXPECT_THAT(List("routes/1"), ElementsAre());
  EXPECT_THAT(List("routes/2"), ElementsAre("other#1"));
}

TEST_F(TimersTest, NextDueAndCountSeeOnlyWhatWaits) {
  const auto next = [&] {
    std::optional<Instant> due;
    std::int64_t count = 0;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(due, NextDue(c));
      CLIENTROUTE_ASSIGN(count, CountDue(c, kTestStart + hours(1)));
      return absl::OkStatus();
    }),
                IsOk());
    return std::pair(due, count);
  };
  EXPECT_EQ(next(), std::pair(std::optional<Instant>(), std::int64_t{0}));
  Set("routes/1", "a", kTestStart + hours(1));
  Set("routes/1", "b", kTestStart + hours(2));
  EXPECT_EQ(next(), std::pair(std::optional(kTestStart + hours(1)), std::int64_t{1}));
  ASSERT_THAT(Write([](Connection& c) { return CancelTimer(c, "routes/1", "a"); }), IsOk());
  EXPECT_EQ(next(), std::pair(std::optional(kTestStart + hours(2)), std::int64_t{0}));
}

TEST_F(TimersTest, FiresAtItsTimeAndNotAMicrosecondBefore) {
  Work* work = AddWork();
  Set("routes/1", "term", kTestStart + hours(24 * 365));
  world_.AdvanceTo(kTestStart + hours(24 * 365) - std::chrono::microseconds(1));
  EXPECT_THAT(fired_, ElementsAre());
  EXPECT_TRUE(work->Idle());
  world_.Advance(std::chrono::microseconds(1));
  EXPECT_THAT(fired_, ElementsAre("term"));
  EXPECT_THAT(List("routes/1"), ElementsAre());
}

TEST_F(TimersTest, AfterDowntimeAllFireInOrderOfDueTimeThenOfSetting) {
  Set("routes/1", "third", kTestStart + hours(3));
  Set("routes/2", "second-b", kTestStart + hours(2));
  Set("routes/3", "first", kTestStart + hours(1));
  Set("routes/4", "second-c", kTestStart + hours(2));
  Set("routes/5", "second-a", kTestStart + hours(2));
  Set("routes/2", "second-b", kTestStart + hours(2));  // set anew: it comes last of its moment
  world_.clock()->Advance(hours(10));
  Work* work = AddWork();
  EXPECT_FALSE(work->Idle());
  world_.Settle();
  EXPECT_THAT(fired_, ElementsAre("first", "second-c", "second-a", "second-b", "third"));
  EXPECT_TRUE(work->Idle());
}

TEST_F(TimersTest, MoreThanOneStepsWorthAllFire) {
  for (int i = 0; i < 250; ++i) Set(Cat("routes/", i), Cat("t", i), kTestStart + std::chrono::seconds(i));
  world_.clock()->Advance(hours(1));
  AddWork();
  world_.Settle();
  ASSERT_EQ(fired_.size(), 250u);
  EXPECT_EQ(fired_.front(), "t0");
  EXPECT_EQ(fired_.back(), "t249");
}

TEST_F(TimersTest, FailureHoldsItsOwnersLaterTimersAndNoOthers) {
  fail_["a1"] = 4;
  Set("routes/a", "a1", kTestStart + hours(1));
  Set("routes/a", "a2", kTestStart + hours(2));
  Set("routes/b", "b1", kTestStart + hours(3));
  world_.clock()->Advance(hours(10));
  AddWork();
  world_.Settle();
  EXPECT_THAT(fired_, ElementsAre("b1", "a1", "a2"));
}

TEST_F(TimersTest, FiringMayTakeOthersAwayAndSetNewOnesThatAreDue) {
  world_.Add(MakeTimerWork(
      "test.timers", database_, world_.clock(),
      [this](const Timer& timer) {
        fired_.push_back(timer.name);
        return database_->Write([&](Connection& c) -> absl::Status {
          CLIENTROUTE_RETURN_IF_ERROR(TakeTimer(c, timer).status());
          if (timer.name != "first") return absl::OkStatus();
          CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(c, "routes/1", "second"));
          return SetTimer(c, "routes/1", "new", kTestStart).status();
        });
      },
      world_.logger()));
  Set("routes/1", "first", kTestStart + hours(1));
  Set("routes/1", "second", kTestStart + hours(2));
  world_.Advance(hours(5));
  EXPECT_THAT(fired_, ElementsAre("first", "new"));
}

TEST_F(TimersTest, TimerThatItsOwnerLeavesThereIsFiredAgainAfterAPauseAndReported) {
  int fires = 0;
  Work* work = world_.Add(MakeTimerWork(
      "test.timers", database_, world_.clock(),
      [&](const Timer& timer) {
        if (++fires < 3) return absl::OkStatus();
        return database_->Write([&](Connection& c) { return TakeTimer(c, timer).status(); });
      },
      world_.logger()));
  Set("routes/1", "term", kTestStart);
  const auto pause = work->Run();
  EXPECT_EQ(fires, 1);
  ASSERT_TRUE(pause.has_value());
  EXPECT_THAT(world_.logger()->Text(), testing::HasSubstr("TIMER_STILL_SET"));
  world_.Settle();
  EXPECT_EQ(fires, 3);
}

TEST_F(TimersTest, WithTheMachinesClockItSleepsTowardsTheNextTimer) {
  // A clock that does not move when told, and stands still: only the pause is looked at.
  class StandingClock final : public Clock {
   public:
    Instant Now() const override { return kTestStart; }
    bool driven() const override { return false; }
    void OnMove(std::function<void()>) override {}
  } clock;
  auto work = MakeTimerWork(
      "test.timers", database_, &clock, [this](const Timer& timer) { return Fire(timer); }, world_.logger());
  EXPECT_EQ(work->Run(), std::nullopt);
  Set("routes/1", "soon", kTestStart + std::chrono::microseconds(1'500));
  EXPECT_EQ(work->Run(), std::chrono::milliseconds(2));
  ASSERT_THAT(Write([](Connection& c) { return CancelTimer(c, "routes/1", "soon"); }), IsOk());
  Set("routes/1", "far", kTestStart + hours(1'000));
  EXPECT_EQ(work->Run(), std::chrono::minutes(10));
}

}  // namespace
}  // namespace clientroute
