#include "services/orchestrator/definition/definition_without.h"

#include <algorithm>
#include <string>
#include <vector>

namespace clientroute::orchestrator {
namespace {

using Kind = WithoutSource::Kind;

bool IsOn(const TransitionSource& transition, const TriggerSource& trigger) {
  return transition.trigger.kind == trigger.kind && transition.trigger.name == trigger.name &&
         transition.trigger.outcome == trigger.outcome;
}

template <typename Item>
auto FindNamed(Item& items, const std::string& name) {
  return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
}

/// What stands in a list of a source: to be taken from what is below, and looked for in what comes on top.
template <typename Source>
struct Lists {
  Source& source;

  auto* FindChart(const std::string& name) const {
    const auto found = FindNamed(source.charts, name);
    return found == source.charts.end() ? nullptr : &*found;
  }
  auto* FindTransitions(const WithoutSource& without) const {
    auto* chart = FindChart(without.chart);
    auto* none = chart == nullptr ? nullptr : &chart->everywhere;
    if (chart == nullptr || without.name.empty()) return none;
    const auto state = FindNamed(chart->states, without.name);
    return state == chart->states.end() ? nullptr : &state->transitions;
  }

  /// Calls `act` with the list that the thing would stand in; false when there is no such list.
  template <typename Act>
  bool WithList(const WithoutSource& without, Act act) const {
    if (without.kind == Kind::kReference) return without.chart.empty() && act(source.references);
    if (without.chart.empty()) {
      if (without.kind == Kind::kFact) return act(source.facts);
      return without.kind == Kind::kEvent && act(source.events);
    }
    auto* chart = FindChart(without.chart);
    if (chart == nullptr) return false;
    switch (without.kind) {
      case Kind::kFact:
        return act(chart->facts);
      case Kind::kEvent:
        return act(chart->events);
      case Kind::kTimer:
        return act(chart->timers);
      case Kind::kTask:
        return act(chart->tasks);
      case Kind::kState:
        return act(chart->states);
      case Kind::kNothing:
      case Kind::kReference:
      case Kind::kTransitions:
        break;
    }
    return false;
  }
};

bool TakeOne(DefinitionSource& from, const WithoutSource& without) {
  const Lists<DefinitionSource> lists{from};
  if (without.kind == Kind::kTransitions) {
    auto* transitions = lists.FindTransitions(without);
    return transitions != nullptr &&
           std::erase_if(*transitions, [&](const TransitionSource& one) { return IsOn(one, without.trigger); }) > 0;
  }
  return lists.WithList(without, [&](auto& list) {
    return std::erase_if(list, [&](const auto& one) { return one.name == without.name; }) > 0;
  });
}

bool Declares(const DefinitionSource& own, const WithoutSource& without) {
  const Lists<const DefinitionSource> lists{own};
  if (without.kind == Kind::kTransitions) {
    const auto* transitions = lists.FindTransitions(without);
    return transitions != nullptr && std::any_of(transitions->begin(), transitions->end(),
                                                 [&](const auto& one) { return IsOn(one, without.trigger); });
  }
  return lists.WithList(without, [&](const auto& list) { return FindNamed(list, without.name) != list.end(); });
}

}  // namespace

void TakeAway(DefinitionSource& from, const DefinitionSource& own, Problems& problems) {
  for (const WithoutSource& without : own.without) {
    const std::string where = without.chart.empty() ? "definition, without" : "chart " + without.chart + ", without";
    if (without.kind == Kind::kNothing) {
      problems.push_back({ProblemKind::kMissingPart, without.place, where, "it is not said what falls away"});
    } else if (!TakeOne(from, without)) {
      problems.push_back(
          {ProblemKind::kUnknownName, without.place, where, "what falls away is neither included nor varied"});
    } else if (Declares(own, without)) {
      problems.push_back({ProblemKind::kDuplicateName, without.place, where,
                          "what falls away is declared again; what is declared takes its place by itself"});
    }
  }
}

}  // namespace clientroute::orchestrator
