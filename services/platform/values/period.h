#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_PERIOD_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_PERIOD_H_

#include <optional>
#include <string>

#include "services/platform/values/date.h"

namespace clientroute {

/// Days from `start` to `end`, both included, as in the national messages; without an end it goes on. A value,
/// thread-safe.
class Period {
 public:
  Period() = default;
  /// nullopt when `end` lies before `start` (CS003).
  static std::optional<Period> Of(Date start, std::optional<Date> end);
  static Period From(Date start) { return Period(start, std::nullopt); }

  Date start() const { return start_; }
  const std::optional<Date>& end() const { return end_; }

  bool Contains(Date day) const { return day >= start_ && (!end_ || day <= *end_); }
  bool Contains(const Period& other) const;
  bool Overlaps(const Period& other) const;
  std::optional<Period> Intersection(const Period& other) const;
  /// Number of days, both ends counted; nullopt when open.
  std::optional<int> Days() const;
  /// `2026-04-01..2026-09-30`, or `2026-04-01..` when open.
  std::string ToString() const;

  friend bool operator==(const Period&, const Period&) = default;

 private:
  Period(Date start, std::optional<Date> end) : start_(start), end_(end) {}
  Date start_;
  std::optional<Date> end_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_PERIOD_H_
