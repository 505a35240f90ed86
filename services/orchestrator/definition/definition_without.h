#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_WITHOUT_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_WITHOUT_H_

#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/definition_source.h"

namespace clientroute::orchestrator {

/// Takes from `from` what `own.without` says. Adds a problem, at the place of the `without`, for what is not there
/// (kUnknownName) and for what `own` declares again (kDuplicateName). Pure, thread-safe.
void TakeAway(DefinitionSource& from, const DefinitionSource& own, Problems& problems);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_WITHOUT_H_
