#include "services/orchestrator/definition/term.h"

#include <gtest/gtest.h>

#include <chrono>

namespace clientroute::orchestrator {
namespace {

Instant Midnight(const char* day) { return LocalMidnight(Date::Parse(day).value()); }

FactValue Day(const char* day) { return Date::Parse(day).value().days().time_since_epoch().count(); }

TEST(Term, EndsAtLocalMidnightAfterItsLastDay) {
  struct Case {
    TermUnit unit;
    int count;
    const char* start_day;
    const char* after;  // null: from the start
    const char* ends;   // the midnight at which it ends
  };
  const Case cases[] = {
      {TermUnit::kDays, 1, "2026-03-02", nullptr, "2026-03-04"},
      {TermUnit::kDays, 14, "2026-03-20", nullptr, "2026-04-04"},        // over the change to summer time
      {TermUnit::kDays, 0, "2026-03-02", "2026-09-30", "2026-10-01"},    // at midnight after a date
      {TermUnit::kDays, -28, "2026-03-02", "2026-09-30", "2026-09-03"},  // four weeks before a date
      {TermUnit::kWorkingDays, 5, "2026-03-02", nullptr, "2026-03-10"},
      {TermUnit::kWorkingDays, 5, "2026-03-07", nullptr, "2026-03-14"},  // from a Saturday
      {TermUnit::kWorkingDays, 3, "2026-04-02", nullptr, "2026-04-10"},  // Good Friday and Easter Monday do not count
      {TermUnit::kWorkingDays, 3, "2026-03-20", "2026-03-02", "2026-03-06"},
      {TermUnit::kMonths, 1, "2026-01-31", nullptr, "2026-03-01"},  // a shorter month
      {TermUnit::kMonths, 6, "2026-03-02", nullptr, "2026-09-03"},
      {TermUnit::kMonths, 1, "2028-01-31", nullptr, "2028-03-01"},         // ... which has a leap day
      {TermUnit::kMonths, 12, "2028-02-29", nullptr, "2029-03-01"},        // a year after a leap day: its last
      {TermUnit::kMonths, -6, "2026-03-02", "2026-08-31", "2026-03-01"},   // half a year before a date
      {TermUnit::kMonths, 210, "2026-03-02", "2009-01-31", "2026-08-01"},  // seventeen and a half years after birth
      {TermUnit::kWeeks, 3, "2026-03-02", nullptr, "2026-03-24"},
      {TermUnit::kWeeks, 1, "2026-10-20", nullptr, "2026-10-28"},  // over the change to winter time
      {TermUnit::kWeeks, -4, "2026-03-02", "2026-09-30", "2026-09-03"},
      {TermUnit::kWeeks, 0, "2026-03-02", "2026-09-30", "2026-10-01"},
      {TermUnit::kDays, 365, "2027-03-01", nullptr, "2028-03-01"},          // through a leap day
      {TermUnit::kWorkingDays, 1, "2026-12-24", nullptr, "2026-12-29"},     // both Christmas days and a weekend
      {TermUnit::kWorkingDays, 1, "2026-04-24", nullptr, "2026-04-29"},     // King's Day on a Monday
      {TermUnit::kWorkingDays, 2, "2026-05-13", nullptr, "2026-05-19"},     // Ascension Day; the Friday after counts
      {TermUnit::kWorkingDays, 1, "2027-12-31", nullptr, "2028-01-04"},     // over the end of the year
      {TermUnit::kBirthday, 18, "2026-03-02", "2008-06-15", "2026-06-15"},  // as the birthday begins
      {TermUnit::kBirthday, 18, "2026-03-02", "2008-02-29", "2026-03-01"},  // born on a leap day, in another year
      {TermUnit::kBirthday, 20, "2026-03-02", "2008-02-29", "2028-02-29"},  // ... and in one that has it
      {TermUnit::kBirthday, 18, "2026-03-02", "2008-12-31", "2026-12-31"},
      {TermUnit::kBirthday, 0, "2026-03-02", "2026-05-01", "2026-05-01"},  // the birth of who is not born yet
  };
  const Facts none;
  for (const Case& one : cases) {
    const Facts facts = {one.after == nullptr ? FactValue() : Day(one.after)};
    Term term{one.unit, one.count, std::nullopt, false};
    if (one.after != nullptr) term.after = FactRef{false, 0};
    const Instant start = Midnight(one.start_day) + std::chrono::hours(15);
    EXPECT_EQ(EndOf(term, {facts, none}, start), Midnight(one.ends)) << one.ends;
  }
}

TEST(Term, StartsOnTheLocalDay) {
  const Facts none;
  // 23:30 UTC on Monday is half past midnight on Tuesday in Amsterdam.
  const Instant start = ParseIso("2026-03-02T23:30:00Z").value();
  EXPECT_EQ(EndOf({TermUnit::kDays, 1, std::nullopt, false}, {none, none}, start), Midnight("2026-03-05"));
}

TEST(Term, HoursCountFromTheInstant) {
  const Facts none;
  const Instant start = Midnight("2026-03-28") + std::chrono::hours(20);
  EXPECT_EQ(EndOf({TermUnit::kHours, 24, std::nullopt, false}, {none, none}, start), start + std::chrono::hours(24));
}

TEST(Term, ADayLastsFromMidnightToMidnightAlsoWhenTheClockChanges) {
  const Facts none;
  // 29 March 2026 has 23 hours and 25 October 25: a term of one day from the day before ends after it, on its midnight.
  const Instant spring = Midnight("2026-03-28");
  EXPECT_EQ(EndOf({TermUnit::kDays, 1, std::nullopt, false}, {none, none}, spring).value() - spring,
            std::chrono::hours(24 + 23));
  const Instant autumn = Midnight("2026-10-24");
  EXPECT_EQ(EndOf({TermUnit::kDays, 1, std::nullopt, false}, {none, none}, autumn).value() - autumn,
            std::chrono::hours(24 + 25));
  // In the hour that comes twice it is the same day.
  const Instant twice = ParseIso("2026-10-25T00:30:00Z").value();
  EXPECT_EQ(EndOf({TermUnit::kWeeks, 1, std::nullopt, false}, {none, none}, twice),
            EndOf({TermUnit::kWeeks, 1, std::nullopt, false}, {none, none}, twice + std::chrono::hours(1)));
}

TEST(Term, ABirthdayThatIsPastEndedThen) {
  const Facts none;
  const Facts facts = {Day("2000-05-01")};
  EXPECT_EQ(EndOf({TermUnit::kBirthday, 18, FactRef{false, 0}, false}, {facts, none}, Midnight("2026-03-02")),
            Midnight("2018-05-01"));
}

TEST(Term, HasNoEndWithoutADayOrOutsideTheCalendar) {
  const Facts none;
  const Facts facts = {std::nullopt, Day("9999-12-31")};
  const Instant start = Midnight("2026-03-02");
  EXPECT_FALSE(EndOf({TermUnit::kDays, 1, FactRef{false, 0}, true}, {facts, none}, start).has_value());
  EXPECT_FALSE(EndOf({TermUnit::kDays, 1, FactRef{false, 1}, false}, {facts, none}, start).has_value());
}

TEST(Term, IsSaidInDutch) {
  EXPECT_EQ(DescribeTerm({TermUnit::kWorkingDays, 5, std::nullopt, false}, ""), "5 werkdagen");
  EXPECT_EQ(DescribeTerm({TermUnit::kDays, 1, std::nullopt, false}, ""), "1 dag");
  EXPECT_EQ(DescribeTerm({TermUnit::kMonths, 6, FactRef{}, false}, "ingangsdatum"), "6 maanden na ingangsdatum");
  EXPECT_EQ(DescribeTerm({TermUnit::kWeeks, 1, std::nullopt, false}, ""), "1 week");
  EXPECT_EQ(DescribeTerm({TermUnit::kWeeks, 3, FactRef{}, false}, "ingangsdatum"), "3 weken na ingangsdatum");
  EXPECT_EQ(DescribeTerm({TermUnit::kBirthday, 18, FactRef{}, false}, "geboortedatum"),
            "18e verjaardag (geboortedatum)");
  EXPECT_EQ(DescribeTerm({TermUnit::kDays, 0, FactRef{}, false}, "einddatum"), "na einddatum");
}

}  // namespace
}  // namespace clientroute::orchestrator
