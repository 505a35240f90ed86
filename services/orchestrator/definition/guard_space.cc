#include "services/orchestrator/definition/guard_space.h"

#include <algorithm>
#include <limits>
#include <set>

namespace clientroute::orchestrator {
namespace {

// A day or number beside a constant, kept within what a number can be.
std::int64_t Beside(std::int64_t constant, int by) {
  if (by < 0 && constant == std::numeric_limits<std::int64_t>::min()) return constant;
  if (by > 0 && constant == std::numeric_limits<std::int64_t>::max()) return constant;
  return constant + by;
}

bool HoldsAt(const Guard& guard, FactRef fact, const FactValue& value) {
  return std::all_of(guard.begin(), guard.end(),
                     [&](const Condition& condition) { return condition.fact != fact || Holds(condition, value); });
}

}  // namespace

std::vector<FactRef> GuardSpace::FactsOf(const std::vector<const Guard*>& guards) {
  std::set<FactRef> facts;
  for (const Guard* guard : guards) {
    for (const Condition& condition : *guard) facts.insert(condition.fact);
  }
  return {facts.begin(), facts.end()};
}

std::vector<FactValue> GuardSpace::Pieces(FactRef ref, const std::vector<const Guard*>& guards) const {
  const Fact& fact = definition_.FactOf(chart_, ref);
  std::set<std::int64_t> numbers;
  switch (fact.type) {
    case FactType::kBoolean:
      numbers = {0, 1};
      break;
    case FactType::kSymbol:
      for (std::size_t i = 0; i < fact.symbols.size(); ++i) numbers.insert(static_cast<std::int64_t>(i));
      break;
    case FactType::kInteger:
    case FactType::kDate:
      for (const Guard* guard : guards) {
        for (const Condition& condition : *guard) {
          if (condition.fact != ref) continue;
          for (const std::int64_t constant : condition.constants) {
            numbers.insert({Beside(constant, -1), constant, Beside(constant, 1)});
          }
        }
      }
      if (numbers.empty()) numbers.insert(0);
      break;
  }
  const bool counted = !ref.of_part && ref.index <= kPartsTotalFact;
  std::vector<FactValue> pieces;
  for (const std::int64_t number : numbers) {
    if (!counted || number >= 0) pieces.emplace_back(number);
  }
  if (!known_[ref]) pieces.emplace_back(std::nullopt);
  return pieces;
}

std::optional<std::string> GuardSpace::FindOverlap(const Guard& a, const Guard& b) const {
  // Guards are all-of lists of conditions on one fact each, so the facts can be looked at one by one.
  const std::vector<const Guard*> both = {&a, &b};
  const std::vector<FactRef> facts = FactsOf(both);
  std::vector<FactValue> values;
  for (const FactRef fact : facts) {
    const std::vector<FactValue> pieces = Pieces(fact, both);
    const auto found = std::find_if(pieces.begin(), pieces.end(), [&](const FactValue& value) {
      return HoldsAt(a, fact, value) && HoldsAt(b, fact, value);
    });
    if (found == pieces.end()) return std::nullopt;
    values.push_back(*found);
  }
  return Say(facts, values);
}

std::optional<GuardSpace::Gap> GuardSpace::FindGap(const std::vector<const Guard*>& guards) const {
  const std::vector<FactRef> facts = FactsOf(guards);
  std::vector<std::vector<FactValue>> pieces;
  std::size_t combinations = 1;
  for (const FactRef fact : facts) {
    pieces.push_back(Pieces(fact, guards));
    combinations *= pieces.back().size();
    if (combinations > kCombinationsMax) return Gap{true, {}};
  }
  for (std::size_t number = 0; number < combinations; ++number) {
    std::vector<FactValue> values;
    for (std::size_t i = 0, rest = number; i < facts.size(); ++i) {
      values.push_back(pieces[i][rest % pieces[i].size()]);
      rest /= pieces[i].size();
    }
    const auto holds = [&](const Guard* guard) {
      for (std::size_t i = 0; i < facts.size(); ++i) {
        if (!HoldsAt(*guard, facts[i], values[i])) return false;
      }
      return true;
    };
    if (std::none_of(guards.begin(), guards.end(), holds)) return Gap{false, Say(facts, values)};
  }
  return std::nullopt;
}

std::string GuardSpace::Say(const std::vector<FactRef>& facts, const std::vector<FactValue>& values) const {
  std::string text;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = definition_.FactOf(chart_, facts[i]);
    if (!text.empty()) text += " and ";
    text += fact.name + (values[i] ? " = " + FormatFact(fact, values[i]) : " unknown");
  }
  return text.empty() ? "always" : text;
}

}  // namespace clientroute::orchestrator
