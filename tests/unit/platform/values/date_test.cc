#include "services/platform/values/date.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

Date D(std::string_view text) { return Date::Parse(text).value(); }

TEST(DateTest, ReadsAndWritesDaysThatExist) {
  for (std::string_view text : {"0001-01-01", "1900-02-28", "2000-02-29", "2024-02-29", "2026-12-31", "9999-12-31"}) {
    EXPECT_EQ(D(text).ToString(), text);
  }
}

TEST(DateTest, RefusesEverythingElse) {
  for (std::string_view text : {"",
                                "2026",
                                "2026-4-03",
                                "2026-04-3",
                                "20260403",
                                "2026/04/03",
                                "2026-04-03Z",
                                "2026-04-03+01:00",
                                " 2026-04-03",
                                "2026-04-03 ",
                                "0000-01-01",
                                "2025-02-29",
                                "1900-02-29",
                                "2026-04-31",
                                "2026-13-01",
                                "2026-00-10",
                                "2026-01-00",
                                "-026-01-01",
                                "2026-+1-01",
                                "2026-04-0a",
                                "10000-01-01",
                                "03-04-2026"}) {
    EXPECT_EQ(Date::Parse(text), std::nullopt) << text;
  }
}

TEST(DateTest, OfRefusesNumbersThatWouldWrapInsideChrono) {
  EXPECT_EQ(Date::Of(2026, 4, 3), D("2026-04-03"));
  EXPECT_EQ(Date::Of(2026, 256 + 4, 3), std::nullopt);
  EXPECT_EQ(Date::Of(2026, 4, 256 + 3), std::nullopt);
  EXPECT_EQ(Date::Of(65536 + 2026, 4, 3), std::nullopt);
  EXPECT_EQ(Date::Of(-1, 4, 3), std::nullopt);
}

TEST(DateTest, SpeaksDutch) {
  EXPECT_EQ(D("2026-04-03").ToDutch(), "3 april 2026");
  EXPECT_EQ(D("2025-03-31").ToDutch(), "31 maart 2025");
  EXPECT_EQ(D("2025-01-01").ToDutch(), "1 januari 2025");
  EXPECT_EQ(D("2025-12-10").ToDutch(), "10 december 2025");
}

TEST(DateTest, AddsMonthsToTheSameDayOrTheLast) {
  const struct {
    std::string_view from;
    int months;
    std::string_view to;
  } cases[] = {
      {"2026-01-31", 1, "2026-02-28"},  {"2024-01-31", 1, "2024-02-29"},   {"2026-01-31", 2, "2026-03-31"},
      {"2026-03-31", -1, "2026-02-28"}, {"2026-11-30", 3, "2027-02-28"},   {"2026-01-15", -1, "2025-12-15"},
      {"2026-01-15", 0, "2026-01-15"},  {"2026-01-15", -24, "2024-01-15"}, {"2024-02-29", 12, "2025-02-28"},
      {"2024-02-29", 48, "2028-02-29"},
  };
  for (const auto& c : cases) EXPECT_EQ(D(c.from).AddMonths(c.months), D(c.to)) << c.from << " + " << c.months;
}

TEST(DateTest, ArithmeticStopsAtTheEndsOfTheCalendar) {
  EXPECT_EQ(D("9999-12-31").AddDays(1), D("9999-12-31"));
  EXPECT_EQ(D("0001-01-01").AddDays(-1), D("0001-01-01"));
  EXPECT_EQ(D("9999-06-15").AddYears(18), D("9999-12-31"));
  EXPECT_EQ(D("0005-06-15").AddYears(-18), D("0001-01-01"));
  EXPECT_EQ(D("2026-06-15").AddMonths(2'000'000'000), D("9999-12-31"));
  EXPECT_EQ(D("2026-06-15").AddMonths(-2'000'000'000), D("0001-01-01"));
  EXPECT_EQ(D("2026-06-15").AddYears(2'000'000'000), D("9999-12-31"));
}

TEST(DateTest, KnowsItsMonth) {
  EXPECT_EQ(D("2024-02-10").FirstOfMonth(), D("2024-02-01"));
  EXPECT_EQ(D("2024-02-10").LastOfMonth(), D("2024-02-29"));
  EXPECT_EQ(D("2026-12-31").LastOfMonth(), D("2026-12-31"));
}

TEST(DateTest, CountsDaysInBothDirections) {
  EXPECT_EQ(D("2024-03-01").DaysSince(D("2024-02-28")), 2);
  EXPECT_EQ(D("2024-02-28").DaysSince(D("2024-03-01")), -2);
  EXPECT_EQ(D("2026-04-03").DaysSince(D("2026-04-03")), 0);
}

TEST(DateTest, AgeCountsCompletedYears) {
  const struct {
    std::string_view birth;
    std::string_view on;
    int age;
  } cases[] = {
      {"2010-05-20", "2026-05-19", 15}, {"2010-05-20", "2026-05-20", 16}, {"2010-05-20", "2026-05-21", 16},
      {"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18}, {"2008-02-29", "2028-02-28", 19},
      {"2008-02-29", "2028-02-29", 20}, {"2026-04-03", "2026-04-03", 0},  {"2026-04-03", "2026-04-02", -1},
  };
  for (const auto& c : cases) EXPECT_EQ(D(c.birth).AgeOn(D(c.on)), c.age) << c.birth << " on " << c.on;
}

TEST(DateTest, BirthdayIsTheFirstDayOfTheAge) {
  EXPECT_EQ(D("2008-02-29").BirthdayAt(18), D("2026-03-01"));
  EXPECT_EQ(D("2008-02-29").BirthdayAt(20), D("2028-02-29"));
  EXPECT_EQ(D("2008-08-31").BirthdayAt(18), D("2026-08-31"));
  for (std::string_view birth : {"2008-02-28", "2008-02-29", "2008-03-01", "2007-12-31"}) {
    for (int age = 0; age <= 21; ++age) {
      const Date birthday = D(birth).BirthdayAt(age);
      EXPECT_EQ(D(birth).AgeOn(birthday), age) << birth;
      EXPECT_EQ(D(birth).AgeOn(birthday.AddDays(-1)), age - 1) << birth;
    }
  }
}

TEST(DateTest, OrdersByTime) {
  EXPECT_LT(D("2025-12-31"), D("2026-01-01"));
  EXPECT_EQ(D("2026-01-01"), D("2026-01-01"));
  EXPECT_EQ(D("2026-04-03").weekday(), std::chrono::Friday);
}

}  // namespace
}  // namespace clientroute
