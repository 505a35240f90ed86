#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_MIGRATE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_MIGRATE_H_

#include <string>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/route_mapping.h"
#include "services/orchestrator/route/step.h"

/// Moves a running route to another version of its definition.
namespace clientroute::orchestrator {

struct Migration {
  /// As of a step, on the new version: the route, what was started and ended by the move itself, and what the route
  /// then did by itself. Its moves are those of the latter.
  Transition transition;
  /// Open tasks that stay open, as the new version declares them.
  std::vector<TaskOpened> tasks_kept;
};

/// Why a route cannot be moved: it would stand where nothing can carry it on, or something of it has no place.
struct Stranded {
  /// In Dutch, for operators; no identifying data.
  std::string why;
};

/// The route on the new version. Every run stands in the state that the mapping says; what runs and is open there goes
/// on, with its number, its due time and its hands; what the new state has and the old one had not starts now; what has
/// no place is cancelled. Commands on their way, what was kept back and attention tasks stay. A route is stranded when
/// a command's outcome would not be known, when a fact has no such value, when a timer or task is answered nowhere, or
/// when a run would stand in a state that nothing leads out of any more: no timer or task that is there, no outcome of
/// a command that is on its way, nothing that others tell. `event` is the Migrated one. Pure, thread-safe; does not
/// change `route`.
std::variant<Migration, Stranded> Migrate(const RouteMapping& mapping, const Route& route, const Event& event,
                                          Instant now);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_MIGRATE_H_
