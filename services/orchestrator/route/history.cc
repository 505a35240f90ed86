#include "services/orchestrator/route/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/orchestrator/route/run_names.h"

namespace clientroute::orchestrator {
namespace {

std::string NameOf(const Event& event) {
  if (const auto* announced = std::get_if<Announced>(&event.what)) return announced->type;
  if (std::holds_alternative<TimerExpired>(event.what)) return "TimerExpired";
  if (std::holds_alternative<TaskCompleted>(event.what)) return "TaskCompleted";
  if (std::holds_alternative<Migrated>(event.what)) return "Migrated";
  return "CommandFailed";
}

std::string SayReception(Reception reception) {
  switch (reception) {
    case Reception::kTaken:
      return "genomen";
    case Reception::kDeferred:
      return "bewaard";
    case Reception::kUnexpected:
      return "past niet; een taak om ernaar te kijken";
    case Reception::kNoted:
      return "geen reactie";
  }
  return {};
}

std::string Joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "geen" : text;
}

class Comparer {
 public:
  Comparer(HistoryRun recorded, const Definition& target, const RouteMapping* mapping)
      : recorded_(std::move(recorded)),
        target_(target),
        names_(mapping),
        replayed_(NewRoute(target, recorded_.route().id)) {}

  HistoryComparison Run(const std::vector<TakenEvent>& events) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      sequence_ = static_cast<std::int64_t>(i) + 1;
      event_ = NameOf(events[i].event);
      if (!TakeOne(events[i], i)) break;
    }
    out_.recorded = recorded_.route();
    out_.recorded_on = &recorded_.definition();
    out_.replayed = std::move(replayed_);
    return std::move(out_);
  }

 private:
  /// False when the record itself cannot be run any further.
  bool TakeOne(const TakenEvent& taken, std::size_t position) {
    // What it is about stands in the route before it.
    std::optional<Event> there = Translate(taken.event);
    StepResult here = recorded_.Take(taken);
    if (!std::holds_alternative<Transition>(here)) {
      out_.damage = ReplayFailure{position, taken.event.id, ReasonOf(here)};
      return false;
    }
    if (std::holds_alternative<Migrated>(taken.event.what)) return true;
    if (!there) return true;
    StepResult step = Step(target_, replayed_, *there, taken.taken);
    auto* transition = std::get_if<Transition>(&step);
    if (transition == nullptr) {
      Differ("past niet", "genomen", ReasonOf(step));
      return true;
    }
    replayed_ = transition->route;
    const Transition& original = std::get<Transition>(here);
    Match(original, *transition);
    Compare(original, *transition);
    return true;
  }

  static std::string ReasonOf(const StepResult& result) {
    if (const auto* refusal = std::get_if<Refusal>(&result)) {
      return std::string(ToString(refusal->reason)) + ": " + refusal->message;
    }
    const auto* broken = std::get_if<BrokenInvariant>(&result);
    return broken == nullptr ? std::string() : broken->name + ": " + broken->detail;
  }

  void Differ(std::string about, std::string recorded, std::string replayed) {
    if (out_.first) return;
    out_.first = HistoryDifference{sequence_, event_, std::move(about), std::move(recorded), std::move(replayed)};
  }

  /// The event with the numbers that its timer, task or command has there; nothing when it is not there.
  std::optional<Event> Translate(Event event) {
    if (auto* expired = std::get_if<TimerExpired>(&event.what)) {
      const NamedThing timer = FindTimer(recorded_.definition(), recorded_.route(), expired->timer);
      const std::int64_t number = TimerNumber(target_, replayed_, names_.Timer(recorded_.definition(), timer));
      if (number == 0) Differ("past niet", "termijn " + timer.name + " verstreken", "die termijn loopt hier niet");
      expired->timer = number;
      return number == 0 ? std::nullopt : std::optional(std::move(event));
    }
    if (auto* completed = std::get_if<TaskCompleted>(&event.what)) {
      const NamedThing task = FindTask(recorded_.definition(), recorded_.route(), completed->task);
      const std::int64_t number = TaskNumber(target_, replayed_, names_.Task(recorded_.definition(), task));
      if (number == 0) Differ("past niet", "taak " + task.name + " afgerond", "die taak staat hier niet open");
      completed->task = number;
      return number == 0 ? std::nullopt : std::optional(std::move(event));
    }
    if (auto* failed = std::get_if<CommandFailed>(&event.what)) {
      const auto known = command_numbers_.find(failed->command);
      if (known == command_numbers_.end()) {
        Differ("past niet", "opdracht " + failed->name + " lukt niet", "die opdracht is hier niet gegeven");
        return std::nullopt;
      }
      failed->command = known->second;
    }
    return event;
  }

  /// Which command there is which here.
  void Match(const Transition& original, const Transition& transition) {
    std::set<std::int64_t> used;
    for (const Command& command : original.commands) {
      for (const Command& one : transition.commands) {
        if (one.name != command.name || one.part != command.part || !used.insert(one.number).second) continue;
        command_numbers_[command.number] = one.number;
        break;
      }
    }
  }

  void Compare(const Transition& original, const Transition& transition) {
    const Definition& here = recorded_.definition();
    const Route& route = recorded_.route();
    CompareSets("stand", names_.States(here, route), StatesOf(target_, replayed_));
    if (original.reception != transition.reception) {
      Differ("ontvangst", SayReception(original.reception), SayReception(transition.reception));
    }
    CompareSets("opdrachten", CommandsOf(original), CommandsOf(transition));
    CompareSets("termijnen", names_.Timers(here, route), TimersOf(target_, replayed_));
    CompareSets("taken", names_.Tasks(here, route), TasksOf(target_, replayed_));
  }

  void CompareSets(const char* about, const std::set<std::string>& recorded, const std::set<std::string>& replayed) {
    if (recorded == replayed) return;
    std::set<std::string> only_here;
    std::set<std::string> only_there;
    std::set_difference(recorded.begin(), recorded.end(), replayed.begin(), replayed.end(),
                        std::inserter(only_here, only_here.end()));
    std::set_difference(replayed.begin(), replayed.end(), recorded.begin(), recorded.end(),
                        std::inserter(only_there, only_there.end()));
    Differ(about, Joined(only_here), Joined(only_there));
  }

  HistoryRun recorded_;
  const Definition& target_;
  RunNames names_;
  Route replayed_;
  HistoryComparison out_;
  std::map<std::int64_t, std::int64_t> command_numbers_;
  std::int64_t sequence_ = 0;
  std::string event_;
};

}  // namespace

HistoryRun::HistoryRun(const Definition& definition, std::string route_id, MappingOf mapping_of)
    : definition_(&definition), route_(NewRoute(definition, std::move(route_id))), mapping_of_(std::move(mapping_of)) {}

StepResult HistoryRun::Take(const TakenEvent& taken) {
  if (const auto* migrated = std::get_if<Migrated>(&taken.event.what)) return Move(taken, *migrated);
  StepResult result = Step(*definition_, route_, taken.event, taken.taken);
  if (const auto* transition = std::get_if<Transition>(&result)) route_ = transition->route;
  return result;
}

StepResult HistoryRun::Move(const TakenEvent& taken, const Migrated& migrated) {
  const RouteMapping* mapping = mapping_of_ ? mapping_of_(migrated) : nullptr;
  if (mapping == nullptr || mapping->from != definition_) {
    return BrokenInvariant{"MoveCanBeFollowed", "from version " + std::to_string(migrated.from_version) + " to " +
                                                    std::to_string(migrated.to_version)};
  }
  auto moved = Migrate(*mapping, route_, taken.event, taken.taken);
  if (const auto* stranded = std::get_if<Stranded>(&moved)) return BrokenInvariant{"MoveCanBeFollowed", stranded->why};
  definition_ = mapping->to;
  route_ = std::get<Migration>(moved).transition.route;
  return std::move(std::get<Migration>(moved).transition);
}

HistoryComparison CompareHistory(HistoryRun recorded, const Definition& target, const RouteMapping* mapping,
                                 const std::vector<TakenEvent>& events) {
  return Comparer(std::move(recorded), target, mapping).Run(events);
}

}  // namespace clientroute::orchestrator
