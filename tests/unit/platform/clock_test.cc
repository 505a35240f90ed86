#include "services/platform/clock/clock.h"

#include <gtest/gtest.h>

#include "services/platform/clock/driven_clock.h"
#include "services/platform/clock/migrations.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using std::chrono::hours;

TEST(ManualClockTest, MovesForwardAndTellsListeners) {
  ManualClock clock(kTestStart);
  int told = 0;
  clock.OnMove([&] { ++told; });
  clock.Advance(hours(1));
  EXPECT_EQ(clock.Now(), kTestStart + hours(1));
  EXPECT_EQ(told, 1);
}

TEST(ManualClockTest, NeverGoesBack) {
  ManualClock clock(kTestStart);
  int told = 0;
  clock.OnMove([&] { ++told; });
  EXPECT_FALSE(clock.Set(kTestStart - hours(1)));
  EXPECT_EQ(clock.Now(), kTestStart);
  EXPECT_EQ(told, 0);
}

TEST(DrivenClockTest, GoesOnAfterARestartWhereItStood) {
  TempFolder folder;
  const auto open = [&] { return *OpenSqlite({.path = folder.File("clock.db")}, ClockMigrations()); };
  {
    auto database = open();
    auto clock = *DrivenClock::Open(database.get(), kTestStart);
    EXPECT_EQ(clock->Now(), kTestStart);
    EXPECT_THAT(clock->Advance(kTestStart + hours(30)), IsOk());
  }
  auto database = open();
  auto clock = *DrivenClock::Open(database.get(), kTestStart);
  EXPECT_EQ(clock->Now(), kTestStart + hours(30));
  EXPECT_TRUE(clock->driven());
}

TEST(DrivenClockTest, PastTimeChangesNothing) {
  auto database = *OpenSqlite({.path = ":memory:"}, ClockMigrations());
  auto clock = *DrivenClock::Open(database.get(), kTestStart);
  int told = 0;
  clock->OnMove([&] { ++told; });
  EXPECT_THAT(clock->Advance(kTestStart - hours(1)), IsOk());
  EXPECT_EQ(clock->Now(), kTestStart);
  EXPECT_EQ(told, 0);
}

TEST(DrivenClockTest, TimeThatCannotBeStoredIsNotShown) {
  auto database = *OpenSqlite({.path = ":memory:"}, ClockMigrations());
  auto clock = *DrivenClock::Open(database.get(), kTestStart);
  ASSERT_THAT(database->Write([](Connection& c) { return c.Execute("DROP TABLE clock").status(); }), IsOk());
  EXPECT_FALSE(clock->Advance(kTestStart + hours(1)).ok());
  EXPECT_EQ(clock->Now(), kTestStart);
}

TEST(DrivenClockTest, OnceLetGoRunsAsTheMachinesForGood) {
  TempFolder folder;
  const auto open = [&] { return *OpenSqlite({.path = folder.File("clock.db")}, ClockMigrations()); };
  const Instant before = SystemClock().Now();
  {
    auto database = open();
    auto clock = *DrivenClock::Open(database.get(), before - hours(30));
    int told = 0;
    clock->OnMove([&] { ++told; });
    EXPECT_THAT(clock->Release(), IsOk());
    EXPECT_THAT(clock->Release(), IsOk());
    EXPECT_EQ(told, 1);
    EXPECT_FALSE(clock->driven());
    EXPECT_GE(clock->Now(), before);
    EXPECT_THAT(clock->Advance(clock->Now() + hours(1)),
                Fails(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN"));
  }
  auto database = open();
  auto clock = *DrivenClock::Open(database.get(), kTestStart);
  EXPECT_FALSE(clock->driven());
  EXPECT_GE(clock->Now(), before);
}

TEST(DrivenClockTest, StaysDrivenWhileTheMachineHasYetToReachIt) {
  auto database = *OpenSqlite({.path = ":memory:"}, ClockMigrations());
  const Instant ahead = SystemClock().Now() + hours(24 * 365);
  auto clock = *DrivenClock::Open(database.get(), ahead);
  EXPECT_THAT(clock->Release(), Fails(absl::StatusCode::kFailedPrecondition, "CLOCK_AHEAD"));
  EXPECT_TRUE(clock->driven());
  EXPECT_EQ(clock->Now(), ahead);
}

TEST(ElapsedTest, CountsUpAndCanBeOverriddenOnOneThread) {
  const auto before = Elapsed();
  EXPECT_GE(Elapsed(), before);
  ElapsedOverride override_count(std::chrono::microseconds(42));
  EXPECT_EQ(Elapsed(), std::chrono::microseconds(42));
}

TEST(RealTimeUntilTest, PastDeadlineLeavesNothing) {
  EXPECT_EQ(RealTimeUntil(std::chrono::system_clock::time_point()).count(), 0);
  EXPECT_GT(RealTimeUntil(std::chrono::system_clock::time_point::max()), hours(24));
}

}  // namespace
}  // namespace clientroute
