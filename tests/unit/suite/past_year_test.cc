#include "services/suite/serve/past_year.h"

#include <gtest/gtest.h>

#include <string>

#include "services/suite/year/region_year.h"

namespace clientroute::suite {
namespace {

Instant At(std::string_view time) { return ParseIso(std::string(time)).value(); }

TEST(PastYearTest, ARegionHasItsShareOfTheClientsAndNoMoreThanThereAreNumbers) {
  EXPECT_EQ(ClientsOfRegion(1), 221);
  EXPECT_EQ(ClientsOfRegion(10), 2'214);
  EXPECT_FALSE(IsShortOfNumbers(10));
  EXPECT_EQ(ClientsOfRegion(100), 8'500);
  EXPECT_TRUE(IsShortOfNumbers(100));
}

TEST(PastYearTest, ItBeginsAYearBeforeTodayInTheMorning) {
  EXPECT_EQ(BeginOfPastYear(At("2026-11-23T00:30:00Z")),
            LocalMidnight(*Date::Parse("2025-11-23")) + std::chrono::hours(8));
  EXPECT_EQ(LocalDate(BeginOfPastYear(At("2028-02-29T12:00:00Z"))), *Date::Parse("2027-02-28"));
}

TEST(PastYearTest, ADayIsPlayedOnceItsMorningIsBehindTheMachinesClock) {
  // 9 o'clock in Amsterdam is 8 in winter and 7 in summer.
  EXPECT_EQ(LastDayBehind(At("2026-11-23T07:59:59Z")), *Date::Parse("2026-11-22"));
  EXPECT_EQ(LastDayBehind(At("2026-11-23T08:00:00Z")), *Date::Parse("2026-11-23"));
  EXPECT_EQ(LastDayBehind(At("2026-07-01T06:59:59Z")), *Date::Parse("2026-06-30"));
  EXPECT_EQ(LastDayBehind(At("2026-07-01T07:00:00Z")), *Date::Parse("2026-07-01"));
  EXPECT_EQ(LastDayBehind(At("2026-07-01T22:30:00Z")), *Date::Parse("2026-07-01")) << "past midnight there";
}

TEST(PastYearTest, ALargerRegionHasMorePlacesAndHigherCeilingsAndASmallerOneKeepsThem) {
  RegionFiles files;
  auto& location = *files.locations.add_locations();
  location.add_capacities()->set_places(30);
  location.add_capacities()->set_places(0);
  files.catalogue.add_contracts()->mutable_yearly_ceiling()->set_cents(2'214);
  files.catalogue.add_contracts();
  ScaleRegion(1, &files);
  EXPECT_EQ(files.locations.locations(0).capacities(0).places(), 30);
  ScaleRegion(100, &files);
  EXPECT_EQ(files.locations.locations(0).capacities(0).places(), 30 * 8'500 / 2'214);
  EXPECT_EQ(files.locations.locations(0).capacities(1).places(), 0) << "what is closed stays closed";
  EXPECT_EQ(files.catalogue.contracts(0).yearly_ceiling().cents(), 8'500);
  EXPECT_FALSE(files.catalogue.contracts(1).has_yearly_ceiling());
}

}  // namespace
}  // namespace clientroute::suite
