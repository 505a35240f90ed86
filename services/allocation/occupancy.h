#ifndef CLIENTROUTE_SERVICES_ALLOCATION_OCCUPANCY_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_OCCUPANCY_H_

#include <map>

#include "services/platform/values/date.h"
#include "services/platform/values/period.h"

namespace clientroute::allocation {

/// How many places are taken on each day, as steps: the days at which the number changes. A value; const methods are
/// thread-safe.
class Occupancy {
 public:
  /// `places` more are taken on every day of the period; fewer when negative.
  void Take(const Period& period, int places = 1);
  /// The most that are taken on one day of the period.
  int MostTaken(const Period& period) const;

 private:
  // What is added from that day on.
  std::map<Date, int> changes_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_OCCUPANCY_H_
