#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_AUTOMATIC_CHECKS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_AUTOMATIC_CHECKS_H_

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"

namespace clientroute::orchestrator {

/// Proves that automatic transitions of a chart cannot follow each other for ever. Where they lead round, their guards
/// must ask for what cannot hold together, of facts that no automatic transition of any chart sets. The count of open
/// parts is such a fact: no automatic transition starts a part or brings one back, so that among them it only falls.
/// Pure; thread-safe. Time: bounded by kAutomaticPathsMax paths from each state; a chart with more is refused.
void CheckAutomatic(const Definition& definition, ChartId chart, Problems& problems);

inline constexpr int kAutomaticPathsMax = 10'000;

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_AUTOMATIC_CHECKS_H_
