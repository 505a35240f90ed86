#include "services/allocation/location_import.h"

#include <algorithm>
#include <map>

#include "services/platform/values/municipalities.h"

namespace clientroute::allocation {
namespace {

constexpr int kPointsMax = 1'000;
// Half the country; whoever travels farther goes to live there.
constexpr int kDistanceKmMax = 300;

class ImportCheck {
 public:
  explicit ImportCheck(Date today) : today_(today) {}

  void Municipality(const std::string& field, const MunicipalityCode& code) {
    if (MunicipalityExistsOn(code, today_)) return;
    Refuse(field, code.ToString() + " is no municipality on " + today_.ToString());
  }
  void Place(const std::string& field, const GeoPoint& place) {
    if (!LiesInTheNetherlands(place)) Refuse(field, "lies outside the Netherlands");
  }
  void Once(std::map<std::string, std::string>& seen, const std::string& key, const std::string& field) {
    const auto [at, first] = seen.emplace(key, field);
    if (!first) Refuse(field, "comes twice: it is " + at->second + " too");
  }
  void Points(const char* part, int points) {
    if (points < 0 || points > kPointsMax) Refuse(std::string("weights.") + part, "must be 0-1,000 points");
  }
  void Weights(const MatchingWeights& weights, const std::optional<MatchingWeights>& stored) {
    Points("asking_provider", weights.asking_provider);
    Points("nearness", weights.nearness);
    Points("one_provider", weights.one_provider);
    Points("free_places", weights.free_places);
    Points("expertise", weights.expertise);
    if (weights.distance_zero_points_km <= kFullNearnessKm || weights.distance_zero_points_km > kDistanceKmMax) {
      Refuse("weights.distance_zero_points_km", "must be above 5 and at most 300");
    }
    if (weights.distance_max_km < 0 || weights.distance_max_km > kDistanceKmMax) {
      Refuse("weights.distance_max_km", "must be 0-300");
    }
    if (weights.version < 1) Refuse("weights.version", "must be above 0");
    if (stored && weights.version < stored->version) {
      Refuse("weights.version", "is below version " + std::to_string(stored->version) + ", which is in use");
    } else if (stored && weights.version == stored->version && !(weights == *stored)) {
      Refuse("weights.version", "must count up: version " + std::to_string(stored->version) + " has other weights");
    }
  }
  void Refuse(const std::string& field, std::string why) { wrong_.push_back({field, std::move(why)}); }
  std::vector<WrongRow> Take() { return std::move(wrong_); }

 private:
  Date today_;
  std::vector<WrongRow> wrong_;
};

const Location* Find(const std::vector<Location>& locations, const std::string& code) {
  const auto found =
      std::find_if(locations.begin(), locations.end(), [&](const auto& one) { return one.code == code; });
  return found == locations.end() ? nullptr : &*found;
}

}  // namespace

std::vector<WrongRow> FindWrong(const LocationImport& import, const std::vector<Location>& stored,
                                const std::optional<MatchingWeights>& stored_weights, Date today) {
  ImportCheck check(today);
  std::map<std::string, std::string> codes, homes;
  for (const Imported<Location>& one : import.locations) {
    check.Once(codes, one.row.code, one.field);
    check.Municipality(one.field + ".municipality", one.row.municipality);
    check.Place(one.field + ".place", one.row.place);
    const Location* before = Find(stored, one.row.code);
    if (before != nullptr && before->provider != one.row.provider) {
      check.Refuse(one.field + ".provider", "is " + before->provider.ToString() + " already and does not change");
    }
  }
  for (const Imported<Home>& one : import.homes) {
    check.Once(homes, one.row.code.ToString(), one.field);
    check.Municipality(one.field + ".code", one.row.code);
    check.Place(one.field + ".place", one.row.place);
  }
  if (import.weights) check.Weights(*import.weights, stored_weights);
  return check.Take();
}

std::vector<Location> Changed(const std::vector<Imported<Location>>& imported, const std::vector<Location>& stored) {
  std::vector<Location> changed;
  for (const Imported<Location>& one : imported) {
    Location location = one.row;
    const Location* before = Find(stored, location.code);
    if (before != nullptr) {
      for (ProductCapacity gone : before->capacities) {
        const bool named = std::any_of(location.capacities.begin(), location.capacities.end(),
                                       [&](const auto& capacity) { return capacity.product == gone.product; });
        if (named) continue;
        gone.places = 0;
        location.capacities.push_back(gone);
      }
    }
    std::sort(location.capacities.begin(), location.capacities.end(),
              [](const auto& a, const auto& b) { return a.product < b.product; });
    if (before == nullptr || !(*before == location)) changed.push_back(std::move(location));
  }
  return changed;
}

}  // namespace clientroute::allocation
