#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/orchestrator/definition/definition_source.h"
#include "services/orchestrator/definition/fact.h"
#include "services/orchestrator/definition/term.h"

/// A route definition that was checked: every name is a place in a list, every constant a value of its fact's type.
/// Made by the checker alone (definition_checker.h). Plain values, never changed once made; thread-safe.
namespace clientroute::orchestrator {

/// Places in the lists of a definition (events, charts) or of a chart (states, timers, tasks).
enum class ChartId : std::uint16_t {};
enum class StateId : std::uint16_t {};
enum class EventId : std::uint16_t {};
enum class TimerId : std::uint16_t {};
enum class TaskId : std::uint16_t {};

template <typename Id>
constexpr std::size_t Index(Id id) {
  return static_cast<std::size_t>(id);
}

/// Facts that every route has: how many of its parts have not ended, and how many there are. Kept by the step.
inline constexpr std::uint16_t kPartsOpenFact = 0;
inline constexpr std::uint16_t kPartsTotalFact = 1;
inline constexpr std::string_view kPartsOpenName = "parts_open";
inline constexpr std::string_view kPartsTotalName = "parts_total";

/// References that every route keeps from its opening event: whom it is about, unless it is no client's, and which
/// municipality it belongs to.
inline constexpr std::string_view kClientReference = "client";
inline constexpr std::string_view kRequiredReferences[] = {kClientReference, "municipality"};

/// Where an attribute of an event goes.
struct Attribute {
  /// What the event calls it.
  std::string name;
  bool required = true;
  /// The fact that it sets, or nothing when it is a reference.
  std::optional<FactRef> fact;
  /// Place in Definition::references, when it is one.
  std::uint16_t reference = 0;
};

struct EventDeclaration {
  std::string name;
  std::string title;
  /// Told by a person: when it does not fit, he hears so and nothing changes. What a service announces has happened,
  /// and is never refused for not fitting.
  bool signal = false;
  /// The part chart whose parts it is about; nothing for events about the route itself.
  std::optional<ChartId> of_part;
  std::vector<Attribute> attributes;
  /// Names of the commands of which this is an outcome.
  std::vector<std::string> answers;
  /// The part charts that a rule of the main chart starts on it, each once.
  std::vector<ChartId> starts;
  /// Its lines of care are not those of the route.
  bool leaves_lines = false;
  /// Attributes that say what it is about. It is about something else where one is not the reference of a state that
  /// every route has there, or names anything in another state; of such an event holds only what holds everywhere.
  std::vector<Attribute> about;
  /// Of the task when it comes after the route has ended; empty for the ordinary one.
  std::string title_after_end;
  /// It makes no task then.
  bool noted_after_end = false;
  Place place;
};

struct TimerDeclaration {
  std::string name;
  std::string title;
  Term term;
  Place place;
};

struct Outcome {
  std::string name;
  std::string title;
};

struct TaskDeclaration {
  std::string name;
  std::string title;
  std::string explanation;
  std::string role;
  std::optional<Term> due;
  std::vector<Outcome> outcomes;
  std::string answered_by_method;
  std::optional<EventId> answered_by_event;
  Place place;
  /// Place in Definition::references of what follows the title.
  std::optional<std::uint16_t> title_reference = std::nullopt;
};

struct Assignment {
  FactRef fact;
  std::int64_t constant = 0;
};

struct Actions {
  std::vector<Assignment> set;
  std::vector<std::string> commands;
  std::vector<TimerId> start_timers;
  std::vector<TimerId> cancel_timers;
  std::vector<TaskId> open_tasks;
  std::vector<TaskId> close_tasks;
  std::optional<ChartId> start_parts;
};

/// What sets a transition off.
struct Trigger {
  enum class Kind { kEvent, kTimer, kTask, kAutomatic };
  Kind kind = Kind::kAutomatic;
  /// An EventId, TimerId or TaskId.
  std::uint16_t index = 0;
  /// Of a task: place in its outcomes.
  std::uint16_t outcome = 0;
  friend auto operator<=>(const Trigger&, const Trigger&) = default;
};

inline Trigger On(EventId event) { return {Trigger::Kind::kEvent, static_cast<std::uint16_t>(event), 0}; }
inline Trigger On(TimerId timer) { return {Trigger::Kind::kTimer, static_cast<std::uint16_t>(timer), 0}; }
inline Trigger On(TaskId task, std::size_t outcome) {
  return {Trigger::Kind::kTask, static_cast<std::uint16_t>(task), static_cast<std::uint16_t>(outcome)};
}

/// One arrow of a chart.
struct Rule {
  Trigger trigger;
  Guard when;
  /// Nothing: stays, so that what runs with the state goes on.
  std::optional<StateId> go_to;
  Actions actions;
  std::string explanation;
  /// Came from the chart's `everywhere`.
  bool everywhere = false;
  Place place;
};

struct State {
  std::string name;
  std::string title;
  std::string explanation;
  bool final = false;
  std::optional<StateId> continue_in;
  std::vector<std::string> commands;
  std::vector<TimerId> timers;
  std::vector<TaskId> tasks;
  std::vector<Rule> rules;
  /// Beside Definition::references: those that every route in this state has, and so is busy with.
  std::vector<bool> sure_references;
  Place place;
};

struct Chart {
  ChartKind kind = ChartKind::kMain;
  std::string name;
  std::string title;
  StateId start{};
  std::optional<EventId> interrupts_on;
  /// Of each part; empty for the other kinds.
  std::vector<Fact> facts;
  /// What a part takes from the care line that it is started for.
  std::vector<Attribute> line_attributes;
  std::vector<TimerDeclaration> timers;
  std::vector<TaskDeclaration> tasks;
  std::vector<State> states;
  /// The rules of `everywhere`, for drawing; they stand among the states' rules too.
  std::vector<Rule> everywhere;
  /// Of the main chart: what waits for a state that says something of it.
  std::vector<EventId> defers;
  Place place;

  const State& operator[](StateId id) const { return states[Index(id)]; }
  std::optional<StateId> FindState(std::string_view state_name) const;
  std::optional<TimerId> FindTimer(std::string_view timer_name) const;
  std::optional<TaskId> FindTask(std::string_view task_name) const;
  /// Whether the event waits in states that say nothing of it, and as long as the chart is interrupted.
  bool LetsWait(EventId event) const;
  /// Whether the event waits in this state.
  bool Defers(StateId state, EventId event) const;
};

/// A task for a person that the machinery makes by itself.
struct Attention {
  std::string title;
  std::string explanation;
  std::string role;
  std::optional<Term> due;
  Place place;
};

/// What a variant is a variant of.
struct VariantOf {
  std::string name;
  int version = 0;
  /// CBS codes; empty for all that have no variant of their own.
  std::vector<std::string> municipalities;
  Place place;
};

struct Definition {
  std::string file;
  /// Of what the file means, without its Dutch text; empty when it did not come from a file.
  std::string fingerprint;
  std::string name;
  int version = 0;
  std::string title;
  std::string explanation;
  std::optional<VariantOf> variant_of;
  EventId opens_on{};
  Guard opens_when;
  Place opening_place;
  std::vector<std::string> references;
  /// Beside them: where they are declared.
  std::vector<Place> reference_places;
  /// Of the route; the first two are kPartsOpenFact and kPartsTotalFact.
  std::vector<Fact> facts;
  std::vector<EventDeclaration> events;
  std::vector<Chart> charts;
  ChartId main{};
  std::optional<ChartId> interrupting;
  Attention unexpected_event;
  Attention failed_command;
  /// Its routes are no client's: other services do not hear of them.
  bool without_client = false;

  const Chart& operator[](ChartId id) const { return charts[Index(id)]; }
  const EventDeclaration& operator[](EventId id) const { return events[Index(id)]; }
  const Chart& main_chart() const { return (*this)[main]; }
  std::optional<EventId> FindEvent(std::string_view event_name) const;
  std::optional<ChartId> FindChart(std::string_view chart_name) const;
  /// The declaration behind a reference from `chart`.
  const Fact& FactOf(ChartId chart, FactRef ref) const;
  /// Whether any state of the chart has a rule for it.
  bool Knows(ChartId chart, const Trigger& trigger) const;
  /// `youth_standard@1`.
  std::string Label() const { return name + "@" + std::to_string(version); }
};

/// `CareStarted` · `timer start_term` · `task plan/done` · `automatic`.
std::string Describe(const Definition& definition, ChartId chart, const Trigger& trigger);
/// `complexity = multi and lines > 2`; empty for an empty guard.
std::string Describe(const Definition& definition, ChartId chart, const Guard& guard);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_H_
