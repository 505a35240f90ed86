// Stepper: terms that fall due, work that people did, and commands that failed.
#include <algorithm>
#include <utility>

#include "services/orchestrator/route/stepper.h"

namespace clientroute::orchestrator {

void Stepper::Receive(const TimerExpired& expired) {
  const auto is_it = [&](const OpenTimer& timer) { return timer.number == expired.timer && !timer.expired; };
  const auto find = [&](ChartRun& run) {
    const auto found = std::find_if(run.timers.begin(), run.timers.end(), is_it);
    return found == run.timers.end() ? nullptr : &*found;
  };
  ChartRun* run = nullptr;
  OpenTimer* timer = find(route().main);
  if (timer != nullptr) run = &route().main;
  if (timer == nullptr && route().interrupt && (timer = find(*route().interrupt)) != nullptr) run = &*route().interrupt;
  for (std::size_t i = 0; timer == nullptr && i < route().parts.size(); ++i) {
    if ((timer = find(route().parts[i])) != nullptr) run = &route().parts[i];
  }
  if (timer == nullptr) {
    return Refuse(RefusalReason::kStaleTimer, "timer " + std::to_string(expired.timer) + " does not run");
  }
  if (now_ < timer->due) {
    return Refuse(RefusalReason::kEarlyTimer,
                  "timer " + std::to_string(expired.timer) + " is due at " + ToIso(timer->due));
  }
  const TimerDeclaration& declared = definition_[run->chart].timers[Index(timer->timer)];
  if (run == &route().main && route().interrupt) {
    timer->expired = true;
    editor_.out().timers_ended.push_back({timer->number, declared.name, run->key, true, timer->due});
    return Defer();
  }
  const TimerId id = timer->timer;
  editor_.Fire(*run, expired.timer);
  if (!TakeIn(*run, On(id), nullptr)) broken_ = BrokenInvariant{"TimersAreAnswered", declared.name};
}

void Stepper::Receive(const TaskCompleted& completed) {
  if (ReceiveAttention(completed)) return;
  const auto find = [&](ChartRun& run) {
    const auto found = std::find_if(run.tasks.begin(), run.tasks.end(), [&](const OpenTask& task) {
      return task.number == completed.task && !task.completed;
    });
    return found == run.tasks.end() ? nullptr : &*found;
  };
  ChartRun* run = nullptr;
  OpenTask* task = find(route().main);
  if (task != nullptr) run = &route().main;
  if (task == nullptr && route().interrupt && (task = find(*route().interrupt)) != nullptr) run = &*route().interrupt;
  for (std::size_t i = 0; task == nullptr && i < route().parts.size(); ++i) {
    if ((task = find(route().parts[i])) != nullptr) run = &route().parts[i];
  }
  if (task == nullptr)
    return Refuse(RefusalReason::kTaskNotOpen, "task " + std::to_string(completed.task) + " is not open");
  const TaskDeclaration& declared = definition_[run->chart].tasks[Index(task->task)];
  if (declared.outcomes.empty()) {
    return Refuse(RefusalReason::kAnsweredElsewhere, declared.name + " is answered by " + declared.answered_by_method);
  }
  const auto outcome = std::find_if(declared.outcomes.begin(), declared.outcomes.end(),
                                    [&](const Outcome& one) { return one.name == completed.outcome; });
  if (outcome == declared.outcomes.end()) {
    return Refuse(RefusalReason::kUnknownOutcome,
                  declared.name + " cannot be completed with '" + completed.outcome + "'");
  }
  if (run == &route().main && route().interrupt) {
    task->completed = true;
    editor_.out().tasks_ended.push_back(
        {task->number, declared.name, run->key, TaskEnding::kCompleted, completed.outcome});
    return Defer();
  }
  const Trigger trigger = On(task->task, static_cast<std::size_t>(outcome - declared.outcomes.begin()));
  editor_.EndTask(*run, completed.task, TaskEnding::kCompleted, completed.outcome);
  if (!TakeIn(*run, trigger, nullptr)) broken_ = BrokenInvariant{"TasksAreAnswered", declared.name};
}

bool Stepper::ReceiveAttention(const TaskCompleted& completed) {
  const auto found = std::find_if(route().attention.begin(), route().attention.end(),
                                  [&](const AttentionTask& task) { return task.number == completed.task; });
  if (found == route().attention.end()) return false;
  const bool unexpected = found->kind == AttentionTask::Kind::kUnexpectedEvent;
  const bool allowed = unexpected ? completed.outcome == kSeenOutcome
                                  : completed.outcome == kRetryOutcome || completed.outcome == kSettledOutcome;
  if (!allowed) {
    Refuse(RefusalReason::kUnknownOutcome, "the task cannot be completed with '" + completed.outcome + "'");
    return true;
  }
  if (completed.outcome == kRetryOutcome) editor_.out().retried_commands.push_back(found->command);
  if (completed.outcome == kSettledOutcome) editor_.out().settled_commands.push_back(found->command);
  editor_.EndAttention(completed.task, TaskEnding::kCompleted, completed.outcome);
  return true;
}

void Stepper::Receive(const CommandFailed& failed) {
  const auto& attention = route().attention;
  const bool known = std::any_of(attention.begin(), attention.end(),
                                 [&](const AttentionTask& task) { return task.command == failed.command; });
  const bool comes_back =
      std::any_of(definition_.events.begin(), definition_.events.end(), [&](const EventDeclaration& event) {
        return std::find(event.answers.begin(), event.answers.end(), failed.name) != event.answers.end();
      });
  const auto waits = [&](const ChartRun& run) {
    return std::any_of(run.commands.begin(), run.commands.end(),
                       [&](const PendingCommand& one) { return one.number == failed.command; });
  };
  const bool pending = waits(route().main) || (route().interrupt && waits(*route().interrupt)) ||
                       std::any_of(route().parts.begin(), route().parts.end(), waits);
  if (known || (comes_back && !pending)) {
    return Refuse(RefusalReason::kCommandAnswered,
                  failed.name + " " + std::to_string(failed.command) + " does not wait any more");
  }
  editor_.CallAttention(AttentionTask::Kind::kFailedCommand, failed.part, failed.name, failed.command);
}

}  // namespace clientroute::orchestrator
