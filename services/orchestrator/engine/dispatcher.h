#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_

#include <memory>
#include <vector>

#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/commands/retry_budget.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// How many dispatchers a service has: routes are spread over them, so that it is asked for as many at a time.
inline constexpr int kDispatchersOfService = 2;

struct DispatcherStack {
  Database* database = nullptr;
  RouteEngine* engine = nullptr;
  const CommandTargets* targets = nullptr;
  RetryBudget* budget = nullptr;
  Random* random = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
};

/// Delivers commands at least once, under a request id that never changes, by the policies of command_policies.h. Each
/// service has dispatchers of its own, so that one that hangs holds up nothing that goes to another. The commands of
/// one route are delivered in order: what keeps failing becomes an incident and a task, never a silent stop, and the
/// later commands of its route wait for it until a person offers it again or lets it go with a reason; other routes,
/// and the route's other events, go on. All of the stack outlives the works.
std::vector<std::unique_ptr<Work>> MakeDispatchers(const DispatcherStack& stack);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_
