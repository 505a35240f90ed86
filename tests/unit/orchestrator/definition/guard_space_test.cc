#include "services/orchestrator/definition/guard_space.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

constexpr std::uint16_t kKind = 2;
constexpr std::uint16_t kSize = 4;
constexpr std::uint16_t kGood = 5;

Known Nothing() {
  Known known = KnownFacts(SmallDefinition()).AtFirst(SmallDefinition().main);
  return known;
}

/// Random guards over one symbol, one number and one boolean, with constants from a small range, so that trying every
/// value of that range decides for certain.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  int Below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  Guard OneGuard() {
    Guard guard;
    for (int i = Below(4); i > 0; --i) guard.push_back(OneCondition());
    return guard;
  }

 private:
  Condition OneCondition() {
    const std::uint16_t facts[] = {kKind, kSize, kGood};
    Condition condition;
    condition.fact.index = facts[Below(3)];
    const bool number = condition.fact.index == kSize;
    const Operator ops[] = {Operator::kKnown, Operator::kUnknown, Operator::kEqual, Operator::kNotEqual, Operator::kIn,
                            Operator::kLess,  Operator::kAtMost,  Operator::kMore,  Operator::kAtLeast};
    condition.op = ops[Below(number ? 9 : 5)];
    if (condition.op == Operator::kKnown || condition.op == Operator::kUnknown) return condition;
    condition.constants.push_back(Below(number ? 6 : 2));
    if (condition.op == Operator::kIn) condition.constants.push_back(Below(number ? 6 : 2));
    return condition;
  }
  std::mt19937_64 random_;
};

/// Every combination of values, one by one.
template <typename See>
void TryAll(See see) {
  Facts facts(SmallDefinition().facts.size());
  const Facts none;
  for (int kind = -1; kind < 2; ++kind) {
    for (int size = -3; size < 9; ++size) {
      for (int good = -1; good < 2; ++good) {
        facts[kKind] = kind < 0 ? FactValue() : FactValue(kind);
        facts[kSize] = size < -2 ? FactValue() : FactValue(size);
        facts[kGood] = good < 0 ? FactValue() : FactValue(good);
        see(FactView{facts, none});
      }
    }
  }
}

TEST(GuardSpace, DecidesTheSameAsTryingEveryValue) {
  const Known known = Nothing();
  const GuardSpace space(SmallDefinition(), SmallDefinition().main, known);
  Draw draw(20'260'302);
  int overlaps = 0;
  int gaps = 0;
  for (int i = 0; i < 5'000; ++i) {
    const Guard a = draw.OneGuard();
    const Guard b = draw.OneGuard();
    const Guard c = draw.OneGuard();
    bool overlap = false;
    bool gap = false;
    TryAll([&](const FactView& facts) {
      overlap = overlap || (Holds(a, facts) && Holds(b, facts));
      gap = gap || (!Holds(a, facts) && !Holds(b, facts) && !Holds(c, facts));
    });
    ASSERT_EQ(space.FindOverlap(a, b).has_value(), overlap) << i;
    ASSERT_EQ(space.FindGap({&a, &b, &c}).has_value(), gap) << i;
    overlaps += overlap ? 1 : 0;
    gaps += gap ? 1 : 0;
  }
  EXPECT_GT(overlaps, 500);
  EXPECT_GT(gaps, 500);
  EXPECT_LT(gaps, 4'900);
}

TEST(GuardSpace, WhatIsKnownForCertainIsNotTriedAsUnknown) {
  Known known = Nothing();
  const Guard yes = {{FactRef{false, kGood}, Operator::kEqual, {1}}};
  const Guard no = {{FactRef{false, kGood}, Operator::kEqual, {0}}};
  const auto gap = GuardSpace(SmallDefinition(), SmallDefinition().main, known).FindGap({&yes, &no});
  ASSERT_TRUE(gap.has_value());
  EXPECT_EQ(gap->example, "good unknown");
  known.of_route[kGood] = true;
  EXPECT_FALSE(GuardSpace(SmallDefinition(), SmallDefinition().main, known).FindGap({&yes, &no}).has_value());
}

TEST(GuardSpace, TooManyCombinationsAreSaidAndNotTried) {
  const Known known = Nothing();
  Guard guard;
  for (const std::uint16_t fact : {std::uint16_t{3}, kSize, std::uint16_t{6}}) {
    for (int i = 0; i < 30; ++i) guard.push_back({FactRef{false, fact}, Operator::kNotEqual, {i * 10}});
  }
  const auto gap = GuardSpace(SmallDefinition(), SmallDefinition().main, known).FindGap({&guard});
  ASSERT_TRUE(gap.has_value());
  EXPECT_TRUE(gap->too_many);
}

}  // namespace
}  // namespace clientroute::orchestrator
