#include "services/monitoring/target.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

const TargetChoice kLessCare{"less_care", "Minder in zorg", "in_care", 2021, 2021, 2029, -2'900};

// shows: MON-1
TEST(TargetTest, TheLineRunsStraightFromTheBaseToTheGoal) {
  const TargetStanding standing = StandingOf(kLessCare, {{2021, 1'000}, {2022, 990}, {2025, 880}});
  EXPECT_EQ(standing.base, 1'000);
  EXPECT_EQ(standing.goal, 710);
  ASSERT_EQ(standing.years.size(), 9U);
  EXPECT_EQ(standing.years.front().line, 1'000);
  EXPECT_EQ(standing.years[4].line, 855);
  EXPECT_EQ(standing.years[4].value, 880);
  EXPECT_EQ(standing.years.back().line, 710);
  EXPECT_FALSE(standing.years.back().value.has_value());
}

TEST(TargetTest, WithoutABaseThereIsNoLineButWhatItIs) {
  const TargetStanding standing = StandingOf(kLessCare, {{2024, 900}});
  EXPECT_FALSE(standing.base.has_value());
  EXPECT_FALSE(standing.goal.has_value());
  EXPECT_FALSE(standing.years[3].line.has_value());
  EXPECT_EQ(standing.years[3].value, 900);
}

TEST(TargetTest, ABaseOfSeveralYearsIsTheirAverageAndNeedsEachOfThem) {
  TargetChoice target = kLessCare;
  target.base_year = 2019;
  EXPECT_EQ(StandingOf(target, {{2019, 100}, {2020, 101}, {2021, 103}}).base, 101);
  EXPECT_FALSE(StandingOf(target, {{2019, 100}, {2021, 103}}).base.has_value());
}

TEST(TargetTest, TheUsualTargetsAreOfFiguresThatCount) {
  for (const TargetChoice& target : UsualTargets()) EXPECT_LT(target.base_last_year, target.goal_year) << target.code;
}

}  // namespace
}  // namespace clientroute::monitoring
