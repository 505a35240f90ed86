#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_BEGINNINGS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_BEGINNINGS_H_

#include <cstddef>
#include <vector>

#include "services/suite/demo/route_play.h"

/// What many stories begin with, told briefly.
namespace clientroute::suite {

/// An open route from its analysis to a place, from the next day on: mono, granted as asked for. Errors: those of
/// RoutePlay.
absl::Status BringToPlace(Stage& stage, RoutePlay& route, std::size_t products = 1);
/// A route from the provider's request on the day at hand to its allocation four days later: mono, granted as asked
/// for. Errors: those of RoutePlay.
absl::Status BringIntoCare(Stage& stage, RoutePlay& route, const std::vector<StoryProduct>& products);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_BEGINNINGS_H_
