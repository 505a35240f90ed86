#include "services/suite/year/inflow.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "services/allocation/geo_point.h"
#include "services/platform/status/status.h"
#include "services/suite/year/choices.h"

namespace clientroute::suite {
namespace {

constexpr int kWorkingDaysAYear = 250;
// What people travel for help, well within what a region allows.
constexpr int kNearKm = 25;
constexpr int kGrown = 18;

allocation::GeoPoint PointOf(const contracting::v1::Place& place) {
  return {place.latitude_microdegrees(), place.longitude_microdegrees()};
}

/// Those of the municipalities whose middle is near.
std::vector<std::string> Near(const std::vector<std::string>& codes, const allocation::v1::Location& location,
                              const RegionFiles& files) {
  std::vector<std::string> near;
  for (const auto& municipality : files.catalogue.municipalities()) {
    if (std::ranges::find(codes, municipality.code()) == codes.end()) continue;
    const int km = allocation::DistanceKm(PointOf(municipality.place()), PointOf(location.place()));
    if (km <= kNearKm) near.push_back(municipality.code());
  }
  return near;
}

/// Whole years within the bounds; not the last, for he grows a year older before help begins.
provider::Ages AgesOf(const allocation::v1::ProductCapacity& capacity, std::string_view standard) {
  provider::Ages ages = provider::UsualAges(standard);
  if (standard != provider::kYouth) return ages;
  ages.least = capacity.age_from();
  const int most = capacity.has_age_until() ? std::min(capacity.age_until(), kGrown - 1) : kGrown - 1;
  ages.most = std::max(ages.least, most - 1);
  return ages;
}

}  // namespace

Inflow::Inflow(const RegionFiles& files, std::vector<provider::Profile> profiles, provider::Chance chance,
               int clients_a_year)
    : chance_(chance), clients_a_year_(clients_a_year) {
  for (const auto& location : files.locations.locations()) {
    const auto profile = std::ranges::find(profiles, location.provider(), &provider::Profile::code);
    if (profile != profiles.end()) AddPlaces(files, location, *profile);
  }
}

void Inflow::AddPlaces(const RegionFiles& files, const allocation::v1::Location& location,
                       const provider::Profile& profile) {
  for (const auto& capacity : location.capacities()) {
    if (capacity.places() == 0) continue;
    for (const provider::Offer& offered : profile.offers) {
      if (offered.code != capacity.product().code()) continue;
      Place place{profile.code, offered, AgesOf(capacity, offered.standard),
                  capacity.places() * ScarcityOf(offered.category)};
      place.offer.municipalities = Near(offered.municipalities, location, files);
      if (place.ages.least < kGrown || offered.standard != provider::kYouth) places_.push_back(std::move(place));
    }
  }
}

std::vector<Newcomer> Inflow::Of(Date day) const {
  const std::string about = Cat("inflow/", day.ToString());
  std::vector<const Place*> open;
  int weight = 0;
  for (const Place& place : places_) {
    if (place.offer.municipalities.empty() || provider::TariffOn(place.offer, day) == nullptr) continue;
    open.push_back(&place);
    weight += place.weight;
  }
  std::vector<Newcomer> come;
  if (open.empty()) return come;
  const int rest = clients_a_year_ % kWorkingDaysAYear;
  const bool one_more = chance_.Below(about, kWorkingDaysAYear) < static_cast<std::uint64_t>(rest);
  const int count = clients_a_year_ / kWorkingDaysAYear + (one_more ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    const std::string name = Cat(about, "/", i);
    auto drawn = static_cast<int>(chance_.Below(Cat("what/", name), static_cast<std::uint64_t>(weight)));
    const auto chosen = std::ranges::find_if(open, [&](const Place* place) { return (drawn -= place->weight) < 0; });
    come.push_back(One(name, **chosen));
  }
  return come;
}

Newcomer Inflow::One(const std::string& about, const Place& place) const {
  const std::vector<std::string>& near = place.offer.municipalities;
  Newcomer newcomer;
  newcomer.client.about = about;
  newcomer.client.provider = place.provider;
  newcomer.client.municipality = near[chance_.Below(Cat("whom/", about), near.size())];
  newcomer.client.standard = place.offer.standard;
  newcomer.client.code = place.offer.code;
  newcomer.client.ages = place.ages;
  const bool youth = place.offer.standard == provider::kYouth;
  const std::string_view referrer =
      Choose(chance_, Cat("referrer/", about), youth ? YouthReferrers() : SocialReferrers());
  newcomer.client.referrer = std::string(referrer);
  newcomer.by_access = referrer == kMunicipalityRefers;
  return newcomer;
}

}  // namespace clientroute::suite
