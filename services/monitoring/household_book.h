#ifndef CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_BOOK_H_
#define CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_BOOK_H_

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "services/monitoring/household_route.h"
#include "services/monitoring/route_record.h"

namespace clientroute::monitoring {

/// Which routes are of one household, so that it can be counted as one: households by number, from 0. Const methods may
/// run beside each other; nothing may run beside another.
class HouseholdBook {
 public:
  /// The route as it is now instead of as it was. The numbers of the households that may be otherwise now: that which
  /// it is of, and that which it was of.
  std::vector<std::uint32_t> Put(const RouteRecord& route);

  std::span<const HouseholdRoute> RoutesOf(std::uint32_t household) const { return households_[household]; }

 private:
  std::unordered_map<Uuid, std::uint32_t> numbers_;
  std::unordered_map<Uuid, std::uint32_t> of_route_;
  std::vector<std::vector<HouseholdRoute>> households_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_BOOK_H_
