#include <algorithm>

#include "services/orchestrator/route/step.h"
#include "tests/simulation/plain_interpreter.h"

/// The third part of the plain interpreter: moving to another version, and what the rows of a route say.
namespace clientroute::orchestrator {
namespace {

std::string Renamed(const PlainMapping::Names& names, const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

template <typename Names>
bool Lists(const Names& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(), [&](const NameSource& one) { return one.name == name; });
}

std::set<std::string> Mapped(const std::vector<NameSource>& names, const PlainMapping::Names& mapping, bool of_main) {
  std::set<std::string> mapped;
  for (const NameSource& one : names) mapped.insert(of_main ? Renamed(mapping, one.name) : one.name);
  return mapped;
}

}  // namespace

std::vector<PlainRoute::Run*> PlainRoute::Runs() {
  std::vector<Run*> runs = {&now_.main};
  if (now_.interrupt) runs.push_back(&*now_.interrupt);
  for (Run& part : now_.parts) runs.push_back(&part);
  return runs;
}

std::vector<const PlainRoute::Run*> PlainRoute::Runs() const {
  std::vector<const Run*> runs = {&now_.main};
  if (now_.interrupt) runs.push_back(&*now_.interrupt);
  for (const Run& part : now_.parts) runs.push_back(&part);
  return runs;
}

// Every version of a drawn definition knows the same events and references, so nothing is lost of them.
std::string PlainRoute::MoveTo(const DefinitionSource& source, const PlainMapping& mapping, const Event& event,
                               Instant now) {
  const All before = now_;
  const DefinitionSource* const old = source_;
  Begin(event, now);
  std::vector<std::pair<std::set<std::string>, std::set<std::string>>> had;
  for (const Run* run : Runs()) {
    const bool of_main = run == &now_.main;
    had.emplace_back(Mapped(StateOf(*run).timers, mapping.timers, of_main),
                     Mapped(StateOf(*run).tasks, mapping.tasks, of_main));
  }
  source_ = &source;
  Values facts;
  for (const auto& [name, value] : now_.facts) facts[Renamed(mapping.facts, name)] = value;
  now_.facts = facts;
  bool fits = true;
  for (Run* run : Runs()) fits = Carry(*run, mapping) && fits;
  if (fits) {
    const std::vector<Run*> runs = Runs();
    for (std::size_t i = 0; i < runs.size() && slip_ != Slip::kAMovedRouteStartsNothing; ++i)
      StartWhatIsNew(*runs[i], had[i].first, had[i].second);
    ++now_.sequence;
    Settle();
    for (const Run* run : Runs()) fits = fits && (IsFinal(now_.main) || IsFinal(*run) || CanGoOn(*run));
  }
  if (fits) return "taken";
  now_ = before;
  now_.issued.clear();
  now_.announced.clear();
  now_.steered.reset();
  source_ = old;
  return "ROUTE_STRANDED";
}

// The run as the new version has it; false when something of it is answered nowhere.
bool PlainRoute::Carry(Run& run, const PlainMapping& mapping) {
  static const PlainMapping kSame;
  const PlainMapping& names = &run == &now_.main ? mapping : kSame;
  run.state = Renamed(names.states, run.state);
  const ChartSource& chart = ChartOf(run.chart);
  const StateSource& state = StateOf(run);
  bool fits = true;
  for (Timer& timer : run.timers) {
    timer.name = Renamed(names.timers, timer.name);
    if (timer.name.empty()) continue;
    timer.with_state = std::any_of(chart.states.begin(), chart.states.end(),
                                   [&](const StateSource& one) { return Lists(one.timers, timer.name); });
    fits = fits && AnswersTimer(run, timer.name) && (!timer.with_state || Lists(state.timers, timer.name));
  }
  std::erase_if(run.timers, [](const Timer& timer) { return timer.name.empty(); });
  for (Task& task : run.tasks) {
    task.name = Renamed(names.tasks, task.name);
    if (task.name.empty()) continue;
    task.with_state = std::any_of(chart.states.begin(), chart.states.end(),
                                  [&](const StateSource& one) { return Lists(one.tasks, task.name); });
    fits = fits && AnswersTask(run, task.name) && (!task.with_state || Lists(state.tasks, task.name));
  }
  std::erase_if(run.tasks, [](const Task& task) { return task.name.empty(); });
  return fits;
}

void PlainRoute::StartWhatIsNew(Run& run, const std::set<std::string>& had_timers,
                                const std::set<std::string>& had_tasks) {
  const StateSource& state = StateOf(run);
  if (state.final) return;
  for (const NameSource& timer : state.timers) {
    const bool runs =
        std::any_of(run.timers.begin(), run.timers.end(), [&](const Timer& one) { return one.name == timer.name; });
    if (!runs && had_timers.count(timer.name) == 0) Start(run, timer.name, true);
  }
  for (const NameSource& task : state.tasks) {
    if (had_tasks.count(task.name) == 0) Open(run, task.name, true);
  }
}

bool PlainRoute::AnswersTimer(const Run& run, const std::string& timer) const {
  const std::vector<TransitionSource> rules = RulesOf(run);
  return std::any_of(rules.begin(), rules.end(), [&](const TransitionSource& rule) {
    return rule.trigger.kind == TriggerSource::Kind::kTimer && rule.trigger.name == timer;
  });
}

// Every way in which it can be done must mean something.
bool PlainRoute::AnswersTask(const Run& run, const std::string& task) const {
  const std::vector<TransitionSource> rules = RulesOf(run);
  for (const TaskSource& declared : ChartOf(run.chart).tasks) {
    if (declared.name != task) continue;
    for (const OutcomeSource& outcome : declared.outcomes) {
      const bool answered = std::any_of(rules.begin(), rules.end(), [&](const TransitionSource& rule) {
        return rule.trigger.kind == TriggerSource::Kind::kTask && rule.trigger.name == task &&
               rule.trigger.outcome == outcome.name;
      });
      if (!answered) return false;
    }
  }
  return true;
}

// By a rule of its own that leads somewhere, where it has any; else by what holds everywhere.
bool PlainRoute::CanGoOn(const Run& run) const {
  const StateSource& state = StateOf(run);
  const auto leads = [](const TransitionSource& rule) { return !rule.go_to.empty(); };
  const bool own = std::any_of(state.transitions.begin(), state.transitions.end(), leads);
  const std::vector<TransitionSource> rules = own ? state.transitions : RulesOf(run);
  return std::any_of(rules.begin(), rules.end(),
                     [&](const TransitionSource& rule) { return leads(rule) && CanHappen(run, rule.trigger); });
}

bool PlainRoute::CanHappen(const Run& run, const TriggerSource& trigger) const {
  switch (trigger.kind) {
    case TriggerSource::Kind::kTimer:
      return std::any_of(run.timers.begin(), run.timers.end(),
                         [&](const Timer& timer) { return timer.name == trigger.name; });
    case TriggerSource::Kind::kTask:
      return std::any_of(run.tasks.begin(), run.tasks.end(),
                         [&](const Task& task) { return task.name == trigger.name; });
    case TriggerSource::Kind::kAutomatic:
      return !now_.parts.empty();
    default:
      break;
  }
  // What comes back of a command comes only of one that is on its way.
  bool comes_back = false;
  for (const CatalogueCommand& command : commands_.commands) {
    const auto& outcomes = command.outcomes;
    if (std::find(outcomes.begin(), outcomes.end(), trigger.name) == outcomes.end()) continue;
    comes_back = true;
    for (const auto& [number, name] : run.commands) {
      if (name == command.name) return true;
    }
  }
  return !comes_back;
}

std::string PlainRoute::Where() const {
  const auto reference = [&](const char* name) {
    const auto known = now_.references.find(name);
    return known == now_.references.end() ? std::string() : known->second;
  };
  return std::to_string(now_.sequence) + " " + now_.main.state + " (" + (now_.interrupt ? now_.interrupt->state : "") +
         ") " + (IsFinal(now_.main) ? "ended " : "open ") + reference("municipality") + " " + reference("client");
}

std::map<std::int64_t, Instant> PlainRoute::timers() const {
  std::map<std::int64_t, Instant> found;
  for (const Run* run : Runs()) {
    for (const Timer& timer : run->timers) {
      if (!timer.expired) found[timer.number] = timer.due;
    }
  }
  return found;
}

std::map<std::int64_t, std::string> PlainRoute::tasks() const {
  std::map<std::int64_t, std::string> found;
  for (const Run* run : Runs()) {
    for (const Task& task : run->tasks) {
      if (!task.completed) found[task.number] = task.name;
    }
  }
  for (const Looked& one : now_.looked) found[one.number] = one.unexpected ? kUnexpectedEventTask : kFailedCommandTask;
  return found;
}

std::set<std::int64_t> PlainRoute::waiting_commands() const {
  std::set<std::int64_t> found;
  for (const Run* run : Runs()) {
    for (const auto& [number, name] : run->commands) found.insert(number);
  }
  for (const Looked& one : now_.looked) {
    if (!one.unexpected) found.insert(one.command);
  }
  return found;
}

}  // namespace clientroute::orchestrator
