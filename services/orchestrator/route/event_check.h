#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_EVENT_CHECK_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_EVENT_CHECK_H_

#include <optional>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// Whether the event carries what the definition takes from it, each attribute of the type of its fact, and, where it
/// starts parts, lines with a key each. nullopt when it does; kMissingAttribute or kBadAttribute otherwise. Pure,
/// thread-safe.
std::optional<Refusal> CheckEvent(const Definition& definition, const Route& route, const Announced& announced,
                                  EventId id);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_EVENT_CHECK_H_
