#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_INTERRUPTION_PATHS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_INTERRUPTION_PATHS_H_

#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/known_facts.h"

namespace clientroute::orchestrator {

/// Where an interruption lets the main chart go on, other than where it was: paths beside those of its transitions. An
/// interruption that ends only when something is known is no path from where that cannot be known yet. Plain values,
/// never changed once made; thread-safe.
class InterruptionPaths {
 public:
  InterruptionPaths(const Definition& definition, const KnownFacts& known);

  /// States of the main chart that the route can be in after an interruption in `state` of that chart.
  const std::vector<StateId>& From(StateId state) const { return from_[Index(state)]; }

 private:
  std::vector<std::vector<StateId>> from_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_INTERRUPTION_PATHS_H_
