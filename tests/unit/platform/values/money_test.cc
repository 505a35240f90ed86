#include "services/platform/values/money.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(MoneyTest, AddsAndSubtractsExactly) {
  Money amount = Money::Cents(1'10) + Money::Cents(2'20);
  EXPECT_EQ(amount.cents(), 3'30);
  amount += Money::Cents(70);
  amount -= Money::Cents(5'00);
  EXPECT_EQ(amount, Money::Cents(-1'00));
  EXPECT_EQ(-amount, Money::Cents(1'00));
  EXPECT_LT(amount, Money());
}

TEST(MoneyTest, CheckedAddRefusesOverflow) {
  EXPECT_EQ(Money::CheckedAdd(Money::Cents(kMost - 1), Money::Cents(1)), Money::Cents(kMost));
  EXPECT_EQ(Money::CheckedAdd(Money::Cents(kMost), Money::Cents(1)), std::nullopt);
  EXPECT_EQ(Money::CheckedAdd(Money::Cents(kLeast), Money::Cents(-1)), std::nullopt);
  EXPECT_EQ(Money::CheckedAdd(Money::Cents(kLeast), Money::Cents(kMost)), Money::Cents(-1));
}

TEST(MoneyDeathTest, OverflowOfOurOwnArithmeticStopsTheProcess) {
  EXPECT_DEATH(Money::Cents(kMost) + Money::Cents(1), "beyond 64 bits");
  EXPECT_DEATH(Money::Cents(kLeast) - Money::Cents(1), "beyond 64 bits");
  EXPECT_DEATH(-Money::Cents(kLeast), "beyond 64 bits");
}

TEST(MoneyTest, ScalesAndRoundsHalfAwayFromZeroOnce) {
  const struct {
    std::int64_t cents;
    std::int64_t numerator;
    std::int64_t denominator;
    std::optional<std::int64_t> result;
  } cases[] = {
      {100, 1, 1, 100},
      {100, 1, 3, 33},
      {100, 2, 3, 67},
      {1, 1, 2, 1},
      {-1, 1, 2, -1},
      {1, -1, 2, -1},
      {-1, -1, 2, 1},
      {3, 1, 2, 2},
      {1, 49, 100, 0},
      {-1, 49, 100, 0},
      {85'73, 50, 60, 71'44},    // an hour tariff for 50 minutes: 71.4416…
      {85'73, 1, 60, 1'43},      // the same tariff for a minute: 1.42883…
      {97'35, 30, 60, 48'68},    // 48.675, the half cent goes up
      {-97'35, 30, 60, -48'68},  // a credit is the debit's mirror
      {0, kMost, 1, 0},
      {kMost, kMost, kMost, kMost},
      {kLeast, kMost, kMost, kLeast},
      {kLeast, 1, 1, kLeast},
      {kLeast, -1, 1, std::nullopt},
      {kLeast, kLeast, kMost, std::nullopt},
      {kMost, 2, 1, std::nullopt},
      {kMost, -2, 1, std::nullopt},
      {100, 1, 0, std::nullopt},
      {100, 1, -5, std::nullopt},
  };
  for (const auto& c : cases) {
    const auto scaled = Money::CheckedScale(Money::Cents(c.cents), c.numerator, c.denominator);
    EXPECT_EQ(scaled ? std::optional(scaled->cents()) : std::nullopt, c.result)
        << c.cents << " * " << c.numerator << " / " << c.denominator;
  }
}

TEST(MoneyTest, SpeaksDutch) {
  const struct {
    std::int64_t cents;
    std::string_view text;
  } cases[] = {
      {0, "€ 0,00"},
      {5, "€ 0,05"},
      {99, "€ 0,99"},
      {1'00, "€ 1,00"},
      {999'99, "€ 999,99"},
      {1'000'00, "€ 1.000,00"},
      {1'234'56, "€ 1.234,56"},
      {1'234'567'89, "€ 1.234.567,89"},
      {-5, "€ -0,05"},
      {-1'234'56, "€ -1.234,56"},
      {kMost, "€ 92.233.720.368.547.758,07"},
      {kLeast, "€ -92.233.720.368.547.758,08"},
  };
  for (const auto& c : cases) EXPECT_EQ(Money::Cents(c.cents).ToDutch(), c.text);
}

}  // namespace
}  // namespace clientroute
