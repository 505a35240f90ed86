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

std::optional<Forecast> ForecastOf(int year, const AcceptedMonths& accepted,
                                   std::optional<std::int64_t> ceiling_cents) {
  const std::vector<std::int64_t>& known = accepted.cents;
  if (std::ssize(known) < kMonthsUsedLeast) return std::nullopt;
  Forecast forecast;
  forecast.months_used = static_cast<int>(std::min<std::ptrdiff_t>(std::ssize(known), kMonthsUsedMost));
  std::vector<std::int64_t> used(known.end() - forecast.months_used, known.end());
  std::ranges::sort(used);
  const std::size_t count = used.size();
  // Of an even number the mean of the two in the middle, rounded down: cents stay whole.
  const std::int64_t middle = (used[(count - 1) / 2] + used[count / 2]) / 2;
  const Month begin = Month::At(std::int64_t{year} * kMonthsAYear);
  for (Month month = begin; month.index() < begin.index() + kMonthsAYear; month = month.Next()) {
    const std::int64_t place = std::int64_t{month.index()} - accepted.first.index();
    Forecast::OneMonth told{month, 0, 0, 0, place < std::ssize(known)};
    if (told.known) {
      told.expected_cents = place < 0 ? 0 : known[static_cast<std::size_t>(place)];
      told.low_cents = told.high_cents = told.expected_cents;
    } else {
      const std::int64_t after = place - std::ssize(known);
      const std::int64_t begun =
          after < std::ssize(accepted.begun) ? accepted.begun[static_cast<std::size_t>(after)] : 0;
      told.expected_cents = std::max(middle, begun);
      told.low_cents = std::max(used[1], begun);
      told.high_cents = std::max(used[count - 2], begun);
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
