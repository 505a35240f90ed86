#include "services/claims/delivered_volume.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace clientroute::claims {
namespace {

constexpr std::int64_t kMinutesInAnHour = 60;
constexpr int kDaysInAWeek = 7;
constexpr std::int64_t kHouseholdWeeks = 6;
constexpr char kHouseholdHelp[] = "01";

std::int64_t Times(std::int64_t a, std::int64_t b) {
  // GCC and Clang spell the wide type differently from ISO C++.
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(a) * b;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return product > kMost ? kMost : static_cast<std::int64_t>(product);
}

int WeekdayOf(Date day) { return static_cast<int>(day.weekday().iso_encoding()); }  // 1 Monday, 7 Sunday

Date MondayOf(Date day) { return day.AddDays(1 - WeekdayOf(day)); }
// The last Sunday on or before the day.
Date SundayBy(Date day) { return day.AddDays(-(WeekdayOf(day) % kDaysInAWeek)); }

std::int64_t WeeksTouched(Date first, Date last) {
  return MondayOf(last).DaysSince(MondayOf(first)) / kDaysInAWeek + 1;
}

std::int64_t SundaysIn(Date first, Date last) {
  const Date from = SundayBy(first.AddDays(-1));  // the last one before
  return SundayBy(last).DaysSince(from) / kDaysInAWeek;
}

std::int64_t MonthsTouched(Date first, Date last) {
  const auto months = [](Date day) {
    return 12 * static_cast<int>(day.ymd().year()) + static_cast<int>(static_cast<unsigned>(day.ymd().month()));
  };
  return months(last) - months(first) + 1;
}

// How often an output product may be claimed per week in these days: what is left of the allocation after its last
// Sunday counts with that Sunday.
std::int64_t OutputWeeks(const Period& allocation, Date first, Date last) {
  std::int64_t weeks = SundaysIn(first, last);
  if (!allocation.end() || WeekdayOf(*allocation.end()) == kDaysInAWeek) return weeks;
  const Date sunday = SundayBy(*allocation.end());
  const Date holder = sunday >= allocation.start() ? sunday : *allocation.end();
  if (first <= holder && holder <= last) ++weeks;
  return weeks;
}

std::int64_t Repeats(const AllocatedVolume& allocated, Date first, Date last) {
  switch (allocated.volume.frequency) {
    case Frequency::kPerDay:
      return last.DaysSince(first) + 1;
    case Frequency::kPerWeek:
      if (allocated.volume.unit == Unit::kPieceOutput) return OutputWeeks(allocated.period, first, last);
      return WeeksTouched(first, last);
    case Frequency::kPerMonth:
      return MonthsTouched(first, last);
    case Frequency::kTotal:
      return 1;
  }
  return 0;
}

std::int64_t Most(const AllocatedVolume& allocated, std::int64_t repeats) {
  return Times(Counted({allocated.volume.amount, allocated.volume.unit}), repeats);
}

}  // namespace

std::int64_t Counted(const DeliveredVolume& volume) {
  return volume.unit == Unit::kHour ? Times(volume.amount, kMinutesInAnHour) : volume.amount;
}

std::string SpokenVolume(std::int64_t counted, Unit unit) {
  // The words of a volume, without how often.
  const auto words = [](std::int64_t amount, Unit of) {
    std::string text = Volume{amount, of, Frequency::kTotal}.ToDutch();
    text.resize(text.size() - ToDutch(Frequency::kTotal).size() - 1);
    return text;
  };
  if (unit != Unit::kHour) return words(counted, unit);
  const std::int64_t minutes = counted % kMinutesInAnHour;
  std::string text = words(counted / kMinutesInAnHour, Unit::kHour);
  if (minutes != 0) text += " en " + words(minutes, Unit::kMinute);
  return text;
}

std::int64_t MostInPeriod(const AllocatedVolume& allocated, const Period& product_period) {
  const auto days = allocated.period.Intersection(product_period);
  if (!days || !days->end()) return 0;
  const bool household = allocated.law == Law::kWmo && allocated.product.category == kHouseholdHelp &&
                         allocated.volume.frequency == Frequency::kPerWeek;
  return Most(allocated, household ? kHouseholdWeeks : Repeats(allocated, days->start(), *days->end()));
}

std::int64_t MostInAll(const AllocatedVolume& allocated, Date until) {
  const Date last = allocated.period.end().value_or(until);
  if (last < allocated.period.start()) return 0;
  return Most(allocated, Repeats(allocated, allocated.period.start(), last));
}

}  // namespace clientroute::claims
