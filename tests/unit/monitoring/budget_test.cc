#include "services/monitoring/budget.h"

#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

const MunicipalBudgets kBudgets = {{2026, {{"0361", 100}, {"0373", 20}}}, {2027, {{"0361", 300}}}};

FigureFilter SeenBy(std::optional<std::set<std::string>> municipalities, const std::string& municipality = "") {
  FigureFilter filter;
  filter.municipality = municipality;
  filter.visible_municipalities = std::move(municipalities);
  return filter;
}

TEST(BudgetTest, IsThatOfTheMunicipalityOrOfAllThatMayBeSeen) {
  EXPECT_EQ(BudgetOf(kBudgets, 2026, SeenBy({}, "0373")), 20);
  EXPECT_EQ(BudgetOf(kBudgets, 2026, SeenBy({})), 120);
  EXPECT_EQ(BudgetOf(kBudgets, 2027, SeenBy({})), 300);
  EXPECT_EQ(BudgetOf(kBudgets, 2026, SeenBy({{"0361"}})), 100);
}

TEST(BudgetTest, IsNoneWhereOneOfThemHasNoneOrMayNotBeSeen) {
  EXPECT_EQ(BudgetOf(kBudgets, 2025, SeenBy({})), std::nullopt);
  EXPECT_EQ(BudgetOf(kBudgets, 2027, SeenBy({{"0361", "0373"}})), std::nullopt);
  EXPECT_EQ(BudgetOf(kBudgets, 2026, SeenBy({{"0361"}}, "0373")), std::nullopt);
  EXPECT_EQ(BudgetOf(kBudgets, 2026, SeenBy(std::set<std::string>())), std::nullopt);
}

TEST(BudgetTest, IsNoneOfAPartOfTheCare) {
  for (std::string FigureFilter::*part :
       {&FigureFilter::provider, &FigureFilter::product, &FigureFilter::segment, &FigureFilter::contract}) {
    FigureFilter filter = SeenBy({}, "0361");
    filter.*part = "some";
    EXPECT_EQ(BudgetOf(kBudgets, 2026, filter), std::nullopt);
  }
  FigureFilter filter = SeenBy({}, "0361");
  filter.visible_provider = "42420001";
  EXPECT_EQ(BudgetOf(kBudgets, 2026, filter), std::nullopt);
}

}  // namespace
}  // namespace clientroute::monitoring
