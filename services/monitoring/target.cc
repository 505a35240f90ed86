#include "services/monitoring/target.h"

#include "services/monitoring/figure.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kWhole = 10'000;

// The average of the base years; nullopt when one of them is not known.
std::optional<std::int64_t> BaseOf(const TargetChoice& target, const std::map<int, std::int64_t>& averages) {
  std::int64_t sum = 0;
  for (int year = target.base_year; year <= target.base_last_year; ++year) {
    const auto found = averages.find(year);
    if (found == averages.end()) return std::nullopt;
    sum += found->second;
  }
  return Average(sum, target.base_last_year - target.base_year + 1);
}

}  // namespace

std::vector<TargetChoice> UsualTargets() {
  return {{"less_care", "29 procent minder in zorg in 2029 dan in 2021", "in_care", 2021, 2021, 2029, -2'900},
          {"less_waiting", "Half zoveel wachtenden in 2029 als in 2018 tot en met 2020", "waiting", 2018, 2020, 2029,
           -5'000},
          {"no_returns", "Geen terugkeer in de hulp in 2029", "returns", 2018, 2020, 2029, -kWhole}};
}

TargetStanding StandingOf(const TargetChoice& target, const std::map<int, std::int64_t>& averages) {
  TargetStanding standing;
  standing.base = BaseOf(target, averages);
  if (standing.base) standing.goal = Average(*standing.base * (kWhole + target.change), kWhole);
  const int span = target.goal_year - target.base_last_year;
  for (int year = target.base_last_year; year <= target.goal_year; ++year) {
    TargetStanding::Year told{year, {}, {}};
    if (standing.base) {
      const std::int64_t passed = year - target.base_last_year;
      told.line = Average(*standing.base * (span - passed) + *standing.goal * passed, span);
    }
    if (const auto found = averages.find(year); found != averages.end()) told.value = found->second;
    standing.years.push_back(told);
  }
  return standing;
}

}  // namespace clientroute::monitoring
