#include "services/orchestrator/definition/fact.h"

#include <gtest/gtest.h>

namespace clientroute::orchestrator {
namespace {

Fact Of(FactType type) {
  Fact fact;
  fact.name = "fact";
  fact.type = type;
  if (type == FactType::kSymbol) fact.symbols = {"GRANT", "REFUSE"};
  return fact;
}

TEST(Fact, IsReadAsItsTypeAndWrittenTheSame) {
  struct Case {
    FactType type;
    const char* text;
    FactValue value;
  };
  const Case cases[] = {
      {FactType::kBoolean, "true", 1},
      {FactType::kBoolean, "false", 0},
      {FactType::kBoolean, "TRUE", std::nullopt},
      {FactType::kBoolean, "1", std::nullopt},
      {FactType::kInteger, "0", 0},
      {FactType::kInteger, "-12", -12},
      {FactType::kInteger, "9223372036854775807", INT64_MAX},
      {FactType::kInteger, "9223372036854775808", std::nullopt},
      {FactType::kInteger, "12 ", std::nullopt},
      {FactType::kInteger, "", std::nullopt},
      {FactType::kDate, "1970-01-02", 1},
      {FactType::kDate, "1969-12-31", -1},
      {FactType::kDate, "2025-02-29", std::nullopt},
      {FactType::kDate, "2025-2-1", std::nullopt},
      {FactType::kSymbol, "REFUSE", 1},
      {FactType::kSymbol, "refuse", std::nullopt},
      {FactType::kSymbol, "", std::nullopt},
  };
  for (const Case& one : cases) {
    const Fact fact = Of(one.type);
    EXPECT_EQ(ParseFact(fact, one.text), one.value) << ToString(one.type) << " " << one.text;
    if (one.value) {
      EXPECT_EQ(FormatFact(fact, one.value), one.text);
    }
  }
  EXPECT_EQ(FormatFact(Of(FactType::kDate), std::nullopt), "onbekend");
}

TEST(Condition, HoldsAsItSaysAndNeverOnWhatIsUnknown) {
  struct Case {
    Operator op;
    std::vector<std::int64_t> constants;
    bool at_4, at_5, at_6, at_unknown;
  };
  const Case cases[] = {
      {Operator::kEqual, {5}, false, true, false, false},  {Operator::kNotEqual, {5}, true, false, true, false},
      {Operator::kLess, {5}, true, false, false, false},   {Operator::kAtMost, {5}, true, true, false, false},
      {Operator::kMore, {5}, false, false, true, false},   {Operator::kAtLeast, {5}, false, true, true, false},
      {Operator::kIn, {4, 6}, true, false, true, false},   {Operator::kKnown, {}, true, true, true, false},
      {Operator::kUnknown, {}, false, false, false, true},
  };
  for (const Case& one : cases) {
    const Condition condition{FactRef{}, one.op, one.constants};
    EXPECT_EQ(Holds(condition, 4), one.at_4) << ToString(one.op);
    EXPECT_EQ(Holds(condition, 5), one.at_5) << ToString(one.op);
    EXPECT_EQ(Holds(condition, 6), one.at_6) << ToString(one.op);
    EXPECT_EQ(Holds(condition, std::nullopt), one.at_unknown) << ToString(one.op);
  }
}

TEST(Guard, HoldsWhenAllOfItDoes) {
  const Facts route = {1, std::nullopt};
  const Facts part = {7};
  const Guard guard = {{FactRef{false, 0}, Operator::kEqual, {1}}, {FactRef{true, 0}, Operator::kMore, {6}}};
  EXPECT_TRUE(Holds(Guard{}, {route, part}));
  EXPECT_TRUE(Holds(guard, {route, part}));
  const Facts other = {6};
  EXPECT_FALSE(Holds(guard, {route, other}));
}

}  // namespace
}  // namespace clientroute::orchestrator
