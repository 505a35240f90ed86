#include "services/monitoring/figure_book.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;

Date Day(int month, unsigned day) { return *Date::Of(2026, static_cast<unsigned>(month), day); }
Uuid Id(std::string_view name) { return Uuid::Derive(kClientrouteSpace, name); }

RouteRecord Referred(std::string_view name, Date received) {
  RouteRecord route;
  route.route = Id(name);
  route.municipality = "0361";
  route.received = received;
  route.asked = {{"42420001", "45A04"}};
  return route;
}

RouteRecord::Allocation Cared(std::string_view name, const std::string& provider, Date start, Date last) {
  RouteRecord::Allocation allocation;
  allocation.id = Id(name);
  allocation.provider = provider;
  allocation.product = "45A04";
  allocation.allocated = start;
  allocation.starts = {{.product = "45A04", .start = start, .interrupted = {}, .stopped = last, .stop_reason = "31"}};
  return allocation;
}

FigureFilter Year() { return {.months = {Month::Of(Day(1, 1)), Month::Of(Day(12, 1))}}; }

// `month provider: count` of each number.
std::vector<std::string> Counts(const FigureBook& book, std::string_view figure, const std::set<Division>& by) {
  std::vector<std::string> told;
  for (const FigureNumber& number : book.Count(*FindFigure(figure), Year(), by, Day(9, 15))) {
    told.push_back(std::to_string(number.key.month->index() % 12 + 1) + " " + number.key.provider + ": " +
                   std::to_string(number.count));
  }
  return told;
}

TEST(FigureBookTest, CareThatOverlapsOrFollowsCountsARouteOnceAMonthAndOnceForEachProvider) {
  FigureBook book;
  RouteRecord route = Referred("a", Day(1, 2));
  route.allocations = {Cared("a1", "42420001", Day(1, 10), Day(3, 31)), Cared("a2", "42420002", Day(3, 5), Day(4, 30)),
                       Cared("a3", "42420001", Day(6, 30), Day(7, 31))};
  book.Put(route);
  EXPECT_THAT(Counts(book, "in_care", {}), ElementsAre("1 : 1", "2 : 1", "3 : 1", "4 : 1", "6 : 1", "7 : 1"));
  EXPECT_THAT(Counts(book, "in_care", {Division::kProvider}),
              ElementsAre("1 42420001: 1", "2 42420001: 1", "3 42420001: 1", "3 42420002: 1", "4 42420002: 1",
                          "6 42420001: 1", "7 42420001: 1"));
  EXPECT_THAT(Counts(book, "through_flow", {}), ElementsAre("2 : 1", "3 : 1", "4 : 1", "7 : 1"));
}

TEST(FigureBookTest, AStandingEndsTodayAndBeginsBeforeTheFirstMonthThatIsAskedFor) {
  FigureBook book;
  book.Put(Referred("a", *Date::Of(2025, 11, 3)));
  FigureFilter late = Year();
  late.months.first = Month::Of(Day(8, 1));
  const std::vector<FigureNumber> numbers = book.Count(*FindFigure("waiting_days"), late, {}, Day(9, 15));
  ASSERT_EQ(numbers.size(), 2U);
  EXPECT_EQ(numbers[0].sum, Day(8, 31).DaysSince(*Date::Of(2025, 11, 3)));
  EXPECT_EQ(numbers[1].sum, Day(9, 15).DaysSince(*Date::Of(2025, 11, 3)));
  late.months.first = Month::Of(Day(10, 1));
  EXPECT_TRUE(book.Count(*FindFigure("waiting_days"), late, {}, Day(9, 15)).empty());
}

TEST(FigureBookTest, MedianNinetiethAndMostOfAStandingAreThoseOfItsMonth) {
  FigureBook book;
  for (unsigned i = 1; i <= 10; ++i)
    book.Put(Referred("route " + std::to_string(i), Day(8, 31).AddDays(-static_cast<int>(i))));
  // In September only the two that wait longest still do.
  for (unsigned i = 1; i <= 8; ++i) {
    RouteRecord route = Referred("route " + std::to_string(i), Day(8, 31).AddDays(-static_cast<int>(i)));
    route.withdrawn = Day(9, 1);
    book.Put(route);
  }
  const std::vector<FigureNumber> numbers = book.Count(*FindFigure("waiting_days"), Year(), {}, Day(9, 15));
  ASSERT_EQ(numbers.size(), 2U);
  EXPECT_THAT(std::vector({numbers[0].count, numbers[0].median, numbers[0].ninetieth, numbers[0].most}),
              ElementsAre(10, 5, 9, 10));
  EXPECT_THAT(std::vector({numbers[1].count, numbers[1].median, numbers[1].ninetieth, numbers[1].most}),
              ElementsAre(2, 24, 25, 25));
}

TEST(FigureBookTest, AClientCountsOnceInEachGroupAndMonth) {
  CostBook costs;
  const auto claim = [&](std::string_view name, const std::string& provider, int month, std::int64_t cents) {
    ClaimedAmount amount;
    amount.product = "45A04";
    amount.month = Day(month, 1);
    amount.accepted_by_client = {{Id("client"), cents}};
    costs.Add({Id(name), "0361", provider, 1, {amount, amount}}, {});
  };
  claim("a", "42420001", 1, 100);
  claim("b", "42420002", 1, 10);
  claim("c", "42420001", 2, 1);
  const auto told = [&](const std::set<Division>& by) {
    std::vector<std::string> rows;
    for (const ClientCost& cost : costs.PerClient(Year(), by)) {
      rows.push_back(cost.key.provider + " " + std::to_string(cost.clients) + " " +
                     std::to_string(cost.accepted_cents));
    }
    return rows;
  };
  EXPECT_THAT(told({}), ElementsAre(" 1 222"));
  EXPECT_THAT(told({Division::kProvider}), ElementsAre("42420001 1 202", "42420002 1 20"));
  EXPECT_THAT(told({Division::kMonth}), ElementsAre(" 1 220", " 1 2"));
}

}  // namespace
}  // namespace clientroute::monitoring
