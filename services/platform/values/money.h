#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_MONEY_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_MONEY_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace clientroute {

/// An amount in euro cents, exact; 64 bits hold more than the national budget a million times over (IV042, CLM-4).
/// Products and divisions go through 128 bits and round half away from zero, once. A value, thread-safe. Arithmetic
/// that would overflow is a defect of the caller and stops the process; `Checked*` is for amounts that come from
/// outside.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money Cents(std::int64_t cents) { return Money(cents); }
  constexpr std::int64_t cents() const { return cents_; }

  /// nullopt on overflow.
  static std::optional<Money> CheckedAdd(Money a, Money b);
  /// `amount * numerator / denominator`, rounded half away from zero; nullopt on overflow or when `denominator` is not
  /// positive. The hour tariff billed in minutes is `CheckedScale(tariff, minutes, 60)` (IV081, TR346).
  static std::optional<Money> CheckedScale(Money amount, std::int64_t numerator, std::int64_t denominator);

  Money operator+(Money other) const;
  Money operator-(Money other) const;
  Money operator-() const { return Money() - *this; }
  Money& operator+=(Money other) { return *this = *this + other; }
  Money& operator-=(Money other) { return *this = *this - other; }

  /// `€ 1.234,56`, `€ -0,05`: for people.
  std::string ToDutch() const;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;

 private:
  constexpr explicit Money(std::int64_t cents) : cents_(cents) {}
  std::int64_t cents_ = 0;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_MONEY_H_
