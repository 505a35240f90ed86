#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_DATE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_DATE_H_

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clientroute {

/// A calendar day in the Netherlands, as the law and the national messages mean it: no time, no zone. Always a day that
/// exists, from 0001-01-01 to 9999-12-31: what would lie outside becomes the first or the last day, so that arithmetic
/// on a far date from a message cannot leave the calendar. A value: copy freely, thread-safe.
class Date {
 public:
  /// The first representable day; so that a Date can stand in a container.
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days days) : days_(std::clamp(days, kFirst, kLast)) {}

  /// Reads exactly `YYYY-MM-DD`; nullopt for any other shape, a zone suffix, or a day that does not exist (2025-02-29).
  static std::optional<Date> Parse(std::string_view text);
  /// nullopt when the day does not exist.
  static std::optional<Date> Of(int year, unsigned month, unsigned day);

  /// `YYYY-MM-DD`.
  std::string ToString() const;
  /// `3 april 2026`, for people.
  std::string ToDutch() const;

  constexpr std::chrono::sys_days days() const { return days_; }
  constexpr std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{days_}; }
  constexpr std::chrono::weekday weekday() const { return std::chrono::weekday{days_}; }

  constexpr Date AddDays(int days) const { return Date(days_ + std::chrono::days{days}); }
  /// The same day of the month, or the month's last when it is shorter: 31 January + 1 month = 28 or 29 February.
  Date AddMonths(int months) const;
  Date AddYears(int years) const;
  Date FirstOfMonth() const;
  Date LastOfMonth() const;
  /// Whole days from `other` to this; negative when this is earlier.
  constexpr int DaysSince(Date other) const { return static_cast<int>((days_ - other.days_).count()); }
  /// Completed years of age on `on` for someone born on this day; a birthday on 29 February falls on 1 March in other
  /// years (law). Negative before the birth.
  int AgeOn(Date on) const;
  /// The day on which someone born on this day becomes `age`: the first on which AgeOn gives it.
  Date BirthdayAt(int age) const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  static constexpr std::chrono::sys_days kFirst{std::chrono::year{1} / 1 / 1};
  static constexpr std::chrono::sys_days kLast{std::chrono::year{9999} / 12 / 31};
  std::chrono::sys_days days_ = kFirst;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_DATE_H_
