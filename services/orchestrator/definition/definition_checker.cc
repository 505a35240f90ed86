#include "services/orchestrator/definition/definition_checker.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/answer_checks.h"
#include "services/orchestrator/definition/automatic_checks.h"
#include "services/orchestrator/definition/definition_linker.h"
#include "services/orchestrator/definition/guard_space.h"
#include "services/orchestrator/definition/known_facts.h"

namespace clientroute::orchestrator {
namespace {

std::string WhereIs(const Chart& chart, const State& state) { return "chart " + chart.name + ", state " + state.name; }

std::string WhereIs(const Definition& definition, ChartId id, const State& state, const Rule& rule) {
  return WhereIs(definition[id], state) + ", on " + Describe(definition, id, rule.trigger);
}

/// The second half of the checker: what the charts mean.
class MeaningChecker {
 public:
  MeaningChecker(const Definition& definition, const CommandCatalogue& commands)
      : definition_(definition), commands_(commands), known_(definition), interruptions_(definition, known_) {}

  Problems Run() {
    CheckUses();
    for (std::size_t i = 0; i < definition_.charts.size(); ++i) {
      const auto id = static_cast<ChartId>(i);
      CheckPaths(id);
      CheckAutomatic(definition_, id, problems_);
      CheckScopes(id);
      for (std::size_t s = 0; s < definition_[id].states.size(); ++s) CheckRules(id, static_cast<StateId>(s));
      CheckAnswers(definition_, id, commands_, interruptions_, problems_);
      CheckWhatIsNeeded(definition_, id, commands_, known_, problems_);
    }
    CheckOpening();
    CheckInterruption();
    CheckAttention(definition_.unexpected_event, "unexpected_event");
    CheckAttention(definition_.failed_command, "failed_command");
    return std::move(problems_);
  }

  std::vector<bool> SureReferences(ChartId chart, StateId state) const {
    const std::optional<Known>& known = known_.In(chart, state);
    return known ? known->references : std::vector<bool>(definition_.references.size(), false);
  }

 private:
  void Report(ProblemKind kind, const Place& place, std::string where, std::string message) {
    problems_.push_back({kind, place, std::move(where), std::move(message)});
  }

  // Every state can be reached and left.
  void CheckPaths(ChartId id) {
    const Chart& chart = definition_[id];
    if (std::none_of(chart.states.begin(), chart.states.end(), [](const State& state) { return state.final; })) {
      Report(ProblemKind::kNoFinalState, chart.place, "chart " + chart.name, "no state is final, so it cannot end");
      return;
    }
    const std::set<StateId> reached = Reached(id);
    const std::set<StateId> ends = LeadToEnd(chart);
    for (std::size_t i = 0; i < chart.states.size(); ++i) {
      const State& state = chart.states[i];
      const auto here = static_cast<StateId>(i);
      if (reached.count(here) == 0) {
        Report(ProblemKind::kUnreachable, state.place, WhereIs(chart, state), "no path leads here from the start");
      } else if (ends.count(here) == 0) {
        Report(ProblemKind::kNoWayToEnd, state.place, WhereIs(chart, state),
               "no path leads from here to a final state");
      }
    }
  }

  std::set<StateId> Reached(ChartId id) const {
    const Chart& chart = definition_[id];
    std::vector<StateId> open = {chart.start};
    if (id == definition_.main && definition_.interrupting) {
      for (const State& state : definition_[*definition_.interrupting].states) {
        if (state.continue_in) open.push_back(*state.continue_in);
      }
    }
    std::set<StateId> reached(open.begin(), open.end());
    while (!open.empty()) {
      const State& state = chart[open.back()];
      open.pop_back();
      for (const Rule& rule : state.rules) {
        if (rule.go_to && reached.insert(*rule.go_to).second) open.push_back(*rule.go_to);
      }
    }
    return reached;
  }

  static std::set<StateId> LeadToEnd(const Chart& chart) {
    std::set<StateId> ends;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < chart.states.size(); ++i) {
        const State& state = chart.states[i];
        const bool leads = state.final || std::any_of(state.rules.begin(), state.rules.end(), [&](const Rule& rule) {
                             return rule.go_to && ends.count(*rule.go_to) != 0;
                           });
        if (leads && ends.insert(static_cast<StateId>(i)).second) changed = true;
      }
    }
    return ends;
  }

  // What lasts with a state lasts nowhere on through the chart: leaving that state would end it, or not, by what came
  // first.
  void CheckScopes(ChartId id) {
    const Chart& chart = definition_[id];
    std::set<TimerId> timers;
    std::set<TaskId> tasks;
    for (const State& state : chart.states) {
      timers.insert(state.timers.begin(), state.timers.end());
      tasks.insert(state.tasks.begin(), state.tasks.end());
    }
    for (const State& state : chart.states) {
      for (const Rule& rule : state.rules) {
        const std::string where = WhereIs(definition_, id, state, rule);
        for (const TimerId timer : rule.actions.start_timers) {
          if (timers.count(timer) == 0) continue;
          Report(ProblemKind::kTwoScopes, rule.place, where,
                 "timer '" + chart.timers[Index(timer)].name + "' runs with a state elsewhere");
        }
        for (const TaskId task : rule.actions.open_tasks) {
          if (tasks.count(task) == 0) continue;
          Report(ProblemKind::kTwoScopes, rule.place, where,
                 "task '" + chart.tasks[Index(task)].name + "' stands open with a state elsewhere");
        }
      }
    }
  }

  // Of the transitions on one trigger at most one holds, and, but for automatic ones, always one.
  void CheckRules(ChartId id, StateId state_id) {
    const State& state = definition_[id][state_id];
    const std::optional<Known>& known = known_.In(id, state_id);
    if (!known) return;
    // Rules of one trigger stand together, as they are written.
    std::vector<const Rule*> rules;
    rules.reserve(state.rules.size());
    for (const Rule& rule : state.rules) rules.push_back(&rule);
    std::stable_sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->trigger < b->trigger; });
    for (std::size_t i = 0; i < rules.size();) {
      std::size_t end = i + 1;
      while (end < rules.size() && rules[end]->trigger == rules[i]->trigger) ++end;
      // A transition that always holds and stands alone is neither ambiguous nor incomplete.
      if (end > i + 1 || !rules[i]->when.empty()) {
        CheckTrigger(id, state, *known, std::span(rules).subspan(i, end - i));
      }
      i = end;
    }
  }

  void CheckTrigger(ChartId id, const State& state, const Known& known, std::span<const Rule* const> rules) {
    const Known then = known_.With(known, id, rules.front()->trigger);
    const GuardSpace space(definition_, id, then);
    const std::string where = WhereIs(definition_, id, state, *rules.front());
    std::vector<const Guard*> guards;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Rule& rule = *rules[i];
      guards.push_back(&rule.when);
      if (!space.CanHold(rule.when)) {
        Report(ProblemKind::kNeverHolds, rule.place, where,
               "'" + Describe(definition_, id, rule.when) + "' can never hold here");
      }
      for (const Rule* other : rules.subspan(i + 1)) {
        if (const auto example = space.FindOverlap(rule.when, other->when)) {
          Report(ProblemKind::kAmbiguous, other->place, where,
                 "this and the transition of " + Beside(rule.place, other->place) + " both hold: " + *example);
        }
      }
    }
    if (rules.front()->trigger.kind == Trigger::Kind::kAutomatic) return;
    const auto gap = space.FindGap(guards);
    if (!gap) return;
    if (gap->too_many) {
      Report(ProblemKind::kTooMany, rules.front()->place, where,
             "the guards ask for too many facts at once to be judged");
    } else {
      Report(ProblemKind::kGap, rules.front()->place, where, "no transition holds when " + gap->example);
    }
  }

  // `line 12`, with its file when that is another than the problem's.
  std::string Beside(const Place& place, const Place& problem) const {
    std::string line = "line " + std::to_string(place.line);
    if (place.file == problem.file) return line;
    return line + " of " + (place.file.empty() ? definition_.file : place.file);
  }

  void CheckOpening() {
    const Chart& main = definition_.main_chart();
    const State& start = main[main.start];
    const bool answered = std::any_of(start.rules.begin(), start.rules.end(),
                                      [&](const Rule& rule) { return rule.trigger == On(definition_.opens_on); });
    if (!answered) {
      Report(ProblemKind::kGap, start.place, WhereIs(main, start),
             "'" + definition_[definition_.opens_on].name + "' opens the route, and no transition says what then");
    }
  }

  void CheckInterruption() {
    if (!definition_.interrupting) return;
    const Chart& chart = definition_[*definition_.interrupting];
    for (const State& state : definition_.main_chart().states) {
      for (const Rule& rule : state.rules) {
        if (!rule.everywhere && rule.trigger == On(*chart.interrupts_on)) {
          Report(ProblemKind::kInterruptShadows, rule.place, WhereIs(definition_, definition_.main, state, rule),
                 "the event interrupts the main chart, so this transition is never taken");
        }
      }
    }
    for (const Rule& rule : definition_.main_chart().everywhere) {
      if (rule.trigger != On(*chart.interrupts_on)) continue;
      Report(ProblemKind::kInterruptShadows, rule.place, "chart " + definition_.main_chart().name + ", everywhere",
             "the event interrupts the main chart, so this transition is never taken");
    }
  }

  void CheckAttention(const Attention& attention, const std::string& name) {
    if (!attention.due || !attention.due->after || attention.due->only_when_known) return;
    if (known_.AtFirst(definition_.main)[*attention.due->after]) return;
    Report(ProblemKind::kUnknownDate, attention.place, "definition, " + name,
           "the term counts from a day that may not be known");
  }

  // Nothing is declared in vain, and no guard waits for what nobody says.
  void CheckUses() {
    for (std::size_t c = 0; c < definition_.charts.size(); ++c) CollectUses(static_cast<ChartId>(c));
    for (const EventDeclaration& event : definition_.events) {
      if (used_events_.count(event.name) != 0) continue;
      Report(ProblemKind::kNeverUsed, event.place, "event " + event.name, "no transition reacts to it");
    }
    for (std::size_t c = 0; c < definition_.charts.size(); ++c) {
      const auto id = static_cast<ChartId>(c);
      const Chart& chart = definition_[id];
      const std::string where = "chart " + chart.name;
      if (chart.kind == ChartKind::kPart && started_parts_.count(id) == 0) {
        Report(ProblemKind::kNeverUsed, chart.place, where, "no transition starts parts of it");
      }
      for (std::size_t t = 0; t < chart.timers.size(); ++t) {
        if (started_timers_.count({id, static_cast<TimerId>(t)}) != 0) continue;
        Report(ProblemKind::kNeverUsed, chart.timers[t].place, where + ", timer " + chart.timers[t].name,
               "nothing starts it");
      }
      for (std::size_t t = 0; t < chart.tasks.size(); ++t) {
        if (opened_tasks_.count({id, static_cast<TaskId>(t)}) != 0) continue;
        Report(ProblemKind::kNeverUsed, chart.tasks[t].place, where + ", task " + chart.tasks[t].name,
               "nothing opens it");
      }
    }
    CheckAskedFacts();
    CheckReferences();
  }

  void CollectUses(ChartId id) {
    const Chart& chart = definition_[id];
    if (chart.kind == ChartKind::kMain) used_events_.insert(definition_[definition_.opens_on].name);
    if (chart.interrupts_on) used_events_.insert(definition_[*chart.interrupts_on].name);
    for (const TimerDeclaration& timer : chart.timers) {
      if (timer.term.after) asked_.emplace(std::pair(id, *timer.term.after), timer.place);
    }
    for (const Attribute& attribute : chart.line_attributes) set_.insert({id, *attribute.fact});
    for (const State& state : chart.states) {
      for (const TimerId timer : state.timers) started_timers_.insert({id, timer});
      for (const TaskId task : state.tasks) opened_tasks_.insert({id, task});
      for (const Rule& rule : state.rules) CollectUses(id, rule);
    }
  }

  void CollectUses(ChartId id, const Rule& rule) {
    if (rule.trigger.kind == Trigger::Kind::kEvent) used_events_.insert(definition_.events[rule.trigger.index].name);
    for (const TimerId timer : rule.actions.start_timers) started_timers_.insert({id, timer});
    for (const TaskId task : rule.actions.open_tasks) opened_tasks_.insert({id, task});
    if (rule.actions.start_parts) started_parts_.insert(*rule.actions.start_parts);
    for (const Condition& condition : rule.when) asked_.emplace(std::pair(id, condition.fact), rule.place);
    for (const Assignment& assignment : rule.actions.set) set_.insert({id, assignment.fact});
  }

  void CheckAskedFacts() {
    for (const EventDeclaration& event : definition_.events) {
      for (const Attribute& attribute : event.attributes) {
        if (attribute.fact) set_.insert({event.of_part.value_or(definition_.main), *attribute.fact});
      }
    }
    for (const auto& [asked, place] : asked_) {
      const auto [id, ref] = asked;
      const Fact& fact = definition_.FactOf(id, ref);
      const bool set = std::any_of(set_.begin(), set_.end(), [asked_by = id, asked_for = ref](const auto& one) {
        return one.second == asked_for && (!asked_for.of_part || one.first == asked_by);
      });
      if (set || fact.initial) continue;
      Report(ProblemKind::kNeverSet, place, "chart " + definition_[id].name,
             "fact '" + fact.name + "' is asked for, and nothing ever sets it");
    }
  }

  void CheckReferences() {
    for (std::size_t i = 0; i < definition_.references.size(); ++i) {
      const bool set =
          std::any_of(definition_.events.begin(), definition_.events.end(), [&](const EventDeclaration& event) {
            return std::any_of(event.attributes.begin(), event.attributes.end(),
                               [&](const Attribute& one) { return !one.fact && one.reference == i; });
          });
      if (set) continue;
      Report(ProblemKind::kNeverSet, definition_.reference_places[i], "definition, references",
             "no event carries '" + definition_.references[i] + "'");
    }
  }

  const Definition& definition_;
  const CommandCatalogue& commands_;
  const KnownFacts known_;
  const InterruptionPaths interruptions_;
  Problems problems_;
  std::set<std::string> used_events_;
  std::set<ChartId> started_parts_;
  std::set<std::pair<ChartId, TimerId>> started_timers_;
  std::set<std::pair<ChartId, TaskId>> opened_tasks_;
  std::map<std::pair<ChartId, FactRef>, Place> asked_;
  std::set<std::pair<ChartId, FactRef>> set_;
};

}  // namespace

CheckedDefinition CheckDefinition(const DefinitionSource& source, const EventCatalogue& events,
                                  const CommandCatalogue& commands, const WorkCatalogue& work) {
  LinkedDefinition linked = LinkDefinition(source, events, commands, work);
  if (!linked.problems.empty()) return {std::nullopt, std::move(linked.problems)};
  MeaningChecker checker(linked.definition, commands);
  Problems problems = checker.Run();
  if (!problems.empty()) return {std::nullopt, std::move(problems)};
  for (std::size_t i = 0; i < linked.definition.charts.size(); ++i) {
    std::vector<State>& states = linked.definition.charts[i].states;
    for (std::size_t s = 0; s < states.size(); ++s) {
      states[s].sure_references = checker.SureReferences(static_cast<ChartId>(i), static_cast<StateId>(s));
    }
  }
  return {std::move(linked.definition), {}};
}

bool CanBothOpen(const Definition& a, const Definition& b) {
  if (a[a.opens_on].name != b[b.opens_on].name) return false;
  // What the second asks, put to the facts of the first; what the first does not know can be anything.
  Guard other;
  for (Condition condition : b.opens_when) {
    const Fact& asked = b.facts[condition.fact.index];
    const auto known = std::find_if(a.facts.begin(), a.facts.end(), [&](const Fact& fact) {
      return fact.name == asked.name && fact.type == asked.type;
    });
    if (known == a.facts.end()) continue;
    condition.fact.index = static_cast<std::uint16_t>(known - a.facts.begin());
    for (std::int64_t& constant : condition.constants)
      constant = ParseFact(*known, FormatFact(asked, constant)).value_or(-1);
    other.push_back(std::move(condition));
  }
  return GuardSpace(a, a.main, KnownFacts(a).AtFirst(a.main)).FindOverlap(a.opens_when, other).has_value();
}

}  // namespace clientroute::orchestrator
