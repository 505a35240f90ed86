#include "services/monitoring/allocated_amount.h"

#include <limits>
#include <string>

#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

AllocatedWorth Hours(std::int64_t amount, VolumeFrequency frequency) {
  AllocatedWorth worth;
  worth.amount = amount;
  worth.frequency = frequency;
  worth.tariff_cents = 6'120;
  worth.first = Date::Of(2026, 1, 1);
  worth.last = Date::Of(2026, 12, 31);
  return worth;
}

TEST(AllocatedAmountTest, IsTheBudgetOrTheVolumeOverAllDaysAtTheTariff) {
  AllocatedWorth budget = Hours(3, VolumeFrequency::kPerWeek);
  budget.budget_cents = 125'000;
  AllocatedWorth euros = Hours(2'500, VolumeFrequency::kTotal);
  euros.in_euros = true;
  AllocatedWorth one_day = Hours(1, VolumeFrequency::kPerWeek);
  one_day.last = one_day.first;
  struct Case {
    std::string what;
    AllocatedWorth worth;
    std::int64_t cents;
  };
  const Case cases[] = {
      {"a budget", budget, 125'000},
      {"a total", Hours(40, VolumeFrequency::kTotal), 40 * 6'120},
      {"euros", euros, 250'000},
      {"a day", Hours(1, VolumeFrequency::kPerDay), 365 * 6'120},
      {"a month", Hours(2, VolumeFrequency::kPerMonth), 24 * 6'120},
      // 365 days are 52 1/7 weeks.
      {"a week", Hours(7, VolumeFrequency::kPerWeek), 365 * 6'120},
      {"the nearest cent", one_day, 874},
  };
  for (const Case& one : cases) EXPECT_EQ(AllocatedCents(one.worth), one.cents) << one.what;
}

TEST(AllocatedAmountTest, IsNotKnownWithoutTariffVolumeOrEndNorBeyondWhatCanBeCounted) {
  AllocatedWorth no_tariff = Hours(1, VolumeFrequency::kTotal);
  no_tariff.tariff_cents.reset();
  AllocatedWorth no_end = Hours(1, VolumeFrequency::kPerWeek);
  no_end.last.reset();
  AllocatedWorth ends_before = Hours(1, VolumeFrequency::kPerDay);
  ends_before.last = Date::Of(2025, 12, 31);
  AllocatedWorth returned = Hours(1, VolumeFrequency::kTotal);
  returned.tariff_cents = -1;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  struct Case {
    std::string what;
    AllocatedWorth worth;
  };
  const Case cases[] = {
      {"nothing", {}},
      {"no tariff", no_tariff},
      {"no end", no_end},
      {"an end before the beginning", ends_before},
      {"a negative tariff", returned},
      {"no volume", Hours(0, VolumeFrequency::kTotal)},
      {"no frequency", Hours(1, VolumeFrequency::kUnknown)},
      {"a frequency that is not known", Hours(1, static_cast<VolumeFrequency>(99))},
      {"too much", Hours(kMost, VolumeFrequency::kTotal)},
      {"too much in all", Hours(kMost / 10'000, VolumeFrequency::kPerDay)},
  };
  for (const Case& one : cases) EXPECT_FALSE(AllocatedCents(one.worth)) << one.what;
}

}  // namespace
}  // namespace clientroute::monitoring
