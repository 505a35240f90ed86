#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "services/monitoring/route_counting.h"

// What was delivered of an allocation, in money: a part of its amount for each day on which care was given.
namespace clientroute::monitoring {
namespace {

using Allocation = RouteRecord::Allocation;
using Days = std::pair<Date, Date>;  // both included

// The days of an allocation on which care was given, in order and each once.
std::vector<Days> DaysOfCare(const Allocation& allocation) {
  std::vector<Days> care;
  const Date until = std::min(*allocation.last, allocation.ended.value_or(*allocation.last));
  for (const RouteRecord::Start& start : allocation.starts) {
    const Date first = std::max(start.start, *allocation.first);
    const Date last = std::min(start.LastDay().value_or(until), until);
    if (first <= last) care.emplace_back(first, last);
  }
  std::ranges::sort(care);
  std::vector<Days> joined;
  for (const Days& days : care) {
    if (joined.empty() || days.first > joined.back().second) {
      joined.push_back(days);
    } else {
      joined.back().second = std::max(joined.back().second, days.second);
    }
  }
  return joined;
}

// What each month is worth: whole cents that are the amount together when care was given on all days.
std::map<Month, std::int64_t> CentsByMonth(const Allocation& allocation, std::int64_t cents, std::int64_t all_days) {
  std::map<Month, std::int64_t> worth;
  std::int64_t passed = 0;  // days of care
  for (const auto& [first, last] : DaysOfCare(allocation)) {
    for (Month month = Month::Of(first); month <= Month::Of(last); month = month.Next()) {
      const std::int64_t days = std::min(last, month.LastDay()).DaysSince(std::max(first, month.FirstDay())) + 1;
      worth[month] += cents * (passed + days) / all_days - cents * passed / all_days;
      passed += days;
    }
  }
  return worth;
}

}  // namespace

void CountDeliveredAmount(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  std::int32_t thing = 0;
  for (const Allocation& allocation : route.allocations) {
    if (allocation.withdrawn || !allocation.amount_cents || !allocation.first || !allocation.last) continue;
    const std::int64_t all = std::int64_t{allocation.last->DaysSince(*allocation.first)} + 1;
    const std::int64_t cents = *allocation.amount_cents;
    if (all <= 0 || cents > std::numeric_limits<std::int64_t>::max() / all) continue;
    for (const auto& [month, worth] : CentsByMonth(allocation, cents, all)) {
      Contribution made;
      made.thing = ++thing;
      made.from = month.index();
      made.municipality = route.municipality;
      made.amount = worth;
      made.lines = {{allocation.provider, allocation.contract, allocation.product}};
      out->push_back(std::move(made));
    }
  }
}

}  // namespace clientroute::monitoring
