#include "services/allocation/overlap.h"

#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }

TEST(OverlapTest, ProductsExcludeEachOtherByCodeThenCategoryThenAltogether) {
  const Product none, category{"45", ""}, code{"45", "45A04"};
  struct Case {
    const char* name;
    Law law;
    Product a;
    Product b;
    bool exclude;
  };
  const Case cases[] = {
      {"the same code", Law::kJeugdwet, code, code, true},
      {"another code of the category", Law::kJeugdwet, code, {"45", "45A05"}, false},
      {"a code and its whole category", Law::kJeugdwet, code, category, true},
      {"a code and another whole category", Law::kJeugdwet, code, {"44", ""}, false},
      {"the same category", Law::kJeugdwet, category, category, true},
      {"a budget and a code", Law::kJeugdwet, none, code, true},
      {"two budgets", Law::kJeugdwet, none, none, true},
      {"Wmo aids beside each other", Law::kWmo, {"11", "11A01"}, {"11", "11A01"}, false},
      {"Wmo aids beside a budget", Law::kWmo, none, {"14", ""}, false},
      {"Wmo guidance beside a budget", Law::kWmo, none, {"02", ""}, true},
      {"category 11 of the Jeugdwet", Law::kJeugdwet, {"11", ""}, {"11", ""}, true},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(ExcludeEachOther(one.law, one.a, one.b), one.exclude) << one.name;
    EXPECT_EQ(ExcludeEachOther(one.law, one.b, one.a), one.exclude) << one.name << ", the other way";
  }
}

TEST(OverlapTest, LinesOverlapOnOneDayInCommonUnderOneLaw) {
  CareLine a, b;
  a.product = b.product = {"45", "45A04"};
  a.period = Period::Of(Day("2026-01-01"), Day("2026-06-30")).value();
  b.period = Period::From(Day("2026-06-30"));
  EXPECT_TRUE(Overlap(a, b));
  b.period = Period::From(Day("2026-07-01"));
  EXPECT_FALSE(Overlap(a, b));
  b.period = a.period;
  b.law = Law::kWmo;
  EXPECT_FALSE(Overlap(a, b));
}

}  // namespace
}  // namespace clientroute::allocation
