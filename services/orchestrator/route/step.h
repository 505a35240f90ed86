#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEP_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/route.h"

/// The core of the orchestrator: what an event does to a route (ROU-1, ROU-3, ROU-7).
namespace clientroute::orchestrator {

/// How an event was received.
enum class Reception {
  /// A transition of the definition was taken.
  kTaken,
  /// It is about the main chart, which is interrupted or lets it wait; it will be taken in when the interruption ends,
  /// or
  /// by the next state that says something of it.
  kDeferred,
  /// The state that the route is in says nothing of it. It happened all the same: it stands on the timeline, and a
  /// person looks.
  kUnexpected,
  /// The definition does not say that it reacts to it at all, or that nobody need look once the route has ended. It
  /// stands on the timeline; nobody is asked.
  kNoted,
};

/// A run of a chart went from one state to another.
struct Move {
  ChartId chart{};
  /// Key of the part; empty for the route.
  std::string part;
  /// Nothing when the run began.
  std::optional<StateId> from;
  StateId to{};
  /// In Dutch, from the definition; empty when it is said elsewhere.
  std::string explanation;
};

/// Where a run stood and where it stands after the route was moved to another version (migrate.h).
struct Placement {
  /// Name of the chart in the new version.
  std::string chart;
  /// Key of the part; empty for the route.
  std::string part;
  /// Names of states, in the old version and in the new one.
  std::string from;
  std::string to;
};

/// To be built and delivered. `number` makes its request id.
struct Command {
  std::int64_t number = 0;
  std::string name;
  std::string part;
};

struct TimerStarted {
  std::int64_t number = 0;
  std::string name;
  std::string part;
  Instant due;
};

struct TimerEnded {
  std::int64_t number = 0;
  std::string name;
  std::string part;
  /// Fell due; otherwise it was cancelled.
  bool fired = false;
  /// When it fell or would have fallen due.
  Instant due;
};

struct TaskOpened {
  std::int64_t number = 0;
  /// Name in the definition, or of the attention task.
  std::string name;
  std::string part;
  std::string title;
  std::string role;
  Instant opened;
  std::optional<Instant> due;
  /// What it can be completed with; empty when `answered_by` says by which method it is answered.
  std::vector<Outcome> outcomes;
  std::string answered_by;
};

enum class TaskEnding { kCompleted, kAnswered, kNoLongerNeeded };

struct TaskEnded {
  std::int64_t number = 0;
  std::string name;
  std::string part;
  TaskEnding how = TaskEnding::kNoLongerNeeded;
  std::string outcome;
};

/// What an event did. The route after it, and everything that must be written and then done, in order.
struct Transition {
  Route route;
  Reception reception = Reception::kTaken;
  /// Of a route that was moved to another version; before the moves.
  std::vector<Placement> placements;
  std::vector<Move> moves;
  std::vector<Command> commands;
  /// Numbers of commands that failed and are to be delivered again.
  std::vector<std::int64_t> retried_commands;
  /// Numbers of failed commands that a person settled otherwise.
  std::vector<std::int64_t> settled_commands;
  std::vector<TimerStarted> timers_started;
  std::vector<TimerEnded> timers_ended;
  std::vector<TaskOpened> tasks_opened;
  std::vector<TaskEnded> tasks_ended;
  /// In Dutch, for the timeline.
  std::vector<std::string> notes;
  /// Rows of the definition that were taken, in order; looks at the definition, which must live as long.
  std::vector<const Rule*> rows;
};

/// Why an event was not taken in; nothing changed.
enum class RefusalReason {
  kMissingAttribute,   // without something that it always carries
  kBadAttribute,       // with something that does not fit its fact
  kStaleTimer,         // the timer was cancelled, restarted, or has fired
  kEarlyTimer,         // the timer is not due
  kTaskNotOpen,        // the task was completed or is no longer needed
  kUnknownOutcome,     // the task cannot be completed so
  kAnsweredElsewhere,  // the task is completed by a method of another service
  kDoesNotFit,         // what a person told does not fit the state
  kCommandAnswered,    // the command that failed was answered after all
  kTooManyDeferred,    // more waits for the route than is kept
};
std::string_view ToString(RefusalReason reason);

struct Refusal {
  RefusalReason reason = RefusalReason::kMissingAttribute;
  /// For developers and operators; no identifying data.
  std::string message;
};

/// Something that must always hold does not: a defect of this code, or a route that was damaged. Nothing changed; the
/// caller pauses the route with an incident and leaves the others alone.
struct BrokenInvariant {
  std::string name;
  std::string detail;
};

using StepResult = std::variant<Transition, Refusal, BrokenInvariant>;

/// Bounds of one route; beyond them events are refused or tasks no longer made, never memory eaten.
inline constexpr std::size_t kDeferredEventsMax = 100;
inline constexpr std::size_t kAttentionTasksMax = 100;
inline constexpr std::size_t kPartsMax = 200;
/// Automatic transitions in one step; the checker proves that they end, this stops a defect.
inline constexpr int kAutomaticStepsMax = 1'000;

/// Names and outcomes of the tasks that the machinery makes.
inline constexpr std::string_view kUnexpectedEventTask = "unexpected_event";
inline constexpr std::string_view kFailedCommandTask = "failed_command";
inline constexpr std::string_view kSeenOutcome = "seen";
inline constexpr std::string_view kRetryOutcome = "retry";
inline constexpr std::string_view kSettledOutcome = "settled";

/// Takes one event in. `now` is when it is taken in (a timer that is not due by then is refused); terms run from the
/// event's own time, or from `now` when that is earlier. The same values always give the same result. Pure,
/// thread-safe, no exceptions for bad input. Cost: a copy of the route and a look at the rules of its states;
/// microseconds.
StepResult Step(const Definition& definition, const Route& route, const Event& event, Instant now);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEP_H_
