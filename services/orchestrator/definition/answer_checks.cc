#include "services/orchestrator/definition/answer_checks.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace clientroute::orchestrator {
namespace {

template <typename T>
bool Contains(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

std::string WhereIs(const Chart& chart, const State& state) { return "chart " + chart.name + ", state " + state.name; }

/// Something that waits for an answer while a chart moves on.
struct Pending {
  std::string what;
  ProblemKind problem = ProblemKind::kTimerUnanswered;
  /// Each of these must have a rule in every state where it can wait.
  std::vector<Trigger> answers;
  /// Whether taking the rule ends the waiting.
  std::function<bool(const Rule&)> ends;
};

void Follow(const Definition& definition, ChartId chart_id, const Pending& pending, StateId from,
            std::set<std::string>& reported, Problems& problems) {
  const Chart& chart = definition[chart_id];
  std::set<StateId> seen = {from};
  std::vector<StateId> open = {from};
  while (!open.empty()) {
    const State& state = chart[open.back()];
    const StateId here = open.back();
    open.pop_back();
    if (state.final) continue;
    for (const Trigger& answer : pending.answers) {
      const bool answered =
          std::any_of(state.rules.begin(), state.rules.end(), [&](const Rule& rule) { return rule.trigger == answer; });
      const std::string message = pending.what + " can end here by " + Describe(definition, chart_id, answer) +
                                  ", and no transition says what then";
      if (!answered && reported.insert(state.name + message).second) {
        problems.push_back({pending.problem, state.place, WhereIs(chart, state), message});
      }
    }
    for (const Rule& rule : state.rules) {
      if (pending.ends(rule)) continue;
      const StateId next = rule.go_to.value_or(here);
      if (seen.insert(next).second) open.push_back(next);
    }
  }
}

class AnswerChecker {
 public:
  AnswerChecker(const Definition& definition, ChartId id, const CommandCatalogue& commands, Problems& problems)
      : definition_(definition), id_(id), chart_(definition[id]), commands_(commands), problems_(problems) {}

  void Run() {
    for (std::size_t i = 0; i < chart_.states.size(); ++i) {
      const State& state = chart_.states[i];
      const auto here = static_cast<StateId>(i);
      const auto leaves = [](const Rule& rule) { return rule.go_to.has_value(); };
      for (const TimerId timer : state.timers) FollowTimer(timer, here, leaves);
      for (const TaskId task : state.tasks) FollowTask(task, here, leaves);
      for (const std::string& command : state.commands) FollowCommand(command, here, state.place);
      for (const Rule& rule : state.rules) {
        const StateId next = rule.go_to.value_or(here);
        const auto never = [](const Rule&) { return false; };
        for (const TimerId timer : rule.actions.start_timers) FollowTimer(timer, next, never);
        for (const TaskId task : rule.actions.open_tasks) FollowTask(task, next, never);
        for (const std::string& command : rule.actions.commands) FollowCommand(command, next, rule.place);
      }
    }
  }

 private:
  void FollowTimer(TimerId timer, StateId from, const std::function<bool(const Rule&)>& ends) {
    Pending pending;
    pending.what = "timer '" + chart_.timers[Index(timer)].name + "'";
    pending.problem = ProblemKind::kTimerUnanswered;
    pending.answers = {On(timer)};
    pending.ends = [=](const Rule& rule) {
      return ends(rule) || rule.trigger == On(timer) || Contains(rule.actions.cancel_timers, timer);
    };
    Follow(definition_, id_, pending, from, reported_, problems_);
  }

  void FollowTask(TaskId task, StateId from, const std::function<bool(const Rule&)>& ends) {
    const TaskDeclaration& declared = chart_.tasks[Index(task)];
    Pending pending;
    pending.what = "task '" + declared.name + "'";
    pending.problem = ProblemKind::kTaskUnanswered;
    for (std::size_t i = 0; i < declared.outcomes.size(); ++i) pending.answers.push_back(On(task, i));
    if (declared.answered_by_event) pending.answers.push_back(On(*declared.answered_by_event));
    pending.ends = [=](const Rule& rule) {
      return ends(rule) || Contains(pending.answers, rule.trigger) || Contains(rule.actions.close_tasks, task);
    };
    Follow(definition_, id_, pending, from, reported_, problems_);
  }

  void FollowCommand(const std::string& name, StateId from, const Place& place) {
    const CatalogueCommand* command = commands_.Find(name);
    if (command == nullptr || command->outcomes.empty()) return;
    Pending pending;
    pending.what = "command '" + name + "'";
    pending.problem = ProblemKind::kCommandUnanswered;
    for (const std::string& outcome : command->outcomes) {
      const auto event = definition_.FindEvent(outcome);
      const bool here =
          event && (definition_[*event].of_part ? definition_[*event].of_part == id_ : chart_.kind != ChartKind::kPart);
      if (!here) {
        problems_.push_back({ProblemKind::kCommandUnanswered, place, "chart " + chart_.name,
                             "command '" + name + "' can end in '" + outcome + "', which is no event of this chart"});
        return;
      }
      pending.answers.push_back(On(*event));
    }
    pending.ends = [answers = pending.answers](const Rule& rule) { return Contains(answers, rule.trigger); };
    if (chart_[from].final) {
      problems_.push_back({ProblemKind::kCommandUnanswered, place, WhereIs(chart_, chart_[from]),
                           pending.what + " leaves when the chart ends, and its outcome finds nobody"});
    }
    Follow(definition_, id_, pending, from, reported_, problems_);
  }

  const Definition& definition_;
  const ChartId id_;
  const Chart& chart_;
  const CommandCatalogue& commands_;
  Problems& problems_;
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

void CheckAnswers(const Definition& definition, ChartId chart, const CommandCatalogue& commands, Problems& problems) {
  AnswerChecker(definition, chart, commands, problems).Run();
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
      const Known after = known.Along(*here, rule);
      const std::string at = where + ", on " + Describe(definition, id, rule.trigger);
      checker.Timers(rule.actions.start_timers, after, rule.place, at);
      checker.Tasks(rule.actions.open_tasks, after, rule.place, at);
      checker.Commands(rule.actions.commands, after, rule.place, at);
    }
  }
}

}  // namespace clientroute::orchestrator
