#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_REPLAY_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_REPLAY_H_

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// An event as the journal holds it: what happened, and when it was taken in.
struct TakenEvent {
  Event event;
  Instant taken;
};

/// The first event that this definition does not take in.
struct ReplayFailure {
  std::size_t position = 0;
  std::string event_id;
  /// Why: a refusal's code or an invariant's name, and its message.
  std::string reason;
};

/// The route that these events make: the same as when they were taken in one by one, which is what makes the journal
/// the record and the stored state a copy. On another definition it shows whether that could have carried the route.
/// Pure, thread-safe.
std::variant<Route, ReplayFailure> Replay(const Definition& definition, std::string route_id,
                                          const std::vector<TakenEvent>& events);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_REPLAY_H_
