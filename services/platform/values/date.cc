#include "services/platform/values/date.h"

#include <array>
#include <cstdio>

namespace clientroute {
namespace {

constexpr std::array<const char*, 12> kMonths = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                                 "juli",    "augustus", "september", "oktober", "november", "december"};

std::optional<int> Digits(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

// The month `months` later, counted from year 0 so that negative counts work too.
std::chrono::year_month MonthsLater(std::chrono::year_month_day from, int months) {
  return from.year() / from.month() + std::chrono::months{months};
}

}  // namespace

std::optional<Date> Date::Parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Digits(text.substr(0, 4));
  const auto month = Digits(text.substr(5, 2));
  const auto day = Digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return Of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::optional<Date> Date::Of(int year, unsigned month, unsigned day) {
  // Wider values would wrap inside the chrono types and could look like a day that exists.
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days{ymd});
}

std::string Date::ToString() const {
  const auto date = ymd();
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  const auto month = static_cast<unsigned>(date.month());
  const auto day = static_cast<unsigned>(date.day());
  const auto digit = [](unsigned value, unsigned unit) { return static_cast<char>('0' + value / unit % 10); };
  return {digit(year, 1'000),
          digit(year, 100),
          digit(year, 10),
          digit(year, 1),
          '-',
          digit(month, 10),
          digit(month, 1),
          '-',
          digit(day, 10),
          digit(day, 1)};
}

std::string Date::ToDutch() const {
  const auto date = ymd();
  return std::to_string(static_cast<unsigned>(date.day())) + " " + kMonths[static_cast<unsigned>(date.month()) - 1] +
         " " + std::to_string(static_cast<int>(date.year()));
}

Date Date::AddMonths(int months) const {
  // Beyond this many the answer is the first or the last day in any case, and chrono's years would wrap.
  constexpr int kAllMonths = 12 * 9999;
  const auto month = MonthsLater(ymd(), std::clamp(months, -kAllMonths, kAllMonths));
  const auto last = std::chrono::year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}};
  return Date(std::chrono::sys_days{month / std::min(ymd().day(), last.day())});
}

Date Date::AddYears(int years) const { return AddMonths(12 * std::clamp(years, -9999, 9999)); }

Date Date::FirstOfMonth() const {
  return Date(std::chrono::sys_days{ymd().year() / ymd().month() / std::chrono::day{1}});
}

Date Date::LastOfMonth() const { return Date(std::chrono::sys_days{ymd().year() / ymd().month() / std::chrono::last}); }

int Date::AgeOn(Date on) const {
  const auto birth = ymd();
  const auto then = on.ymd();
  const int years = static_cast<int>(then.year()) - static_cast<int>(birth.year());
  const bool before_birthday =
      then.month() < birth.month() || (then.month() == birth.month() && then.day() < birth.day());
  return years - (before_birthday ? 1 : 0);
}

Date Date::BirthdayAt(int age) const {
  const Date same_day = AddYears(age);
  return same_day.ymd().day() < ymd().day() ? same_day.AddDays(1) : same_day;
}

}  // namespace clientroute
