#include "services/orchestrator/route/route.h"

#include <algorithm>

namespace clientroute::orchestrator {

Route NewRoute(const Definition& definition, std::string id) {
  Route route;
  route.id = std::move(id);
  for (const Fact& fact : definition.facts) route.facts.push_back(fact.initial);
  route.references.resize(definition.references.size());
  route.main.chart = definition.main;
  route.main.state = definition.main_chart().start;
  return route;
}

bool HasEnded(const Definition& definition, const ChartRun& run) { return definition[run.chart][run.state].final; }

bool MustWait(const Definition& definition, const Route& route, const Event& deferred) {
  const auto* announced = std::get_if<Announced>(&deferred.what);
  const auto event = announced == nullptr ? std::nullopt : definition.FindEvent(announced->type);
  return event && definition.main_chart().Defers(route.main.state, *event);
}

bool IsClosed(const Definition& definition, const Route& route) { return HasEnded(definition, route.main); }

const ChartRun* FindPart(const Route& route, std::string_view key) {
  const auto found =
      std::find_if(route.parts.begin(), route.parts.end(), [&](const ChartRun& part) { return part.key == key; });
  return found == route.parts.end() ? nullptr : &*found;
}

}  // namespace clientroute::orchestrator
