#include "tests/unit/orchestrator/route_driver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "services/platform/values/calendar.h"

namespace clientroute::orchestrator {
namespace {

std::string Joined(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string OfPart(const std::string& part) { return part.empty() ? "" : "(" + part + ")"; }

std::string DescribeTransition(const Definition& definition, const Transition& transition) {
  std::string text;
  const auto add = [&](const std::string& piece) { text += (text.empty() ? "" : "; ") + piece; };
  if (transition.reception == Reception::kDeferred) add("deferred");
  if (transition.reception == Reception::kUnexpected) add("unexpected");
  if (transition.reception == Reception::kNoted) add("noted");
  for (const Move& move : transition.moves) {
    const Chart& chart = definition[move.chart];
    const std::string from = move.from ? chart[*move.from].name + " -> " : "begins ";
    add(chart.name + OfPart(move.part) + ": " + from + chart[move.to].name);
  }
  if (text.empty()) add("stays");
  for (const Command& command : transition.commands) add("command " + command.name + OfPart(command.part));
  for (const TimerEnded& timer : transition.timers_ended)
    add((timer.fired ? "!timer " : "-timer ") + timer.name + OfPart(timer.part));
  for (const TimerStarted& timer : transition.timers_started) add("+timer " + timer.name + OfPart(timer.part));
  for (const TaskEnded& task : transition.tasks_ended) {
    const char* how = task.how == TaskEnding::kCompleted  ? "=task "
                      : task.how == TaskEnding::kAnswered ? "~task "
                                                          : "-task ";
    add(how + task.name + OfPart(task.part));
  }
  for (const TaskOpened& task : transition.tasks_opened) add("+task " + task.name + OfPart(task.part));
  return text;
}

}  // namespace

Instant At(std::string_view day, int hours_after_noon) {
  return LocalMidnight(Date::Parse(day).value()) + std::chrono::hours(12 + hours_after_noon);
}

StepResult RouteDriver::Tell(std::string type, Attributes attributes, std::string part, std::vector<EventLine> lines) {
  return Take(Announced{std::move(type), std::move(part), std::move(attributes), std::move(lines)});
}

StepResult RouteDriver::Expire(std::string_view timer, std::string_view part) {
  for (const ChartRun* run : Runs(part)) {
    for (const OpenTimer& open : run->timers) {
      if (definition_[run->chart].timers[Index(open.timer)].name != timer) continue;
      now_ = std::max(now_, open.due);
      return Take(TimerExpired{open.number});
    }
  }
  return Take(TimerExpired{-1});
}

StepResult RouteDriver::Complete(std::string_view task, std::string outcome, std::string_view part) {
  for (const ChartRun* run : Runs(part)) {
    for (const OpenTask& open : run->tasks) {
      if (definition_[run->chart].tasks[Index(open.task)].name == task)
        return Take(TaskCompleted{open.number, outcome});
    }
  }
  for (const AttentionTask& open : route_.attention) {
    const bool unexpected = open.kind == AttentionTask::Kind::kUnexpectedEvent;
    if ((unexpected ? kUnexpectedEventTask : kFailedCommandTask) == task)
      return Take(TaskCompleted{open.number, outcome});
  }
  return Take(TaskCompleted{-1, outcome});
}

StepResult RouteDriver::Take(decltype(Event::what) what) {
  const Event event{"event-" + std::to_string(++events_), now_, "services/test", "", std::move(what)};
  StepResult result = Step(definition_, route_, event, now_);
  if (watch_) watch_(event, now_, result);
  if (const auto* transition = std::get_if<Transition>(&result)) {
    route_ = transition->route;
    taken_.push_back({event, now_});
  }
  return result;
}

std::string RouteDriver::interrupt_state() const {
  return route_.interrupt ? definition_[route_.interrupt->chart][route_.interrupt->state].name : "";
}

std::string RouteDriver::part_state(std::string_view key) const {
  const ChartRun* part = FindPart(route_, key);
  return part == nullptr ? "" : definition_[part->chart][part->state].name;
}

std::string RouteDriver::fact(std::string_view name) const {
  for (std::size_t i = 0; i < definition_.facts.size(); ++i) {
    if (definition_.facts[i].name == name) return FormatFact(definition_.facts[i], route_.facts[i]);
  }
  return "no such fact";
}

std::string RouteDriver::reference(std::string_view name) const {
  for (std::size_t i = 0; i < definition_.references.size(); ++i) {
    if (definition_.references[i] == name) return route_.references[i];
  }
  return "no such reference";
}

std::vector<const ChartRun*> RouteDriver::Runs(std::string_view part) const {
  if (!part.empty()) {
    const ChartRun* run = FindPart(route_, part);
    return run == nullptr ? std::vector<const ChartRun*>{} : std::vector<const ChartRun*>{run};
  }
  std::vector<const ChartRun*> runs = {&route_.main};
  if (route_.interrupt) runs.push_back(&*route_.interrupt);
  return runs;
}

std::string RouteDriver::timers(std::string_view part) const {
  std::vector<std::string> names;
  for (const ChartRun* run : Runs(part)) {
    for (const OpenTimer& timer : run->timers) names.push_back(definition_[run->chart].timers[Index(timer.timer)].name);
  }
  return Joined(std::move(names));
}

std::string RouteDriver::tasks(std::string_view part) const {
  std::vector<std::string> names;
  for (const ChartRun* run : Runs(part)) {
    for (const OpenTask& task : run->tasks) names.push_back(definition_[run->chart].tasks[Index(task.task)].name);
  }
  for (const AttentionTask& task : route_.attention) {
    if (task.part != part) continue;
    names.emplace_back(task.kind == AttentionTask::Kind::kUnexpectedEvent ? kUnexpectedEventTask : kFailedCommandTask);
  }
  return Joined(std::move(names));
}

std::string RouteDriver::commands() const {
  std::vector<std::string> names;
  for (const ChartRun* run : Runs({})) {
    for (const PendingCommand& command : run->commands) names.push_back(command.name);
  }
  return Joined(std::move(names));
}

std::optional<Instant> RouteDriver::due(std::string_view timer, std::string_view part) const {
  for (const ChartRun* run : Runs(part)) {
    for (const OpenTimer& open : run->timers) {
      if (definition_[run->chart].timers[Index(open.timer)].name == timer) return open.due;
    }
  }
  return std::nullopt;
}

const Transition& Taken(const StepResult& result) {
  static const Transition kNone;
  if (const auto* transition = std::get_if<Transition>(&result)) return *transition;
  ADD_FAILURE() << "not taken: " << Verdict(result);
  return kNone;
}

std::string Verdict(const StepResult& result) {
  if (const auto* refusal = std::get_if<Refusal>(&result)) return std::string(ToString(refusal->reason));
  if (const auto* broken = std::get_if<BrokenInvariant>(&result))
    return "broken " + broken->name + ": " + broken->detail;
  return "taken";
}

std::string DescribeResult(const Definition& definition, const StepResult& result) {
  if (const auto* transition = std::get_if<Transition>(&result)) return DescribeTransition(definition, *transition);
  return std::holds_alternative<Refusal>(result) ? "refused " + Verdict(result) : Verdict(result);
}

}  // namespace clientroute::orchestrator
