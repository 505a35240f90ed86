#include "services/allocation/occupancy.h"

#include <algorithm>

namespace clientroute::allocation {

void Occupancy::Take(const Period& period, int places) {
  changes_[period.start()] += places;
  if (!period.end()) return;
  // Behind the last day that the calendar has nothing follows.
  const Date after = period.end()->AddDays(1);
  if (after > *period.end()) changes_[after] -= places;
}

int Occupancy::MostTaken(const Period& period) const {
  int taken = 0;
  auto change = changes_.begin();
  for (; change != changes_.end() && change->first <= period.start(); ++change) taken += change->second;
  int most = taken;
  for (; change != changes_.end() && period.Contains(change->first); ++change) {
    taken += change->second;
    most = std::max(most, taken);
  }
  return most;
}

}  // namespace clientroute::allocation
