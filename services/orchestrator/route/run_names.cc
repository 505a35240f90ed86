#include "services/orchestrator/route/run_names.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace clientroute::orchestrator {
namespace {

std::vector<const ChartRun*> RunsOf(const Route& route) {
  std::vector<const ChartRun*> runs = {&route.main};
  if (route.interrupt) runs.push_back(&*route.interrupt);
  for (const ChartRun& part : route.parts) runs.push_back(&part);
  return runs;
}

std::string_view AttentionName(const AttentionTask& task) {
  return task.kind == AttentionTask::Kind::kUnexpectedEvent ? kUnexpectedEventTask : kFailedCommandTask;
}

std::string In(const ChartRun& run, const std::string& text) { return run.key.empty() ? text : run.key + " " + text; }

/// What a chart's state, timer or task is called; nothing leaves it out.
struct Naming {
  std::function<std::string(ChartId, StateId)> state;
  std::function<std::optional<std::string>(ChartId, TimerId)> timer;
  std::function<std::optional<std::string>(ChartId, TaskId)> task;
};

Naming OwnNames(const Definition& definition) {
  return {[&](ChartId chart, StateId id) { return definition[chart][id].name; },
          [&](ChartId chart, TimerId id) { return std::optional(definition[chart].timers[Index(id)].name); },
          [&](ChartId chart, TaskId id) { return std::optional(definition[chart].tasks[Index(id)].name); }};
}

Naming NewNames(const RouteMapping& mapping) {
  const auto target = [&mapping](ChartId chart) -> const Chart& { return (*mapping.to)[mapping[chart].to]; };
  return {
      [&mapping, target](ChartId chart, StateId id) { return target(chart)[mapping[chart].states[Index(id)]].name; },
      [&mapping, target](ChartId chart, TimerId id) {
        const std::optional<TimerId> place = mapping[chart].timers[Index(id)];
        return place ? std::optional(target(chart).timers[Index(*place)].name) : std::nullopt;
      },
      [&mapping, target](ChartId chart, TaskId id) {
        const std::optional<TaskId> place = mapping[chart].tasks[Index(id)];
        return place ? std::optional(target(chart).tasks[Index(*place)].name) : std::nullopt;
      }};
}

std::set<std::string> StatesBy(const Naming& naming, const Route& route) {
  std::set<std::string> states;
  for (const ChartRun* run : RunsOf(route)) {
    const bool interrupts = route.interrupt && run == &*route.interrupt;
    states.insert((interrupts ? "onderbroken: " : "") + In(*run, naming.state(run->chart, run->state)));
  }
  return states;
}

std::set<std::string> TimersBy(const Naming& naming, const Route& route) {
  std::set<std::string> timers;
  for (const ChartRun* run : RunsOf(route)) {
    for (const OpenTimer& timer : run->timers) {
      const std::optional<std::string> name = naming.timer(run->chart, timer.timer);
      if (name && !timer.expired) timers.insert(In(*run, *name + " tot " + ToIso(timer.due)));
    }
  }
  return timers;
}

std::set<std::string> TasksBy(const Naming& naming, const Route& route) {
  std::set<std::string> tasks;
  for (const ChartRun* run : RunsOf(route)) {
    for (const OpenTask& task : run->tasks) {
      const std::optional<std::string> name = naming.task(run->chart, task.task);
      if (!name || task.completed) continue;
      tasks.insert(In(*run, task.due ? *name + " voor " + ToIso(*task.due) : *name));
    }
  }
  for (const AttentionTask& task : route.attention) tasks.insert(std::string(AttentionName(task)) + " " + task.about);
  return tasks;
}

}  // namespace

NamedThing FindTimer(const Definition& definition, const Route& route, std::int64_t number) {
  for (const ChartRun* run : RunsOf(route)) {
    for (const OpenTimer& timer : run->timers) {
      const Chart& chart = definition[run->chart];
      if (timer.number == number) return {chart.name, run->key, chart.timers[Index(timer.timer)].name, {}};
    }
  }
  return {};
}

NamedThing FindTask(const Definition& definition, const Route& route, std::int64_t number) {
  for (const ChartRun* run : RunsOf(route)) {
    for (const OpenTask& task : run->tasks) {
      const Chart& chart = definition[run->chart];
      if (task.number == number) return {chart.name, run->key, chart.tasks[Index(task.task)].name, {}};
    }
  }
  const auto found = std::find_if(route.attention.begin(), route.attention.end(),
                                  [&](const AttentionTask& task) { return task.number == number; });
  if (found == route.attention.end()) return {};
  const auto before = std::count_if(route.attention.begin(), found, [&](const AttentionTask& task) {
    return task.kind == found->kind && task.about == found->about && task.part == found->part;
  });
  return {{}, found->part, std::string(AttentionName(*found)), found->about, static_cast<std::size_t>(before)};
}

std::int64_t TimerNumber(const Definition& definition, const Route& route, const NamedThing& timer) {
  for (const ChartRun* run : RunsOf(route)) {
    const Chart& chart = definition[run->chart];
    if (chart.name != timer.chart || run->key != timer.part) continue;
    for (const OpenTimer& one : run->timers) {
      if (chart.timers[Index(one.timer)].name == timer.name && !one.expired) return one.number;
    }
  }
  return 0;
}

std::int64_t TaskNumber(const Definition& definition, const Route& route, const NamedThing& task) {
  for (const ChartRun* run : RunsOf(route)) {
    const Chart& chart = definition[run->chart];
    if (chart.name != task.chart || run->key != task.part) continue;
    for (const OpenTask& one : run->tasks) {
      if (chart.tasks[Index(one.task)].name == task.name && !one.completed) return one.number;
    }
  }
  std::size_t nth = 0;
  for (const AttentionTask& one : route.attention) {
    if (!task.chart.empty() || AttentionName(one) != task.name || one.about != task.about || one.part != task.part) {
      continue;
    }
    if (nth++ == task.nth) return one.number;
  }
  return 0;
}

std::set<std::string> StatesOf(const Definition& definition, const Route& route) {
  return StatesBy(OwnNames(definition), route);
}
std::set<std::string> TimersOf(const Definition& definition, const Route& route) {
  return TimersBy(OwnNames(definition), route);
}
std::set<std::string> TasksOf(const Definition& definition, const Route& route) {
  return TasksBy(OwnNames(definition), route);
}

std::set<std::string> CommandsOf(const Transition& transition) {
  std::set<std::string> commands;
  for (const Command& command : transition.commands) {
    commands.insert(command.part.empty() ? command.name : command.part + " " + command.name);
  }
  return commands;
}

NamedThing RunNames::Timer(const Definition& definition, NamedThing timer) const {
  const std::optional<ChartId> id = definition.FindChart(timer.chart);
  if (!Applies(definition) || !id) return timer;
  const ChartMapping& chart = (*mapping_)[*id];
  const std::optional<TimerId> old_id = definition[*id].FindTimer(timer.name);
  const std::optional<TimerId> place = old_id ? chart.timers[Index(*old_id)] : std::nullopt;
  const Chart& target = (*mapping_->to)[chart.to];
  return {target.name, std::move(timer.part), place ? target.timers[Index(*place)].name : std::string(), {}};
}

NamedThing RunNames::Task(const Definition& definition, NamedThing task) const {
  const std::optional<ChartId> id = definition.FindChart(task.chart);
  if (!Applies(definition) || !id) return task;
  const ChartMapping& chart = (*mapping_)[*id];
  const std::optional<TaskId> old_id = definition[*id].FindTask(task.name);
  const std::optional<TaskId> place = old_id ? chart.tasks[Index(*old_id)] : std::nullopt;
  const Chart& target = (*mapping_->to)[chart.to];
  return {target.name, std::move(task.part), place ? target.tasks[Index(*place)].name : std::string(), {}};
}

std::set<std::string> RunNames::States(const Definition& definition, const Route& route) const {
  return StatesBy(Applies(definition) ? NewNames(*mapping_) : OwnNames(definition), route);
}
std::set<std::string> RunNames::Timers(const Definition& definition, const Route& route) const {
  return TimersBy(Applies(definition) ? NewNames(*mapping_) : OwnNames(definition), route);
}
std::set<std::string> RunNames::Tasks(const Definition& definition, const Route& route) const {
  return TasksBy(Applies(definition) ? NewNames(*mapping_) : OwnNames(definition), route);
}

}  // namespace clientroute::orchestrator
