#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/event.h"
#include "services/platform/values/calendar.h"

/// Where a route stands: everything that the next step needs, and nothing that can be looked up elsewhere. Read beside
/// the definition that it runs on. Plain values; thread-safe.
namespace clientroute::orchestrator {

struct OpenTimer {
  /// Unique in the route, never used again; an expiry names it, so that a stale one is recognised.
  std::int64_t number = 0;
  TimerId timer{};
  Instant due;
  /// Runs as long as this state lasts; nothing when it runs on through the chart.
  std::optional<StateId> while_in;
  /// Fell due while the route was interrupted; answered on return.
  bool expired = false;
};

struct OpenTask {
  std::int64_t number = 0;
  TaskId task{};
  Instant opened;
  std::optional<Instant> due;
  std::optional<StateId> while_in;
  /// Was completed while the route was interrupted; takes effect on return.
  bool completed = false;
};

struct PendingCommand {
  /// With the route's id this is the request id of its delivery.
  std::int64_t number = 0;
  std::string name;
  Instant since;
};

/// One chart that runs: the main one, the interrupting one, or a part.
struct ChartRun {
  ChartId chart{};
  /// Of a part: the key of its care line; empty otherwise.
  std::string key;
  StateId state{};
  /// Of a part: its own facts.
  Facts facts;
  std::vector<OpenTimer> timers;
  std::vector<OpenTask> tasks;
  std::vector<PendingCommand> commands;
};

/// A task that the machinery made: to look at an event that did not fit, or at a command that keeps failing.
struct AttentionTask {
  enum class Kind { kUnexpectedEvent, kFailedCommand };
  std::int64_t number = 0;
  Kind kind = Kind::kUnexpectedEvent;
  Instant opened;
  std::optional<Instant> due;
  /// The part; empty for the route.
  std::string part;
  /// Name of the event or command.
  std::string about;
  /// PendingCommand::number of a failed command.
  std::int64_t command = 0;
};

/// A line of care as it is known now, for commands to hand on.
struct RouteLine {
  std::string key;
  std::string payload;
};

struct Route {
  /// `routes/<uuid>`.
  std::string id;
  /// How many events were taken in.
  std::int64_t sequence = 0;
  /// The next number for a timer, task or command.
  std::int64_t next_number = 1;
  Facts facts;
  /// Beside Definition::references; empty while not known.
  std::vector<std::string> references;
  std::vector<RouteLine> lines;
  ChartRun main;
  std::optional<ChartRun> interrupt;
  std::vector<ChartRun> parts;
  std::vector<AttentionTask> attention;
  /// What happened to the main chart while it was interrupted, or in a state that lets it wait; taken in later, in
  /// order.
  std::vector<Event> deferred;
};

/// The highest number that a route has to give out: years of events, and few enough for the ids of rows.
inline constexpr std::int64_t kNumbersMost = (std::int64_t{1} << 24) - 1;

/// A route on which nothing happened yet, in the start of the main chart.
Route NewRoute(const Definition& definition, std::string id);

bool IsClosed(const Definition& definition, const Route& route);
bool HasEnded(const Definition& definition, const ChartRun& run);
/// Whether a deferred event must wait on where the main chart stands.
bool MustWait(const Definition& definition, const Route& route, const Event& deferred);
/// nullptr when there is none.
const ChartRun* FindPart(const Route& route, std::string_view key);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_H_
