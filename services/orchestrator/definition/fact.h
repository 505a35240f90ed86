#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_FACT_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_FACT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {

/// What a fact of a route can be. There is no text: a guard decides on values that can be enumerated or ordered, never
/// on words (MSG-5), and so the checker can decide whether two guards overlap.
enum class FactType { kBoolean, kInteger, kDate, kSymbol };
std::string_view ToString(FactType type);

/// What is known of a fact: a number whose meaning its declaration gives (0 or 1 · the integer · days since 1970-01-01
/// · place in the list of symbols), or nothing yet.
using FactValue = std::optional<std::int64_t>;
using Facts = std::vector<FactValue>;

/// A fact as a definition declares it.
struct Fact {
  std::string name;
  FactType type = FactType::kBoolean;
  /// The values of a kSymbol fact, in order; empty otherwise.
  std::vector<std::string> symbols;
  /// What it is before anything was said.
  FactValue initial;
  /// Dutch, for people.
  std::string title;
};

/// Reads `true`, `12`, `2026-04-01` or a symbol as the fact's type; nullopt when it does not fit.
FactValue ParseFact(const Fact& fact, std::string_view text);
/// What ParseFact reads; `onbekend` when nothing is known.
std::string FormatFact(const Fact& fact, const FactValue& value);

/// What a condition asks. Ordered comparisons are for integers and dates alone.
enum class Operator { kEqual, kNotEqual, kLess, kAtMost, kMore, kAtLeast, kIn, kKnown, kUnknown };
/// `=`, `<>`, `<`, `<=`, `>`, `>=`, `in`, `known`, `unknown`.
std::string_view ToString(Operator op);
bool IsOrdering(Operator op);

/// Where a fact stands: with the route, or with the part whose chart asks.
struct FactRef {
  bool of_part = false;
  std::uint16_t index = 0;
  friend auto operator<=>(const FactRef&, const FactRef&) = default;
};

/// `fact op constant`. On a fact that is unknown every comparison is false, kNotEqual too; only kUnknown holds.
struct Condition {
  FactRef fact;
  Operator op = Operator::kKnown;
  /// One for a comparison, one or more for kIn, none for kKnown and kUnknown.
  std::vector<std::int64_t> constants;
};
bool Holds(const Condition& condition, const FactValue& value);

/// Conditions that must all hold; an empty guard always does.
using Guard = std::vector<Condition>;

/// The facts that a guard is judged on. Looks at the caller's memory.
struct FactView {
  const Facts& of_route;
  /// Empty outside part charts.
  const Facts& of_part;
  const FactValue& operator[](FactRef ref) const { return ref.of_part ? of_part[ref.index] : of_route[ref.index]; }
};
bool Holds(const Guard& guard, const FactView& facts);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_FACT_H_
