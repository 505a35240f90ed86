#include "services/monitoring/forecast.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

Month MonthOf(int year, unsigned month) { return Month::Of(*Date::Of(year, month, 1)); }

// shows: MON-2
TEST(ForecastTest, KnownMonthsCountAsTheyAreAndTheOthersAsTheMiddleOfTheLastTwelveWithTheirBand) {
  // October 2025 to March 2026.
  const auto forecast = ForecastOf(2026, {MonthOf(2025, 10), {100, 400, 200, 300, 600, 500}}, {});
  ASSERT_TRUE(forecast.has_value());
  EXPECT_EQ(forecast->months_used, 6);
  EXPECT_EQ(forecast->months.size(), 12U);
  EXPECT_TRUE(forecast->months[2].known);
  EXPECT_FALSE(forecast->months[3].known);
  // 300 + 600 + 500, and nine times (300 + 400) / 2, 200 and 500.
  EXPECT_EQ(forecast->expected_cents, 1'400 + 9 * 350);
  EXPECT_EQ(forecast->low_cents, 1'400 + 9 * 200);
  EXPECT_EQ(forecast->high_cents, 1'400 + 9 * 500);
}

TEST(ForecastTest, OfNoMonthLessIsExpectedThanWasAcceptedOfItAlready) {
  const auto forecast = ForecastOf(2026, {MonthOf(2026, 1), {100, 300, 200, 400}, {350, 20}}, {});
  ASSERT_TRUE(forecast.has_value());
  EXPECT_EQ(forecast->months[4].expected_cents, 350);
  EXPECT_EQ(forecast->months[4].low_cents, 350);
  EXPECT_EQ(forecast->months[4].high_cents, 350) << "the second highest is 300";
  EXPECT_FALSE(forecast->months[4].known);
  EXPECT_EQ(forecast->months[5].expected_cents, 250);
  EXPECT_EQ(forecast->months[5].low_cents, 200);
  EXPECT_EQ(forecast->months[6].expected_cents, 250);
}

TEST(ForecastTest, OnlyTheLastTwelveMonthsTell) {
  std::vector<std::int64_t> accepted(20, 1'000'000);
  accepted.resize(32, 50);
  const auto forecast = ForecastOf(2028, {MonthOf(2025, 5), accepted}, {});
  ASSERT_TRUE(forecast.has_value());
  EXPECT_EQ(forecast->months_used, kMonthsUsedMost);
  EXPECT_EQ(forecast->expected_cents, 12 * 50);
  EXPECT_EQ(forecast->high_cents, 12 * 50);
}

TEST(ForecastTest, WithFewerThanThreeMonthsNothingIsExpected) {
  EXPECT_FALSE(ForecastOf(2026, {MonthOf(2026, 1), {100, 200}}, 1'000).has_value());
  EXPECT_TRUE(ForecastOf(2026, {MonthOf(2026, 1), {100, 200, 300}}, 1'000).has_value());
}

// shows: MON-2
TEST(ForecastTest, TheCeilingIsReachedOnTheDayOnWhichWhatIsExpectedIsSpent) {
  const std::vector<std::int64_t> accepted = {3'000, 3'000, 3'000};
  // Each month 3,000: 10,500 halfway the fourth, April, of which 15 days cost 1,500.
  auto forecast = ForecastOf(2026, {MonthOf(2026, 1), accepted}, 10'500);
  EXPECT_EQ(forecast->ceiling_reached, Date::Of(2026, 4, 15));
  EXPECT_EQ(forecast->ceiling_reached_high, Date::Of(2026, 4, 15));
  forecast = ForecastOf(2026, {MonthOf(2026, 1), accepted}, 36'000);
  EXPECT_EQ(forecast->ceiling_reached, Date::Of(2026, 12, 31));
  forecast = ForecastOf(2026, {MonthOf(2026, 1), accepted}, 36'001);
  EXPECT_FALSE(forecast->ceiling_reached.has_value());
  forecast = ForecastOf(2026, {MonthOf(2026, 1), {2'000, 3'000, 5'000, 4'000}}, 43'000);
  EXPECT_FALSE(forecast->ceiling_reached.has_value());
  EXPECT_TRUE(forecast->ceiling_reached_high.has_value());
}

TEST(ForecastTest, AYearThatIsOverIsWhatWasAccepted) {
  const auto forecast = ForecastOf(2026, {MonthOf(2026, 11), {700, 800, 900, 1'000}}, {});
  EXPECT_EQ(forecast->expected_cents, 1'500);
  EXPECT_EQ(forecast->low_cents, 1'500);
  EXPECT_EQ(forecast->high_cents, 1'500);
}

}  // namespace
}  // namespace clientroute::monitoring
