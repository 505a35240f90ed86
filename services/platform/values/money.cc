#include "services/platform/values/money.h"

#include <cstdio>
#include <cstdlib>

namespace clientroute {
namespace {

// The product of two 64-bit numbers, doubled and rounded, needs all 128 bits.
__extension__ using Unsigned128 = unsigned __int128;

constexpr std::uint64_t kMaxPositive = static_cast<std::uint64_t>(INT64_MAX);

// The absolute value, also of the least number, which has no positive counterpart in 64 signed bits.
constexpr std::uint64_t Magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

[[noreturn]] void StopOnOverflow() {
  std::fputs("Money: arithmetic beyond 64 bits of cents\n", stderr);
  std::abort();
}

}  // namespace

std::optional<Money> Money::CheckedAdd(Money a, Money b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.cents_, b.cents_, &sum)) return std::nullopt;
  return Money(sum);
}

std::optional<Money> Money::CheckedScale(Money amount, std::int64_t numerator, std::int64_t denominator) {
  if (denominator <= 0) return std::nullopt;
  const bool negative = (amount.cents_ < 0) != (numerator < 0);
  const Unsigned128 product = static_cast<Unsigned128>(Magnitude(amount.cents_)) * Magnitude(numerator);
  const Unsigned128 divisor = static_cast<std::uint64_t>(denominator);
  const Unsigned128 rounded = (2 * product + divisor) / (2 * divisor);
  if (rounded > kMaxPositive + (negative ? 1 : 0)) return std::nullopt;
  const auto magnitude = static_cast<std::uint64_t>(rounded);
  return Money(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
}

Money Money::operator+(Money other) const {
  const auto sum = CheckedAdd(*this, other);
  if (!sum) StopOnOverflow();
  return *sum;
}

Money Money::operator-(Money other) const {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(cents_, other.cents_, &difference)) StopOnOverflow();
  return Money(difference);
}

std::string Money::ToDutch() const {
  const std::uint64_t magnitude = Magnitude(cents_);
  std::string euros = std::to_string(magnitude / 100);
  for (auto at = static_cast<int>(euros.size()) - 3; at > 0; at -= 3) euros.insert(static_cast<std::size_t>(at), ".");
  const std::string cents = std::to_string(magnitude % 100);
  return std::string("€ ") + (cents_ < 0 ? "-" : "") + euros + (cents.size() < 2 ? ",0" : ",") + cents;
}

}  // namespace clientroute
