#include "services/orchestrator/route/migrate.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/orchestrator/route/invariants.h"
#include "services/orchestrator/route/route_editor.h"

namespace clientroute::orchestrator {
namespace {

template <typename Items, typename Id>
bool Lists(const Items& items, Id id) {
  return std::find(items.begin(), items.end(), id) != items.end();
}

/// Whether the timer lasts with the states that list it; the checker allows no other use beside that.
bool LastsWithStates(const Chart& chart, TimerId timer) {
  return std::any_of(chart.states.begin(), chart.states.end(),
                     [&](const State& state) { return Lists(state.timers, timer); });
}
bool LastsWithStates(const Chart& chart, TaskId task) {
  return std::any_of(chart.states.begin(), chart.states.end(),
                     [&](const State& state) { return Lists(state.tasks, task); });
}

TaskOpened AsOpened(const Chart& chart, const OpenTask& task, const std::string& part) {
  const TaskDeclaration& declared = chart.tasks[Index(task.task)];
  return {task.number,    declared.name,     part,
          declared.title, declared.role,     task.opened,
          task.due,       declared.outcomes, declared.answered_by_method};
}

class Mover {
 public:
  Mover(const RouteMapping& mapping, const Route& route) : mapping_(mapping), old_(route) {}

  std::variant<Migration, Stranded> Run(const Event& event, Instant now) {
    Route moved = MoveRoute();
    if (why_.empty()) FindUnknownCommands(moved);
    if (why_.empty()) FindUnknownEvents();
    if (!why_.empty()) return Stranded{std::move(why_)};
    RouteEditor editor(*mapping_.to, moved, std::min(event.time, now));
    StartWhatIsNew(editor);
    StepResult result = Step(*mapping_.to, editor.route(), event, now);
    if (const auto* refusal = std::get_if<Refusal>(&result)) return Stranded{refusal->message};
    if (const auto* broken = std::get_if<BrokenInvariant>(&result)) {
      return Stranded{"dan klopt " + broken->name + " niet meer: " + broken->detail};
    }
    migration_.transition = std::get<Transition>(std::move(result));
    migration_.transition.placements = std::move(placements_);
    Merge(std::move(editor.out()));
    FindDeadEnds(migration_.transition.route);
    if (!why_.empty()) return Stranded{std::move(why_)};
    return std::move(migration_);
  }

 private:
  void Strand(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }

  static std::string RunName(const ChartRun& run) { return run.key.empty() ? std::string() : " van " + run.key; }

  Route MoveRoute() {
    Route moved = old_;
    moved.facts = MoveFacts(mapping_.facts, mapping_.from->facts, mapping_.to->facts, old_.facts);
    moved.references.assign(mapping_.to->references.size(), {});
    for (std::size_t i = 0; i < old_.references.size(); ++i) {
      if (mapping_.references[i]) moved.references[*mapping_.references[i]] = old_.references[i];
    }
    MoveRun(old_.main, moved.main);
    if (old_.interrupt) MoveRun(*old_.interrupt, *moved.interrupt);
    for (std::size_t i = 0; i < old_.parts.size(); ++i) MoveRun(old_.parts[i], moved.parts[i]);
    return moved;
  }

  Facts MoveFacts(const std::vector<std::optional<std::uint16_t>>& places, const std::vector<Fact>& from,
                  const std::vector<Fact>& to, const Facts& facts) {
    Facts moved;
    for (const Fact& fact : to) moved.push_back(fact.initial);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!places[i]) continue;
      const Fact& target = to[*places[i]];
      moved[*places[i]] = facts[i] ? ParseFact(target, FormatFact(from[i], facts[i])) : std::nullopt;
      if (facts[i] && !moved[*places[i]]) {
        Strand("het gegeven " + from[i].name + " is " + FormatFact(from[i], facts[i]) +
               ", en die waarde kent de nieuwe versie niet");
      }
    }
    return moved;
  }

  void MoveRun(const ChartRun& from, ChartRun& run) {
    const Chart& old_chart = (*mapping_.from)[from.chart];
    const ChartMapping& places = mapping_[from.chart];
    const Chart& chart = (*mapping_.to)[places.to];
    run.chart = places.to;
    run.state = places.states[Index(from.state)];
    run.facts = MoveFacts(places.facts, old_chart.facts, chart.facts, from.facts);
    placements_.push_back({chart.name, run.key, old_chart[from.state].name, chart[run.state].name});
    run.timers.clear();
    for (const OpenTimer& timer : from.timers) MoveTimer(timer, old_chart, places, chart, run);
    run.tasks.clear();
    for (const OpenTask& task : from.tasks) MoveTask(task, old_chart, places, chart, run);
  }

  void MoveTimer(OpenTimer timer, const Chart& old_chart, const ChartMapping& places, const Chart& chart,
                 ChartRun& run) {
    const std::string& name = old_chart.timers[Index(timer.timer)].name;
    const std::optional<TimerId> place = places.timers[Index(timer.timer)];
    if (!place) {
      if (!timer.expired) ended_.timers_ended.push_back({timer.number, name, run.key, false, timer.due});
      return;
    }
    const State& state = chart[run.state];
    timer.timer = *place;
    timer.while_in = LastsWithStates(chart, *place) ? std::optional(run.state) : std::nullopt;
    const bool answered = std::any_of(state.rules.begin(), state.rules.end(),
                                      [&](const Rule& rule) { return rule.trigger == On(*place); });
    const bool belongs = !timer.while_in || Lists(state.timers, *place);
    if (!answered || !belongs) {
      return Strand("de termijn " + name + RunName(run) + " loopt, en de stand " + state.name +
                    " van de nieuwe versie zegt daar niets over");
    }
    run.timers.push_back(timer);
  }

  void MoveTask(OpenTask task, const Chart& old_chart, const ChartMapping& places, const Chart& chart, ChartRun& run) {
    const std::string& name = old_chart.tasks[Index(task.task)].name;
    const std::optional<TaskId> place = places.tasks[Index(task.task)];
    if (!place) {
      if (!task.completed) ended_.tasks_ended.push_back({task.number, name, run.key, TaskEnding::kNoLongerNeeded, {}});
      return;
    }
    const State& state = chart[run.state];
    task.task = *place;
    task.while_in = LastsWithStates(chart, *place) ? std::optional(run.state) : std::nullopt;
    if (!IsAnswered(chart, state, *place) || (task.while_in && !Lists(state.tasks, *place))) {
      return Strand("de taak " + name + RunName(run) + " staat open, en de stand " + state.name +
                    " van de nieuwe versie zegt daar niets over");
    }
    run.tasks.push_back(task);
    if (!task.completed) migration_.tasks_kept.push_back(AsOpened(chart, task, run.key));
  }

  static bool IsAnswered(const Chart& chart, const State& state, TaskId task) {
    const TaskDeclaration& declared = chart.tasks[Index(task)];
    const auto has = [&](const Trigger& trigger) {
      return std::any_of(state.rules.begin(), state.rules.end(),
                         [&](const Rule& rule) { return rule.trigger == trigger; });
    };
    if (declared.answered_by_event) return has(On(*declared.answered_by_event));
    for (std::size_t i = 0; i < declared.outcomes.size(); ++i) {
      if (!has(On(task, i))) return false;
    }
    return true;
  }

  static std::vector<const ChartRun*> RunsOf(const Route& route) {
    std::vector<const ChartRun*> runs = {&route.main};
    if (route.interrupt) runs.push_back(&*route.interrupt);
    for (const ChartRun& part : route.parts) runs.push_back(&part);
    return runs;
  }

  // Of a command that is on its way the outcome must mean something.
  void FindUnknownCommands(const Route& moved) {
    const auto& events = mapping_.to->events;
    for (const ChartRun* run : RunsOf(moved)) {
      for (const PendingCommand& command : run->commands) {
        const bool known = std::any_of(events.begin(), events.end(), [&](const EventDeclaration& event) {
          return Lists(event.answers, command.name);
        });
        if (!known) {
          Strand("de opdracht " + command.name + RunName(*run) +
                 " is onderweg, en de nieuwe versie kent de uitkomst niet");
        }
      }
    }
  }

  void FindUnknownEvents() {
    for (const Event& event : old_.deferred) {
      const auto* announced = std::get_if<Announced>(&event.what);
      if (announced == nullptr || mapping_.to->FindEvent(announced->type)) continue;
      Strand("de gebeurtenis " + announced->type + " wacht op haar beurt, en de nieuwe versie kent haar niet");
    }
  }

  // What ran or was open in the old state and is not any more has had its turn.
  void StartWhatIsNew(RouteEditor& editor) {
    const auto start = [&](const ChartRun& from, ChartRun& run) {
      const State& state = (*mapping_.to)[run.chart][run.state];
      const State& old_state = (*mapping_.from)[from.chart][from.state];
      if (state.final) return;
      const ChartMapping& places = mapping_[from.chart];
      const auto had = [](const auto& old_ids, const auto& new_ids, auto id) {
        return std::any_of(old_ids.begin(), old_ids.end(), [&](auto old_id) { return new_ids[Index(old_id)] == id; });
      };
      for (const TimerId timer : state.timers) {
        const bool runs =
            std::any_of(run.timers.begin(), run.timers.end(), [&](const OpenTimer& one) { return one.timer == timer; });
        if (!runs && !had(old_state.timers, places.timers, timer)) editor.StartTimer(run, timer, run.state);
      }
      for (const TaskId task : state.tasks) {
        if (!had(old_state.tasks, places.tasks, task)) editor.OpenATask(run, task, run.state);
      }
    };
    Route& route = editor.route();
    start(old_.main, route.main);
    if (route.interrupt) start(*old_.interrupt, *route.interrupt);
    for (std::size_t i = 0; i < old_.parts.size(); ++i) start(old_.parts[i], route.parts[i]);
  }

  // What the move started and the route then ended by itself was never there.
  void Merge(Transition began) {
    Transition& out = migration_.transition;
    const auto take_out = [](auto& started, auto& ended) {
      std::erase_if(started, [&](const auto& one) {
        return std::erase_if(ended, [&](const auto& end) { return end.number == one.number; }) > 0;
      });
    };
    take_out(began.timers_started, out.timers_ended);
    take_out(began.tasks_opened, out.tasks_ended);
    std::erase_if(migration_.tasks_kept, [&](const TaskOpened& kept) {
      return std::any_of(out.tasks_ended.begin(), out.tasks_ended.end(),
                         [&](const TaskEnded& ended) { return ended.number == kept.number; });
    });
    const auto prepend = [](auto& to, const auto& from) { to.insert(to.begin(), from.begin(), from.end()); };
    prepend(out.timers_started, began.timers_started);
    prepend(out.tasks_opened, began.tasks_opened);
    prepend(out.timers_ended, ended_.timers_ended);
    prepend(out.tasks_ended, ended_.tasks_ended);
    prepend(out.notes, began.notes);
    if (!mapping_.explanation.empty()) out.notes.insert(out.notes.begin(), mapping_.explanation);
  }

  void FindDeadEnds(const Route& route) {
    if (IsClosed(*mapping_.to, route)) return;
    for (const ChartRun* run : RunsOf(route)) {
      if (HasEnded(*mapping_.to, *run) || CanGoOn(route, *run)) continue;
      Strand("in de stand " + (*mapping_.to)[run->chart][run->state].name + RunName(*run) +
             " brengt niets de route verder: geen termijn die loopt, geen taak die openstaat, geen uitkomst die komt");
    }
  }

  // What holds everywhere (a move, a withdrawal) leads out of every state, and says nothing of this one.
  bool CanGoOn(const Route& route, const ChartRun& run) const {
    const State& state = (*mapping_.to)[run.chart][run.state];
    const bool own = std::any_of(state.rules.begin(), state.rules.end(),
                                 [](const Rule& rule) { return !rule.everywhere && rule.go_to; });
    return std::any_of(state.rules.begin(), state.rules.end(), [&](const Rule& rule) {
      return rule.go_to && (!own || !rule.everywhere) && CanHappen(route, run, rule.trigger);
    });
  }

  bool CanHappen(const Route& route, const ChartRun& run, const Trigger& trigger) const {
    const auto runs = [&](std::uint16_t index) {
      return std::any_of(run.timers.begin(), run.timers.end(),
                         [&](const OpenTimer& timer) { return Index(timer.timer) == index; });
    };
    const auto open = [&](std::uint16_t index) {
      return std::any_of(run.tasks.begin(), run.tasks.end(),
                         [&](const OpenTask& task) { return Index(task.task) == index; });
    };
    switch (trigger.kind) {
      case Trigger::Kind::kTimer:
        return runs(trigger.index);
      case Trigger::Kind::kTask:
        return open(trigger.index);
      case Trigger::Kind::kAutomatic:
        // It holds once the parts, or what is told meanwhile, have come so far.
        return !route.parts.empty();
      case Trigger::Kind::kEvent:
        break;
    }
    const EventDeclaration& event = mapping_.to->events[trigger.index];
    return event.answers.empty() || std::any_of(run.commands.begin(), run.commands.end(), [&](const auto& command) {
             return Lists(event.answers, command.name);
           });
  }

  const RouteMapping& mapping_;
  const Route& old_;
  Migration migration_;
  std::vector<Placement> placements_;
  /// Timers and tasks that have no place.
  Transition ended_;
  std::string why_;
};

}  // namespace

std::variant<Migration, Stranded> Migrate(const RouteMapping& mapping, const Route& route, const Event& event,
                                          Instant now) {
  return Mover(mapping, route).Run(event, now);
}

}  // namespace clientroute::orchestrator
