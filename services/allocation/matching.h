#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MATCHING_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MATCHING_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/allocation/location.h"
#include "services/allocation/occupancy.h"
#include "services/platform/values/care_line.h"

namespace clientroute::allocation {

/// A provider that is contracted for a line which names none.
struct ProviderOffer {
  ProviderCode provider;
  /// `contracts/…`.
  std::string contract;
  std::optional<Money> tariff;
};

/// One line that needs a place.
struct PlaceWanted {
  CareLine line;
  /// The client's age in years on the line's first day; nullopt when his birth date is not known, then no age bound
  /// applies.
  std::optional<int> client_age;
  /// Of a line that names no provider: who may give it.
  std::vector<ProviderOffer> offers = {};
};

/// What a match is decided on.
struct MatchQuestion {
  std::vector<PlaceWanted> wanted;
  /// The middle of the client's municipality; nullopt when it is not known, then distance plays no part.
  std::optional<Home> home;
  /// What is asked for beyond the product.
  std::set<std::string> expertise;
  /// Who helped before, when the client comes back within three months (INT-7): counts as the one that asks, and goes
  /// before others that could.
  std::optional<ProviderCode> first_provider = {};
  /// Takes what fits, not only what is free or near (ALL-2).
  bool crisis = false;
};

/// Which product of which location.
struct CapacityKey {
  std::string location;
  Product product;
  friend auto operator<=>(const CapacityKey&, const CapacityKey&) = default;
};
/// What is taken, and what is promised to others; a capacity that is not here is free.
using OccupancyBook = std::map<CapacityKey, Occupancy>;

/// Why a location falls away; the numbers are those of the wire.
enum class FallReason : std::uint8_t {
  kOtherProduct = 1,
  kNotContracted = 2,
  kAge = 3,
  kFull = 4,
  kTooFar = 5,
  kOtherProvider = 6,
};

/// Points for one criterion.
struct ScorePart {
  std::string criterion;
  int points = 0;
  /// In Dutch: `7 km van het midden van Alkmaar`.
  std::string explanation;
};

/// A location that could.
struct Candidate {
  CapacityKey capacity;
  /// Of that capacity, taken or not.
  int places = 0;
  int score = 0;
  std::vector<ScorePart> parts;
  /// In Dutch, in a crisis alone: why it is second best; empty when it is not.
  std::string second_best;
  /// It is second best because all its places are taken on a day of the line.
  bool full = false;
  /// It is of the provider that helped before.
  bool returns = false;
  /// On what terms, where the line names no provider.
  std::optional<ProviderOffer> offer = {};
};

/// A location that could not.
struct FallenAway {
  std::string location;
  FallReason reason = FallReason::kOtherProduct;
  /// In Dutch.
  std::string explanation;
};

/// What was found for one line.
struct LineMatch {
  std::string line;
  /// Best first: those that are second best behind the others, then those of the provider that helped before, then by
  /// score; equal ones by code of the location.
  std::vector<Candidate> candidates;
  /// By code of the location.
  std::vector<FallenAway> fallen_away;
  /// Which candidate gets the client, when all lines have one.
  std::optional<std::size_t> chosen;
  /// What was chosen is full or too far: something better must still be sought.
  bool second_best = false;
  /// In Dutch: why this place, or why none.
  std::string explanation;
};

/// What was found for a route.
struct Match {
  /// One per line, in order.
  std::vector<LineMatch> lines;
  /// Whether every line has a place, all at the same time.
  bool complete = false;
};

/// Finds the right place for every line (ALL-1, ALL-3). First the hard rules, in this order: a location gives the
/// product, the line has a confirmed contract, the location is of the provider of that contract (of one of those that
/// are contracted, where the line names no provider), the client's age fits, it is not too far, and a place is free on
/// every day of the line's period. Then, to whom the client returns goes first (INT-7). Then points by the weights: the
/// provider asked for the allocation itself, nearness, all lines at one provider, free places, expertise. Each line
/// gets its best candidate; where two lines want the last place, the first set (by the order of lines and of their
/// candidates) in which all fit. In a crisis a location that is too far or full is no hindrance but second best
/// (ALL-2), and where not all lines fit at the same time each takes its best place all the same; product, contract and
/// age stay hard. Every location in `locations` is a candidate of a line or falls away from it with a reason. Pure,
/// deterministic, thread-safe.
Match FindPlaces(const MatchQuestion& question, const std::vector<Location>& locations, const OccupancyBook& taken,
                 const MatchingWeights& weights);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MATCHING_H_
