#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/allocation/geo_point.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"

namespace clientroute::allocation {

/// How many clients of a product a location can have at the same time, and of what age.
struct ProductCapacity {
  Product product;
  int places = 0;
  int age_from = 0;
  /// Included; nullopt without a bound.
  std::optional<int> age_until;

  /// Whether it serves a line that asks for `asked`: the same product, a whole category of it, any product of a
  /// category that is asked for as a whole, and everything where only a budget is given (ALL-4). Without places it
  /// serves nothing.
  bool Serves(const Product& asked) const {
    if (places == 0) return false;
    if (asked.category.empty() || product.Covers(asked)) return true;
    return asked.code.empty() && asked.category == product.category;
  }
  friend bool operator==(const ProductCapacity&, const ProductCapacity&) = default;
};

/// Where care is given. The key is the code in `locations/<code>`.
struct Location {
  std::string code;
  ProviderCode provider;
  std::string display_name;
  MunicipalityCode municipality;
  GeoPoint place;
  /// By product; a product stands once.
  std::vector<ProductCapacity> capacities;
  std::set<std::string> expertise;
  /// ISO 639-1.
  std::set<std::string> languages;
  bool at_school = false;
  friend bool operator==(const Location&, const Location&) = default;
};

/// A municipality with its middle, from which nearness to home is reckoned.
struct Home {
  MunicipalityCode code;
  std::string display_name;
  GeoPoint place;
  friend bool operator==(const Home&, const Home&) = default;
};

/// How candidates are weighed: points per criterion, 0–1,000 each (ALL-1). A version never changes.
struct MatchingWeights {
  int version = 0;
  int asking_provider = 0;
  int nearness = 0;
  /// Beyond this distance nearness gives no points; above kFullNearnessKm.
  int distance_zero_points_km = 0;
  int one_provider = 0;
  int free_places = 0;
  int expertise = 0;
  /// Farther than this falls away; 0 without a bound.
  int distance_max_km = 0;
  friend bool operator==(const MatchingWeights&, const MatchingWeights&) = default;
};

/// Up to this distance nearness gives full points.
inline constexpr int kFullNearnessKm = 5;

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_H_
