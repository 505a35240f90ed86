#include "services/platform/values/calendar.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "absl/time/time.h"

namespace clientroute {
namespace {

const absl::TimeZone& Amsterdam() {
  static const absl::TimeZone zone = [] {
    absl::TimeZone loaded;
    if (!absl::LoadTimeZone("Europe/Amsterdam", &loaded)) {
      std::fputs("Calendar: no time zone Europe/Amsterdam; install tzdata\n", stderr);
      std::abort();
    }
    return loaded;
  }();
  return zone;
}

absl::CivilSecond Local(Instant instant) {
  return absl::ToCivilSecond(absl::FromUnixMicros(instant.time_since_epoch().count()), Amsterdam());
}

Date ToDate(absl::CivilDay day) { return Date(std::chrono::sys_days{std::chrono::days{day - absl::CivilDay(1970)}}); }

// All holidays of a year lie in it; not in order.
std::array<Date, 9> HolidaysOf(int year) {
  const Date easter = EasterSunday(year);
  const auto fixed = [year](unsigned month, unsigned day) { return *Date::Of(year, month, day); };
  const Date kings_birthday = fixed(4, 27);
  const Date kings_day = kings_birthday.weekday() == std::chrono::Sunday ? kings_birthday.AddDays(-1) : kings_birthday;
  return {fixed(1, 1),        easter.AddDays(-2), easter.AddDays(1), kings_day,    fixed(5, 5),
          easter.AddDays(39), easter.AddDays(50), fixed(12, 25),     fixed(12, 26)};
}

bool IsWeekday(Date day) { return day.weekday() != std::chrono::Saturday && day.weekday() != std::chrono::Sunday; }

// Weekdays in the `days` days that follow `from`.
int WeekdaysAfter(Date from, int days) {
  int count = days / 7 * 5;
  for (int i = days / 7 * 7 + 1; i <= days; ++i) count += IsWeekday(from.AddDays(i)) ? 1 : 0;
  return count;
}

int YearOf(Date day) { return static_cast<int>(day.ymd().year()); }

// Reads `count` digits at `at`; -1 when they are not there.
int DigitsAt(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

}  // namespace

std::string ToIso(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss<std::chrono::microseconds> time(instant - day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d.%06dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return Date(day).ToString() + text.data();
}

std::optional<Instant> ParseIso(std::string_view text) {
  constexpr std::size_t kToSeconds = 19;
  constexpr std::size_t kMostFraction = 6;
  if (text.size() <= kToSeconds || text.back() != 'Z' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto day = Date::Parse(text.substr(0, 10));
  const int hour = DigitsAt(text, 11, 2);
  const int minute = DigitsAt(text, 14, 2);
  const int second = DigitsAt(text, 17, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  int micros = 0;
  if (const std::size_t after = text.size() - kToSeconds - 1; after > 0) {
    const std::size_t digits = after - 1;
    if (text[kToSeconds] != '.' || digits < 1 || digits > kMostFraction) return std::nullopt;
    micros = DigitsAt(text, kToSeconds + 1, digits);
    if (micros < 0) return std::nullopt;
    for (std::size_t i = digits; i < kMostFraction; ++i) micros *= 10;
  }
  return Instant(day->days()) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
         std::chrono::microseconds(micros);
}

Date LocalDate(Instant instant) { return ToDate(absl::CivilDay(Local(instant))); }

Instant LocalMidnight(Date day) {
  const absl::CivilDay civil = absl::CivilDay(1970) + day.days().time_since_epoch().count();
  return Instant(std::chrono::microseconds(absl::ToUnixMicros(absl::FromCivil(civil, Amsterdam()))));
}

std::string ToDutchLocal(Instant instant) {
  return LocalDate(instant).ToDutch() + " om " + LocalTime(instant).substr(0, 5);
}

std::string LocalTime(Instant instant) {
  const absl::CivilSecond local = Local(instant);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", local.hour(), local.minute(), local.second());
  return text.data();
}

Date EasterSunday(int year) {
  // The rule of Meeus, Jones and Butcher for the Gregorian calendar; the letters are theirs.
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int g = (b - (b + 8) / 25 + 1) / 3;
  const int h = (19 * a + b - b / 4 - g + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date::Of(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)).value_or(Date());
}

bool IsHoliday(Date day) {
  const auto holidays = HolidaysOf(YearOf(day));
  return std::find(holidays.begin(), holidays.end(), day) != holidays.end();
}

bool IsWorkingDay(Date day) { return IsWeekday(day) && !IsHoliday(day); }

Date AddWorkingDays(Date day, int count) {
  constexpr Date kLast(std::chrono::sys_days{std::chrono::year{9999} / 12 / 31});
  for (int left = count; left > 0 && day < kLast;) {
    day = day.AddDays(1);
    if (IsWorkingDay(day)) --left;
  }
  return day;
}

int WorkingDaysBetween(Date from, Date to) {
  if (to <= from) return 0;
  int count = WeekdaysAfter(from, to.DaysSince(from));
  for (int year = YearOf(from); year <= YearOf(to); ++year) {
    auto holidays = HolidaysOf(year);
    std::sort(holidays.begin(), holidays.end());
    // Ascension Day can fall on 5 May: one day, once.
    const auto end = std::unique(holidays.begin(), holidays.end());
    count -= static_cast<int>(
        std::count_if(holidays.begin(), end, [&](Date day) { return day > from && day <= to && IsWeekday(day); }));
  }
  return count;
}

}  // namespace clientroute
