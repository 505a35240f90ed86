#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_JUDGEMENT_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_JUDGEMENT_H_

#include <set>
#include <variant>

#include "services/allocation/matching.h"

namespace clientroute::allocation {

/// What judges one location for one line.
struct JudgementBasis {
  const MatchQuestion& question;
  const OccupancyBook& taken;
  const MatchingWeights& weights;
  /// The providers of all lines of the route that name one.
  std::set<ProviderCode> providers;
};

/// One location for one line: a candidate with its points, or the first hard rule that it breaks. Of several products
/// of the location that serve the line, the one with most places free counts. Pure, thread-safe.
std::variant<Candidate, FallenAway> JudgeLocation(const JudgementBasis& basis, const PlaceWanted& wanted,
                                                  const Location& location);

/// How many places are free on every day of the period; below 0 when more are taken than there are.
int FreePlaces(const ProductCapacity& capacity, const CapacityKey& key, const Period& period,
               const OccupancyBook& taken);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_JUDGEMENT_H_
