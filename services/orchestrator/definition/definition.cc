#include "services/orchestrator/definition/definition.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

template <typename Id, typename Item>
std::optional<Id> FindByName(const std::vector<Item>& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
  if (found == items.end()) return std::nullopt;
  return static_cast<Id>(found - items.begin());
}

}  // namespace

std::optional<StateId> Chart::FindState(std::string_view state_name) const {
  return FindByName<StateId>(states, state_name);
}
std::optional<TimerId> Chart::FindTimer(std::string_view timer_name) const {
  return FindByName<TimerId>(timers, timer_name);
}
std::optional<TaskId> Chart::FindTask(std::string_view task_name) const { return FindByName<TaskId>(tasks, task_name); }

bool Chart::LetsWait(EventId event) const { return std::find(defers.begin(), defers.end(), event) != defers.end(); }

bool Chart::Defers(StateId id, EventId event) const {
  const State& state = (*this)[id];
  if (state.final || !LetsWait(event)) return false;
  return std::none_of(state.rules.begin(), state.rules.end(),
                      [&](const Rule& rule) { return rule.trigger == On(event); });
}

std::optional<EventId> Definition::FindEvent(std::string_view event_name) const {
  return FindByName<EventId>(events, event_name);
}
std::optional<ChartId> Definition::FindChart(std::string_view chart_name) const {
  return FindByName<ChartId>(charts, chart_name);
}

const Fact& Definition::FactOf(ChartId chart, FactRef ref) const {
  return ref.of_part ? (*this)[chart].facts[ref.index] : facts[ref.index];
}

bool Definition::Knows(ChartId chart, const Trigger& trigger) const {
  const std::vector<State>& states = (*this)[chart].states;
  return std::any_of(states.begin(), states.end(), [&](const State& state) {
    return std::any_of(state.rules.begin(), state.rules.end(),
                       [&](const Rule& rule) { return rule.trigger == trigger; });
  });
}

std::string Describe(const Definition& definition, ChartId chart, const Trigger& trigger) {
  switch (trigger.kind) {
    case Trigger::Kind::kEvent:
      return definition.events[trigger.index].name;
    case Trigger::Kind::kTimer:
      return "timer " + definition[chart].timers[trigger.index].name;
    case Trigger::Kind::kTask: {
      const TaskDeclaration& task = definition[chart].tasks[trigger.index];
      return "task " + task.name + "/" + task.outcomes[trigger.outcome].name;
    }
    case Trigger::Kind::kAutomatic:
      break;
  }
  return "automatic";
}

std::string Describe(const Definition& definition, ChartId chart, const Guard& guard) {
  std::string text;
  for (const Condition& condition : guard) {
    const Fact& fact = definition.FactOf(chart, condition.fact);
    if (!text.empty()) text += " and ";
    text.append(fact.name).append(" ").append(ToString(condition.op));
    for (std::size_t i = 0; i < condition.constants.size(); ++i) {
      text.append(i == 0 ? " " : ", ").append(FormatFact(fact, condition.constants[i]));
    }
  }
  return text;
}

}  // namespace clientroute::orchestrator
