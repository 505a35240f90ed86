#include <map>

#include "gtest/gtest.h"
#include "services/monitoring/route_counting.h"

namespace clientroute::monitoring {
namespace {

Date Day(unsigned month, unsigned day) { return *Date::Of(2026, month, day); }

// Of 100 days, from 1 January to 10 April, with care from its first day.
RouteRecord Allocated(std::int64_t cents) {
  RouteRecord route;
  route.municipality = "0361";
  RouteRecord::Allocation allocation;
  allocation.amount_cents = cents;
  allocation.first = Day(1, 1);
  allocation.last = Day(4, 10);
  allocation.starts.push_back({"45A04", Day(1, 1), {}, {}, ""});
  route.allocations.push_back(allocation);
  return route;
}

std::map<int, std::int64_t> Delivered(const RouteRecord& route) {
  Contributions made;
  CountDeliveredAmount(route, ProductSegments(), &made);
  std::map<int, std::int64_t> months;
  for (const Contribution& one : made) months[one.from % 12 + 1] += one.amount;
  EXPECT_EQ(made.size(), months.size());
  return months;
}

TEST(DeliveredCountingTest, IsTheAmountTogetherWhenCareWasGivenOnAllDays) {
  EXPECT_EQ(Delivered(Allocated(10'001)),
            (std::map<int, std::int64_t>{{1, 3'100}, {2, 2'800}, {3, 3'100}, {4, 1'001}}));
}

TEST(DeliveredCountingTest, CountsTheDaysOfCareWithinThoseOfTheAllocationEachOnce) {
  RouteRecord route = Allocated(10'000);
  auto& starts = route.allocations[0].starts;
  starts[0].interrupted = Day(1, 10);
  starts.push_back({"45A05", Day(1, 6), {}, Day(1, 12), "31"});
  starts.push_back({"45A04", Day(1, 30), {}, Day(2, 2), "31"});
  EXPECT_EQ(Delivered(route), (std::map<int, std::int64_t>{{1, 1'400}, {2, 200}}));
  starts.push_back({"45A04", Day(4, 9), {}, {}, ""});
  starts.push_back({"45A04", *Date::Of(2025, 12, 1), {}, *Date::Of(2025, 12, 31), "31"});
  EXPECT_EQ(Delivered(route), (std::map<int, std::int64_t>{{1, 1'400}, {2, 200}, {4, 200}}));
}

TEST(DeliveredCountingTest, StopsWhereTheAllocationEndedSoonerAndIsWorthTheSameADay) {
  RouteRecord route = Allocated(10'000);
  route.allocations[0].ended = Day(2, 9);
  EXPECT_EQ(Delivered(route), (std::map<int, std::int64_t>{{1, 3'100}, {2, 900}}));
  route.allocations[0].starts[0].stopped = Day(1, 20);
  EXPECT_EQ(Delivered(route), (std::map<int, std::int64_t>{{1, 2'000}})) << "care had stopped already";
}

TEST(DeliveredCountingTest, IsNothingWithoutAnAmountOrAnEndAndOfWhatWasWithdrawn) {
  RouteRecord route = Allocated(10'000);
  route.allocations[0].withdrawn = true;
  EXPECT_TRUE(Delivered(route).empty());
  route = Allocated(10'000);
  route.allocations[0].last.reset();
  EXPECT_TRUE(Delivered(route).empty());
  route = Allocated(10'000);
  route.allocations[0].amount_cents.reset();
  EXPECT_TRUE(Delivered(route).empty());
  route = Allocated(std::numeric_limits<std::int64_t>::max());
  EXPECT_TRUE(Delivered(route).empty());
}

}  // namespace
}  // namespace clientroute::monitoring
