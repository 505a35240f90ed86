#include "services/claims/delivered_volume.h"

#include <limits>
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/claims/claim_samples.h"

namespace clientroute::claims {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

TEST(CountedTest, HoursCountInMinutesAndTheRestInItself) {
  EXPECT_EQ(Counted({3, Unit::kHour}), 180);
  EXPECT_EQ(Counted({180, Unit::kMinute}), 180);
  EXPECT_EQ(Counted({3, Unit::kPartDay}), 3);
  EXPECT_EQ(Counted({25'000, Unit::kEuro}), 25'000);
  EXPECT_EQ(Counted({kLargest, Unit::kHour}), kLargest) << "stays at the largest number";
}

TEST(SpokenVolumeTest, IsDutch) {
  EXPECT_EQ(SpokenVolume(1'200, Unit::kHour), "20 uur");
  EXPECT_EQ(SpokenVolume(450, Unit::kHour), "7 uur en 30 minuten");
  EXPECT_EQ(SpokenVolume(61, Unit::kHour), "1 uur en 1 minuut");
  EXPECT_EQ(SpokenVolume(450, Unit::kMinute), "450 minuten");
  EXPECT_EQ(SpokenVolume(6, Unit::kPartDay), "6 dagdelen");
  EXPECT_EQ(SpokenVolume(25'000, Unit::kEuro), "€ 250,00");
}

struct PeriodCase {
  const char* name;
  Volume volume;
  Period allocation;
  Period claimed;
  std::int64_t most;
};

constexpr Volume PerWeek(std::int64_t amount, Unit unit) { return {amount, unit, Frequency::kPerWeek}; }

TEST(MostInPeriodTest, ByFrequency) {
  const Period year = Days("2026-01-01", "2026-12-31");
  const PeriodCase cases[] = {
      {"per day: its days", {2, Unit::kPartDay, Frequency::kPerDay}, year, Month("2026-04-01"), 60},
      {"per day: the days that the allocation has",
       {2, Unit::kPartDay, Frequency::kPerDay},
       Days("2026-04-11", "2026-12-31"),
       Month("2026-04-01"),
       40},
      {"per month: once", {10, Unit::kPartDay, Frequency::kPerMonth}, year, Month("2026-04-01"), 10},
      {"per month: once for a part too",
       {10, Unit::kPartDay, Frequency::kPerMonth},
       year,
       Days("2026-04-20", "2026-04-30"),
       10},
      {"in total: everything", {40, Unit::kHour, Frequency::kTotal}, year, Month("2026-04-01"), 2'400},
      // April 2026 runs from Wednesday to Thursday; June from Monday to Tuesday; February from Sunday to Saturday.
      {"per week: five weeks touched in April", PerWeek(4, Unit::kHour), year, Month("2026-04-01"), 1'200},
      {"per week: five in June", PerWeek(4, Unit::kHour), year, Month("2026-06-01"), 1'200},
      {"per week: five in February", PerWeek(1, Unit::kPartDay), year, Month("2026-02-01"), 5},
      {"per week: six in August, which begins on Saturday", PerWeek(1, Unit::kPieceEffort), year, Month("2026-08-01"),
       6},
      {"per week: one day touches its week", PerWeek(4, Unit::kHour), Days("2026-04-30", "2026-12-31"),
       Month("2026-04-01"), 240},
      {"output: the four Sundays of April", PerWeek(1, Unit::kPieceOutput), year, Month("2026-04-01"), 4},
      {"output: the five Sundays of May", PerWeek(1, Unit::kPieceOutput), year, Month("2026-05-01"), 5},
      {"output: no more when the allocation ends on a Sunday", PerWeek(1, Unit::kPieceOutput),
       Days("2026-01-01", "2026-09-20"), Month("2026-09-01"), 3},
      {"output: one more where the last Sunday is", PerWeek(1, Unit::kPieceOutput), Days("2026-01-01", "2026-09-23"),
       Month("2026-09-01"), 4},
      {"output: also when the days after it lie in the next month", PerWeek(1, Unit::kPieceOutput),
       Days("2026-01-01", "2026-09-02"), Month("2026-08-01"), 6},
      {"output: so that the next month has none", PerWeek(1, Unit::kPieceOutput), Days("2026-01-01", "2026-09-02"),
       Month("2026-09-01"), 0},
      {"output: without a Sunday one where it ends", PerWeek(1, Unit::kPieceOutput), Days("2026-04-27", "2026-04-29"),
       Month("2026-04-01"), 1},
      {"nothing outside the allocation", PerWeek(4, Unit::kHour), Days("2026-05-01", "2026-12-31"), Month("2026-04-01"),
       0},
  };
  for (const PeriodCase& one : cases) {
    EXPECT_EQ(MostInPeriod({one.volume, one.allocation, Law::kJeugdwet, kGuidance}, one.claimed), one.most) << one.name;
  }
}

TEST(MostInPeriodTest, HouseholdHelpOfTheWmoMayTakeSixWeeksInAMonth) {
  const Period year = Days("2026-01-01", "2026-12-31");
  const AllocatedVolume household{PerWeek(2, Unit::kHour), year, Law::kWmo, {"01", "01A03"}};
  EXPECT_EQ(MostInPeriod(household, Month("2026-02-01")), 6 * 120);
  EXPECT_EQ(MostInPeriod(With(household, [](auto& it) { it.law = Law::kJeugdwet; }), Month("2026-02-01")), 5 * 120);
  EXPECT_EQ(MostInPeriod(With(household, [](auto& it) { it.product.category = "02"; }), Month("2026-02-01")), 5 * 120);
  EXPECT_EQ(
      MostInPeriod(With(household, [](auto& it) { it.volume.frequency = Frequency::kPerMonth; }), Month("2026-02-01")),
      120);
  EXPECT_EQ(MostInAll(household, Day("2026-02-28")), 53 * 120) << "but no more than the weeks of the allocation in all";
}

TEST(MostInAllTest, CountsTheWholeAllocationOrAsLongAsItGoesOn) {
  const auto allocated = [](Volume volume, Period period) {
    return AllocatedVolume{volume, period, Law::kJeugdwet, kGuidance};
  };
  const Period spring = Days("2026-04-10", "2026-09-20");
  EXPECT_EQ(MostInAll(allocated(PerWeek(4, Unit::kHour), spring), Day("2026-05-31")), 24 * 240);
  EXPECT_EQ(MostInAll(allocated(PerWeek(1, Unit::kPieceOutput), spring), Day("2026-05-31")), 24);
  EXPECT_EQ(MostInAll(allocated({1, Unit::kPartDay, Frequency::kPerDay}, spring), Day("2026-05-31")), 164);
  EXPECT_EQ(MostInAll(allocated({3, Unit::kPartDay, Frequency::kPerMonth}, spring), Day("2026-05-31")), 18);
  EXPECT_EQ(MostInAll(allocated({30, Unit::kHour, Frequency::kTotal}, spring), Day("2026-05-31")), 1'800);
  const Period open = Period::From(Day("2026-04-10"));
  EXPECT_EQ(MostInAll(allocated(PerWeek(4, Unit::kHour), open), Day("2026-05-31")), 8 * 240);
  EXPECT_EQ(MostInAll(allocated({30, Unit::kHour, Frequency::kTotal}, open), Day("2026-05-31")), 1'800);
  EXPECT_EQ(MostInAll(allocated(PerWeek(4, Unit::kHour), open), Day("2026-03-31")), 0) << "before it begins";
}

TEST(MostInAllTest, MonthsTogetherNeverGiveMoreOutputThanTheWhole) {
  for (int offset = 0; offset < 60; ++offset) {
    const Period period = Period::Of(Day("2026-01-14").AddDays(offset / 7), Day("2026-03-01").AddDays(offset)).value();
    const AllocatedVolume allocated{PerWeek(1, Unit::kPieceOutput), period, Law::kJeugdwet, kGuidance};
    std::int64_t sum = 0;
    for (Date month = period.start().FirstOfMonth(); month <= *period.end(); month = month.AddMonths(1)) {
      sum += MostInPeriod(allocated, Period::Of(month, month.LastOfMonth()).value());
    }
    EXPECT_EQ(sum, MostInAll(allocated, *period.end())) << period.ToString();
  }
}

}  // namespace
}  // namespace clientroute::claims
