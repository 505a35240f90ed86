#include "services/orchestrator/route/replay.h"

#include <utility>

namespace clientroute::orchestrator {

std::variant<Route, ReplayFailure> Replay(const Definition& definition, std::string route_id,
                                          const std::vector<TakenEvent>& events) {
  Route route = NewRoute(definition, std::move(route_id));
  for (std::size_t i = 0; i < events.size(); ++i) {
    StepResult result = Step(definition, route, events[i].event, events[i].taken);
    if (auto* transition = std::get_if<Transition>(&result)) {
      route = std::move(transition->route);
    } else if (const auto* refusal = std::get_if<Refusal>(&result)) {
      return ReplayFailure{i, events[i].event.id, std::string(ToString(refusal->reason)) + ": " + refusal->message};
    } else if (const auto* broken = std::get_if<BrokenInvariant>(&result)) {
      return ReplayFailure{i, events[i].event.id, broken->name + ": " + broken->detail};
    }
  }
  return route;
}

}  // namespace clientroute::orchestrator
