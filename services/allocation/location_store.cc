#include "services/allocation/location_store.h"

#include <algorithm>
#include <utility>

#include "services/allocation/capacity_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {
namespace {

constexpr std::int64_t kExpertise = 1;
constexpr std::int64_t kLanguage = 2;

#define CLIENTROUTE_LOCATION_COLUMNS \
  "id, code, provider, display_name, municipality, latitude_microdegrees, longitude_microdegrees, at_school"

std::pair<std::int64_t, Location> ReadLocation(const Row& row) {
  const auto provider = ProviderCode::Parse(row.Text(2));
  const auto municipality = MunicipalityCode::Parse(row.Text(4));
  if (!provider || !municipality) StopOnDefect("allocation: a stored location has no valid provider or municipality");
  return {row.Int(0),
          {.code = std::string(row.Text(1)),
           .provider = *provider,
           .display_name = std::string(row.Text(3)),
           .municipality = *municipality,
           .place = {static_cast<std::int32_t>(row.Int(5)), static_cast<std::int32_t>(row.Int(6))},
           .capacities = {},
           .expertise = {},
           .languages = {},
           .at_school = row.Int(7) != 0}};
}

ProductCapacity ReadCapacity(const Row& row, int first) {
  ProductCapacity capacity;
  capacity.product = {std::string(row.Text(first)), std::string(row.Text(first + 1))};
  capacity.places = static_cast<int>(row.Int(first + 2));
  capacity.age_from = static_cast<int>(row.Int(first + 3));
  if (!row.IsNull(first + 4)) capacity.age_until = static_cast<int>(row.Int(first + 4));
  return capacity;
}

MatchingWeights ReadWeights(const Row& row) {
  return {.version = static_cast<int>(row.Int(0)),
          .asking_provider = static_cast<int>(row.Int(1)),
          .nearness = static_cast<int>(row.Int(2)),
          .distance_zero_points_km = static_cast<int>(row.Int(3)),
          .one_provider = static_cast<int>(row.Int(4)),
          .free_places = static_cast<int>(row.Int(5)),
          .expertise = static_cast<int>(row.Int(6)),
          .distance_max_km = static_cast<int>(row.Int(7))};
}

}  // namespace

std::int64_t LocationSet::RowOf(const CapacityKey& key) const {
  const auto found =
      std::find_if(capacities.begin(), capacities.end(), [&](const auto& entry) { return entry.second == key; });
  if (found == capacities.end()) StopOnDefect("allocation: a chosen capacity is not in the set that was matched");
  return found->first;
}

absl::StatusOr<LocationSet> LocationStore::FindFor(const std::vector<CareLine>& lines) {
  std::set<std::string> provider_codes, category_codes;
  for (const CareLine& line : lines) {
    if (line.provider) provider_codes.insert(line.provider->ToString());
    if (!line.product.category.empty()) category_codes.insert(line.product.category);
  }
  TextSet providers = TextSetOf(provider_codes);
  TextSet categories = TextSetOf(category_codes);
  const std::vector<Parameter> parameters = {providers.parameter(), categories.parameter()};
  return Find("SELECT " CLIENTROUTE_LOCATION_COLUMNS
              " FROM location WHERE provider IN (SELECT key FROM json_each($1)) OR id IN (SELECT location FROM capacity"
              " WHERE places > 0 AND category IN (SELECT key FROM json_each($2))) ORDER BY code",
              parameters);
}

absl::StatusOr<LocationSet> LocationStore::FindByCode(const std::set<std::string>& codes) {
  TextSet set = TextSetOf(codes);
  const std::vector<Parameter> parameters = {set.parameter()};
  return Find("SELECT " CLIENTROUTE_LOCATION_COLUMNS
              " FROM location WHERE code IN (SELECT key FROM json_each($1)) ORDER BY code",
              parameters);
}

absl::StatusOr<std::set<std::string>> LocationStore::AtSchool(const std::set<std::string>& names) {
  TextSet set = TextSetOf(names);
  std::set<std::string> found;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT code FROM location WHERE at_school = 1 AND 'locations/' || code IN"
                        " (SELECT key FROM json_each($1))",
                        {set.parameter()}, [&](const Row& row) {
                          found.insert(Cat("locations/", row.Text(0)));
                          return absl::OkStatus();
                        }));
  return found;
}

absl::StatusOr<LocationSet> LocationStore::Find(std::string_view sql, Parameters parameters) {
  std::vector<std::pair<std::int64_t, Location>> found;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(sql, parameters, [&](const Row& row) {
    found.push_back(ReadLocation(row));
    return absl::OkStatus();
  }));
  LocationSet set;
  CLIENTROUTE_RETURN_IF_ERROR(FillChildren(&found, &set));
  for (auto& [id, location] : found) set.locations.push_back(std::move(location));
  return set;
}

absl::Status LocationStore::FillChildren(std::vector<std::pair<std::int64_t, Location>>* found, LocationSet* set) {
  std::map<std::int64_t, Location*> by_id;
  TextSet ids;
  for (auto& [id, location] : *found) {
    by_id.emplace(id, &location);
    ids.Add(id);
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT location, id, category, code, places, age_from, age_until FROM capacity"
                        " WHERE location IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY category, code",
                        {ids.parameter()}, [&](const Row& row) {
                          Location& location = *by_id.at(row.Int(0));
                          location.capacities.push_back(ReadCapacity(row, 2));
                          set->capacities[row.Int(1)] = {location.code, location.capacities.back().product};
                          return absl::OkStatus();
                        }));
  return connection_.Query(
      "SELECT location, kind, value FROM location_quality"
      " WHERE location IN (SELECT CAST(key AS BIGINT) FROM json_each($1))",
      {ids.parameter()}, [&](const Row& row) {
        Location& location = *by_id.at(row.Int(0));
        (row.Int(1) == kExpertise ? location.expertise : location.languages).emplace(row.Text(2));
        return absl::OkStatus();
      });
}

absl::StatusOr<std::int64_t> LocationStore::SaveRow(const Location& location, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute(
              "INSERT INTO location (code, provider, display_name, municipality, latitude_microdegrees,"
              " longitude_microdegrees, changed_at, at_school) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
              " ON CONFLICT (code) DO UPDATE SET provider = excluded.provider,"
              " display_name = excluded.display_name, municipality = excluded.municipality,"
              " latitude_microdegrees = excluded.latitude_microdegrees,"
              " longitude_microdegrees = excluded.longitude_microdegrees, changed_at = excluded.changed_at,"
              " at_school = excluded.at_school",
              {std::string_view(location.code), std::string_view(location.provider.ToString()),
               std::string_view(location.display_name), std::string_view(location.municipality.ToString()),
               std::int64_t{location.place.latitude_microdegrees}, std::int64_t{location.place.longitude_microdegrees},
               ToMicros(now), std::int64_t{location.at_school ? 1 : 0}})
          .status());
  CLIENTROUTE_ASSIGN(const auto id,
                     connection_.QueryOne("SELECT id FROM location WHERE code = $1", {std::string_view(location.code)},
                                          [](const Row& row) { return row.Int(0); }));
  return *id;
}

absl::StatusOr<std::set<std::int64_t>> LocationStore::Save(const Location& location, Instant now) {
  CLIENTROUTE_ASSIGN(const std::int64_t id, SaveRow(location, now));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute("DELETE FROM location_quality WHERE location = $1", {id}).status());
  std::vector<std::vector<Parameter>> qualities;
  for (const std::string& value : location.expertise) qualities.push_back({id, kExpertise, std::string_view(value)});
  for (const std::string& value : location.languages) qualities.push_back({id, kLanguage, std::string_view(value)});
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.ExecuteMany("INSERT INTO location_quality (location, kind, value) VALUES ($1, $2, $3)", qualities));
  std::set<std::int64_t> changed;
  for (const ProductCapacity& capacity : location.capacities) {
    const Product& product = capacity.product;
    CLIENTROUTE_ASSIGN(
        const auto before,
        connection_.QueryOne("SELECT places FROM capacity WHERE location = $1 AND category = $2 AND code = $3",
                             {id, std::string_view(product.category), std::string_view(product.code)},
                             [](const Row& row) { return row.Int(0); }));
    const std::optional<std::int64_t> age_until = capacity.age_until;
    CLIENTROUTE_ASSIGN(
        const auto row,
        connection_.QueryOne("INSERT INTO capacity (location, category, code, places, age_from, age_until)"
                             " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (location, category, code) DO UPDATE SET"
                             " places = excluded.places, age_from = excluded.age_from, age_until = excluded.age_until"
                             " RETURNING id",
                             {id, std::string_view(product.category), std::string_view(product.code),
                              std::int64_t{capacity.places}, std::int64_t{capacity.age_from}, Maybe(age_until)},
                             [](const Row& found) { return found.Int(0); }));
    if (before == std::optional<std::int64_t>(capacity.places)) continue;
    CLIENTROUTE_RETURN_IF_ERROR(CapacityStore(&connection_).SetPlaces(*row, capacity.places));
    changed.insert(*row);
  }
  return changed;
}

absl::StatusOr<std::optional<Home>> LocationStore::FindHome(const std::string& municipality) {
  const auto code = MunicipalityCode::Parse(municipality);
  if (!code) return std::optional<Home>();
  return connection_.QueryOne(
      "SELECT display_name, latitude_microdegrees, longitude_microdegrees FROM home"
      " WHERE code = $1",
      {std::string_view(municipality)}, [&](const Row& row) {
        return Home{*code,
                    std::string(row.Text(0)),
                    {static_cast<std::int32_t>(row.Int(1)), static_cast<std::int32_t>(row.Int(2))}};
      });
}

absl::StatusOr<bool> LocationStore::Save(const Home& home) {
  CLIENTROUTE_ASSIGN(const auto before, FindHome(home.code.ToString()));
  if (before && *before == home) return false;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO home (code, display_name, latitude_microdegrees, longitude_microdegrees)"
                   " VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO UPDATE SET display_name = excluded.display_name,"
                   " latitude_microdegrees = excluded.latitude_microdegrees,"
                   " longitude_microdegrees = excluded.longitude_microdegrees",
                   {std::string_view(home.code.ToString()), std::string_view(home.display_name),
                    std::int64_t{home.place.latitude_microdegrees}, std::int64_t{home.place.longitude_microdegrees}})
          .status());
  return true;
}

absl::StatusOr<std::optional<MatchingWeights>> LocationStore::FindWeights() {
  return connection_.QueryOne(
      "SELECT version, asking_provider, nearness, distance_zero_points_km, one_provider,"
      " free_places, expertise, distance_max_km FROM matching_weights"
      " ORDER BY version DESC LIMIT 1",
      {}, ReadWeights);
}

absl::Status LocationStore::Add(const MatchingWeights& weights, Instant now) {
  return connection_
      .Execute(
          "INSERT INTO matching_weights (version, asking_provider, nearness, distance_zero_points_km,"
          " one_provider, free_places, expertise, distance_max_km, recorded_at)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {std::int64_t{weights.version}, std::int64_t{weights.asking_provider}, std::int64_t{weights.nearness},
           std::int64_t{weights.distance_zero_points_km}, std::int64_t{weights.one_provider},
           std::int64_t{weights.free_places}, std::int64_t{weights.expertise}, std::int64_t{weights.distance_max_km},
           ToMicros(now)})
      .status();
}

LocationStore::CapacityPosition LocationStore::PositionOf(const CapacityUse& use) {
  return {use.places - use.reserved - use.allocated, use.provider, use.location, use.product};
}

absl::StatusOr<std::vector<LocationStore::CapacityUse>> LocationStore::ListUses(
    const CapacityFilter& filter, Date day, CapacityOrder order, const std::optional<CapacityPosition>& after,
    int limit) {
#define PLACE "u.location, u.category, u.product"
#define USES_IN_ORDER(value, from)                                                                                 \
  "SELECT u.location, u.display_name, u.provider, u.category, u.product, u.places, u.reserved, u.allocated FROM (" \
  "SELECT o.code AS location, o.display_name, o.provider, c.category, c.code AS product, c.places,"                \
  " (SELECT count(*) FROM reservation AS r WHERE r.capacity = c.id AND r.state = 1"                                \
  " AND r.first_day <= $2 AND r.last_day >= $2) AS reserved,"                                                      \
  " (SELECT count(*) FROM allocation AS a WHERE a.capacity = c.id"                                                 \
  " AND a.held_first <= $2 AND a.held_last >= $2) AS allocated"                                                    \
  " FROM capacity AS c JOIN location AS o ON o.id = c.location"                                                    \
  " WHERE ($1 = '' OR o.provider = $1)"                                                                            \
  " AND ($3 IS NULL OR o.municipality IN (SELECT key FROM json_each($3)) OR o.provider = $4)"                      \
  " AND ($5 = '' OR (c.category = $5 AND c.code IN ('', $6)))) AS u"                                               \
  " WHERE $7 = 0 OR (" value PLACE ") > (" from "$10, $11, $12) ORDER BY " value PLACE " LIMIT $13"
#define FREE "u.places - u.reserved - u.allocated"
  constexpr std::string_view kTexts[] = {USES_IN_ORDER("", ""), USES_IN_ORDER("-(" FREE "), ", "-$8, "),
                                         USES_IN_ORDER(FREE ", ", "$8, "), USES_IN_ORDER("u.provider, ", "$9, ")};
#undef FREE
#undef USES_IN_ORDER
#undef PLACE
  const CapacityPosition from = after.value_or(CapacityPosition());
  const Product product = filter.product.value_or(Product());
  return connection_.QueryAll(
      kTexts[static_cast<std::size_t>(order)],
      {std::string_view(filter.provider), ToDays(day), filter.municipalities, filter.own_provider,
       std::string_view(product.category), std::string_view(product.code), std::int64_t{after.has_value()}, from.free,
       std::string_view(from.provider), std::string_view(from.location), std::string_view(from.product.category),
       std::string_view(from.product.code), std::int64_t{limit}},
      [](const Row& row) {
        return CapacityUse{.location = std::string(row.Text(0)),
                           .display_name = std::string(row.Text(1)),
                           .provider = std::string(row.Text(2)),
                           .product = {std::string(row.Text(3)), std::string(row.Text(4))},
                           .places = row.Int(5),
                           .reserved = row.Int(6),
                           .allocated = row.Int(7)};
      });
}

}  // namespace clientroute::allocation
