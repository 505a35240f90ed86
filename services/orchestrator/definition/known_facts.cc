#include "services/orchestrator/definition/known_facts.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

std::vector<bool> Initially(const std::vector<Fact>& facts) {
  std::vector<bool> known;
  known.reserve(facts.size());
  for (const Fact& fact : facts) known.push_back(fact.initial.has_value());
  return known;
}

void Mark(Known& known, FactRef ref) { (ref.of_part ? known.of_part : known.of_route)[ref.index] = true; }

void MarkCarried(Known& known, const std::vector<Attribute>& attributes) {
  for (const Attribute& attribute : attributes) {
    if (!attribute.required) continue;
    if (attribute.fact) {
      Mark(known, *attribute.fact);
    } else {
      known.references[attribute.reference] = true;
    }
  }
}

bool Narrow(std::vector<bool>& known, const std::vector<bool>& with) {
  bool changed = false;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!known[i] || with[i]) continue;
    known[i] = false;
    changed = true;
  }
  return changed;
}

}  // namespace

KnownFacts::KnownFacts(const Definition& definition) : definition_(definition) {
  for (const Chart& chart : definition.charts) known_.emplace_back(chart.states.size());
  Meet(definition.main, definition.main_chart().start, AtFirst(definition.main));
  // What is known only shrinks and is finite, so this ends.
  while (!changed_.empty()) {
    const auto [chart, state] = *changed_.begin();
    changed_.erase(changed_.begin());
    Spread(chart, state);
  }
}

Known KnownFacts::AtFirst(ChartId chart) const {
  return {Initially(definition_.facts), Initially(definition_[chart].facts),
          std::vector<bool>(definition_.references.size(), false)};
}

Known KnownFacts::With(const Known& before, const Trigger& trigger) const {
  Known after = before;
  if (trigger.kind == Trigger::Kind::kEvent) MarkCarried(after, definition_.events[trigger.index].attributes);
  return after;
}

Known KnownFacts::Along(const Known& before, const Rule& rule) const {
  Known after = With(before, rule.trigger);
  for (const Condition& condition : rule.when) {
    if (condition.op != Operator::kUnknown) Mark(after, condition.fact);
  }
  for (const Assignment& assignment : rule.actions.set) Mark(after, assignment.fact);
  return after;
}

void KnownFacts::Meet(ChartId chart, StateId state, const Known& with) {
  std::optional<Known>& known = known_[Index(chart)][Index(state)];
  bool changed = !known.has_value();
  if (!known) {
    known = with;
  } else {
    for (const auto list : {&Known::of_route, &Known::of_part, &Known::references}) {
      if (Narrow((*known).*list, with.*list)) changed = true;
    }
  }
  if (changed) changed_.insert({chart, state});
}

void KnownFacts::Spread(ChartId chart_id, StateId state_id) {
  const Known known = *In(chart_id, state_id);
  const Chart& chart = definition_[chart_id];
  const State& state = chart[state_id];
  for (const Rule& rule : state.rules) {
    // What stays only adds to what is known.
    if (!rule.go_to && !rule.actions.start_parts) continue;
    const Known after = Along(known, rule);
    if (rule.go_to) Meet(chart_id, *rule.go_to, after);
    if (rule.actions.start_parts) StartParts(*rule.actions.start_parts, after);
  }
  if (state.continue_in) Meet(definition_.main, *state.continue_in, known);
  if (chart.kind == ChartKind::kMain && !state.final && definition_.interrupting && !IsPassedAtOnce(state_id)) {
    const Chart& interrupting = definition_[*definition_.interrupting];
    Known after = known;
    if (interrupting.interrupts_on) MarkCarried(after, definition_[*interrupting.interrupts_on].attributes);
    Meet(*definition_.interrupting, interrupting.start, after);
  }
}

bool KnownFacts::IsPassedAtOnce(StateId id) const {
  const Chart& main = definition_.main_chart();
  if (id != main.start) return false;
  const auto leads_here = [&](const Rule& rule) { return rule.go_to == id; };
  const auto stays = [&](const Rule& rule) { return rule.trigger == On(definition_.opens_on) && !rule.go_to; };
  for (const State& state : main.states) {
    if (std::any_of(state.rules.begin(), state.rules.end(), leads_here)) return false;
  }
  for (const State& state : definition_[*definition_.interrupting].states) {
    if (state.continue_in == id) return false;
  }
  const std::vector<Rule>& rules = main[id].rules;
  return std::none_of(rules.begin(), rules.end(), stays);
}

void KnownFacts::StartParts(ChartId chart, const Known& known) {
  Known at_start = AtFirst(chart);
  at_start.of_route = known.of_route;
  at_start.references = known.references;
  MarkCarried(at_start, definition_[chart].line_attributes);
  Meet(chart, definition_[chart].start, at_start);
}

}  // namespace clientroute::orchestrator
