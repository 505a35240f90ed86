#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_DEFINITION_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_DEFINITION_STORE_H_

#include "absl/status/status.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

/// Which definitions routes have begun on. Errors are those of Connection where not said otherwise.
namespace clientroute::orchestrator {

/// Keeps that a route began on it; nothing the second time.
absl::Status KeepUsedDefinition(Connection& connection, const Definition& definition, Instant now);

/// Whether every definition that a route began on is loaded, and still means what it meant then; asked before anything
/// runs. FailedPrecondition DEFINITION_NOT_LOADED or DEFINITION_CHANGED names it.
absl::Status CheckUsedDefinitions(Connection& connection, const DefinitionLibrary& library);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_DEFINITION_STORE_H_
