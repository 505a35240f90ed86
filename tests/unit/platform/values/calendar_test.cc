#include "services/platform/values/calendar.h"

#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

Date D(std::string_view text) { return Date::Parse(text).value(); }
Instant I(std::string_view text) { return ParseIso(text).value(); }

TEST(InstantTest, ReadsWhatItWrites) {
  for (std::string_view text : {"2026-04-03T09:15:00.000000Z", "1969-12-31T23:59:59.999999Z",
                                "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"}) {
    EXPECT_EQ(ToIso(I(text)), text);
  }
  EXPECT_EQ(ToIso(I("2026-04-03T09:15:00Z")), "2026-04-03T09:15:00.000000Z");
  EXPECT_EQ(ToIso(I("2026-04-03T09:15:00.5Z")), "2026-04-03T09:15:00.500000Z");
  EXPECT_EQ(ToIso(I("2026-04-03T09:15:00.0501Z")), "2026-04-03T09:15:00.050100Z");
}

TEST(InstantTest, RefusesOtherShapes) {
  for (std::string_view text :
       {"", "2026-04-03", "2026-04-03T09:15:00", "2026-04-03T09:15Z", "2026-04-03 09:15:00Z",
        "2026-04-03T09:15:00+02:00", "2026-04-03T24:00:00Z", "2026-04-03T09:60:00Z", "2026-04-03T09:15:60Z",
        "2026-02-29T09:15:00Z", "2026-04-03T09:15:00.Z", "2026-04-03T09:15:00.1234567Z", "2026-04-03T09:15:00,5Z",
        "2026-04-03T09:15:00.a5Z", "2026-04-03T9:15:00.0Z", "2026-04-03T-1:15:00Z", "2026-04-03T09:15:00.5z",
        "2026-04-03T09:15:00.99999999999999999999999Z"}) {
    EXPECT_EQ(ParseIso(text), std::nullopt) << text;
  }
}

TEST(LocalTimeTest, FollowsSummerTime) {
  const struct {
    std::string_view instant;
    std::string_view day;
    std::string_view time;
  } cases[] = {
      {"2026-01-15T22:59:59Z", "2026-01-15", "23:59:59"}, {"2026-01-15T23:00:00Z", "2026-01-16", "00:00:00"},
      {"2026-07-15T21:59:59Z", "2026-07-15", "23:59:59"}, {"2026-07-15T22:00:00Z", "2026-07-16", "00:00:00"},
      {"2026-03-29T00:59:59Z", "2026-03-29", "01:59:59"}, {"2026-03-29T01:00:00Z", "2026-03-29", "03:00:00"},
      {"2026-10-25T00:30:00Z", "2026-10-25", "02:30:00"}, {"2026-10-25T01:30:00Z", "2026-10-25", "02:30:00"},
      {"2026-12-31T23:00:00Z", "2027-01-01", "00:00:00"}, {"2026-07-15T21:59:59.999999Z", "2026-07-15", "23:59:59"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(LocalDate(I(c.instant)), D(c.day)) << c.instant;
    EXPECT_EQ(LocalTime(I(c.instant)), c.time) << c.instant;
  }
}

TEST(LocalTimeTest, MidnightMovesWithSummerTime) {
  const struct {
    std::string_view day;
    std::string_view midnight;
  } cases[] = {
      {"2026-03-28", "2026-03-27T23:00:00Z"}, {"2026-03-29", "2026-03-28T23:00:00Z"},
      {"2026-03-30", "2026-03-29T22:00:00Z"}, {"2026-10-25", "2026-10-24T22:00:00Z"},
      {"2026-10-26", "2026-10-25T23:00:00Z"}, {"2026-01-01", "2025-12-31T23:00:00Z"},
  };
  for (const auto& c : cases) EXPECT_EQ(LocalMidnight(D(c.day)), I(c.midnight)) << c.day;
  EXPECT_EQ(LocalMidnight(D("2026-03-30")) - LocalMidnight(D("2026-03-29")), std::chrono::hours(23));
  EXPECT_EQ(LocalMidnight(D("2026-10-26")) - LocalMidnight(D("2026-10-25")), std::chrono::hours(25));
}

TEST(LocalTimeTest, EveryDayBeginsWithItselfAndEndsWithTheNext) {
  for (Date day = D("1980-01-01"); day < D("2040-01-01"); day = day.AddDays(1)) {
    ASSERT_EQ(LocalDate(LocalMidnight(day)), day);
    ASSERT_EQ(LocalDate(LocalMidnight(day) - std::chrono::microseconds(1)), day.AddDays(-1));
  }
}

TEST(LocalTimeTest, TheEndsOfTheCalendarHaveAMidnightToo) {
  EXPECT_EQ(LocalDate(LocalMidnight(D("9999-12-31"))), D("9999-12-31"));
  EXPECT_EQ(LocalDate(LocalMidnight(D("0001-01-01"))), D("0001-01-01"));
}

TEST(LocalTimeTest, SpeaksDutch) {
  EXPECT_EQ(ToDutchLocal(I("2026-04-03T09:15:00Z")), "3 april 2026 om 11:15");
  EXPECT_EQ(ToDutchLocal(I("2026-12-31T23:05:59Z")), "1 januari 2027 om 00:05");
}

TEST(TermTest, EndsAtLocalMidnightAfterItsLastDay) {
  EXPECT_EQ(EndOfTerm(D("2026-03-28")), I("2026-03-28T23:00:00Z"));
  EXPECT_EQ(EndOfTerm(D("2026-03-29")), I("2026-03-29T22:00:00Z"));
  EXPECT_EQ(EndOfTerm(D("2026-10-25")), I("2026-10-25T23:00:00Z"));
}

TEST(HolidayTest, EasterFallsAsPublished) {
  for (std::string_view day : {"1818-03-22", "1943-04-25", "1954-04-18", "2000-04-23", "2008-03-23", "2011-04-24",
                               "2015-04-05", "2016-03-27", "2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12",
                               "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
                               "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "2285-03-22"}) {
    EXPECT_EQ(EasterSunday(std::stoi(std::string(day.substr(0, 4)))), D(day));
  }
}

TEST(HolidayTest, AYearHasExactlyItsHolidays) {
  const std::set<std::string_view> expected[] = {
      {"2024-01-01", "2024-03-29", "2024-04-01", "2024-04-27", "2024-05-05", "2024-05-09", "2024-05-20", "2024-12-25",
       "2024-12-26"},
      // 27 April 2025 is a Sunday.
      {"2025-01-01", "2025-04-18", "2025-04-21", "2025-04-26", "2025-05-05", "2025-05-29", "2025-06-09", "2025-12-25",
       "2025-12-26"},
      {"2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25",
       "2026-12-26"},
      {"2027-01-01", "2027-03-26", "2027-03-29", "2027-04-27", "2027-05-05", "2027-05-06", "2027-05-17", "2027-12-25",
       "2027-12-26"},
      // Ascension Day and Liberation Day are one day.
      {"2016-01-01", "2016-03-25", "2016-03-28", "2016-04-27", "2016-05-05", "2016-05-16", "2016-12-25", "2016-12-26"},
  };
  for (const auto& holidays : expected) {
    const Date first = D(*holidays.begin()).FirstOfMonth();
    for (Date day = first; day < first.AddYears(1); day = day.AddDays(1)) {
      EXPECT_EQ(IsHoliday(day), holidays.contains(day.ToString())) << day.ToString();
    }
  }
}

TEST(HolidayTest, LiberationDayCountsEveryYear) {
  for (int year = 2015; year <= 2040; ++year) EXPECT_TRUE(IsHoliday(*Date::Of(year, 5, 5))) << year;
}

TEST(WorkingDayTest, IsNoWeekendAndNoHoliday) {
  EXPECT_TRUE(IsWorkingDay(D("2026-04-02")));
  EXPECT_FALSE(IsWorkingDay(D("2026-04-03")));  // Good Friday
  EXPECT_FALSE(IsWorkingDay(D("2026-04-04")));  // Saturday
  EXPECT_FALSE(IsWorkingDay(D("2026-04-05")));  // Sunday
  EXPECT_FALSE(IsWorkingDay(D("2026-04-06")));  // Easter Monday
  EXPECT_TRUE(IsWorkingDay(D("2026-04-07")));
}

TEST(WorkingDayTest, TermsStepOverWeekendsAndHolidays) {
  const struct {
    std::string_view from;
    int count;
    std::string_view to;
  } cases[] = {
      {"2026-04-02", 0, "2026-04-02"}, {"2026-04-04", 0, "2026-04-04"},  {"2026-04-02", 1, "2026-04-07"},
      {"2026-04-02", 3, "2026-04-09"}, {"2026-04-04", 1, "2026-04-07"},  {"2026-06-12", 5, "2026-06-19"},
      {"2026-06-13", 5, "2026-06-19"}, {"2025-12-24", 3, "2025-12-31"},  {"2025-04-25", 1, "2025-04-28"},
      {"2026-04-24", 5, "2026-05-04"}, {"2025-12-31", 10, "2026-01-15"}, {"9999-12-30", 5, "9999-12-31"},
  };
  for (const auto& c : cases) EXPECT_EQ(AddWorkingDays(D(c.from), c.count), D(c.to)) << c.from << " + " << c.count;
}

TEST(WorkingDayTest, CountingIsAddingBackwards) {
  for (Date from = D("2024-12-20"); from < D("2025-06-15"); from = from.AddDays(3)) {
    for (int count = 1; count <= 60; count += 7) {
      const Date to = AddWorkingDays(from, count);
      ASSERT_EQ(WorkingDaysBetween(from, to), count) << from.ToString() << " + " << count;
      ASSERT_EQ(WorkingDaysBetween(from, to.AddDays(-1)), count - 1) << from.ToString() << " + " << count;
    }
  }
}

TEST(WorkingDayTest, CountingAgreesWithLookingAtEachDay) {
  int expected = 0;
  const Date from = D("2014-12-28");
  for (Date day = from.AddDays(1); day < D("2020-01-10"); day = day.AddDays(1)) {
    expected += IsWorkingDay(day) ? 1 : 0;
    ASSERT_EQ(WorkingDaysBetween(from, day), expected) << day.ToString();
  }
}

TEST(WorkingDayTest, NothingLiesBetweenADayAndAnEarlierOne) {
  EXPECT_EQ(WorkingDaysBetween(D("2026-04-07"), D("2026-04-07")), 0);
  EXPECT_EQ(WorkingDaysBetween(D("2026-04-07"), D("2026-04-01")), 0);
}

}  // namespace
}  // namespace clientroute
