#include "services/orchestrator/route/step.h"

#include <algorithm>
#include <utility>

#include "services/orchestrator/route/event_check.h"
#include "services/orchestrator/route/invariants.h"
#include "services/orchestrator/route/route_editor.h"

namespace clientroute::orchestrator {
namespace {

/// One step. Lives for the length of it.
class Stepper {
 public:
  Stepper(const Definition& definition, const Route& route, const Event& event, Instant now)
      : definition_(definition), event_(event), now_(now), editor_(definition, route, std::min(event.time, now)) {}

  StepResult Run() {
    if (route().sequence++ == 0) editor_.Enter(route().main, route().main.state, true, {});
    std::visit([this](const auto& what) { Receive(what); }, event_.what);
    if (!refusal_) Settle();
    if (refusal_) return std::move(*refusal_);
    if (broken_) return std::move(*broken_);
    if (auto broken = FindBroken(definition_, editor_.route())) return std::move(*broken);
    return std::move(editor_.out());
  }

 private:
  // What arrives.
  void Receive(const Announced& announced);
  bool IsAboutOther(const Announced& announced, const EventDeclaration& event);
  void ReceiveForPart(const Announced& announced, EventId id);
  void ReceiveForRoute(const Announced& announced, EventId id);
  void Receive(const TimerExpired& expired);
  void Receive(const TaskCompleted& completed);
  bool ReceiveAttention(const TaskCompleted& completed);
  void Receive(const CommandFailed& failed);
  /// The route stands in this version already (migrate.h); what it may do there by itself follows.
  void Receive(const Migrated&) {}

  // What is made of it.
  bool TakeIn(ChartRun& run, const Trigger& trigger, const Announced* announced, bool other = false);
  void BeUnexpected(const Announced& announced);
  void Defer();
  void Settle();
  bool TakeAutomatic(ChartRun& run);
  bool TakeOneAutomatic();
  std::vector<Event>::iterator NextDeferred();
  void TakeDeferred(const Event& event);
  void EndInterruption();

  void Refuse(RefusalReason reason, std::string message) { refusal_ = Refusal{reason, std::move(message)}; }
  const Rule* FindRule(const ChartRun& run, const Trigger& trigger, bool other) const;
  const Rule* LearnAndFind(ChartRun& run, const Trigger& trigger, const Announced& announced, bool other);

  Route& route() { return editor_.route(); }

  const Definition& definition_;
  const Event& event_;
  const Instant now_;
  RouteEditor editor_;
  std::optional<Refusal> refusal_;
  std::optional<BrokenInvariant> broken_;
};

void Stepper::Receive(const Announced& announced) {
  const std::optional<EventId> id = definition_.FindEvent(announced.type);
  if (!id) {
    editor_.out().reception = Reception::kNoted;
    return;
  }
  const EventDeclaration& event = definition_[*id];
  if ((refusal_ = CheckEvent(definition_, route(), announced, *id))) return;
  if (IsClosed(definition_, route())) return BeUnexpected(announced);
  if (event.of_part) {
    ReceiveForPart(announced, *id);
  } else {
    ReceiveForRoute(announced, *id);
  }
}

// What a route is busy with is sure from its state: elsewhere a reference may be left from what is done.
bool Stepper::IsAboutOther(const Announced& announced, const EventDeclaration& event) {
  const State& state = definition_.main_chart()[route().main.state];
  for (const Attribute& attribute : event.about) {
    const auto found = announced.attributes.find(attribute.name);
    const std::string said = found == announced.attributes.end() ? std::string() : found->second;
    const std::string in_hand =
        state.sure_references[attribute.reference] ? route().references[attribute.reference] : std::string();
    if (said == in_hand) continue;
    editor_.Note("Dit gaat over " + (said.empty() ? "iets anders" : said) + "; de route is bezig met " +
                 (in_hand.empty() ? "iets anders" : in_hand) + ".");
    return true;
  }
  return false;
}

void Stepper::ReceiveForPart(const Announced& announced, EventId id) {
  const auto part = std::find_if(route().parts.begin(), route().parts.end(),
                                 [&](const ChartRun& one) { return one.key == announced.part; });
  if (part == route().parts.end() || part->chart != definition_[id].of_part || HasEnded(definition_, *part)) {
    return BeUnexpected(announced);
  }
  editor_.Answer(*part, definition_[id]);
  if (!TakeIn(*part, On(id), &announced)) BeUnexpected(announced);
}

void Stepper::ReceiveForRoute(const Announced& announced, EventId id) {
  const EventDeclaration& event = definition_[id];
  const bool other = IsAboutOther(announced, event);
  if (!other) editor_.Answer(route().main, event);
  if (!route().interrupt) {
    const bool interrupts = definition_.interrupting && definition_[*definition_.interrupting].interrupts_on == id;
    if (interrupts) {
      editor_.Learn(route().main, event, announced);
      editor_.Interrupt();
    } else if (definition_.main_chart().Defers(route().main.state, id)) {
      Defer();
    } else if (!TakeIn(route().main, On(id), &announced, other)) {
      BeUnexpected(announced);
    }
    return;
  }
  if (!other) editor_.Answer(*route().interrupt, event);
  if (TakeIn(*route().interrupt, On(id), &announced, other)) return;
  if (!definition_.Knows(definition_.main, On(id))) return BeUnexpected(announced);
  if (!other) editor_.AnswerTasks(route().main, id);
  Defer();
}

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
    editor_.out().timers_ended.push_back({timer->number, declared.name, run->key, true});
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

// What is about another thing than the route is busy with answers nothing that its state waits for; of it only holds
// what holds everywhere.
bool Stepper::TakeIn(ChartRun& run, const Trigger& trigger, const Announced* announced, bool other) {
  static const std::vector<EventLine> kNoLines;
  if (HasEnded(definition_, run)) return false;
  const Rule* rule =
      announced == nullptr ? FindRule(run, trigger, other) : LearnAndFind(run, trigger, *announced, other);
  if (rule == nullptr) return false;
  if (trigger.kind == Trigger::Kind::kEvent && !other) editor_.AnswerTasks(run, static_cast<EventId>(trigger.index));
  if (announced != nullptr) editor_.Change(announced->changed);
  editor_.Take(run, *rule, announced == nullptr ? kNoLines : announced->lines);
  return true;
}

// The guards are judged on what the event says; when none holds, nothing was learnt.
const Rule* Stepper::LearnAndFind(ChartRun& run, const Trigger& trigger, const Announced& announced, bool other) {
  const EventDeclaration& event = definition_.events[trigger.index];
  Facts facts_of_route = route().facts;
  Facts facts_of_run = run.facts;
  std::vector<std::string> references = route().references;
  editor_.Learn(run, event, announced);
  const Rule* rule = FindRule(run, trigger, other);
  if (rule == nullptr) {
    route().facts = std::move(facts_of_route);
    run.facts = std::move(facts_of_run);
    route().references = std::move(references);
    return nullptr;
  }
  // What is said of something else than the whole route brings lines only where it starts their parts.
  const bool of_route = std::none_of(event.about.begin(), event.about.end(),
                                     [&](const Attribute& one) { return announced.attributes.count(one.name) != 0; });
  if (!event.of_part && (of_route || rule->actions.start_parts)) editor_.LearnLines(event, announced.lines);
  return rule;
}

const Rule* Stepper::FindRule(const ChartRun& run, const Trigger& trigger, bool other) const {
  const FactView facts{editor_.route().facts, run.facts};
  const Chart& chart = definition_[run.chart];
  for (const Rule& rule : other ? chart.everywhere : chart[run.state].rules) {
    if (rule.trigger == trigger && Holds(rule.when, facts)) return &rule;
  }
  return nullptr;
}

void Stepper::BeUnexpected(const Announced& announced) {
  const auto id = definition_.FindEvent(announced.type);
  if (id && definition_[*id].signal) {
    const State& state = definition_.main_chart()[route().main.state];
    return Refuse(RefusalReason::kDoesNotFit, announced.type + " does not fit state " + state.name);
  }
  editor_.out().reception = Reception::kUnexpected;
  editor_.CallAttention(AttentionTask::Kind::kUnexpectedEvent, announced.part, announced.type, 0);
}

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

}  // namespace

std::string_view ToString(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::kMissingAttribute:
      return "MISSING_ATTRIBUTE";
    case RefusalReason::kBadAttribute:
      return "BAD_ATTRIBUTE";
    case RefusalReason::kStaleTimer:
      return "STALE_TIMER";
    case RefusalReason::kEarlyTimer:
      return "EARLY_TIMER";
    case RefusalReason::kTaskNotOpen:
      return "TASK_CLOSED";
    case RefusalReason::kUnknownOutcome:
      return "OUTCOME_NOT_ALLOWED";
    case RefusalReason::kAnsweredElsewhere:
      return "TASK_ANSWERED_ELSEWHERE";
    case RefusalReason::kDoesNotFit:
      return "EVENT_DOES_NOT_FIT";
    case RefusalReason::kCommandAnswered:
      return "COMMAND_ANSWERED";
    case RefusalReason::kTooManyDeferred:
      return "TOO_MANY_DEFERRED";
  }
  return "?";
}

StepResult Step(const Definition& definition, const Route& route, const Event& event, Instant now) {
  return Stepper(definition, route, event, now).Run();
}

}  // namespace clientroute::orchestrator
