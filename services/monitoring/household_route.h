#ifndef CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_ROUTE_H_
#define CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_ROUTE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/monitoring/contribution.h"
#include "services/platform/values/uuid.h"

namespace clientroute::monitoring {

/// Days since 1970-01-01, from the first until, and not on, the last (Contribution::kForGood: not yet over).
struct Days {
  std::int32_t from = 0;
  std::int32_t until = Contribution::kForGood;
  bool Has(std::int32_t day) const { return from <= day && day < until; }
};

/// A route of a household, as far as figures of households are counted from it. A value.
struct HouseholdRoute {
  struct Person {
    Uuid person;
    Days days;  // on which he is involved with the client
  };
  struct Care {
    std::string provider;
    Days days;  // on which it is given
  };

  Uuid route;
  std::string municipality;
  Days runs;
  std::vector<Person> persons;
  std::vector<Care> care;
  std::vector<ContributionLine> lines;  // by whom and with what it is helped
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_HOUSEHOLD_ROUTE_H_
