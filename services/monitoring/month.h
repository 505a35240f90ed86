#ifndef CLIENTROUTE_SERVICES_MONITORING_MONTH_H_
#define CLIENTROUTE_SERVICES_MONITORING_MONTH_H_

#include <compare>
#include <cstdint>

#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// A calendar month in the Netherlands: what figures are divided by. A value, thread-safe.
class Month {
 public:
  constexpr Month() = default;
  static Month Of(Date day) {
    const auto ymd = day.ymd();
    return Month(int{ymd.year()} * 12 + static_cast<int>(unsigned{ymd.month()}) - 1);
  }
  /// From what index() gave; outside the years 1 to 9999 it stops at the first or last month.
  static constexpr Month At(std::int64_t index) {
    return Month(static_cast<int>(index < kFirst ? kFirst : index > kLast ? kLast : index));
  }

  /// Year * 12 + month - 1: how months are counted and stored.
  constexpr int index() const { return index_; }
  Date FirstDay() const { return *Date::Of(index_ / 12, static_cast<unsigned>(index_ % 12) + 1, 1); }
  Date LastDay() const { return FirstDay().LastOfMonth(); }
  constexpr Month Next() const { return At(std::int64_t{index_} + 1); }

  friend constexpr auto operator<=>(const Month&, const Month&) = default;

 private:
  static constexpr int kFirst = 12;
  static constexpr int kLast = 9999 * 12 + 11;
  constexpr explicit Month(int index) : index_(index) {}
  int index_ = kFirst;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_MONTH_H_
