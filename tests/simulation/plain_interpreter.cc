#include "tests/simulation/plain_interpreter.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace clientroute::orchestrator {
namespace {

constexpr std::size_t kMost = 100;

}  // namespace

PlainRoute::PlainRoute(const DefinitionSource& source, const CommandCatalogue& commands, Slip slip)
    : source_(&source), commands_(commands), slip_(slip) {
  now_.facts["parts_open"] = "0";
  now_.facts["parts_total"] = "0";
  for (const FactSource& fact : source.facts) now_.facts[fact.name] = Initial(fact);
  const ChartSource* main = ChartOfKind(ChartKind::kMain);
  now_.main.chart = main->name;
  now_.main.state = main->start.name;
}

const ChartSource& PlainRoute::ChartOf(const std::string& name) const {
  for (const ChartSource& chart : source_->charts) {
    if (chart.name == name) return chart;
  }
  std::abort();
}

const ChartSource* PlainRoute::ChartOfKind(ChartKind kind) const {
  for (const ChartSource& chart : source_->charts) {
    if (chart.kind == kind) return &chart;
  }
  return nullptr;
}

const StateSource& PlainRoute::StateOf(const Run& run) const {
  for (const StateSource& state : ChartOf(run.chart).states) {
    if (state.name == run.state) return state;
  }
  std::abort();
}

std::vector<TransitionSource> PlainRoute::RulesOf(const Run& run) const {
  return RulesOf(ChartOf(run.chart), StateOf(run));
}

std::vector<TransitionSource> PlainRoute::RulesOf(const ChartSource& chart, const StateSource& state) const {
  // A part that has ended can begin again by what its state says itself.
  if (state.final) return state.transitions;
  std::vector<TransitionSource> rules = state.transitions;
  for (const TransitionSource& rule : chart.everywhere) {
    bool own = false;
    for (const TransitionSource& other : state.transitions) {
      own = own || (other.trigger.kind == rule.trigger.kind && other.trigger.name == rule.trigger.name &&
                    other.trigger.outcome == rule.trigger.outcome);
    }
    if (!own) rules.push_back(rule);
  }
  return rules;
}

const EventSource* PlainRoute::EventOf(const std::string& name, std::string* chart) const {
  for (const EventSource& event : source_->events) {
    if (event.name == name) return &event;
  }
  for (const ChartSource& one : source_->charts) {
    for (const EventSource& event : one.events) {
      if (event.name != name) continue;
      *chart = one.name;
      return &event;
    }
  }
  return nullptr;
}

bool PlainRoute::Defers(const std::string& event) const {
  if (IsFinal(now_.main)) return false;
  bool defers = false;
  for (const NameSource& one : ChartOf(now_.main.chart).defers) defers = defers || one.name == event;
  if (!defers) return false;
  for (const TransitionSource& rule : RulesOf(now_.main)) {
    if (rule.trigger.kind == TriggerSource::Kind::kEvent && rule.trigger.name == event) return false;
  }
  return true;
}

bool PlainRoute::Says(const ChartSource& chart, const std::string& event) const {
  for (const StateSource& state : chart.states) {
    for (const TransitionSource& rule : RulesOf(chart, state)) {
      if (rule.trigger.kind == TriggerSource::Kind::kEvent && rule.trigger.name == event) return true;
    }
  }
  return false;
}

std::string PlainRoute::Take(const Event& event, Instant now) {
  const All before = now_;
  Begin(event, now);
  opening_ = now_.sequence++ == 0;
  if (opening_) Enter(now_.main, now_.main.state);
  opening_ = false;
  const std::string verdict = Receive(event);
  const bool stays = verdict == "taken" || verdict == "deferred" || verdict == "unexpected" || verdict == "noted";
  if (stays) {
    Settle();
  } else {
    now_ = before;
    now_.issued.clear();
    now_.announced.clear();
    now_.steered.reset();
  }
  return verdict;
}

void PlainRoute::Begin(const Event& event, Instant now) {
  at_ = now;
  first_new_ = now_.next;
  start_ = std::min(event.time, now);
  now_.issued.clear();
  now_.announced.clear();
  now_.steered.reset();
}

std::string PlainRoute::Receive(const Event& event) {
  return std::visit([&](const auto& what) { return Receive(what, event); }, event.what);
}

// What an event lacks: the attributes that it always carries, and those of the lines that it starts parts for.
std::string PlainRoute::Misses(const Announced& announced, const EventSource& event) const {
  for (const std::string& name : event.attributes) {
    if (announced.attributes.count(name) == 0) return "MISSING_ATTRIBUTE";
  }
  for (const RenamedSource& one : event.renamed) {
    if (!one.optional && announced.attributes.count(one.attribute) == 0) return "MISSING_ATTRIBUTE";
  }
  const ChartSource& main = ChartOf(now_.main.chart);
  for (const StateSource& state : main.states) {
    for (const TransitionSource& rule : RulesOf(main, state)) {
      const bool on = rule.trigger.kind == TriggerSource::Kind::kEvent && rule.trigger.name == event.name;
      if (!on || rule.actions.start_parts.empty()) continue;
      if (announced.lines.empty() && now_.parts.empty()) return "BAD_ATTRIBUTE";
      for (const EventLine& line : announced.lines) {
        for (const NameSource& name : ChartOf(rule.actions.start_parts).line_attributes) {
          if (line.attributes.count(name.name) == 0) return "MISSING_ATTRIBUTE";
        }
      }
    }
  }
  return {};
}

std::string PlainRoute::Receive(const Announced& announced, const Event& event) {
  std::string part_chart;
  const EventSource* declared = EventOf(announced.type, &part_chart);
  if (declared == nullptr) return "noted";
  if (const std::string misses = Misses(announced, *declared); !misses.empty()) return misses;
  if (IsFinal(now_.main)) return Unexpected(announced, declared->signal);
  if (!part_chart.empty()) {
    for (Run& part : now_.parts) {
      if (part.key != announced.part || part.chart != part_chart) continue;
      AnswerCommands(part, announced.type);
      if (TakeIn(part, TriggerSource::Kind::kEvent, announced.type, {}, &announced)) return "taken";
    }
    return Unexpected(announced, declared->signal);
  }
  const bool other = IsAboutOther(announced, *declared);
  if (!other) AnswerCommands(now_.main, announced.type);
  const ChartSource* interrupting = ChartOfKind(ChartKind::kInterrupting);
  if (!now_.interrupt) {
    if (interrupting != nullptr && interrupting->interrupts_on.name == announced.type) {
      Learn(now_.main, *declared, announced, false);
      now_.interrupt = Run{interrupting->name, {}, interrupting->start.name, {}, {}, {}, {}};
      Enter(*now_.interrupt, interrupting->start.name);
      return "taken";
    }
    if (Defers(announced.type)) return Defer(event);
    if (TakeIn(now_.main, TriggerSource::Kind::kEvent, announced.type, {}, &announced, other)) return "taken";
    return Unexpected(announced, declared->signal);
  }
  if (!other) AnswerCommands(*now_.interrupt, announced.type);
  for (const NameSource& waits : ChartOf(now_.main.chart).defers) {
    if (waits.name != announced.type) continue;
    // The interruption goes on by it, and learns nothing of it.
    for (const TransitionSource& rule : RulesOf(*now_.interrupt)) {
      if (rule.trigger.kind != TriggerSource::Kind::kEvent || rule.trigger.name != announced.type) continue;
      if (!Hold(*now_.interrupt, rule)) continue;
      Follow(*now_.interrupt, rule, nullptr);
      break;
    }
    return Defer(event);
  }
  if (TakeIn(*now_.interrupt, TriggerSource::Kind::kEvent, announced.type, {}, &announced, other)) return "taken";
  if (!Says(ChartOf(now_.main.chart), announced.type)) return Unexpected(announced, declared->signal);
  if (!other) AnswerTasks(now_.main, announced.type);
  return Defer(event);
}

// Every reference of a drawn definition comes with the event that opens it, and never without; so it is known from the
// first state on, and the start knows nothing.
bool PlainRoute::IsAboutOther(const Announced& announced, const EventSource& event) const {
  const bool opened = now_.main.state != ChartOf(now_.main.chart).start.name;
  for (const std::string& name : event.about) {
    const auto said = announced.attributes.find(name);
    const auto known = now_.references.find(name);
    const std::string in_hand = opened && known != now_.references.end() ? known->second : std::string();
    if ((said == announced.attributes.end() ? std::string() : said->second) != in_hand) return true;
  }
  return false;
}

std::string PlainRoute::Receive(const TimerExpired& expired, const Event& event) {
  std::vector<Run*> runs = {&now_.main};
  if (now_.interrupt) runs.push_back(&*now_.interrupt);
  for (Run& part : now_.parts) runs.push_back(&part);
  for (Run* run : runs) {
    for (std::size_t i = 0; i < run->timers.size(); ++i) {
      Timer& timer = run->timers[i];
      if (timer.number != expired.timer || timer.expired) continue;
      if (at_ < timer.due) return "EARLY_TIMER";
      if (run == &now_.main && now_.interrupt) {
        timer.expired = true;
        return Defer(event);
      }
      const std::string name = timer.name;
      run->timers.erase(run->timers.begin() + static_cast<std::ptrdiff_t>(i));
      TakeIn(*run, TriggerSource::Kind::kTimer, name, {}, nullptr);
      return "taken";
    }
  }
  return "STALE_TIMER";
}

std::string PlainRoute::Receive(const TaskCompleted& completed, const Event& event) {
  for (std::size_t i = 0; i < now_.looked.size(); ++i) {
    const Looked one = now_.looked[i];
    if (one.number != completed.task) continue;
    const bool allowed =
        one.unexpected ? completed.outcome == "seen" : completed.outcome == "retry" || completed.outcome == "settled";
    if (!allowed) return "OUTCOME_NOT_ALLOWED";
    if (!one.unexpected) now_.steered = std::make_pair(one.command, completed.outcome);
    const std::string_view name = one.unexpected ? "unexpected_event" : "failed_command";
    now_.announced.push_back("TaskCompleted " + std::string(name) + " " + completed.outcome);
    now_.looked.erase(now_.looked.begin() + static_cast<std::ptrdiff_t>(i));
    return "taken";
  }
  std::vector<Run*> runs = {&now_.main};
  if (now_.interrupt) runs.push_back(&*now_.interrupt);
  for (Run& part : now_.parts) runs.push_back(&part);
  for (Run* run : runs) {
    for (std::size_t i = 0; i < run->tasks.size(); ++i) {
      Task& task = run->tasks[i];
      if (task.number != completed.task || task.completed) continue;
      for (const TaskSource& declared : ChartOf(run->chart).tasks) {
        if (declared.name != task.name) continue;
        if (declared.outcomes.empty()) return "TASK_ANSWERED_ELSEWHERE";
        const bool known = std::any_of(declared.outcomes.begin(), declared.outcomes.end(),
                                       [&](const OutcomeSource& one) { return one.name == completed.outcome; });
        if (!known) return "OUTCOME_NOT_ALLOWED";
      }
      if (slip_ != Slip::kACompletedTaskIsNotAnnounced) {
        now_.announced.push_back("TaskCompleted " + task.name + " " + completed.outcome);
      }
      if (run == &now_.main && now_.interrupt) {
        task.completed = true;
        return Defer(event);
      }
      const std::string name = task.name;
      run->tasks.erase(run->tasks.begin() + static_cast<std::ptrdiff_t>(i));
      TakeIn(*run, TriggerSource::Kind::kTask, name, completed.outcome, nullptr);
      return "taken";
    }
  }
  return "TASK_CLOSED";
}

std::int64_t PlainRoute::TaskOfFailed(std::int64_t command) const {
  for (const Looked& one : now_.looked) {
    if (!one.unexpected && one.command == command) return one.number;
  }
  return 0;
}

std::string PlainRoute::Receive(const CommandFailed& failed, const Event&) {
  bool comes_back = false;
  for (const CatalogueCommand& one : commands_.commands) comes_back |= one.name == failed.name && !one.outcomes.empty();
  bool waits = false;
  const auto look = [&](const Run& run) {
    for (const auto& [number, name] : run.commands) waits = waits || number == failed.command;
  };
  look(now_.main);
  if (now_.interrupt) look(*now_.interrupt);
  for (const Run& part : now_.parts) look(part);
  bool known = false;
  for (const Looked& one : now_.looked) known = known || one.command == failed.command;
  if (known || (comes_back && !waits)) return "COMMAND_ANSWERED";
  Look(false, failed.part, failed.name, failed.command);
  return "taken";
}

std::string PlainRoute::Unexpected(const Announced& announced, bool signal) {
  if (signal) return "EVENT_DOES_NOT_FIT";
  Look(true, announced.part, announced.type, 0);
  return "unexpected";
}

std::string PlainRoute::Defer(const Event& event) {
  if (now_.deferred.size() >= kMost) return "TOO_MANY_DEFERRED";
  now_.deferred.push_back(event);
  return "deferred";
}

void PlainRoute::Settle() {
  for (;;) {
    if (now_.interrupt && IsFinal(*now_.interrupt)) {
      const std::string on = StateOf(*now_.interrupt).continue_in;
      now_.interrupt.reset();
      if (!on.empty()) {
        LeaveState(now_.main);
        Enter(now_.main, on);
      }
      continue;
    }
    if (Automatic()) continue;
    if (now_.interrupt) return;
    bool again = false;
    for (std::size_t i = 0; i < now_.deferred.size() && !again; ++i) {
      const Event event = now_.deferred[i];
      const auto* announced = std::get_if<Announced>(&event.what);
      std::string part_chart;
      if (announced != nullptr && EventOf(announced->type, &part_chart) != nullptr && Defers(announced->type)) continue;
      now_.deferred.erase(now_.deferred.begin() + static_cast<std::ptrdiff_t>(i));
      TakeDeferred(event);
      again = true;
    }
    if (!again) return;
  }
}

bool PlainRoute::Automatic() {
  if (IsFinal(now_.main)) return false;
  Run& front = now_.interrupt ? *now_.interrupt : now_.main;
  if (TakeIn(front, TriggerSource::Kind::kAutomatic, {}, {}, nullptr)) return true;
  for (Run& part : now_.parts) {
    if (TakeIn(part, TriggerSource::Kind::kAutomatic, {}, {}, nullptr)) return true;
  }
  return false;
}

void PlainRoute::TakeDeferred(const Event& event) {
  start_ = std::min(event.time, at_);
  if (const auto* announced = std::get_if<Announced>(&event.what)) {
    std::string part_chart;
    const bool other = IsAboutOther(*announced, *EventOf(announced->type, &part_chart));
    if (!TakeIn(now_.main, TriggerSource::Kind::kEvent, announced->type, {}, announced, other))
      Look(true, announced->part, announced->type, 0);
    return;
  }
  if (const auto* expired = std::get_if<TimerExpired>(&event.what)) {
    for (std::size_t i = 0; i < now_.main.timers.size(); ++i) {
      if (now_.main.timers[i].number != expired->timer) continue;
      const std::string name = now_.main.timers[i].name;
      now_.main.timers.erase(now_.main.timers.begin() + static_cast<std::ptrdiff_t>(i));
      TakeIn(now_.main, TriggerSource::Kind::kTimer, name, {}, nullptr);
      return;
    }
    return;
  }
  const auto* completed = std::get_if<TaskCompleted>(&event.what);
  if (completed == nullptr) return;
  for (std::size_t i = 0; i < now_.main.tasks.size(); ++i) {
    if (now_.main.tasks[i].number != completed->task) continue;
    const std::string name = now_.main.tasks[i].name;
    now_.main.tasks.erase(now_.main.tasks.begin() + static_cast<std::ptrdiff_t>(i));
    TakeIn(now_.main, TriggerSource::Kind::kTask, name, completed->outcome, nullptr);
    return;
  }
}

}  // namespace clientroute::orchestrator
