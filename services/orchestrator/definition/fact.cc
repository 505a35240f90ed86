#include "services/orchestrator/definition/fact.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "services/platform/values/date.h"

namespace clientroute::orchestrator {

std::string_view ToString(FactType type) {
  switch (type) {
    case FactType::kBoolean:
      return "boolean";
    case FactType::kInteger:
      return "integer";
    case FactType::kDate:
      return "date";
    case FactType::kSymbol:
      return "symbol";
  }
  return "?";
}

FactValue ParseFact(const Fact& fact, std::string_view text) {
  switch (fact.type) {
    case FactType::kBoolean:
      if (text == "true") return 1;
      if (text == "false") return 0;
      return std::nullopt;
    case FactType::kInteger: {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
      return number;
    }
    case FactType::kDate: {
      const std::optional<Date> date = Date::Parse(text);
      if (!date) return std::nullopt;
      return date->days().time_since_epoch().count();
    }
    case FactType::kSymbol: {
      const auto found = std::find(fact.symbols.begin(), fact.symbols.end(), text);
      if (found == fact.symbols.end()) return std::nullopt;
      return found - fact.symbols.begin();
    }
  }
  return std::nullopt;
}

std::string FormatFact(const Fact& fact, const FactValue& value) {
  if (!value) return "onbekend";
  switch (fact.type) {
    case FactType::kBoolean:
      return *value != 0 ? "true" : "false";
    case FactType::kInteger:
      return std::to_string(*value);
    case FactType::kDate:
      return Date(std::chrono::sys_days(std::chrono::days(*value))).ToString();
    case FactType::kSymbol:
      return fact.symbols.at(static_cast<std::size_t>(*value));
  }
  return "?";
}

std::string_view ToString(Operator op) {
  switch (op) {
    case Operator::kEqual:
      return "=";
    case Operator::kNotEqual:
      return "<>";
    case Operator::kLess:
      return "<";
    case Operator::kAtMost:
      return "<=";
    case Operator::kMore:
      return ">";
    case Operator::kAtLeast:
      return ">=";
    case Operator::kIn:
      return "in";
    case Operator::kKnown:
      return "known";
    case Operator::kUnknown:
      return "unknown";
  }
  return "?";
}

bool IsOrdering(Operator op) {
  return op == Operator::kLess || op == Operator::kAtMost || op == Operator::kMore || op == Operator::kAtLeast;
}

bool Holds(const Condition& condition, const FactValue& value) {
  if (condition.op == Operator::kUnknown) return !value.has_value();
  if (!value) return false;
  switch (condition.op) {
    case Operator::kEqual:
      return *value == condition.constants.front();
    case Operator::kNotEqual:
      return *value != condition.constants.front();
    case Operator::kLess:
      return *value < condition.constants.front();
    case Operator::kAtMost:
      return *value <= condition.constants.front();
    case Operator::kMore:
      return *value > condition.constants.front();
    case Operator::kAtLeast:
      return *value >= condition.constants.front();
    case Operator::kIn:
      return std::find(condition.constants.begin(), condition.constants.end(), *value) != condition.constants.end();
    case Operator::kKnown:
    case Operator::kUnknown:
      break;
  }
  return true;
}

bool Holds(const Guard& guard, const FactView& facts) {
  return std::all_of(guard.begin(), guard.end(),
                     [&](const Condition& condition) { return Holds(condition, facts[condition.fact]); });
}

}  // namespace clientroute::orchestrator
