#include "services/orchestrator/definition/interruption_paths.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

bool Carries(const EventDeclaration& event, FactRef fact) {
  return std::any_of(event.attributes.begin(), event.attributes.end(),
                     [&](const Attribute& attribute) { return attribute.fact == fact; });
}

/// Whether taking the rule can make the fact of the route known.
bool Tells(const Definition& definition, const Rule& rule, FactRef fact) {
  const bool event = rule.trigger.kind == Trigger::Kind::kEvent;
  if (event && Carries(definition.events[rule.trigger.index], fact)) return true;
  const auto& set = rule.actions.set;
  return std::any_of(set.begin(), set.end(), [&](const Assignment& assignment) { return assignment.fact == fact; });
}

bool Tells(const Definition& definition, const Chart& chart, FactRef fact) {
  if (chart.interrupts_on && Carries(definition[*chart.interrupts_on], fact)) return true;
  return std::any_of(chart.states.begin(), chart.states.end(), [&](const State& state) {
    return std::any_of(state.rules.begin(), state.rules.end(),
                       [&](const Rule& rule) { return Tells(definition, rule, fact); });
  });
}

/// States of the main chart in which the fact can be known.
std::vector<bool> WhereKnown(const Definition& definition, FactRef fact) {
  const std::vector<State>& states = definition.main_chart().states;
  bool beside = definition.facts[fact.index].initial.has_value() || fact.index <= kPartsTotalFact;
  for (std::size_t i = 0; i < definition.charts.size(); ++i) {
    if (static_cast<ChartId>(i) != definition.main && Tells(definition, definition.charts[i], fact)) beside = true;
  }
  std::vector<bool> where(states.size(), beside);
  for (bool changed = !beside; changed;) {
    changed = false;
    for (std::size_t s = 0; s < states.size(); ++s) {
      for (const Rule& rule : states[s].rules) {
        const std::size_t next = rule.go_to ? Index(*rule.go_to) : s;
        if (where[next] || !(where[s] || Tells(definition, rule, fact))) continue;
        where[next] = changed = true;
      }
    }
    // What an interruption that leads on took along is known there.
    const bool anywhere = std::find(where.begin(), where.end(), true) != where.end();
    for (const State& end : definition[*definition.interrupting].states) {
      if (!anywhere || !end.continue_in || where[Index(*end.continue_in)]) continue;
      where[Index(*end.continue_in)] = changed = true;
    }
  }
  return where;
}

}  // namespace

InterruptionPaths::InterruptionPaths(const Definition& definition, const KnownFacts& known)
    : from_(definition.main_chart().states.size()) {
  if (!definition.interrupting) return;
  const Chart& chart = definition[*definition.interrupting];
  for (std::size_t i = 0; i < chart.states.size(); ++i) {
    const std::optional<Known>& at_end = known.In(*definition.interrupting, static_cast<StateId>(i));
    if (!chart.states[i].continue_in || !at_end) continue;
    std::vector<bool> possible(from_.size(), true);
    for (std::size_t f = 0; f < definition.facts.size(); ++f) {
      const FactRef fact{false, static_cast<std::uint16_t>(f)};
      if (!at_end->of_route[f] || Tells(definition, chart, fact)) continue;
      const std::vector<bool> where = WhereKnown(definition, fact);
      for (std::size_t s = 0; s < possible.size(); ++s) possible[s] = possible[s] && where[s];
    }
    for (std::size_t s = 0; s < from_.size(); ++s) {
      if (possible[s] && !definition.main_chart().states[s].final) from_[s].push_back(*chart.states[i].continue_in);
    }
  }
}

}  // namespace clientroute::orchestrator
