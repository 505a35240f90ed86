#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/location.h"
#include "services/allocation/matching.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::allocation {

/// Locations with the rows of their capacities.
struct LocationSet {
  std::vector<Location> locations;
  std::map<std::int64_t, CapacityKey> capacities;
  /// The row of a capacity; it is one of the set.
  std::int64_t RowOf(const CapacityKey& key) const;
};

/// Locations, the middles of municipalities and the weights of matching, inside one transaction or snapshot whose
/// connection it uses. One thread. Errors of all methods: those of Connection.
class LocationStore {
 public:
  explicit LocationStore(Connection* connection) : connection_(*connection) {}

  /// Those that a match for these lines considers: of a line's provider, or giving something of a line's category.
  absl::StatusOr<LocationSet> FindFor(const std::vector<CareLine>& lines);
  /// Those with these codes.
  absl::StatusOr<LocationSet> FindByCode(const std::set<std::string>& codes);
  /// Those of the locations (`locations/<code>`) that are at a school.
  absl::StatusOr<std::set<std::string>> AtSchool(const std::set<std::string>& names);
  /// Adds or replaces a location; a product that it no longer names must stand in it without places. Returns the rows
  /// of the capacities whose places changed.
  absl::StatusOr<std::set<std::int64_t>> Save(const Location& location, Instant now);

  absl::StatusOr<std::optional<Home>> FindHome(const std::string& municipality);
  /// Whether it was new or changed.
  absl::StatusOr<bool> Save(const Home& home);

  /// The version in use; nullopt before the first.
  absl::StatusOr<std::optional<MatchingWeights>> FindWeights();
  absl::Status Add(const MatchingWeights& weights, Instant now);

  /// A capacity with what is taken on a day.
  struct CapacityUse {
    std::string location;
    std::string display_name;
    std::string provider;
    Product product;
    std::int64_t places = 0;
    std::int64_t reserved = 0;
    std::int64_t allocated = 0;
  };
  /// The numbers are those of v1::ListCapacityRequest::Order: by location, most free places first, fewest first, by
  /// provider; then by location and product.
  enum class CapacityOrder : std::uint8_t { kLocation, kMostFree, kLeastFree, kProvider };
  /// Where a list of capacities goes on: behind a row with this value of what it is ordered by, of this location and
  /// product.
  struct CapacityPosition {
    std::int64_t free = 0;
    std::string provider;
    std::string location;
    Product product;
  };
  static CapacityPosition PositionOf(const CapacityUse& use);
  /// Which capacities are listed.
  struct CapacityFilter {
    /// Of one provider; of all when empty.
    std::string provider;
    /// Its own and those of its category; of the category alone without a code; of all when nullopt.
    std::optional<Product> product;
    /// In these municipalities (null: all), or of this provider (null: of none).
    Parameter municipalities;
    Parameter own_provider;
  };
  /// At most `limit` on the day after the position (nullopt: from the first). Cost: by free places, all that pass the
  /// filter are counted.
  absl::StatusOr<std::vector<CapacityUse>> ListUses(const CapacityFilter& filter, Date day, CapacityOrder order,
                                                    const std::optional<CapacityPosition>& after, int limit);

 private:
  absl::StatusOr<LocationSet> Find(std::string_view sql, Parameters parameters);
  absl::Status FillChildren(std::vector<std::pair<std::int64_t, Location>>* found, LocationSet* set);
  absl::StatusOr<std::int64_t> SaveRow(const Location& location, Instant now);

  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_STORE_H_
