#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ROUTE_COMMANDS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ROUTE_COMMANDS_H_

#include "services/orchestrator/definition/command_catalogue.h"

namespace clientroute::orchestrator {

/// The commands of client routes: what a definition may name, what can come back, and what of the route goes into the
/// request. `command_builders.h` holds a function for each. Pure, thread-safe.
const CommandCatalogue& RouteCommands();

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ROUTE_COMMANDS_H_
