#include "services/orchestrator/definition/answer_checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/orchestrator/definition/interruption_paths.h"

namespace clientroute::orchestrator {
namespace {

template <typename T>
bool Contains(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

std::string WhereIs(const Chart& chart, const State& state) { return "chart " + chart.name + ", state " + state.name; }

/// What the rules of a state are about, sorted: whether one answers a trigger is asked for everything that can wait.
using Triggers = std::vector<Trigger>;

std::vector<Triggers> TriggersOf(const Chart& chart) {
  std::vector<Triggers> all;
  all.reserve(chart.states.size());
  for (const State& state : chart.states) {
    Triggers& here = all.emplace_back();
    here.reserve(state.rules.size());
    for (const Rule& rule : state.rules) here.push_back(rule.trigger);
    std::sort(here.begin(), here.end());
  }
  return all;
}

/// States of a chart in which something begins to wait.
using Starts = std::vector<StateId>;

/// Something that waits for an answer while a chart moves on.
struct Pending {
  std::string what;
  ProblemKind problem = ProblemKind::kTimerUnanswered;
  /// Each of these must have a rule in every state where it can wait; taking that rule ends the waiting.
  std::vector<Trigger> answers;
  /// So do rules that cancel this timer or close this task.
  std::optional<TimerId> timer;
  std::optional<TaskId> task;

  bool EndsBy(const Rule& rule) const {
    return Contains(answers, rule.trigger) || (timer && Contains(rule.actions.cancel_timers, *timer)) ||
           (task && Contains(rule.actions.close_tasks, *task));
  }
};

/// Follows everything that waits through the chart, each once from all states in which it begins: the time grows with
/// what can wait × transitions, not with where it begins.
class AnswerChecker {
 public:
  AnswerChecker(const Definition& definition, ChartId id, const CommandCatalogue& commands,
                const InterruptionPaths& interruptions, Problems& problems)
      : definition_(definition),
        id_(id),
        chart_(definition[id]),
        commands_(commands),
        interruptions_(interruptions),
        problems_(problems),
        triggers_(TriggersOf(chart_)) {}

  void Run() {
    for (std::size_t i = 0; i < chart_.states.size(); ++i) {
      const State& state = chart_.states[i];
      const auto here = static_cast<StateId>(i);
      // What lasts with a state waits in that state alone.
      for (const TimerId timer : state.timers) CheckIn(here, PendingTimer(timer));
      for (const TaskId task : state.tasks) CheckIn(here, PendingTask(task));
      for (const std::string& command : state.commands) Issue(command, here, state.place);
      for (const Rule& rule : state.rules) {
        const StateId next = rule.go_to.value_or(here);
        for (const TimerId timer : rule.actions.start_timers) timers_[timer].push_back(next);
        for (const TaskId task : rule.actions.open_tasks) tasks_[task].push_back(next);
        for (const std::string& command : rule.actions.commands) Issue(command, next, rule.place);
      }
    }
    for (const auto& [timer, starts] : timers_) Follow(PendingTimer(timer), starts);
    for (const auto& [task, starts] : tasks_) Follow(PendingTask(task), starts);
    for (const auto& [command, starts] : issued_) Follow(PendingCommand(command), starts);
  }

 private:
  Pending PendingTimer(TimerId timer) const {
    Pending pending;
    pending.what = "timer '" + chart_.timers[Index(timer)].name + "'";
    pending.problem = ProblemKind::kTimerUnanswered;
    pending.answers = {On(timer)};
    pending.timer = timer;
    return pending;
  }

  Pending PendingTask(TaskId task) const {
    const TaskDeclaration& declared = chart_.tasks[Index(task)];
    Pending pending;
    pending.what = "task '" + declared.name + "'";
    pending.problem = ProblemKind::kTaskUnanswered;
    for (std::size_t i = 0; i < declared.outcomes.size(); ++i) pending.answers.push_back(On(task, i));
    if (declared.answered_by_event) pending.answers.push_back(On(*declared.answered_by_event));
    pending.task = task;
    return pending;
  }

  Pending PendingCommand(const std::string& name) const {
    Pending pending;
    pending.what = "command '" + name + "'";
    pending.problem = ProblemKind::kCommandUnanswered;
    for (const std::string& outcome : commands_.Find(name)->outcomes) {
      pending.answers.push_back(On(*definition_.FindEvent(outcome)));
    }
    return pending;
  }

  // A command that leaves on the way into `from`.
  void Issue(const std::string& name, StateId from, const Place& place) {
    const CatalogueCommand* command = commands_.Find(name);
    if (command == nullptr || command->outcomes.empty()) return;
    for (const std::string& outcome : command->outcomes) {
      const auto event = definition_.FindEvent(outcome);
      const bool here =
          event && (definition_[*event].of_part ? definition_[*event].of_part == id_ : chart_.kind != ChartKind::kPart);
      if (!here) {
        problems_.push_back({ProblemKind::kCommandUnanswered, place, "chart " + chart_.name,
                             "command '" + name + "' can end in '" + outcome + "', which is no event of this chart"});
        return;
      }
    }
    if (chart_[from].final) {
      problems_.push_back({ProblemKind::kCommandUnanswered, place, WhereIs(chart_, chart_[from]),
                           "command '" + name + "' leaves when the chart ends, and its outcome finds nobody"});
    }
    issued_[name].push_back(from);
  }

  void Follow(const Pending& pending, const Starts& starts) {
    std::vector<bool> seen(chart_.states.size(), false);
    std::vector<StateId> open;
    const auto reach = [&](StateId state) {
      if (seen[Index(state)]) return;
      seen[Index(state)] = true;
      open.push_back(state);
    };
    for (const StateId start : starts) reach(start);
    while (!open.empty()) {
      const StateId here = open.back();
      open.pop_back();
      if (chart_[here].final) continue;
      CheckIn(here, pending);
      for (const Rule& rule : chart_[here].rules) {
        if (rule.go_to && !seen[Index(*rule.go_to)] && !pending.EndsBy(rule)) reach(*rule.go_to);
      }
      if (id_ != definition_.main) continue;
      for (const StateId next : interruptions_.From(here)) reach(next);
    }
  }

  void CheckIn(StateId id, const Pending& pending) {
    const State& state = chart_[id];
    const Triggers& known = triggers_[Index(id)];
    for (const Trigger& answer : pending.answers) {
      if (std::binary_search(known.begin(), known.end(), answer)) continue;
      const std::string message = pending.what + " can end here by " + Describe(definition_, id_, answer) +
                                  ", and no transition says what then";
      if (!reported_.insert(state.name + message).second) continue;
      problems_.push_back({pending.problem, state.place, WhereIs(chart_, state), message});
    }
  }

  const Definition& definition_;
  const ChartId id_;
  const Chart& chart_;
  const CommandCatalogue& commands_;
  const InterruptionPaths& interruptions_;
  Problems& problems_;
  const std::vector<Triggers> triggers_;
  std::map<TimerId, Starts> timers_;
  std::map<TaskId, Starts> tasks_;
  std::map<std::string, Starts> issued_;
  std::set<std::string> reported_;
};

class NeedChecker {
 public:
  NeedChecker(const Definition& definition, ChartId id, const CommandCatalogue& commands, Problems& problems)
      : definition_(definition), id_(id), chart_(definition[id]), commands_(commands), problems_(problems) {}

  void Timers(const std::vector<TimerId>& timers, const Known& known, const Place& place, const std::string& where) {
    for (const TimerId timer : timers) {
      Term(chart_.timers[Index(timer)].term, known, place, where + ", timer " + chart_.timers[Index(timer)].name);
    }
  }
  void Tasks(const std::vector<TaskId>& tasks, const Known& known, const Place& place, const std::string& where) {
    for (const TaskId task : tasks) {
      const TaskDeclaration& declared = chart_.tasks[Index(task)];
      if (declared.due) Term(*declared.due, known, place, where + ", task " + declared.name);
    }
  }
  void Commands(const std::vector<std::string>& names, const Known& known, const Place& place,
                const std::string& where) {
    for (const std::string& name : names) {
      const CatalogueCommand* command = commands_.Find(name);
      if (command == nullptr) continue;
      for (const std::string& need : command->needs) {
        if (IsKnown(need, known)) continue;
        problems_.push_back({ProblemKind::kUnknownReference, place, where,
                             "command '" + name + "' needs '" + need + "', which may not be known here"});
      }
    }
  }

 private:
  bool IsKnown(const std::string& name, const Known& known) const {
    const auto& references = definition_.references;
    for (std::size_t i = 0; i < references.size(); ++i) {
      if (references[i] == name) return known.references[i];
    }
    for (std::size_t i = 0; i < definition_.facts.size(); ++i) {
      if (definition_.facts[i].name == name) return known.of_route[i];
    }
    return false;
  }

  void Term(const orchestrator::Term& term, const Known& known, const Place& place, const std::string& where) {
    if (!term.after || term.only_when_known || known[*term.after]) return;
    problems_.push_back(
        {ProblemKind::kUnknownDate, place, where,
         "the term counts from '" + definition_.FactOf(id_, *term.after).name + "', which may not be known here"});
  }

  const Definition& definition_;
  const ChartId id_;
  const Chart& chart_;
  const CommandCatalogue& commands_;
  Problems& problems_;
};

}  // namespace

void CheckAnswers(const Definition& definition, ChartId chart, const CommandCatalogue& commands,
                  const InterruptionPaths& interruptions, Problems& problems) {
  AnswerChecker(definition, chart, commands, interruptions, problems).Run();
}

void CheckWhatIsNeeded(const Definition& definition, ChartId id, const CommandCatalogue& commands,
                       const KnownFacts& known, Problems& problems) {
  const Chart& chart = definition[id];
  NeedChecker checker(definition, id, commands, problems);
  for (std::size_t i = 0; i < chart.states.size(); ++i) {
    const State& state = chart.states[i];
    const std::optional<Known>& here = known.In(id, static_cast<StateId>(i));
    if (!here) continue;
    const std::string where = WhereIs(chart, state);
    checker.Timers(state.timers, *here, state.place, where);
    checker.Tasks(state.tasks, *here, state.place, where);
    checker.Commands(state.commands, *here, state.place, where);
    for (const Rule& rule : state.rules) {
      const Actions& actions = rule.actions;
      if (actions.start_timers.empty() && actions.open_tasks.empty() && actions.commands.empty()) continue;
      const Known after = known.Along(*here, id, rule);
      const std::string at = where + ", on " + Describe(definition, id, rule.trigger);
      checker.Timers(rule.actions.start_timers, after, rule.place, at);
      checker.Tasks(rule.actions.open_tasks, after, rule.place, at);
      checker.Commands(rule.actions.commands, after, rule.place, at);
    }
  }
}

}  // namespace clientroute::orchestrator
