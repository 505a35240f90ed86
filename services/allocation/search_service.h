#ifndef CLIENTROUTE_SERVICES_ALLOCATION_SEARCH_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_SEARCH_SERVICE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/location_store.h"
#include "services/allocation/matching.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::allocation {

/// For whom places are sought.
struct PlaceSearch {
  std::int64_t route = 0;
  std::string municipality;
  std::vector<PlaceWanted> wanted;
  std::set<std::string> expertise;
  /// Its turn on the waiting list: what is promised to routes behind it, and to itself, is no obstacle.
  int urgency = 0;
  Instant since;
  /// See MatchQuestion.
  std::optional<ProviderCode> first_provider = {};
  bool crisis = false;
};

/// What was found, with what it was decided on.
struct PlacesFound {
  MatchQuestion question;
  LocationSet set;
  MatchingWeights weights;
  Match match;
};

/// Reads what a match needs, inside the transaction that will take the places, and decides. Errors: FailedPrecondition
/// MATCHING_WEIGHTS_MISSING before the first import; those of Connection.
absl::StatusOr<PlacesFound> SearchPlaces(Connection& connection, const PlaceSearch& search);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_SEARCH_SERVICE_H_
