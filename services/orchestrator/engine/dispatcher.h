#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_

#include <memory>
#include <vector>

#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// How many dispatchers there are: routes are spread over them, so that a service that hangs holds up a quarter of what
/// goes to the others.
inline constexpr int kDispatchers = 4;
/// A transient error is repeated with backoff so many times before a person is asked: the first nine take under a
/// minute, each further one half a minute, an hour together. An owner that is down for a while makes no work for
/// people.
inline constexpr int kAttemptsMost = 130;
/// How long one delivery may take.
inline constexpr std::chrono::seconds kDeliveryDeadline{10};

struct DispatcherStack {
  Database* database = nullptr;
  RouteEngine* engine = nullptr;
  const CommandTargets* targets = nullptr;
  Random* random = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
};

/// Delivers commands at least once, under a request id that never changes, those of one route in order. What keeps
/// failing becomes an incident and a task, never a silent stop, and the later commands of its route wait for it; other
/// routes, and the route's other events, go on. All
/// of the stack outlives the works.
std::vector<std::unique_ptr<Work>> MakeDispatchers(const DispatcherStack& stack);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_DISPATCHER_H_
