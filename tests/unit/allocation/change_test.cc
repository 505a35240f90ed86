#include "services/allocation/change.h"

#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }
Period Days(const char* start, const char* end) {
  return Period::Of(Day(start), end == nullptr ? std::nullopt : std::optional(Day(end))).value();
}
Volume Hours(std::int64_t amount, Frequency frequency = Frequency::kPerWeek) {
  return {amount, Unit::kHour, frequency};
}

// A day before all of this.
const Date kBefore = Day("2026-03-01");

CareLine Allocated(std::optional<Volume> volume = Hours(4)) {
  CareLine line;
  line.line = "line-1";
  line.product = {"45", "45A04"};
  line.period = Days("2026-04-01", "2026-09-30");
  line.volume = volume;
  line.allocation_number = 7;
  return line;
}

TEST(PlanChangeTest, OneAllocationStretchesOrOneFollows) {
  struct Case {
    const char* name;
    WantedChange wanted;
    Period kept;
    std::optional<Period> follower;
    std::int64_t kept_amount;
  };
  const Case cases[] = {
      {"an extension stretches the last day (OP380)",
       {Days("2026-07-01", "2026-12-31"), Hours(4), {}},
       Days("2026-04-01", "2026-12-31"),
       {},
       4},
      {"an extension from the day after the end stretches too",
       {Days("2026-10-01", "2026-12-31"), Hours(4), {}},
       Days("2026-04-01", "2026-12-31"),
       {},
       4},
      {"an extension without a word on the amount",
       {Days("2026-07-01", nullptr), {}, {}},
       Days("2026-04-01", nullptr),
       {},
       4},
      {"a shortening keeps the number",
       {Days("2026-07-01", "2026-08-31"), Hours(4), {}},
       Days("2026-04-01", "2026-08-31"),
       {},
       4},
      {"another volume for the whole duration",
       {Days("2026-04-01", "2026-09-30"), Hours(6), {}},
       Days("2026-04-01", "2026-09-30"),
       {},
       6},
      {"another volume from a day on",
       {Days("2026-07-01", "2026-09-30"), Hours(6), {}},
       Days("2026-04-01", "2026-06-30"),
       Days("2026-07-01", "2026-09-30"),
       4},
      {"another volume right after the end",
       {Days("2026-10-01", "2026-12-31"), Hours(6), {}},
       Days("2026-04-01", "2026-09-30"),
       Days("2026-10-01", "2026-12-31"),
       4},
      {"the same again after a gap",
       {Days("2026-11-01", "2026-12-31"), Hours(4), {}},
       Days("2026-04-01", "2026-09-30"),
       Days("2026-11-01", "2026-12-31"),
       4},
      {"another volume from the second day",
       {Days("2026-04-02", "2026-09-30"), Hours(2), {}},
       Days("2026-04-01", "2026-04-01"),
       Days("2026-04-02", "2026-09-30"),
       4},
  };
  for (const Case& one : cases) {
    const ChangePlan plan = PlanChange(Allocated(), one.wanted, kBefore);
    EXPECT_EQ(plan.kept.period, one.kept) << one.name;
    EXPECT_EQ(plan.kept.volume->amount, one.kept_amount) << one.name;
    EXPECT_EQ(plan.kept.allocation_number, 7) << one.name;
    ASSERT_EQ(plan.follower.has_value(), one.follower.has_value()) << one.name;
    if (!plan.follower) continue;
    EXPECT_EQ(plan.follower->period, *one.follower) << one.name;
    EXPECT_EQ(plan.follower->volume, one.wanted.volume) << one.name;
    EXPECT_EQ(plan.follower->product, Allocated().product) << one.name;
    EXPECT_EQ(plan.follower->allocation_number, 0) << one.name;
    EXPECT_EQ(plan.follower->line, "") << one.name;
  }
}

// Wanted before the request was applied: a request under investigation may take eight weeks.
TEST(PlanChangeTest, DaysThatHavePassedAreNotGivenTwice) {
  struct Case {
    const char* name;
    const char* today;
    WantedChange wanted;
    Period kept;
    std::optional<Period> follower;
  };
  const Period whole = Days("2026-04-01", "2026-09-30");
  const Case cases[] = {
      {"wanted tomorrow",
       "2026-06-30",
       {Days("2026-07-01", "2026-09-30"), Hours(6), {}},
       Days("2026-04-01", "2026-06-30"),
       Days("2026-07-01", "2026-09-30")},
      {"wanted today",
       "2026-07-01",
       {Days("2026-07-01", "2026-09-30"), Hours(6), {}},
       Days("2026-04-01", "2026-07-01"),
       Days("2026-07-02", "2026-09-30")},
      {"wanted a month ago",
       "2026-08-10",
       {Days("2026-07-01", "2026-12-31"), Hours(6), {}},
       Days("2026-04-01", "2026-08-10"),
       Days("2026-08-11", "2026-12-31")},
      {"on the last day of the allocation",
       "2026-09-30",
       {Days("2026-07-01", "2026-12-31"), Hours(6), {}},
       whole,
       Days("2026-10-01", "2026-12-31")},
      {"after the end: no day is left out either",
       "2026-10-10",
       {Days("2026-09-15", "2026-12-31"), Hours(6), {}},
       whole,
       Days("2026-10-01", "2026-12-31")},
      {"wanted after the end, and passed",
       "2026-11-20",
       {Days("2026-11-01", "2026-12-31"), Hours(6), {}},
       whole,
       Days("2026-11-01", "2026-12-31")},
      {"nothing left", "2026-09-30", {Days("2026-07-01", "2026-09-30"), Hours(6), {}}, whole, {}},
  };
  for (const Case& one : cases) {
    const ChangePlan plan = PlanChange(Allocated(), one.wanted, Day(one.today));
    EXPECT_EQ(plan.kept.period, one.kept) << one.name;
    EXPECT_EQ(plan.kept.volume, Hours(4)) << one.name;
    EXPECT_EQ(plan.too_late, !one.follower.has_value()) << one.name;
    ASSERT_EQ(plan.follower.has_value(), one.follower.has_value()) << one.name;
    if (plan.follower) EXPECT_EQ(plan.follower->period, *one.follower) << one.name;
  }
}

// OP345: what was delivered, or claimed, stays lawful.
TEST(PlanChangeTest, LessIsNeverGivenForDaysThatHavePassed) {
  const Period whole = Days("2026-04-01", "2026-09-30");
  const Volume total{100, Unit::kHour, Frequency::kTotal};
  enum class Becomes { kWhole, kCutInTwo, kRefused };
  struct Case {
    const char* name;
    std::optional<Volume> volume;
    std::optional<Money> budget;
    WantedChange wanted;
    Becomes becomes;
  };
  const Case cases[] = {
      {"less a week", Hours(4), {}, {whole, Hours(2), {}}, Becomes::kCutInTwo},
      {"more a week", Hours(4), {}, {whole, Hours(6), {}}, Becomes::kWhole},
      {"as much, in minutes",
       Hours(4),
       {},
       {whole, Volume{240, Unit::kMinute, Frequency::kPerWeek}, {}},
       Becomes::kWhole},
      {"in another unit",
       Hours(4),
       {},
       {whole, Volume{9, Unit::kPartDay, Frequency::kPerWeek}, {}},
       Becomes::kCutInTwo},
      {"a lower total", total, {}, {whole, Volume{60, Unit::kHour, Frequency::kTotal}, {}}, Becomes::kRefused},
      {"a lower total over fewer days: more a day",
       total,
       {},
       {Days("2026-04-01", "2026-06-30"), Volume{60, Unit::kHour, Frequency::kTotal}, {}},
       Becomes::kRefused},
      {"a higher total", total, {}, {whole, Volume{120, Unit::kHour, Frequency::kTotal}, {}}, Becomes::kWhole},
      {"a total instead of hours a week", Hours(4), {}, {whole, total, {}}, Becomes::kRefused},
      {"a lower budget", {}, Money::Cents(100), {whole, {}, Money::Cents(99)}, Becomes::kRefused},
      {"a higher budget", {}, Money::Cents(100), {whole, {}, Money::Cents(101)}, Becomes::kWhole},
      {"a budget instead of hours", Hours(4), {}, {whole, {}, Money::Cents(100)}, Becomes::kRefused},
  };
  for (const Case& one : cases) {
    CareLine line = Allocated(one.volume);
    line.budget = one.budget;
    const ChangePlan running = PlanChange(line, one.wanted, Day("2026-05-31"));
    EXPECT_EQ(running.below_delivered, one.becomes == Becomes::kRefused) << one.name;
    EXPECT_EQ(running.follower.has_value(), one.becomes == Becomes::kCutInTwo) << one.name;
    if (one.becomes == Becomes::kRefused) EXPECT_EQ(running.kept, line) << one.name;
    if (running.follower) {
      EXPECT_EQ(running.kept.period, Days("2026-04-01", "2026-05-31")) << one.name;
      EXPECT_EQ(running.kept.volume, one.volume) << one.name;
      EXPECT_EQ(running.follower->period, Days("2026-06-01", "2026-09-30")) << one.name;
      EXPECT_EQ(running.follower->volume, one.wanted.volume) << one.name;
    }
    // Nothing was delivered before it begins.
    const ChangePlan before = PlanChange(line, one.wanted, kBefore);
    EXPECT_FALSE(before.below_delivered || before.follower.has_value()) << one.name;
    EXPECT_EQ(before.kept.volume, one.wanted.volume) << one.name;
    EXPECT_EQ(before.kept.budget, one.wanted.budget) << one.name;
  }
}

TEST(PlanChangeTest, AWishFromBeforeTheAllocationIsNoneForIt) {
  struct Case {
    const char* name;
    WantedChange wanted;
    bool before_start;
  };
  const Case cases[] = {
      {"begins before it", {Days("2026-03-31", "2026-09-30"), Hours(6), {}}, true},
      {"lies before it altogether", {Days("2026-03-01", "2026-03-31"), Hours(4), {}}, true},
      {"less of what runs, from before it", {Days("2026-03-01", "2026-09-30"), Hours(2), {}}, true},
      {"begins with it", {Days("2026-04-01", "2026-09-30"), Hours(6), {}}, false},
  };
  for (const Case& one : cases) {
    for (const Date today : {kBefore, Day("2026-05-31")}) {
      const ChangePlan plan = PlanChange(Allocated(), one.wanted, today);
      EXPECT_EQ(plan.before_start, one.before_start) << one.name;
      if (!one.before_start) continue;
      EXPECT_EQ(plan.kept, Allocated()) << one.name << ": it is not cut short";
      EXPECT_FALSE(plan.follower || plan.too_late || plan.below_delivered) << one.name;
    }
  }
}

TEST(PlanChangeTest, SomethingNewGivesDaysAgainThatAreTakenFromTheSameProduct) {
  const Date today = Day("2026-08-10");
  const ChangePlan shorter = PlanChange(Allocated(), {Days("2026-04-01", "2026-06-30"), Hours(4), {}}, today);
  const auto again = [&](const ChangePlan& plan, const char* from, const char* code = "45A04") {
    CareLine added = Allocated();
    added.product = {"45", code};
    added.period = Days(from, "2026-12-31");
    return GivesAgain(added, Allocated(), plan, today);
  };
  EXPECT_EQ(shorter.kept.period, Days("2026-04-01", "2026-06-30")) << "less may always be";
  EXPECT_TRUE(again(shorter, "2026-07-01"));
  EXPECT_TRUE(again(shorter, "2026-08-10"));
  EXPECT_FALSE(again(shorter, "2026-08-11"));
  EXPECT_FALSE(again(shorter, "2026-07-01", "45A05"));
  const ChangePlan same = PlanChange(Allocated(), {Days("2026-04-01", "2026-09-30"), Hours(6), {}}, today);
  EXPECT_FALSE(again(same, "2026-07-01")) << "nothing is taken away";
}

TEST(PlanChangeTest, AnOpenAllocationEndsBeforeItsFollower) {
  CareLine open = Allocated();
  open.period = Period::From(Day("2026-04-01"));
  const ChangePlan plan = PlanChange(open, {Days("2026-07-01", nullptr), Hours(2), {}}, kBefore);
  EXPECT_EQ(plan.kept.period, Days("2026-04-01", "2026-06-30"));
  EXPECT_EQ(plan.follower->period, Days("2026-07-01", nullptr));
}

TEST(PlanChangeTest, ABudgetTakesThePlaceOfAVolume) {
  const ChangePlan plan =
      PlanChange(Allocated(), {Days("2026-04-01", "2026-09-30"), {}, Money::Cents(500'000)}, kBefore);
  EXPECT_EQ(plan.kept.volume, std::nullopt);
  EXPECT_EQ(plan.kept.budget, Money::Cents(500'000));
}

TEST(DirectionTest, IsThatOfTheHelpADay) {
  struct Case {
    const char* name;
    std::optional<Volume> before;
    WantedChange wanted;
    Direction direction;
  };
  const Period same = Days("2026-04-01", "2026-09-30");
  const Case cases[] = {
      {"more a week", Hours(4), {same, Hours(6), {}}, Direction::kUp},
      {"less a week", Hours(4), {same, Hours(2), {}}, Direction::kDown},
      {"longer alone", Hours(4), {Days("2026-04-01", "2027-03-31"), Hours(4), {}}, Direction::kSame},
      {"the same in minutes", Hours(4), {same, Volume{240, Unit::kMinute, Frequency::kPerWeek}, {}}, Direction::kSame},
      {"a little more in minutes",
       Hours(4),
       {same, Volume{241, Unit::kMinute, Frequency::kPerWeek}, {}},
       Direction::kUp},
      {"an hour a day for six a week", Hours(6), {same, Hours(1, Frequency::kPerDay), {}}, Direction::kUp},
      {"seventeen a month for four a week", Hours(4), {same, Hours(17, Frequency::kPerMonth), {}}, Direction::kDown},
      {"eighteen a month for four a week", Hours(4), {same, Hours(18, Frequency::kPerMonth), {}}, Direction::kUp},
      {"the same total in half the time",
       Hours(100, Frequency::kTotal),
       {Days("2026-04-01", "2026-06-30"), Hours(90, Frequency::kTotal), {}},
       Direction::kUp},
      {"a total without an end",
       Hours(4),
       {Days("2026-04-01", nullptr), Hours(90, Frequency::kTotal), {}},
       Direction::kSame},
      {"another unit", Hours(4), {same, Volume{9, Unit::kPartDay, Frequency::kPerWeek}, {}}, Direction::kSame},
      {"nothing said", Hours(4), {same, {}, {}}, Direction::kSame},
  };
  for (const Case& one : cases) EXPECT_EQ(DirectionOf(Allocated(one.before), one.wanted), one.direction) << one.name;
  CareLine budget = Allocated(std::nullopt);
  budget.budget = Money::Cents(100);
  EXPECT_EQ(DirectionOf(budget, {same, {}, Money::Cents(101)}), Direction::kUp);
  EXPECT_EQ(DirectionOf(budget, {same, {}, Money::Cents(99)}), Direction::kDown);
}

TEST(DirectionTest, MoreOfOneThingIsMore) {
  EXPECT_EQ(Together({Direction::kDown, Direction::kUp}, false), Direction::kUp);
  EXPECT_EQ(Together({Direction::kDown, Direction::kSame}, false), Direction::kDown);
  EXPECT_EQ(Together({Direction::kDown}, true), Direction::kUp);
  EXPECT_EQ(Together({Direction::kSame}, false), Direction::kSame);
}

}  // namespace
}  // namespace clientroute::allocation
