#include <algorithm>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_linker.h"

namespace clientroute::orchestrator {
namespace {

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace

std::optional<Rule> Linker::LinkRule(const TransitionSource& source, ChartId id, const std::string& where) {
  Rule rule;
  rule.place = source.place;
  rule.explanation = source.explanation;
  CheckText(source.explanation, "explanation", source.place, where);
  const auto trigger = LinkTrigger(source, id, where);
  rule.when = LinkGuard(source.when, id, where);
  if (!source.go_to.empty()) {
    rule.go_to = out_[id].FindState(source.go_to);
    if (!rule.go_to) {
      Report(ProblemKind::kUnknownName, source.place, where, "no state of the chart is called " + Quoted(source.go_to));
    }
  } else if (source.trigger.kind == TriggerSource::Kind::kAutomatic) {
    Report(ProblemKind::kAutomaticLoop, source.place, where,
           "an automatic transition that stays where it is would never end");
  }
  rule.actions = LinkActions(source, id, where);
  if (!trigger) return std::nullopt;
  rule.trigger = *trigger;
  return rule;
}

std::optional<Trigger> Linker::LinkTrigger(const TransitionSource& source, ChartId id, const std::string& where) {
  const Chart& chart = out_[id];
  switch (source.trigger.kind) {
    case TriggerSource::Kind::kAutomatic:
      return Trigger{};
    case TriggerSource::Kind::kEvent:
      if (const auto event = LinkEventRef(source.trigger.name, id, source.place, where)) return On(*event);
      return std::nullopt;
    case TriggerSource::Kind::kTimer:
      if (const auto timer = chart.FindTimer(source.trigger.name)) return On(*timer);
      Report(ProblemKind::kUnknownName, source.place, where,
             "no timer of the chart is called " + Quoted(source.trigger.name));
      return std::nullopt;
    case TriggerSource::Kind::kTask: {
      const auto task = chart.FindTask(source.trigger.name);
      if (!task) {
        Report(ProblemKind::kUnknownName, source.place, where,
               "no task of the chart is called " + Quoted(source.trigger.name));
        return std::nullopt;
      }
      const std::vector<Outcome>& outcomes = chart.tasks[Index(*task)].outcomes;
      const auto outcome = std::find_if(outcomes.begin(), outcomes.end(),
                                        [&](const Outcome& one) { return one.name == source.trigger.outcome; });
      if (outcome != outcomes.end()) return On(*task, static_cast<std::size_t>(outcome - outcomes.begin()));
      Report(ProblemKind::kUnknownName, source.place, where,
             "the task has no outcome " + Quoted(source.trigger.outcome));
      return std::nullopt;
    }
    case TriggerSource::Kind::kNone:
      break;
  }
  Report(ProblemKind::kNoTrigger, source.place, where, "it is not said what sets the transition off");
  return std::nullopt;
}

void Linker::LinkAssignments(const std::vector<AssignmentSource>& sources, ChartId id, const std::string& where,
                             Actions& actions) {
  for (const AssignmentSource& assignment : sources) {
    const auto ref = LinkFactRef(assignment.fact, id, assignment.place, where);
    if (!ref) continue;
    const Fact& fact = FactOf(*ref, id);
    const FactValue constant = ParseFact(fact, assignment.constant);
    const bool built_in = !ref->of_part && ref->index <= kPartsTotalFact;
    if (!constant || built_in) {
      Report(built_in ? ProblemKind::kReservedName : ProblemKind::kTypeMismatch, assignment.place, where,
             built_in ? Quoted(fact.name) + " is counted, not set"
                      : Quoted(assignment.constant) + " is no " + std::string(ToString(fact.type)) + " for " +
                            Quoted(fact.name));
      continue;
    }
    const bool again =
        std::any_of(actions.set.begin(), actions.set.end(), [&](const Assignment& one) { return one.fact == *ref; });
    if (again)
      Report(ProblemKind::kDuplicateName, assignment.place, where, "fact " + Quoted(fact.name) + " is set twice");
    actions.set.push_back({*ref, *constant});
  }
}

Actions Linker::LinkActions(const TransitionSource& source, ChartId id, const std::string& where) {
  const Chart& chart = out_[id];
  const ActionsSource& from = source.actions;
  Actions actions;
  const std::size_t count = from.set.size() + from.commands.size() + from.start_timers.size() +
                            from.cancel_timers.size() + from.open_tasks.size() + from.close_tasks.size();
  CheckCount(count, DefinitionLimits::kActionsPerRule, "actions", source.place, where);
  CheckOnce(from.start_timers, "timer", source.place, where);
  CheckOnce(from.cancel_timers, "timer", source.place, where);
  CheckOnce(from.open_tasks, "task", source.place, where);
  CheckOnce(from.close_tasks, "task", source.place, where);
  LinkAssignments(from.set, id, where, actions);
  std::vector<NameSource> commands;
  for (const std::string& name : from.commands) commands.push_back({source.place, name});
  actions.commands = LinkCommands(commands, where);
  const auto link_timers = [&](const std::vector<std::string>& names, std::vector<TimerId>& into) {
    for (const std::string& name : names) {
      if (const auto timer = chart.FindTimer(name)) {
        into.push_back(*timer);
      } else {
        Report(ProblemKind::kUnknownName, source.place, where, "no timer of the chart is called " + Quoted(name));
      }
    }
  };
  const auto link_tasks = [&](const std::vector<std::string>& names, std::vector<TaskId>& into) {
    for (const std::string& name : names) {
      if (const auto task = chart.FindTask(name)) {
        into.push_back(*task);
      } else {
        Report(ProblemKind::kUnknownName, source.place, where, "no task of the chart is called " + Quoted(name));
      }
    }
  };
  link_timers(from.start_timers, actions.start_timers);
  link_timers(from.cancel_timers, actions.cancel_timers);
  link_tasks(from.open_tasks, actions.open_tasks);
  link_tasks(from.close_tasks, actions.close_tasks);
  if (!from.start_parts.empty()) LinkStartOfParts(source, id, where, actions);
  return actions;
}

void Linker::LinkStartOfParts(const TransitionSource& source, ChartId id, const std::string& where, Actions& actions) {
  const auto chart = out_.FindChart(source.actions.start_parts);
  if (!chart) {
    Report(ProblemKind::kUnknownName, source.place, where, "no chart is called " + Quoted(source.actions.start_parts));
    return;
  }
  if (out_[*chart].kind != ChartKind::kPart) {
    Report(ProblemKind::kOutOfScope, source.place, where,
           "chart " + Quoted(source.actions.start_parts) + " is no part chart");
    return;
  }
  const CatalogueEvent* event =
      source.trigger.kind == TriggerSource::Kind::kEvent ? catalogue_.Find(source.trigger.name) : nullptr;
  if (out_[id].kind != ChartKind::kMain || event == nullptr || event->line_attributes.empty()) {
    Report(ProblemKind::kOutOfScope, source.place, where,
           "parts are started in the main chart, by an event that carries care lines");
    return;
  }
  actions.start_parts = *chart;
}

std::vector<std::string> Linker::LinkCommands(const std::vector<NameSource>& sources, const std::string& where) {
  CheckOnce(sources, "command", where);
  std::vector<std::string> names;
  for (const auto& [place, name] : sources) {
    names.push_back(name);
    const CatalogueCommand* command = commands_.Find(name);
    if (command == nullptr) {
      Report(ProblemKind::kUnknownCommand, place, where, "nothing builds a command " + Quoted(name));
      continue;
    }
    for (const std::string& outcome : command->outcomes) {
      if (out_.FindEvent(outcome)) continue;
      Report(ProblemKind::kCommandUnanswered, place, where,
             "command " + Quoted(name) + " can end in " + Quoted(outcome) + ", which the definition does not declare");
    }
  }
  return names;
}

}  // namespace clientroute::orchestrator
