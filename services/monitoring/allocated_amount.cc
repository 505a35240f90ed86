#include "services/monitoring/allocated_amount.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kCentsAEuro = 100;
constexpr std::int64_t kDaysAWeek = 7;
constexpr std::int64_t kDaysAYear = 365;
constexpr std::int64_t kMonthsAYear = 12;

// How many times a volume returns on one day, as a fraction.
struct Rate {
  std::int64_t times = 0;
  std::int64_t days = 1;
};

std::optional<Rate> RateOf(VolumeFrequency frequency) {
  switch (frequency) {
    case VolumeFrequency::kPerDay:
      return Rate{1, 1};
    case VolumeFrequency::kPerWeek:
      return Rate{1, kDaysAWeek};
    case VolumeFrequency::kPerMonth:
      return Rate{kMonthsAYear, kDaysAYear};
    case VolumeFrequency::kUnknown:
    case VolumeFrequency::kTotal:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> AllocatedCents(const AllocatedWorth& worth) {
  if (worth.budget_cents) return worth.budget_cents;
  const std::optional<std::int64_t> tariff = worth.in_euros ? std::optional(kCentsAEuro) : worth.tariff_cents;
  if (worth.amount <= 0 || !tariff || *tariff < 0) return std::nullopt;
  std::int64_t cents = 0;  // each time
  if (__builtin_mul_overflow(worth.amount, *tariff, &cents)) return std::nullopt;
  if (worth.frequency == VolumeFrequency::kTotal) return cents;
  const std::optional<Rate> rate = RateOf(worth.frequency);
  if (!rate || !worth.first || !worth.last || *worth.last < *worth.first) return std::nullopt;
  const std::int64_t days = std::int64_t{worth.last->DaysSince(*worth.first)} + 1;
  if (__builtin_mul_overflow(cents, 2 * days * rate->times, &cents)) return std::nullopt;
  if (__builtin_add_overflow(cents, rate->days, &cents)) return std::nullopt;
  return cents / (2 * rate->days);
}

}  // namespace clientroute::monitoring
