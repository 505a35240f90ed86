#include <algorithm>
#include <set>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_linker.h"

namespace clientroute::orchestrator {
namespace {

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string TriggerName(const TriggerSource& trigger) {
  switch (trigger.kind) {
    case TriggerSource::Kind::kEvent:
      return trigger.name;
    case TriggerSource::Kind::kTimer:
      return "timer " + trigger.name;
    case TriggerSource::Kind::kTask:
      return "task " + trigger.name + "/" + trigger.outcome;
    case TriggerSource::Kind::kAutomatic:
      return "automatic";
    case TriggerSource::Kind::kNone:
      break;
  }
  return "nothing";
}

}  // namespace

void Linker::LinkChart(const ChartSource& source, ChartId id) {
  const std::string where = "chart " + source.name;
  LinkTimers(source, id);
  LinkTasks(source, id);
  DeclareStates(source, id);
  Chart& chart = out_.charts[Index(id)];
  LinkStart(source, id, where);
  for (const TransitionSource& transition : source.everywhere) {
    const std::string at = where + ", everywhere, on " + TriggerName(transition.trigger);
    if (auto rule = LinkRule(transition, id, at)) {
      rule->everywhere = true;
      chart.everywhere.push_back(std::move(*rule));
    }
  }
  const std::size_t states = std::min(source.states.size(), chart.states.size());
  for (std::size_t i = 0; i < states; ++i) LinkState(source.states[i], id, static_cast<StateId>(i));
  LinkDeferred(source, id, where);
}

void Linker::LinkStart(const ChartSource& source, ChartId id, const std::string& where) {
  Chart& chart = out_.charts[Index(id)];
  const auto& [start_place, start_name] = source.start;
  if (const auto start = chart.FindState(start_name)) {
    chart.start = *start;
    if (chart[*start].final) Report(ProblemKind::kMissingPart, start_place, where, "the start is a final state");
  } else if (start_name.empty()) {
    Report(ProblemKind::kMissingPart, source.place, where, "the start is missing");
  } else {
    Report(ProblemKind::kUnknownName, start_place, where, "no state is called " + Quoted(start_name));
  }
  const auto& [event_place, event_name] = source.interrupts_on;
  if (chart.kind == ChartKind::kInterrupting) {
    const auto event = out_.FindEvent(event_name);
    if (event && !out_[*event].of_part) chart.interrupts_on = event;
    if (chart.interrupts_on) return;
    Report(event_name.empty() ? ProblemKind::kMissingPart : ProblemKind::kUnknownName,
           event_name.empty() ? source.place : event_place, where,
           "no event of the route that interrupts is called " + Quoted(event_name));
  } else if (!event_name.empty()) {
    Report(ProblemKind::kOutOfScope, event_place, where, "only the interrupting chart interrupts");
  }
}

void Linker::LinkDeferred(const ChartSource& source, ChartId id, const std::string& where) {
  Chart& chart = out_.charts[Index(id)];
  if (!source.defers.empty() && chart.kind != ChartKind::kMain) {
    Report(ProblemKind::kOutOfScope, source.defers.front().place, where, "only the main chart lets events wait");
    return;
  }
  CheckOnce(source.defers, "event", where + ", defers");
  for (const auto& [place, name] : source.defers) {
    const auto event = LinkEventRef(name, id, place, where + ", defers");
    if (!event) continue;
    chart.defers.push_back(*event);
    const auto waits = [&](const State& state) {
      return chart.Defers(static_cast<StateId>(&state - chart.states.data()), *event);
    };
    if (!out_.Knows(id, On(*event))) {
      Report(ProblemKind::kNeverUsed, place, where + ", defers", Quoted(name) + " would wait for ever");
    } else if (std::none_of(chart.states.begin(), chart.states.end(), waits)) {
      Report(ProblemKind::kNeverUsed, place, where + ", defers", Quoted(name) + " never has to wait");
    }
  }
}

void Linker::LinkTimers(const ChartSource& source, ChartId id) {
  Chart& chart = out_.charts[Index(id)];
  CheckCount(source.timers.size(), DefinitionLimits::kTimersPerChart, "timers", source.place, "chart " + source.name);
  for (const TimerSource& timer : source.timers) {
    const std::string where = "chart " + source.name + ", timer " + timer.name;
    CheckName(timer.name, timer.place, where);
    CheckText(timer.title, "title", timer.place, where);
    if (chart.FindTimer(timer.name)) {
      Report(ProblemKind::kDuplicateName, timer.place, where, "another timer of the chart is called so");
    }
    const std::optional<Term> term = LinkTerm(timer.term, id, timer.place, where);
    chart.timers.push_back({timer.name, timer.title, term.value_or(Term{}), timer.place});
  }
}

void Linker::LinkTasks(const ChartSource& source, ChartId id) {
  CheckCount(source.tasks.size(), DefinitionLimits::kTasksPerChart, "tasks", source.place, "chart " + source.name);
  for (const TaskSource& task : source.tasks) {
    const std::string where = "chart " + source.name + ", task " + task.name;
    CheckName(task.name, task.place, where);
    if (out_.charts[Index(id)].FindTask(task.name)) {
      Report(ProblemKind::kDuplicateName, task.place, where, "another task of the chart is called so");
    }
    LinkTask(task, id, where);
  }
}

void Linker::LinkTask(const TaskSource& source, ChartId id, const std::string& where) {
  CheckText(source.title, "title", source.place, where);
  CheckText(source.explanation, "explanation", source.place, where);
  CheckRole(source.role, source.place, where);
  TaskDeclaration task{source.name, source.title, source.explanation, source.role, {}, {}, {}, {}, source.place};
  if (source.due) task.due = LinkTerm(source.due, id, source.place, where);
  if (!source.title_reference.empty()) task.title_reference = LinkTitle(source, where);
  std::set<std::string> names;
  for (const OutcomeSource& outcome : source.outcomes) {
    CheckName(outcome.name, outcome.place, where + ", outcome " + outcome.name);
    CheckText(outcome.title, "title", outcome.place, where + ", outcome " + outcome.name);
    if (!names.insert(outcome.name).second) {
      Report(ProblemKind::kDuplicateName, outcome.place, where,
             "outcome " + Quoted(outcome.name) + " stands there twice");
    }
    task.outcomes.push_back({outcome.name, outcome.title});
  }
  LinkAnswer(source, id, where, task);
  out_.charts[Index(id)].tasks.push_back(std::move(task));
}

// Of the charts' events the opening alone is sure to have come: it is looked up by name, for it is linked after them.
std::optional<std::uint16_t> Linker::LinkTitle(const TaskSource& source, const std::string& where) {
  const auto found = std::find(out_.references.begin(), out_.references.end(), source.title_reference);
  if (found == out_.references.end()) {
    Report(ProblemKind::kUnknownName, source.place, where, "no reference is called " + Quoted(source.title_reference));
    return std::nullopt;
  }
  const auto place = static_cast<std::uint16_t>(found - out_.references.begin());
  const std::optional<EventId> opening = out_.FindEvent(source_.opens ? source_.opens->event : "");
  const bool said = opening && std::ranges::any_of(out_[*opening].attributes, [&](const Attribute& one) {
                      return one.required && !one.fact && one.reference == place;
                    });
  if (!said) {
    Report(ProblemKind::kUnknownReference, source.place, where,
           "the event that opens a route must carry " + Quoted(source.title_reference));
  }
  return place;
}

void Linker::LinkAnswer(const TaskSource& source, ChartId id, const std::string& where, TaskDeclaration& task) {
  task.answered_by_method = source.answered_by_method;
  if (!source.answered_by_event.empty()) {
    task.answered_by_event = LinkEventRef(source.answered_by_event, id, source.place, where);
  }
  if (source.answered_by_method.empty() != source.answered_by_event.empty()) {
    Report(ProblemKind::kTaskUnanswered, source.place, where,
           "answered_by needs both the method and the event that then comes");
  }
  if (source.outcomes.empty() == source.answered_by_event.empty()) {
    Report(ProblemKind::kTaskUnanswered, source.place, where,
           source.outcomes.empty() ? "it has neither outcomes nor a method that answers it"
                                   : "it has both outcomes and a method that answers it; one of the two");
  }
  if (!source.answered_by_method.empty() && work_.methods.count(source.answered_by_method) == 0) {
    Report(ProblemKind::kUnknownMethod, source.place, where,
           Quoted(source.answered_by_method) + " is no method by which people record work");
  }
}

void Linker::DeclareStates(const ChartSource& source, ChartId id) {
  Chart& chart = out_.charts[Index(id)];
  CheckCount(source.states.size(), DefinitionLimits::kStatesPerChart, "states", source.place, "chart " + source.name);
  for (const StateSource& state : source.states) {
    if (chart.states.size() == DefinitionLimits::kStatesPerChart) break;
    const std::string where = "chart " + source.name + ", state " + state.name;
    CheckName(state.name, state.place, where);
    CheckText(state.title, "title", state.place, where);
    CheckText(state.explanation, "explanation", state.place, where);
    if (chart.FindState(state.name)) {
      Report(ProblemKind::kDuplicateName, state.place, where, "another state of the chart is called so");
    }
    State declared;
    declared.name = state.name;
    declared.title = state.title;
    declared.explanation = state.explanation;
    declared.final = state.final;
    declared.place = state.place;
    chart.states.push_back(std::move(declared));
  }
}

void Linker::LinkState(const StateSource& source, ChartId id, StateId state_id) {
  Chart& chart = out_.charts[Index(id)];
  State& state = chart.states[Index(state_id)];
  const std::string where = "chart " + chart.name + ", state " + source.name;
  CheckOnce(source.timers, "timer", where);
  CheckOnce(source.tasks, "task", where);
  state.commands = LinkCommands(source.commands, where);
  for (const auto& [place, name] : source.timers) {
    if (const auto timer = chart.FindTimer(name)) {
      state.timers.push_back(*timer);
    } else {
      Report(ProblemKind::kUnknownName, place, where, "no timer of the chart is called " + Quoted(name));
    }
  }
  for (const auto& [place, name] : source.tasks) {
    if (const auto task = chart.FindTask(name)) {
      state.tasks.push_back(*task);
    } else {
      Report(ProblemKind::kUnknownName, place, where, "no task of the chart is called " + Quoted(name));
    }
  }
  for (const TransitionSource& transition : source.transitions) {
    auto rule = LinkRule(transition, id, where + ", on " + TriggerName(transition.trigger));
    if (rule) state.rules.push_back(std::move(*rule));
  }
  LinkFinalState(source, id, state, where);
  InheritRules(id, state);
  CheckCount(state.rules.size(), DefinitionLimits::kRulesPerState, "transitions", source.place, where);
}

void Linker::LinkFinalState(const StateSource& source, ChartId id, State& state, const std::string& where) {
  if (state.final && (!source.timers.empty() || !source.tasks.empty())) {
    Report(ProblemKind::kFinalStateActs, source.place, where, "a final state has no timers or tasks");
  }
  if (state.final && !source.transitions.empty()) LinkBeginningAgain(id, state, where);
  if (source.continue_in.empty()) return;
  if (!state.final || out_[id].kind != ChartKind::kInterrupting) {
    Report(ProblemKind::kNotFinal, source.place, where,
           "only a final state of the interrupting chart says where the route goes on");
    return;
  }
  const auto main = std::find_if(source_.charts.begin(), source_.charts.end(),
                                 [](const ChartSource& chart) { return chart.kind == ChartKind::kMain; });
  if (main == source_.charts.end()) return;
  const auto target = std::find_if(main->states.begin(), main->states.end(),
                                   [&](const StateSource& one) { return one.name == source.continue_in; });
  if (target == main->states.end()) {
    Report(ProblemKind::kUnknownName, source.place, where,
           "no state of the main chart is called " + Quoted(source.continue_in));
    return;
  }
  state.continue_in = static_cast<StateId>(target - main->states.begin());
}

void Linker::LinkBeginningAgain(ChartId id, const State& state, const std::string& where) {
  if (out_[id].kind != ChartKind::kPart) {
    Report(ProblemKind::kFinalStateActs, state.place, where, "only a part that has ended can begin again");
    return;
  }
  for (const Rule& rule : state.rules) {
    const Actions& actions = rule.actions;
    const bool waits = !actions.start_timers.empty() || !actions.open_tasks.empty() || !actions.commands.empty();
    if (rule.trigger.kind != Trigger::Kind::kEvent) {
      Report(ProblemKind::kFinalStateActs, rule.place, where, "a part begins again by an event alone");
    } else if (waits && (!rule.go_to || out_[id][*rule.go_to].final)) {
      Report(ProblemKind::kFinalStateActs, rule.place, where, "what stays ended starts no timer, task or command");
    }
  }
}

void Linker::InheritRules(ChartId id, State& state) {
  if (state.final) return;
  const std::size_t own = state.rules.size();
  state.rules.reserve(own + out_[id].everywhere.size());
  for (const Rule& rule : out_[id].everywhere) {
    const bool overridden = std::any_of(state.rules.begin(), state.rules.begin() + static_cast<std::ptrdiff_t>(own),
                                        [&](const Rule& other) { return other.trigger == rule.trigger; });
    if (!overridden) state.rules.push_back(rule);
  }
}

}  // namespace clientroute::orchestrator
