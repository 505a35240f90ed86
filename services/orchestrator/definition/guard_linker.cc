#include <algorithm>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_linker.h"

namespace clientroute::orchestrator {
namespace {

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace

Guard Linker::LinkGuard(const std::vector<ConditionSource>& sources, std::optional<ChartId> chart,
                        const std::string& where) {
  Guard guard;
  if (!sources.empty()) {
    CheckCount(sources.size(), DefinitionLimits::kConditionsPerGuard, "conditions", sources.front().place, where);
  }
  for (const ConditionSource& source : sources) {
    if (auto condition = LinkCondition(source, chart, where)) guard.push_back(std::move(*condition));
  }
  return guard;
}

std::optional<Condition> Linker::LinkCondition(const ConditionSource& source, std::optional<ChartId> chart,
                                               const std::string& where) {
  const auto ref = LinkFactRef(source.fact, chart, source.place, where);
  if (!ref) return std::nullopt;
  const Fact& fact = FactOf(*ref, chart);
  if (!source.op) {
    Report(ProblemKind::kMissingPart, source.place, where, "the operator on " + Quoted(source.fact) + " is missing");
    return std::nullopt;
  }
  Condition condition{*ref, *source.op, {}};
  const bool bare = condition.op == Operator::kKnown || condition.op == Operator::kUnknown;
  const bool many = condition.op == Operator::kIn;
  const std::size_t count = source.constants.size();
  if (bare ? count != 0 : many ? count == 0 : count != 1) {
    Report(ProblemKind::kWrongConstantCount, source.place, where,
           Quoted(ToString(condition.op)) + " takes " +
               (bare   ? "no constant"
                : many ? "one constant or more"
                       : "one constant") +
               "; there are " + std::to_string(count));
    return std::nullopt;
  }
  if (IsOrdering(condition.op) && fact.type != FactType::kInteger && fact.type != FactType::kDate) {
    Report(ProblemKind::kTypeMismatch, source.place, where,
           Quoted(ToString(condition.op)) + " asks for an order; " + Quoted(source.fact) + " has none");
  }
  for (const std::string& text : source.constants) {
    const FactValue constant = ParseFact(fact, text);
    if (constant) {
      condition.constants.push_back(*constant);
    } else {
      Report(ProblemKind::kTypeMismatch, source.place, where,
             Quoted(text) + " is no " + std::string(ToString(fact.type)) + " for " + Quoted(source.fact));
    }
  }
  if (condition.constants.size() != count) return std::nullopt;
  return condition;
}

std::optional<FactRef> Linker::LinkFactRef(const std::string& name, std::optional<ChartId> chart, const Place& place,
                                           const std::string& where) {
  const auto find = [&](const std::vector<Fact>& facts) -> std::optional<std::uint16_t> {
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.name == name; });
    if (found == facts.end()) return std::nullopt;
    return static_cast<std::uint16_t>(found - facts.begin());
  };
  if (chart) {
    if (const auto index = find(out_[*chart].facts)) return FactRef{true, *index};
  }
  if (const auto index = find(out_.facts)) return FactRef{false, *index};
  const bool elsewhere = std::any_of(out_.charts.begin(), out_.charts.end(),
                                     [&](const Chart& one) { return find(one.facts).has_value(); });
  Report(elsewhere ? ProblemKind::kOutOfScope : ProblemKind::kUnknownName, place, where,
         elsewhere ? "fact " + Quoted(name) + " is of a part and not known here" : "no fact is called " + Quoted(name));
  return std::nullopt;
}

const Fact& Linker::FactOf(FactRef ref, std::optional<ChartId> chart) const {
  return ref.of_part ? out_[*chart].facts[ref.index] : out_.facts[ref.index];
}

std::optional<EventId> Linker::LinkEventRef(const std::string& name, ChartId chart, const Place& place,
                                            const std::string& where) {
  const auto event = out_.FindEvent(name);
  if (!event) {
    Report(ProblemKind::kUnknownName, place, where, "no event is called " + Quoted(name));
    return std::nullopt;
  }
  const std::optional<ChartId> of_part = out_[*event].of_part;
  const bool in_part = out_[chart].kind == ChartKind::kPart;
  if (in_part ? of_part != chart : of_part.has_value()) {
    Report(ProblemKind::kOutOfScope, place, where, "event " + Quoted(name) + " is not about this chart");
    return std::nullopt;
  }
  return event;
}

}  // namespace clientroute::orchestrator
