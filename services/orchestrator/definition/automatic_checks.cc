#include "services/orchestrator/definition/automatic_checks.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/orchestrator/definition/guard_space.h"
#include "services/orchestrator/definition/known_facts.h"

namespace clientroute::orchestrator {
namespace {

bool IsAutomatic(const Rule& rule) { return rule.trigger.kind == Trigger::Kind::kAutomatic && rule.go_to.has_value(); }

/// Follows the automatic transitions of a chart from one state, as long as their guards can hold together.
class Follower {
 public:
  Follower(const Definition& definition, ChartId id)
      : chart_(definition[id]),
        nothing_known_{std::vector<bool>(definition.facts.size(), false),
                       std::vector<bool>(definition[id].facts.size(), false),
                       {}},
        space_(definition, id, nothing_known_) {
    for (const Chart& chart : definition.charts) {
      for (const State& state : chart.states) {
        for (const Rule& rule : state.rules) {
          if (!IsAutomatic(rule)) continue;
          for (const Assignment& set : rule.actions.set) moving_.insert(set.fact);
        }
      }
    }
  }

  /// Whether they can lead from the state back to it; or too many ways are open to tell.
  bool LeadsRound(StateId start) {
    start_ = start;
    paths_ = 0;
    held_.clear();
    on_path_.assign(chart_.states.size(), false);
    return Follow(start);
  }

 private:
  bool Follow(StateId here) {
    if (++paths_ > kAutomaticPathsMax) return true;
    on_path_[Index(here)] = true;
    bool round = false;
    for (const Rule& rule : chart_[here].rules) {
      if (!IsAutomatic(rule) || round) continue;
      const std::size_t before = held_.size();
      for (const Condition& condition : rule.when) {
        if (moving_.count(condition.fact) == 0) held_.push_back(condition);
      }
      if (space_.CanHold(held_)) {
        round = *rule.go_to == start_ || (!on_path_[Index(*rule.go_to)] && Follow(*rule.go_to));
      }
      held_.resize(before);
    }
    on_path_[Index(here)] = false;
    return round;
  }

  const Chart& chart_;
  const Known nothing_known_;
  const GuardSpace space_;
  /// Facts that some automatic transition sets.
  std::set<FactRef> moving_;
  StateId start_{};
  int paths_ = 0;
  /// What the guards on the path ask of facts that stay as they are.
  Guard held_;
  std::vector<bool> on_path_;
};

}  // namespace

void CheckAutomatic(const Definition& definition, ChartId id, Problems& problems) {
  const Chart& chart = definition[id];
  Follower follower(definition, id);
  for (std::size_t i = 0; i < chart.states.size(); ++i) {
    if (!follower.LeadsRound(static_cast<StateId>(i))) continue;
    problems.push_back({ProblemKind::kAutomaticLoop, chart.states[i].place,
                        "chart " + chart.name + ", state " + chart.states[i].name,
                        "automatic transitions lead from here back to here"});
  }
}

}  // namespace clientroute::orchestrator
