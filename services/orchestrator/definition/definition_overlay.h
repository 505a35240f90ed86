#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_

#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/definition_source.h"

/// A definition that stands in several files. Charts of one name are one chart. Pure, thread-safe.
namespace clientroute::orchestrator {

/// What two included files hold together. What both declare stands there twice, and the checker says so.
DefinitionSource Join(DefinitionSource first, DefinitionSource second);

/// A definition on what it includes or varies: first what it says is gone falls away, then whatever it declares itself
/// takes the place of what is there under the same name: a fact, an event, a timer, a task, a state, or all that
/// `everywhere` (or a state that it only changes) says of one trigger. Adds a problem for whatever it takes away that
/// is not there, or that it declares again.
DefinitionSource Overlay(DefinitionSource included, DefinitionSource own, Problems& problems);
/// Adds a problem for every state that would change one that is not there. Of the whole, when nothing comes on top.
void CheckChanges(const DefinitionSource& source, Problems& problems);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_OVERLAY_H_
