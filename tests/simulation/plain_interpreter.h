#ifndef CLIENTROUTE_TESTS_SIMULATION_PLAIN_INTERPRETER_H_
#define CLIENTROUTE_TESTS_SIMULATION_PLAIN_INTERPRETER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/command_catalogue.h"
#include "services/orchestrator/definition/definition_source.h"
#include "services/orchestrator/definition/event.h"

/// What a route does, worked out a second time from the words of the definition: names, lists and loops, no tables made
/// beforehand, and slow. It shares no code with the step that it is held against, but for the calendar.
namespace clientroute::orchestrator {

/// A rule that is read wrongly on purpose, to see that it is found.
enum class Slip {
  kNone,
  kTimersOutliveTheirState,
  kAMovedRouteStartsNothing,
  kARepeatCountsAgain,
  kAPausedRouteGoesOn,
  kARetriedIncidentStaysOpen,
  kASkippedCommandIsOfferedAgain,
  kACompletedTaskIsNotAnnounced,
};

/// What is called otherwise in another version, or goes elsewhere; an empty name lets it go. States, timers and tasks
/// are those of the main chart, facts those of the route.
struct PlainMapping {
  using Names = std::map<std::string, std::string>;
  Names states;
  Names timers;
  Names tasks;
  Names facts;
};

class PlainRoute {
 public:
  /// Looks at both while it lives.
  PlainRoute(const DefinitionSource& source, const CommandCatalogue& commands, Slip slip = Slip::kNone);

  /// Takes one event in: `taken`, `deferred`, `unexpected`, `noted`, or the code of a refusal, after which nothing has
  /// changed.
  std::string Take(const Event& event, Instant now);
  /// Moves to another version, which it looks at from then on: `taken`, or `ROUTE_STRANDED`, after which nothing has
  /// changed.
  std::string MoveTo(const DefinitionSource& source, const PlainMapping& mapping, const Event& event, Instant now);
  /// Everything that it knows, in the words of Dump.
  std::string Dump() const;
  /// The commands that left with the last event: `Look(line-1)#7`.
  const std::vector<std::string>& issued() const { return now_.issued; }
  /// The command that a person spoke about last, and what he said of it.
  const std::optional<std::pair<std::int64_t, std::string>>& steered() const { return now_.steered; }

  /// What its neighbours hear of the last event, but for the tasks that it opened: `RouteMoved a > b`, `RouteClosed b`,
  /// `TaskCompleted decide yes`.
  const std::vector<std::string>& announced() const { return now_.announced; }
  /// The task of a person about a command that failed; 0 without one.
  std::int64_t TaskOfFailed(std::int64_t command) const;

  /// What it is found by: sequence, main state, state of the interruption, whether it has ended, municipality, client.
  std::string Where() const;
  bool ended() const { return IsFinal(now_.main); }
  /// By their numbers: timers that have still to fall due, tasks that people can do, and the commands that wait for
  /// their outcome or for a person.
  std::map<std::int64_t, Instant> timers() const;
  std::map<std::int64_t, std::string> tasks() const;
  std::set<std::int64_t> waiting_commands() const;

 private:
  using Values = std::map<std::string, std::optional<std::string>>;
  struct Timer {
    std::int64_t number;
    std::string name;
    Instant due;
    bool with_state;
    bool expired;
  };
  struct Task {
    std::int64_t number;
    std::string name;
    std::optional<Instant> due;
    bool with_state;
    bool completed;
  };
  struct Run {
    std::string chart;
    std::string key;
    std::string state;
    Values facts;
    std::vector<Timer> timers;
    std::vector<Task> tasks;
    std::vector<std::pair<std::int64_t, std::string>> commands;
  };
  struct Looked {
    std::int64_t number;
    bool unexpected;
    std::string part;
    std::string about;
    std::int64_t command;
  };
  struct All {
    std::int64_t sequence = 0;
    std::int64_t next = 1;
    Values facts;
    std::map<std::string, std::string> references;
    std::vector<std::pair<std::string, std::string>> lines;
    // The main chart first, then the interruption if there is one, then the parts.
    Run main;
    std::optional<Run> interrupt;
    std::vector<Run> parts;
    std::vector<Looked> looked;
    std::vector<Event> deferred;
    std::vector<std::string> issued;
    std::vector<std::string> announced;
    std::optional<std::pair<std::int64_t, std::string>> steered;
  };

  // What the definition says.
  const ChartSource& ChartOf(const std::string& name) const;
  const ChartSource* ChartOfKind(ChartKind kind) const;
  const StateSource& StateOf(const Run& run) const;
  bool IsFinal(const Run& run) const { return StateOf(run).final; }
  std::vector<TransitionSource> RulesOf(const Run& run) const;
  std::vector<TransitionSource> RulesOf(const ChartSource& chart, const StateSource& state) const;
  const EventSource* EventOf(const std::string& name, std::string* chart) const;
  bool Defers(const std::string& event) const;
  bool Says(const ChartSource& chart, const std::string& event) const;

  // What happens.
  void Begin(const Event& event, Instant now);
  std::string Receive(const Event& event);
  std::string Receive(const Announced& announced, const Event& event);
  std::string Receive(const TimerExpired& expired, const Event& event);
  std::string Receive(const TaskCompleted& completed, const Event& event);
  std::string Receive(const CommandFailed& failed, const Event& event);
  /// Moving to another version is MoveTo.
  std::string Receive(const Migrated&, const Event&) { return "MIGRATED"; }
  std::string Unexpected(const Announced& announced, bool signal);
  std::string Defer(const Event& event);
  bool IsAboutOther(const Announced& announced, const EventSource& event) const;
  std::string Misses(const Announced& announced, const EventSource& event) const;
  void Settle();
  bool Automatic();
  void TakeDeferred(const Event& event);

  // What it does.
  bool TakeIn(Run& run, TriggerSource::Kind kind, const std::string& name, const std::string& outcome,
              const Announced* announced, bool other = false);
  bool Hold(const Run& run, const TransitionSource& rule) const;
  void Follow(Run& run, const TransitionSource& rule, const Announced* announced);
  void Learn(Run& run, const EventSource& event, const Announced& announced, bool of_part);
  void LearnLines(const EventSource& event, const Announced& announced);
  void Enter(Run& run, const std::string& state);
  void LeaveState(Run& run);
  void Act(Run& run, const TransitionSource& rule, const Announced* announced);
  void Change(const std::vector<EventLine>& lines);
  void Issue(Run& run, const std::string& command);
  void Start(Run& run, const std::string& timer, bool with_state);
  void Stop(Run& run, const std::string& timer);
  void Open(Run& run, const std::string& task, bool with_state);
  void AnswerCommands(Run& run, const std::string& event);
  void AnswerTasks(Run& run, const std::string& event);
  void ForgetCommand(std::int64_t command);
  void Look(bool unexpected, const std::string& part, const std::string& about, std::int64_t command);
  void Clear(Run& run);
  void Count();
  std::optional<Instant> EndOf(const TermSource& term, const Run& run) const;
  std::optional<std::string> ValueOf(const Run& run, const std::string& fact) const;
  bool Holds(const Run& run, const ConditionSource& condition) const;
  const FactSource* FactOf(const Run& run, const std::string& name) const;
  static std::optional<std::string> Initial(const FactSource& fact) { return fact.initial; }
  void DumpRun(const Run& run, std::string& text) const;

  // Moving to another version.
  std::vector<Run*> Runs();
  std::vector<const Run*> Runs() const;
  bool Carry(Run& run, const PlainMapping& mapping);
  void StartWhatIsNew(Run& run, const std::set<std::string>& had_timers, const std::set<std::string>& had_tasks);
  bool AnswersTimer(const Run& run, const std::string& timer) const;
  bool AnswersTask(const Run& run, const std::string& task) const;
  bool CanGoOn(const Run& run) const;
  bool CanHappen(const Run& run, const TriggerSource& trigger) const;

  const DefinitionSource* source_;
  const CommandCatalogue& commands_;
  Slip slip_;
  All now_;
  bool opening_ = false;
  /// The first number that the event at hand gives out.
  std::int64_t first_new_ = 0;
  Instant start_;
  Instant at_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SIMULATION_PLAIN_INTERPRETER_H_
