#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/route/step.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_events.h"

// One step of a route: an event of its life, taken in by the state that it is in then. The yardstick copies the route,
// which every step must do.
namespace clientroute::benchmark {
namespace {

using orchestrator::Event;
using orchestrator::Route;

struct Moment {
  Route route;
  Event event;
};

absl::StatusOr<std::vector<Moment>> PlayLife(const orchestrator::DefinitionLibrary& definitions,
                                             const orchestrator::Definition** definition) {
  std::vector<Moment> moments;
  Route route;
  const std::string name = RouteNamed("step");
  for (const type::v1::Event& announced : LifeOf(name)) {
    CLIENTROUTE_ASSIGN(orchestrator::ReadEvent read, orchestrator::ReadRouteEvent(announced));
    if (moments.empty()) {
      *definition = definitions.ForOpening(std::get<orchestrator::Announced>(read.event.what));
      if (*definition == nullptr) return absl::InternalError("no definition opens on the referral");
      route = orchestrator::NewRoute(**definition, name);
    }
    const auto result = orchestrator::Step(**definition, route, read.event, read.event.time);
    const auto* transition = std::get_if<orchestrator::Transition>(&result);
    if (transition == nullptr || transition->reception != orchestrator::Reception::kTaken) {
      return absl::InternalError(Cat("the route does not take in event ", moments.size() + 1,
                                     " of its life: ", announced.payload().type_url()));
    }
    moments.push_back({route, std::move(read.event)});
    route = transition->route;
  }
  return moments;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureStep(const Effort& effort) {
  CLIENTROUTE_ASSIGN(const auto definitions,
                     orchestrator::LoadDefinitions(Cat(CLIENTROUTE_SOURCE_DIR, "/workflows/routes")));
  const orchestrator::Definition* definition = nullptr;
  CLIENTROUTE_ASSIGN(const std::vector<Moment> moments, PlayLife(*definitions, &definition));
  Figure figure;
  figure.what = "pure step of a route";
  const auto count = static_cast<double>(moments.size());
  figure.per_second = PerSecond(
      effort,
      [&] {
        for (const Moment& moment : moments) {
          const auto result = orchestrator::Step(*definition, moment.route, moment.event, moment.event.time);
          Keep(result);
        }
      },
      count);
  figure.yardstick_per_second = PerSecond(
      effort,
      [&] {
        for (const Moment& moment : moments) {
          const Route copy = moment.route;
          Keep(copy);
        }
      },
      count);
  figure.note =
      Cat("the ", moments.size(), " events of a life, each on the route as it then is; yardstick: a copy of the route");
  return std::vector<Figure>{figure};
}

}  // namespace clientroute::benchmark
