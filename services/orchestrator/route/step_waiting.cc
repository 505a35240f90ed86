// Stepper: what waits for its turn, and what a route does by itself.
#include <algorithm>
#include <utility>

#include "services/orchestrator/route/stepper.h"

namespace clientroute::orchestrator {

void Stepper::Defer() {
  if (route().deferred.size() >= kDeferredEventsMax) {
    return Refuse(RefusalReason::kTooManyDeferred,
                  std::to_string(kDeferredEventsMax) + " events wait until the route comes to them");
  }
  route().deferred.push_back(event_);
  editor_.out().reception = Reception::kDeferred;
}

// Takes automatic transitions, and after an interruption what was kept back, until nothing is left to do.
void Stepper::Settle() {
  for (int steps = 0; steps < kAutomaticStepsMax; ++steps) {
    if (route().interrupt && HasEnded(definition_, *route().interrupt)) {
      EndInterruption();
    } else if (TakeOneAutomatic()) {
      continue;
    } else if (const auto next = NextDeferred(); next != route().deferred.end()) {
      const Event event = std::move(*next);
      route().deferred.erase(next);
      TakeDeferred(event);
    } else {
      return;
    }
  }
  broken_ = BrokenInvariant{"StepsEnd", std::to_string(kAutomaticStepsMax) + " automatic transitions in one step"};
}

// The first of what was kept back that need not wait any longer.
std::vector<Event>::iterator Stepper::NextDeferred() {
  std::vector<Event>& deferred = route().deferred;
  if (route().interrupt) return deferred.end();
  return std::find_if(deferred.begin(), deferred.end(),
                      [&](const Event& event) { return !MustWait(definition_, route(), event); });
}

bool Stepper::TakeOneAutomatic() {
  if (IsClosed(definition_, route())) return false;
  if (TakeAutomatic(route().interrupt ? *route().interrupt : route().main)) return true;
  return std::any_of(route().parts.begin(), route().parts.end(), [&](ChartRun& part) { return TakeAutomatic(part); });
}

bool Stepper::TakeAutomatic(ChartRun& run) { return TakeIn(run, Trigger{}, nullptr); }

void Stepper::EndInterruption() {
  const ChartRun ended = std::move(*route().interrupt);
  route().interrupt.reset();
  const State& state = definition_[ended.chart][ended.state];
  if (!state.continue_in) return;
  editor_.Leave(route().main);
  editor_.Enter(route().main, *state.continue_in, false, state.explanation);
}

// It happened when it was kept back, and its terms run from then (OP346).
void Stepper::TakeDeferred(const Event& event) {
  ChartRun& main = route().main;
  editor_.StartFrom(std::min(event.time, now_));
  if (const auto* announced = std::get_if<Announced>(&event.what)) {
    const auto id = definition_.FindEvent(announced->type);
    if (id && TakeIn(main, On(*id), announced, IsAboutOther(*announced, definition_[*id]))) return;
    editor_.CallAttention(AttentionTask::Kind::kUnexpectedEvent, announced->part, announced->type, 0);
    return;
  }
  if (const auto* expired = std::get_if<TimerExpired>(&event.what)) {
    const auto timer = std::find_if(main.timers.begin(), main.timers.end(),
                                    [&](const OpenTimer& one) { return one.number == expired->timer; });
    if (timer == main.timers.end()) return;
    const TimerId id = timer->timer;
    editor_.Fire(main, expired->timer);
    if (!TakeIn(main, On(id), nullptr)) broken_ = BrokenInvariant{"TimersAreAnswered", "deferred"};
    return;
  }
  const auto* completed = std::get_if<TaskCompleted>(&event.what);
  if (completed == nullptr) return;
  const auto task = std::find_if(main.tasks.begin(), main.tasks.end(),
                                 [&](const OpenTask& one) { return one.number == completed->task; });
  if (task == main.tasks.end()) {
    editor_.Note("Een taak die tijdens de onderbreking werd afgerond, heeft geen gevolg meer: " + completed->outcome);
    return;
  }
  const std::vector<Outcome>& outcomes = definition_[main.chart].tasks[Index(task->task)].outcomes;
  const auto outcome = std::find_if(outcomes.begin(), outcomes.end(),
                                    [&](const Outcome& one) { return one.name == completed->outcome; });
  const Trigger trigger = On(task->task, static_cast<std::size_t>(outcome - outcomes.begin()));
  editor_.EndTask(main, completed->task, TaskEnding::kCompleted, completed->outcome);
  if (!TakeIn(main, trigger, nullptr)) broken_ = BrokenInvariant{"TasksAreAnswered", "deferred"};
}

}  // namespace clientroute::orchestrator
