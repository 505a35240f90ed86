#include "services/monitoring/forecast.h"

#include <algorithm>

namespace clientroute::monitoring {
namespace {

constexpr int kMonthsAYear = 12;

// The day of a month on which so much of what the month costs is spent, when each day costs the same; the last where it
// is all of it.
Date DayReached(Month month, std::int64_t wanted, std::int64_t cents) {
  const std::int64_t days = month.LastDay().DaysSince(month.FirstDay()) + 1;
  const std::int64_t day = cents <= 0 ? days : std::clamp<std::int64_t>((wanted * days + cents - 1) / cents, 1, days);
  return month.FirstDay().AddDays(static_cast<int>(day) - 1);
}

std::optional<Date> Reached(const std::vector<Forecast::OneMonth>& months, std::int64_t Forecast::OneMonth::*cents,
                            std::int64_t ceiling) {
  std::int64_t spent = 0;
  for (const Forecast::OneMonth& month : months) {
    if (spent + month.*cents >= ceiling) return DayReached(month.month, ceiling - spent, month.*cents);
    spent += month.*cents;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Forecast> ForecastOf(int year, Month first, const std::vector<std::int64_t>& accepted,
                                   std::optional<std::int64_t> ceiling_cents) {
  if (std::ssize(accepted) < kMonthsUsedLeast) return std::nullopt;
  Forecast forecast;
  forecast.months_used = static_cast<int>(std::min<std::ptrdiff_t>(std::ssize(accepted), kMonthsUsedMost));
  std::vector<std::int64_t> used(accepted.end() - forecast.months_used, accepted.end());
  std::ranges::sort(used);
  const std::size_t count = used.size();
  // Of an even number the mean of the two in the middle, rounded down: cents stay whole.
  const std::int64_t middle = (used[(count - 1) / 2] + used[count / 2]) / 2;
  const Month begin = Month::At(std::int64_t{year} * kMonthsAYear);
  for (Month month = begin; month.index() < begin.index() + kMonthsAYear; month = month.Next()) {
    const std::int64_t place = std::int64_t{month.index()} - first.index();
    Forecast::OneMonth told{month, 0, 0, 0, place < std::ssize(accepted)};
    if (told.known) {
      told.expected_cents = place < 0 ? 0 : accepted[static_cast<std::size_t>(place)];
      told.low_cents = told.high_cents = told.expected_cents;
    } else {
      told.expected_cents = middle;
      told.low_cents = used[1];
      told.high_cents = used[count - 2];
    }
    forecast.expected_cents += told.expected_cents;
    forecast.low_cents += told.low_cents;
    forecast.high_cents += told.high_cents;
    forecast.months.push_back(told);
  }
  if (ceiling_cents) {
    forecast.ceiling_reached = Reached(forecast.months, &Forecast::OneMonth::expected_cents, *ceiling_cents);
    forecast.ceiling_reached_high = Reached(forecast.months, &Forecast::OneMonth::high_cents, *ceiling_cents);
  }
  return forecast;
}

}  // namespace clientroute::monitoring
