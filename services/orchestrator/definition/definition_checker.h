#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CHECKER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CHECKER_H_

#include <optional>

#include "services/orchestrator/definition/command_catalogue.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/event_catalogue.h"
#include "services/orchestrator/definition/work_catalogue.h"

namespace clientroute::orchestrator {

/// How much a definition may hold: enough for any route that people can oversee, and a bound on what a step and the
/// checker do.
struct DefinitionLimits {
  static constexpr std::size_t kCharts = 20;
  static constexpr std::size_t kStatesPerChart = 200;
  static constexpr std::size_t kRulesPerState = 100;
  static constexpr std::size_t kFacts = 200;
  static constexpr std::size_t kEvents = 300;
  static constexpr std::size_t kTimersPerChart = 100;
  static constexpr std::size_t kTasksPerChart = 100;
  static constexpr std::size_t kConditionsPerGuard = 12;
  static constexpr std::size_t kActionsPerRule = 20;
};

/// A definition that may be run, or everything that is wrong with it.
struct CheckedDefinition {
  std::optional<Definition> definition;
  Problems problems;
};

/// Judges a definition against itself and against what the suite can announce and build. First the names and types;
/// when those are right, the charts as graphs: reachability, a way to an end, ambiguity, gaps, and an answer to every
/// timer, task and command. Pure, thread-safe; time grows with states × rules, a few milliseconds for a definition of
/// 50 states.
CheckedDefinition CheckDefinition(const DefinitionSource& source, const EventCatalogue& events,
                                  const CommandCatalogue& commands, const WorkCatalogue& work);

/// Whether one event can open a route on either: then it would be left to chance which. Both were checked. Pure,
/// thread-safe.
bool CanBothOpen(const Definition& a, const Definition& b);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CHECKER_H_
