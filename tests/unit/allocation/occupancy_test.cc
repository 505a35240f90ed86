#include "services/allocation/occupancy.h"

#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

Date Day(int day) { return Date(std::chrono::sys_days(std::chrono::days(20'000 + day))); }
Period Days(int first, int last) { return Period::Of(Day(first), Day(last)).value(); }

TEST(OccupancyTest, CountsTheFullestDayOfThePeriod) {
  Occupancy occupancy;
  EXPECT_EQ(occupancy.MostTaken(Period::From(Day(0))), 0);
  occupancy.Take(Days(10, 20));
  occupancy.Take(Days(15, 30));
  const struct {
    Period period;
    int most;
  } cases[] = {
      {Days(0, 9), 0},   {Days(0, 10), 1},  {Days(10, 14), 1}, {Days(14, 15), 2},         {Days(20, 20), 2},
      {Days(21, 99), 1}, {Days(30, 30), 1}, {Days(31, 99), 0}, {Period::From(Day(0)), 2}, {Period::From(Day(31)), 0},
  };
  for (const auto& one : cases) EXPECT_EQ(occupancy.MostTaken(one.period), one.most) << one.period.ToString();
}

TEST(OccupancyTest, AnOpenPeriodIsTakenForEver) {
  Occupancy occupancy;
  occupancy.Take(Period::From(Day(5)));
  EXPECT_EQ(occupancy.MostTaken(Days(0, 4)), 0);
  EXPECT_EQ(occupancy.MostTaken(Period::Of(Day(5), Date::Parse("9999-12-31")).value()), 1);
  occupancy.Take(Period::Of(Day(5), Date::Parse("9999-12-31")).value());
  EXPECT_EQ(occupancy.MostTaken(Period::From(Day(9))), 2);
  occupancy.Take(Period::From(Day(5)), -1);
  EXPECT_EQ(occupancy.MostTaken(Period::From(Day(9))), 1);
}

TEST(OccupancyTest, EqualsACountPerDay) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Occupancy occupancy;
    std::vector<int> taken(40, 0);
    for (int step = 0; step < 30; ++step) {
      const int first = static_cast<int>(random() % 40);
      const int last = first + static_cast<int>(random() % (40 - first));
      const int places = random() % 3 == 0 ? -1 : 1;
      occupancy.Take(Days(first, last), places);
      for (int day = first; day <= last; ++day) taken[day] += places;
      const int from = static_cast<int>(random() % 40);
      const int until = from + static_cast<int>(random() % (40 - from));
      EXPECT_EQ(occupancy.MostTaken(Days(from, until)),
                *std::max_element(taken.begin() + from, taken.begin() + until + 1));
    }
  }
}

}  // namespace
}  // namespace clientroute::allocation
