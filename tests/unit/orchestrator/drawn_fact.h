#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DRAWN_FACT_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DRAWN_FACT_H_

#include <algorithm>
#include <cstdint>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/fact.h"

/// Values for facts, drawn by whoever draws: `below(n)` gives a number below n.
namespace clientroute::orchestrator {

/// Any value that the fact can have: numbers below 15, days of 2026 and early 2027.
template <typename Below>
FactValue DrawFact(const Fact& fact, Below&& below) {
  constexpr std::size_t kNumbers = 15;
  constexpr std::size_t kDays = 400;
  switch (fact.type) {
    case FactType::kBoolean:
      return static_cast<std::int64_t>(below(std::size_t{2}));
    case FactType::kInteger:
      return static_cast<std::int64_t>(below(kNumbers));
    case FactType::kDate:
      return ParseFact(fact, "2026-03-01").value() + static_cast<std::int64_t>(below(kDays));
    case FactType::kSymbol:
      break;
  }
  return static_cast<std::int64_t>(below(fact.symbols.size()));
}

/// Whether the value does for what the guard asks of the fact.
inline bool Fits(const Guard& guard, FactRef ref, const FactValue& value) {
  return std::all_of(guard.begin(), guard.end(),
                     [&](const Condition& condition) { return condition.fact != ref || Holds(condition, value); });
}

/// A value that does, as far as one is drawn in so many tries.
template <typename Below>
FactValue DrawFitting(const Fact& fact, FactRef ref, const Guard& guard, Below&& below) {
  constexpr int kTries = 60;
  FactValue value = DrawFact(fact, below);
  for (int tries = 0; tries < kTries && !Fits(guard, ref, value); ++tries) value = DrawFact(fact, below);
  return value;
}

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DRAWN_FACT_H_
