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
  EXPECT_EQ(DescribeTerm({TermUnit::kDays, 0, FactRef{}, false}, "einddatum"), "na einddatum");
}

}  // namespace
}  // namespace clientroute::orchestrator
