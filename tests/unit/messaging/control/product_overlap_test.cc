#include "services/messaging/control/product_overlap.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace clientroute::messaging {
namespace {

Period Days(int first, int last) {
  const Date start = *Date::Of(2026, 1, 1);
  return *Period::Of(start.AddDays(first), start.AddDays(last));
}

Period FromDay(int first) { return Period::From(Date::Of(2026, 1, 1)->AddDays(first)); }

struct Case {
  const char* name;
  ProductInTime first;
  ProductInTime second;
  bool overlaps;
};

class ProductOverlap : public testing::TestWithParam<Case> {};

TEST_P(ProductOverlap, IsFoundInEitherOrder) {
  const Case& one = GetParam();
  EXPECT_EQ(OverlappingProducts({one.first, one.second}).size(), one.overlaps ? 1U : 0U);
  EXPECT_EQ(OverlappingProducts({one.second, one.first}).size(), one.overlaps ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Level2, ProductOverlap,
    testing::Values(Case{"SameCodeSameDay", {"45", "A", Days(0, 9)}, {"45", "A", Days(9, 20)}, true},
                    Case{"SameCodeNextDay", {"45", "A", Days(0, 9)}, {"45", "A", Days(10, 20)}, false},
                    Case{"OpenPeriodNeverEnds", {"45", "A", FromDay(0)}, {"45", "A", Days(900, 901)}, true},
                    Case{"OtherCode", {"45", "A", Days(0, 9)}, {"45", "B", Days(0, 9)}, false},
                    Case{"SameCodeInOtherCategory", {"45", "A", Days(0, 9)}, {"46", "A", Days(0, 9)}, false},
                    Case{"CategoryAgainstItsCode", {"45", "", Days(0, 9)}, {"45", "B", Days(5, 9)}, true},
                    Case{"CategoryAgainstOtherCategory", {"45", "", Days(0, 9)}, {"46", "B", Days(5, 9)}, false},
                    Case{"CategoryAgainstItself", {"45", "", Days(0, 9)}, {"45", "", Days(5, 9)}, true},
                    Case{"BudgetAgainstAnything", {"", "", Days(0, 9)}, {"46", "B", Days(5, 9)}, true},
                    Case{"BudgetAgainstBudget", {"", "", Days(0, 9)}, {"", "", Days(5, 9)}, true},
                    Case{"BudgetAfterwards", {"", "", Days(10, 19)}, {"46", "B", Days(5, 9)}, false}),
    [](const auto& test) { return std::string(test.param.name); });

bool SameKind(const ProductInTime& a, const ProductInTime& b) {
  if (a.category.empty() || b.category.empty()) return true;
  if (a.category != b.category) return false;
  return a.code.empty() || b.code.empty() || a.code == b.code;
}

TEST(OverlappingProductsTest, TheLaterOneInTheFileIsTold) {
  EXPECT_EQ(OverlappingProducts({{"45", "A", Days(5, 9)}, {"46", "A", Days(5, 9)}, {"45", "A", Days(0, 5)}}),
            (std::vector<std::size_t>{2}));
}

TEST(OverlappingProductsTest, AgreesWithComparingEveryPair) {
  constexpr std::string_view kCategories[] = {"", "45", "45", "46", "54"};
  constexpr std::string_view kCodes[] = {"", "A", "B", "C"};
  std::mt19937 random(20260415);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  for (int round = 0; round < 400; ++round) {
    std::vector<ProductInTime> products;
    for (unsigned i = 0, count = below(9); i < count; ++i) {
      const std::string_view category = kCategories[below(5)];
      const int start = static_cast<int>(below(60));
      products.push_back({category, category.empty() ? "" : kCodes[below(4)],
                          below(6) == 0 ? FromDay(start) : Days(start, start + static_cast<int>(below(15)))});
    }
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < products.size(); ++i) {
      bool any = false;
      for (std::size_t j = 0; j < i; ++j) {
        any = any || (SameKind(products[i], products[j]) && products[i].period.Overlaps(products[j].period));
      }
      if (any) expected.push_back(i);
    }
    EXPECT_EQ(OverlappingProducts(products), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace clientroute::messaging
