#include "services/monitoring/household_book.h"

#include "services/monitoring/household_counting.h"

namespace clientroute::monitoring {

std::vector<std::uint32_t> HouseholdBook::Put(const RouteRecord& route) {
  std::vector<std::uint32_t> changed;
  if (const auto known = of_route_.find(route.route); known != of_route_.end()) {
    changed.push_back(known->second);
    std::erase_if(households_[known->second], [&](const HouseholdRoute& other) { return other.route == route.route; });
    of_route_.erase(known);
  }
  // Without its referral nobody may see what it is of.
  if (route.municipality.empty() || route.household.IsNil()) return changed;
  const auto [place, is_new] = numbers_.try_emplace(route.household, static_cast<std::uint32_t>(households_.size()));
  if (is_new) households_.emplace_back();
  households_[place->second].push_back(HouseholdRouteOf(route));
  of_route_.emplace(route.route, place->second);
  if (changed.empty() || changed.front() != place->second) changed.push_back(place->second);
  return changed;
}

}  // namespace clientroute::monitoring
