#ifndef CLIENTROUTE_SERVICES_MONITORING_FORECAST_H_
#define CLIENTROUTE_SERVICES_MONITORING_FORECAST_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/monitoring/month.h"
#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// What a year is expected to cost, in cents. A month counts as it was accepted once its claims can be in; each month
/// after it is expected to be as the middle one of the last twelve, at least as the second lowest and at most as the
/// second highest of them, and never less than what was accepted of it already. No trend and no season is assumed, so
/// that anyone can do it again by hand.
struct Forecast {
  struct OneMonth {
    Month month;
    std::int64_t expected_cents = 0;  // what was accepted, where that is known
    std::int64_t low_cents = 0;
    std::int64_t high_cents = 0;
    bool known = false;
  };
  std::vector<OneMonth> months;  // of the year, in order
  std::int64_t expected_cents = 0;
  std::int64_t low_cents = 0;
  std::int64_t high_cents = 0;
  int months_used = 0;  // that the expectation is from
  /// The day on which what is expected, and at the high end, reaches the ceiling; none within the year.
  std::optional<Date> ceiling_reached;
  std::optional<Date> ceiling_reached_high;
};

/// Months whose claims can still come in, the running one included.
inline constexpr int kMonthsOpen = 2;
/// Months that an expectation is from: at most, and at least; with fewer there is none.
inline constexpr int kMonthsUsedMost = 12;
inline constexpr int kMonthsUsedLeast = 3;

/// What was accepted a month, in cents.
struct AcceptedMonths {
  Month first = {};
  /// From `first` on, up to and with the last whose claims can be in; what lies before the first claim ever is not in
  /// it.
  std::vector<std::int64_t> cents = {};
  /// So far, of the months that follow.
  std::vector<std::int64_t> begun = {};
};

/// nullopt with fewer than three months whose claims can be in. `ceiling_cents`: of the year. Pure, thread-safe.
std::optional<Forecast> ForecastOf(int year, const AcceptedMonths& accepted, std::optional<std::int64_t> ceiling_cents);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FORECAST_H_
