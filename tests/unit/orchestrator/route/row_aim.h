#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_AIM_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_AIM_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"

namespace clientroute::orchestrator {

/// A row of a definition that a route aims at: how far its runs are from it, and what brings them closer. One thread.
class RowAim {
 public:
  /// The definition outlives it.
  explicit RowAim(const Definition& definition) : definition_(definition) {}

  /// At nothing.
  void Drop() {
    away_.clear();
    row_ = nullptr;
  }
  /// At a row of a state; the definition's.
  void At(ChartId chart, StateId state, const Rule& row) {
    chart_ = chart;
    row_ = &row;
    const std::vector<State>& states = definition_[chart].states;
    away_.assign(states.size(), states.size());
    away_[Index(state)] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t s = 0; s < states.size(); ++s) {
        for (const Rule& rule : states[s].rules) {
          if (!rule.go_to || away_[Index(*rule.go_to)] + 1 >= away_[s]) continue;
          away_[s] = away_[Index(*rule.go_to)] + 1;
          changed = true;
        }
      }
    }
  }
  /// Nothing when it aims at nothing.
  const Rule* row() const { return row_; }

  /// How many transitions the nearest of the route's runs is from the row's state.
  std::size_t Away(const Route& route) const {
    std::size_t away = away_.size();
    const auto look = [&](const ChartRun& run) {
      if (run.chart == chart_) away = std::min(away, away_[Index(run.state)]);
    };
    look(route.main);
    if (route.interrupt) look(*route.interrupt);
    for (const ChartRun& part : route.parts) look(part);
    return away;
  }

  bool LeadsCloser(const ChartRun& run, const Rule& rule) const {
    return !away_.empty() && run.chart == chart_ && rule.go_to && away_[Index(*rule.go_to)] < away_[Index(run.state)];
  }

  /// How many of the conditions of the row begin to hold by the rule, less those that cease to.
  int Helps(const Route& route, const ChartRun& run, const Rule& rule) const {
    const bool of_part = definition_[run.chart].kind == ChartKind::kPart;
    const bool ends = of_part && rule.go_to && definition_[run.chart][*rule.go_to].final;
    const bool begins = rule.actions.start_parts || (of_part && definition_[run.chart][run.state].final && rule.go_to);
    int helps = 0;
    for (const Condition& condition : row_->when) {
      if (condition.fact.of_part || condition.fact.index == kPartsTotalFact) continue;
      const bool holds = Holds(condition, route.facts[condition.fact.index]);
      if (condition.fact.index == kPartsOpenFact) {
        const bool none = Holds(condition, FactValue(0));
        if (!holds && (none ? ends : begins)) ++helps;
        if (holds && (none ? begins : ends)) --helps;
        continue;
      }
      const auto set = std::find_if(rule.actions.set.begin(), rule.actions.set.end(),
                                    [&](const Assignment& one) { return one.fact == condition.fact; });
      if (set != rule.actions.set.end()) {
        helps += int{Holds(condition, FactValue(set->constant))} - int{holds};
      } else if (!holds && rule.trigger.kind == Trigger::Kind::kEvent) {
        const std::vector<Attribute>& said = definition_.events[rule.trigger.index].attributes;
        helps +=
            std::any_of(said.begin(), said.end(), [&](const Attribute& one) { return one.fact == condition.fact; });
      }
    }
    return helps;
  }

  /// What a guard asks for; and of facts that it says nothing of, what the row does.
  Guard With(const Guard& asked) const {
    Guard guard = asked;
    for (const Condition& condition : row_->when) {
      const bool said =
          std::any_of(asked.begin(), asked.end(), [&](const Condition& one) { return one.fact == condition.fact; });
      if (!said) guard.push_back(condition);
    }
    return guard;
  }

 private:
  const Definition& definition_;
  ChartId chart_{};
  /// How many transitions each state of the chart is from the row's.
  std::vector<std::size_t> away_;
  const Rule* row_ = nullptr;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_AIM_H_
