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
  FindBroughtWith();
  Known all{
      std::vector<bool>(definition.facts.size(), true), {}, std::vector<bool>(definition.references.size(), true)};
  kept_beside_ = kept_while_interrupted_ = std::move(all);
  for (std::size_t i = 0; i < definition.events.size(); ++i) {
    const EventDeclaration& event = definition.events[i];
    if (event.of_part) continue;
    const auto id = static_cast<EventId>(i);
    Unsay(kept_beside_, event);
    if (!definition.interrupting) continue;
    const bool interrupts = definition[*definition.interrupting].interrupts_on == id;
    if (interrupts || definition.Knows(*definition.interrupting, On(id))) {
      Unsay(kept_while_interrupted_, event);
    }
  }
  Meet(definition.main, definition.main_chart().start, AtFirst(definition.main));
  // What is known only shrinks and is finite, so this ends.
  while (!changed_.empty()) {
    const auto [chart, state] = *changed_.begin();
    changed_.erase(changed_.begin());
    Spread(chart, state);
  }
}

void KnownFacts::FindBroughtWith() {
  constexpr std::size_t kNobody = SIZE_MAX;
  constexpr std::size_t kSeveral = SIZE_MAX - 1;
  std::vector<std::size_t> says(definition_.facts.size(), kNobody);
  for (std::size_t f = 0; f < says.size(); ++f) {
    if (f <= kPartsTotalFact || definition_.facts[f].initial) says[f] = kSeveral;
  }
  for (const Chart& chart : definition_.charts) {
    for (const State& state : chart.states) {
      for (const Rule& rule : state.rules) {
        for (const Assignment& set : rule.actions.set) {
          if (!set.fact.of_part) says[set.fact.index] = kSeveral;
        }
      }
    }
  }
  std::vector<bool> unsaid(definition_.references.size(), false);
  for (std::size_t e = 0; e < definition_.events.size(); ++e) {
    const EventDeclaration& event = definition_.events[e];
    if (event.of_part) continue;
    for (const Attribute& attribute : event.attributes) {
      if (!attribute.fact) {
        if (!attribute.required) unsaid[attribute.reference] = true;
      } else {
        std::size_t& by = says[attribute.fact->index];
        by = by == kNobody ? e : kSeveral;
      }
    }
  }
  brought_with_.resize(says.size());
  for (std::size_t f = 0; f < says.size(); ++f) {
    if (says[f] >= kSeveral) continue;
    for (const Attribute& attribute : definition_.events[says[f]].attributes) {
      if (!attribute.fact && attribute.required && !unsaid[attribute.reference]) {
        brought_with_[f].push_back(attribute.reference);
      }
    }
  }
}

std::vector<bool>::reference KnownFacts::PlaceOf(Known& known, const Attribute& attribute) {
  if (!attribute.fact) return known.references[attribute.reference];
  return (attribute.fact->of_part ? known.of_part : known.of_route)[attribute.fact->index];
}

bool KnownFacts::CanBeUnsaid(const Attribute& attribute, ChartId chart) const {
  if (attribute.required) return false;
  return !attribute.fact || !definition_.FactOf(chart, *attribute.fact).initial;
}

bool KnownFacts::CanUnsay(const EventDeclaration& event) const {
  return std::any_of(event.attributes.begin(), event.attributes.end(),
                     [&](const Attribute& one) { return CanBeUnsaid(one, event.of_part.value_or(definition_.main)); });
}

void KnownFacts::Unsay(Known& known, const EventDeclaration& event) const {
  for (const Attribute& attribute : event.attributes) {
    if (CanBeUnsaid(attribute, definition_.main)) PlaceOf(known, attribute) = false;
  }
}

void KnownFacts::Carry(Known& known, const std::vector<Attribute>& attributes, ChartId chart) const {
  for (const Attribute& attribute : attributes) PlaceOf(known, attribute) = !CanBeUnsaid(attribute, chart);
}

Known KnownFacts::AtFirst(ChartId chart) const {
  return {Initially(definition_.facts), Initially(definition_[chart].facts),
          std::vector<bool>(definition_.references.size(), false)};
}

bool KnownFacts::LeavesAlone(ChartId chart, EventId event) const {
  return definition_[chart].kind == ChartKind::kInterrupting && definition_.main_chart().LetsWait(event);
}

Known KnownFacts::With(const Known& before, ChartId chart, const Trigger& trigger) const {
  Known after = before;
  if (trigger.kind == Trigger::Kind::kEvent && !LeavesAlone(chart, static_cast<EventId>(trigger.index))) {
    const EventDeclaration& event = definition_.events[trigger.index];
    Carry(after, event.attributes, event.of_part.value_or(definition_.main));
  }
  return after;
}

Known KnownFacts::Along(const Known& before, ChartId chart, const Rule& rule) const {
  Known after = With(before, chart, rule.trigger);
  for (const Condition& condition : rule.when) {
    if (condition.op == Operator::kUnknown) continue;
    Mark(after, condition.fact);
    if (condition.fact.of_part) continue;
    for (const std::uint16_t reference : brought_with_[condition.fact.index]) after.references[reference] = true;
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
    // What stays only adds to what is known, unless something optional is absent.
    const bool event = rule.trigger.kind == Trigger::Kind::kEvent;
    const bool unsays = event && CanUnsay(definition_.events[rule.trigger.index]);
    if (!rule.go_to && !rule.actions.start_parts && !unsays) continue;
    const Known after = Along(known, chart_id, rule);
    Meet(chart_id, rule.go_to.value_or(state_id), after);
    if (rule.actions.start_parts) StartParts(*rule.actions.start_parts, after);
  }
  if (state.continue_in) Meet(definition_.main, *state.continue_in, known);
  if (chart.kind == ChartKind::kMain && !state.final && definition_.interrupting && !IsPassedAtOnce(state_id)) {
    const Chart& interrupting = definition_[*definition_.interrupting];
    Known after = known;
    if (interrupting.interrupts_on) {
      Carry(after, definition_[*interrupting.interrupts_on].attributes, definition_.main);
    }
    Meet(*definition_.interrupting, interrupting.start, after);
    Known back = known;
    for (const auto list : {&Known::of_route, &Known::references}) Narrow(back.*list, kept_while_interrupted_.*list);
    Meet(chart_id, state_id, back);
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
  for (const auto list : {&Known::of_route, &Known::references}) Narrow(at_start.*list, kept_beside_.*list);
  Carry(at_start, definition_[chart].line_attributes, chart);
  Meet(chart, definition_[chart].start, at_start);
}

}  // namespace clientroute::orchestrator
