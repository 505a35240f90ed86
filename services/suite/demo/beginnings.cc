#include "services/suite/demo/beginnings.h"

#include "services/platform/status/status.h"

namespace clientroute::suite {

absl::Status BringToPlace(Stage& stage, RoutePlay& route, std::size_t products) {
  const Date begin = stage.Today();
  CLIENTROUTE_RETURN_IF_ERROR(stage.MoveTo(begin.AddDays(1)));
  CLIENTROUTE_RETURN_IF_ERROR(route.Analyse(
      {.held = {"several_life_areas"},
       .narrative = "Het loopt thuis en op school vast. Ouders trekken samen op.",
       .lighter_help_considered = "School en het jeugdteam hielpen een half jaar; het was niet genoeg."}));
  CLIENTROUTE_RETURN_IF_ERROR(stage.MoveTo(begin.AddDays(2)));
  StoryPlan plan{
      .goals = {}, .perspective = "Opgroeien thuis, naar de eigen school.", .result_expected = begin.AddMonths(9)};
  std::vector<std::string> lines;
  for (std::size_t i = 1; i <= products; ++i) lines.push_back(Cat("line-", i));
  for (const std::string& line : lines) plan.goals.push_back({"Het gaat weer zonder hulp", {line}});
  CLIENTROUTE_RETURN_IF_ERROR(route.RecordPlan(plan));
  CLIENTROUTE_RETURN_IF_ERROR(stage.MoveTo(begin.AddDays(3)));
  return route.Grant("Lichtere hulp was niet genoeg; wat gevraagd is past bij het plan.");
}

absl::Status BringIntoCare(Stage& stage, RoutePlay& route, const std::vector<StoryProduct>& products) {
  CLIENTROUTE_RETURN_IF_ERROR(route.RequestAllocation(products));
  CLIENTROUTE_RETURN_IF_ERROR(BringToPlace(stage, route, products.size()));
  // The message also tells what changed in what the client had before.
  CLIENTROUTE_RETURN_IF_ERROR(route.ReceiveChangedAllocations(stage.Today().AddDays(1)));
  for (const StoryProduct& product : products) CLIENTROUTE_RETURN_IF_ERROR(route.Allocated(product.reference).status());
  return route.ExpectState("in_care");
}

}  // namespace clientroute::suite
