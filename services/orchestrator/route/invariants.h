#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_INVARIANTS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_INVARIANTS_H_

#include <optional>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// What must hold of every route, by name; checked after every step, and when a route is read back. Pure, thread-safe.
///   KnownPlaces           states, facts, timers and tasks exist in the definition, facts are of their type
///   NumbersAreUnique      no two timers, tasks or commands share a number, and all lie below the next one
///   OneOfEach             a run has at most one timer and one task of a kind, a route one part of a key
///   ScopedToState         what runs with a state stands in a run that is in that state
///   EndedHoldsNothing     a chart that ended, and every chart of a closed route, has no timers, tasks or commands
///   InterruptHasReturn    an interrupted route has a main chart that has not ended
///   DeferredMustWait      events are kept back only while the route is interrupted, or its state lets them wait
///   PartsAreCounted       parts_open and parts_total say what is there
std::optional<BrokenInvariant> FindBroken(const Definition& definition, const Route& route);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_INVARIANTS_H_
