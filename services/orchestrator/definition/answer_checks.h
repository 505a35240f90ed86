#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ANSWER_CHECKS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ANSWER_CHECKS_H_

#include "services/orchestrator/definition/command_catalogue.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/interruption_paths.h"
#include "services/orchestrator/definition/known_facts.h"

namespace clientroute::orchestrator {

/// Adds a problem for every state in which a timer can expire, a task can be completed or the outcome of a command can
/// come, and that says nothing of it: found by following the chart from where the timer starts, the task opens or the
/// command leaves; the main chart also along what interruptions lead to.
void CheckAnswers(const Definition& definition, ChartId chart, const CommandCatalogue& commands,
                  const InterruptionPaths& interruptions, Problems& problems);

/// Adds a problem for every term that counts from a day, and every command that needs a reference, which is not known
/// for certain where the term starts or the command leaves.
void CheckWhatIsNeeded(const Definition& definition, ChartId chart, const CommandCatalogue& commands,
                       const KnownFacts& known, Problems& problems);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_ANSWER_CHECKS_H_
