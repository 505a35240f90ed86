#include "services/allocation/location_codec.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "services/allocation/names.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kQualityCharactersMax = 63;
constexpr int kPlacesMax = 10'000;
constexpr int kAgeMax = 120;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Collects what is wrong with one row.
class RowCheck {
 public:
  RowCheck(std::string field, std::vector<FieldViolation>* violations)
      : field_(std::move(field)), violations_(violations) {}
  const std::string& field() const { return field_; }
  bool whole() const { return whole_; }
  void Require(bool holds, std::string_view part, std::string_view what) {
    if (holds) return;
    violations_->push_back({Cat(field_, ".", part), std::string(what)});
    whole_ = false;
  }

 private:
  std::string field_;
  std::vector<FieldViolation>* violations_;
  bool whole_ = true;
};

GeoPoint ReadPlace(const contracting::v1::Place& place) {
  return {place.latitude_microdegrees(), place.longitude_microdegrees()};
}

std::vector<ProductCapacity> ReadCapacities(const v1::Location& in, RowCheck& check) {
  std::vector<ProductCapacity> capacities;
  std::set<Product> products;
  for (int i = 0; i < in.capacities_size(); ++i) {
    const v1::ProductCapacity& one = in.capacities(i);
    const std::string part = Cat("capacities[", i, "].");
    ProductCapacity capacity;
    capacity.product = FromProto(one.product());
    check.Require(capacity.product.IsWellFormed() && !capacity.product.category.empty(), part + "product",
                  "must have a category of two digits, with or without a code of five capitals and digits");
    check.Require(products.insert(capacity.product).second, part + "product", "comes twice");
    check.Require(one.places() >= 0 && one.places() <= kPlacesMax, part + "places", "must be 0-10,000");
    check.Require(one.age_from() >= 0 && one.age_from() <= kAgeMax, part + "age_from", "must be 0-120");
    check.Require(!one.has_age_until() || (one.age_until() >= one.age_from() && one.age_until() <= kAgeMax),
                  part + "age_until", "must be 0-120 and not below age_from");
    capacity.places = one.places();
    capacity.age_from = one.age_from();
    if (one.has_age_until()) capacity.age_until = one.age_until();
    capacities.push_back(capacity);
  }
  return capacities;
}

void ReadLocation(const v1::Location& in, RowCheck& check, LocationImport* import) {
  const auto code = CodeIn(in.name(), kLocations);
  check.Require(code.has_value(), "name", "must be locations/ and lower-case letters, digits and hyphens");
  const auto provider = ProviderCode::Parse(in.provider());
  check.Require(provider.has_value(), "provider", "must be an AGB code of eight digits");
  const auto municipality = MunicipalityCode::Parse(in.municipality());
  check.Require(municipality.has_value(), "municipality", "must be a CBS code of four digits");
  check.Require(!in.display_name().empty() && in.display_name().size() <= kNameBytesMax, "display_name",
                "must be 1-200 bytes");
  check.Require(in.has_place(), "place", "is missing");
  std::vector<ProductCapacity> capacities = ReadCapacities(in, check);
  for (int i = 0; i < in.expertise_size(); ++i) {
    check.Require(IsQuality(in.expertise(i)), Cat("expertise[", i, "]"),
                  "must be lower-case letters, digits, _ and -, at most 63");
  }
  for (int i = 0; i < in.languages_size(); ++i) {
    const std::string& language = in.languages(i);
    check.Require(language.size() == 2 && IsLower(language[0]) && IsLower(language[1]), Cat("languages[", i, "]"),
                  "must be two lower-case letters (ISO 639-1)");
  }
  if (!check.whole()) return;
  import->locations.push_back({check.field(),
                               {.code = std::string(*code),
                                .provider = *provider,
                                .display_name = in.display_name(),
                                .municipality = *municipality,
                                .place = ReadPlace(in.place()),
                                .capacities = std::move(capacities),
                                .expertise = {in.expertise().begin(), in.expertise().end()},
                                .languages = {in.languages().begin(), in.languages().end()},
                                .at_school = in.at_school() }});
}

void ReadHome(const contracting::v1::Municipality& in, RowCheck& check, LocationImport* import) {
  const auto code = MunicipalityCode::Parse(in.code());
  check.Require(code.has_value(), "code", "must be a CBS code of four digits");
  check.Require(!in.display_name().empty() && in.display_name().size() <= kNameBytesMax, "display_name",
                "must be 1-200 bytes");
  check.Require(in.has_place(), "place", "is missing");
  if (!check.whole()) return;
  import->homes.push_back({check.field(), { *code, in.display_name(), ReadPlace(in.place()) }});
}

MatchingWeights ReadWeights(const v1::MatchingWeights& in) {
  return {.version = in.version(),
          .asking_provider = in.asking_provider(),
          .nearness = in.nearness(),
          .distance_zero_points_km = in.distance_zero_points_km(),
          .one_provider = in.one_provider(),
          .free_places = in.free_places(),
          .expertise = in.expertise(),
          .distance_max_km = in.distance_max_km()};
}

}  // namespace

bool IsQuality(std::string_view text) {
  return !text.empty() && text.size() <= kQualityCharactersMax && std::all_of(text.begin(), text.end(), [](char c) {
    return IsLower(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

LocationImport ReadImport(const v1::ImportLocationsRequest& request, std::vector<FieldViolation>* violations) {
  LocationImport import;
  for (int i = 0; i < request.locations_size(); ++i) {
    RowCheck check(Cat("locations[", i, "]"), violations);
    ReadLocation(request.locations(i), check, &import);
  }
  for (int i = 0; i < request.municipalities_size(); ++i) {
    RowCheck check(Cat("municipalities[", i, "]"), violations);
    ReadHome(request.municipalities(i), check, &import);
  }
  if (request.has_weights()) import.weights = ReadWeights(request.weights());
  return import;
}

v1::CapacityUse ToProto(const LocationStore::CapacityUse& use) {
  v1::CapacityUse out;
  out.set_location(NameOf(kLocations, use.location));
  out.set_display_name(use.display_name);
  out.set_provider(use.provider);
  *out.mutable_product() = ToProto(use.product);
  out.set_places(static_cast<std::int32_t>(use.places));
  out.set_reserved(static_cast<std::int32_t>(use.reserved));
  out.set_allocated(static_cast<std::int32_t>(use.allocated));
  out.set_overbooked(static_cast<std::int32_t>(std::max<std::int64_t>(0, use.reserved + use.allocated - use.places)));
  return out;
}

}  // namespace clientroute::allocation
