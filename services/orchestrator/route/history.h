#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_HISTORY_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_HISTORY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/migrate.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/route/route_mapping.h"
#include "services/orchestrator/route/step.h"

/// Runs what is recorded of a route again: on the versions that it ran on, and beside that on another, to see what
/// would differ. Pure, thread-safe.
namespace clientroute::orchestrator {

/// The mapping of a move that stands in the history; nullptr when one of its versions is not loaded or it cannot be
/// read. It outlives the run.
using MappingOf = std::function<const RouteMapping*(const Migrated&)>;

/// A route that is being made again from its record, across the versions that it was moved to.
class HistoryRun {
 public:
  /// `definition` is the version that the route opened on; all outlive it.
  HistoryRun(const Definition& definition, std::string route_id, MappingOf mapping_of);

  /// Takes the next event in; the route moves on when that was not refused. A move that cannot be followed is a
  /// BrokenInvariant `MoveCanBeFollowed`.
  StepResult Take(const TakenEvent& taken);
  const Route& route() const { return route_; }
  const Definition& definition() const { return *definition_; }

 private:
  StepResult Move(const TakenEvent& taken, const Migrated& migrated);

  const Definition* definition_;
  Route route_;
  MappingOf mapping_of_;
};

/// The first thing by which a route would have gone another way. The texts are Dutch.
struct HistoryDifference {
  /// Counts from 1 within the route.
  std::int64_t sequence = 0;
  /// Name of the event.
  std::string event;
  /// `stand`, `termijnen`, `taken`, `opdrachten`, `ontvangst`, `past niet`.
  std::string about;
  std::string recorded;
  std::string replayed;
};

struct HistoryComparison {
  std::optional<HistoryDifference> first;
  /// The route as its record makes it, and on the version that it stands on.
  Route recorded;
  const Definition* recorded_on = nullptr;
  /// The route as it would stand on the other version.
  Route replayed;
  /// What of the record cannot be run again, even where it was recorded: the rest is worth nothing then.
  std::optional<ReplayFailure> damage;
};

/// Runs the history where it was recorded, and beside that on `target`. Timers, tasks and commands are told apart by
/// name there, since their numbers differ; `mapping`, when given, says what has another name on `target` or was let go
/// (from the version that the history ends on). An event that would be refused there is left out. Cost: two steps an
/// event.
HistoryComparison CompareHistory(HistoryRun recorded, const Definition& target, const RouteMapping* mapping,
                                 const std::vector<TakenEvent>& events);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_HISTORY_H_
