#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_

#include "services/orchestrator/definition/definition_source.h"

/// A definition that stands in several files. Charts of one name are one chart. Pure, thread-safe.
namespace clientroute::orchestrator {

/// What two included files hold together. What both declare stands there twice, and the checker says so.
DefinitionSource Join(DefinitionSource first, DefinitionSource second);

/// A definition on what it includes: whatever it declares itself takes the place of what is included under the same
/// name: a fact, an event, a timer, a task, a state, or all that `everywhere` says of one trigger.
DefinitionSource Overlay(DefinitionSource included, DefinitionSource own);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_
