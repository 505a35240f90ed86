#include "services/monitoring/month.h"

#include <string>

#include "gtest/gtest.h"
#include "services/monitoring/figure.h"

namespace clientroute::monitoring {
namespace {

TEST(MonthTest, AMonthIsFromItsFirstDayToItsLast) {
  struct Case {
    const char* day;
    const char* first;
    const char* last;
  };
  for (const Case& c : {Case{"2026-04-15", "2026-04-01", "2026-04-30"}, Case{"2024-02-29", "2024-02-01", "2024-02-29"},
                        Case{"2026-12-31", "2026-12-01", "2026-12-31"}, Case{"0001-01-01", "0001-01-01", "0001-01-31"},
                        Case{"9999-12-31", "9999-12-01", "9999-12-31"}}) {
    const Month month = Month::Of(*Date::Parse(c.day));
    EXPECT_EQ(month.FirstDay().ToString(), c.first);
    EXPECT_EQ(month.LastDay().ToString(), c.last);
    EXPECT_EQ(Month::At(month.index()), month);
  }
}

TEST(MonthTest, MonthsFollowEachOtherOverTheYearAndStopAtTheLast) {
  const Month december = Month::Of(*Date::Parse("2026-12-05"));
  EXPECT_EQ(december.Next().FirstDay().ToString(), "2027-01-01");
  EXPECT_LT(december, december.Next());
  const Month last = Month::Of(*Date::Parse("9999-12-01"));
  EXPECT_EQ(last.Next(), last);
  EXPECT_EQ(Month::At(-5).FirstDay().ToString(), "0001-01-01");
}

TEST(AverageTest, AnAverageIsRoundedHalfUpAndOfNothingIsNought) {
  EXPECT_EQ(Average(0, 0), 0);
  EXPECT_EQ(Average(7, 2), 4);
  EXPECT_EQ(Average(10, 4), 3);
  EXPECT_EQ(Average(9, 4), 2);
  EXPECT_EQ(Average(30, 1), 30);
}

}  // namespace
}  // namespace clientroute::monitoring
