#include "services/allocation/search_service.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/allocation/capacity_store.h"
#include "services/allocation/waiting_store.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {
namespace {

// All days of all lines.
DayRange DaysOf(const std::vector<PlaceWanted>& wanted) {
  DayRange days = ToDayRange(wanted.front().line.period);
  for (const PlaceWanted& one : wanted) {
    const DayRange other = ToDayRange(one.line.period);
    days = {std::min(days.first, other.first), std::max(days.last, other.last)};
  }
  return days;
}

}  // namespace

absl::StatusOr<PlacesFound> SearchPlaces(Connection& connection, const PlaceSearch& search) {
  LocationStore locations(&connection);
  PlacesFound found;
  CLIENTROUTE_ASSIGN(const auto weights, locations.FindWeights());
  if (!weights) {
    return Error(absl::StatusCode::kFailedPrecondition, "MATCHING_WEIGHTS_MISSING",
                 "locations and weights were never imported");
  }
  found.weights = *weights;
  std::vector<CareLine> lines;
  for (const PlaceWanted& wanted : search.wanted) lines.push_back(wanted.line);
  CLIENTROUTE_ASSIGN(found.set, locations.FindFor(lines));
  CLIENTROUTE_ASSIGN(OccupancyBook taken, CapacityStore(&connection).Load(found.set.capacities, DaysOf(search.wanted)));
  CLIENTROUTE_RETURN_IF_ERROR(
      WaitingStore(&connection).AddOffers(search.route, search.urgency, search.since, found.set.capacities, &taken));
  found.question.wanted = search.wanted;
  found.question.expertise = search.expertise;
  found.question.first_provider = search.first_provider;
  found.question.crisis = search.crisis;
  CLIENTROUTE_ASSIGN(found.question.home, locations.FindHome(search.municipality));
  found.match = FindPlaces(found.question, found.set.locations, taken, found.weights);
  return found;
}

}  // namespace clientroute::allocation
