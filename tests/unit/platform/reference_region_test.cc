// The reference region's files agree with themselves and each other, and hold what the demo's story needs.
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clientroute/region/v1/region.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/config/text_config.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/municipalities.h"

namespace clientroute {
namespace {

using contracting::v1::Place;

template <typename Message>
Message Load(std::string_view file) {
  Message message;
  const absl::Status status = ReadTextProto(
      std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/regions/reference/" + std::string(file), &message);
  EXPECT_TRUE(status.ok()) << status;
  return message;
}

struct Files {
  region::v1::Region region = Load<region::v1::Region>("region.textproto");
  region::v1::Catalogue catalogue = Load<region::v1::Catalogue>("catalogue.textproto");
  region::v1::Locations locations = Load<region::v1::Locations>("locations.textproto");
};

const Files& Reference() {
  static const Files files;
  return files;
}

Date D(std::string_view text) { return Date::Parse(text).value(); }
Period P(const type::v1::Period& period) { return FromProto(period).value(); }

template <typename Rows, typename Key>
auto ByKey(const Rows& rows, Key key) {
  std::map<std::string, const typename Rows::value_type*> found;
  for (const auto& row : rows) EXPECT_TRUE(found.emplace(key(row), &row).second) << key(row) << " stands twice";
  return found;
}

auto Products() {
  return ByKey(Reference().catalogue.products(), [](const auto& row) { return row.product().code(); });
}
auto Providers() {
  return ByKey(Reference().catalogue.providers(), [](const auto& row) { return row.code(); });
}
auto Municipalities() {
  return ByKey(Reference().catalogue.municipalities(), [](const auto& row) { return row.code(); });
}
auto Contracts() {
  return ByKey(Reference().catalogue.contracts(), [](const auto& row) { return row.name(); });
}

double KilometresBetween(const Place& a, const Place& b) {
  constexpr double kKilometresPerDegree = 111.2;
  const double north = (a.latitude_microdegrees() - b.latitude_microdegrees()) / 1e6 * kKilometresPerDegree;
  const double middle = (a.latitude_microdegrees() + b.latitude_microdegrees()) / 2e6 * std::numbers::pi / 180;
  const double east =
      (a.longitude_microdegrees() - b.longitude_microdegrees()) / 1e6 * kKilometresPerDegree * std::cos(middle);
  return std::hypot(north, east);
}

TEST(ReferenceRegionTest, HasElevenMunicipalitiesThatExist) {
  const auto municipalities = Municipalities();
  EXPECT_EQ(municipalities.size(), 11U);
  std::set<std::string> of_region(Reference().region.municipalities().begin(),
                                  Reference().region.municipalities().end());
  EXPECT_EQ(of_region.size(), 11U);
  for (const auto& [code, municipality] : municipalities) {
    EXPECT_TRUE(of_region.contains(code)) << code;
    const auto parsed = MunicipalityCode::Parse(code);
    ASSERT_TRUE(parsed.has_value()) << code;
    EXPECT_TRUE(MunicipalityExistsOn(*parsed, D("2026-01-01"))) << code;
    EXPECT_FALSE(municipality->display_name().empty());
  }
}

// Unset is without a bound.
template <typename WithAges>
int OldestAge(const WithAges& row) {
  return row.has_age_until() ? row.age_until() : std::numeric_limits<int>::max();
}

TEST(ReferenceRegionTest, TheTreeOfSegmentsHangsTogether) {
  std::map<std::string, const region::v1::Segment*> above;
  for (const auto& segment : Reference().region.segments()) {
    const std::size_t step = segment.path().rfind('/');
    if (step != std::string::npos) {
      const auto parent = above.find(segment.path().substr(0, step));
      ASSERT_NE(parent, above.end()) << segment.path() << " has no parent before it";
      EXPECT_GE(segment.age_from(), parent->second->age_from()) << segment.path();
      EXPECT_LE(OldestAge(segment), OldestAge(*parent->second)) << segment.path();
    }
    EXPECT_TRUE(above.emplace(segment.path(), &segment).second) << segment.path() << " stands twice";
    EXPECT_FALSE(segment.display_name().empty());
  }
  for (const auto& [code, product] : Products()) {
    const auto segment = above.find(product->segment());
    ASSERT_NE(segment, above.end()) << code << " names the unknown segment " << product->segment();
    EXPECT_EQ(segment->second->law(), product->law()) << code;
    EXPECT_GE(product->age_from(), segment->second->age_from()) << code;
    EXPECT_LE(OldestAge(*product), OldestAge(*segment->second)) << code;
  }
}

TEST(ReferenceRegionTest, ProductsAreDescribedAndCarryTheirCategory) {
  const std::set<std::string> categories = {"40", "41", "42", "43", "44", "45", "46", "50", "54",  // youth care
                                            "02", "07"};                                           // social support
  std::set<std::string> used;
  for (const auto& [code, product] : Products()) {
    EXPECT_EQ(code.size(), 5U) << code;
    EXPECT_EQ(code.substr(0, 2), product->product().category());
    used.insert(product->product().category());
    EXPECT_NE(product->unit(), type::v1::UNIT_UNSPECIFIED) << code;
    EXPECT_FALSE(product->display_name().empty()) << code;
    EXPECT_GT(product->description().size(), 60U) << code;
    EXPECT_EQ(product->description().find("  "), std::string::npos) << code;
    EXPECT_TRUE(FromProto(product->period()).has_value()) << code;
  }
  EXPECT_EQ(used, categories);
}

TEST(ReferenceRegionTest, ContractsNameWhatStandsInTheCatalogue) {
  const auto providers = Providers();
  const auto products = Products();
  const auto municipalities = Municipalities();
  for (const auto& [code, provider] : providers) EXPECT_TRUE(ProviderCode::Parse(code).has_value()) << code;
  for (const auto& [name, contract] : Contracts()) {
    ASSERT_TRUE(name.starts_with("contracts/")) << name;
    const auto provider = providers.find(contract->provider());
    ASSERT_NE(provider, providers.end()) << name;
    EXPECT_TRUE(P(provider->second->period()).Contains(P(contract->period()))) << name;
    EXPECT_FALSE(contract->lot().empty()) << name;
    EXPECT_FALSE(contract->municipalities().empty()) << name;
    EXPECT_FALSE(contract->products().empty()) << name;
    for (const auto& code : contract->municipalities())
      EXPECT_TRUE(municipalities.contains(code)) << name << " " << code;
    for (const auto& product : contract->products()) {
      const auto found = products.find(product.code());
      ASSERT_NE(found, products.end()) << name << " " << product.code();
      EXPECT_EQ(product.category(), found->second->product().category()) << name;
      EXPECT_TRUE(P(found->second->period()).Contains(P(contract->period()))) << name << " " << product.code();
    }
  }
}

using ContractProduct = std::pair<std::string, std::string>;

std::map<ContractProduct, std::vector<Period>> TariffPeriods() {
  std::map<ContractProduct, std::vector<Period>> periods;
  for (const auto& tariff : Reference().catalogue.tariffs()) {
    periods[{tariff.contract(), tariff.product().code()}].push_back(P(tariff.period()));
  }
  return periods;
}

TEST(ReferenceRegionTest, TariffsBelongToTheirContractAndDoNotOverlap) {
  const auto contracts = Contracts();
  const auto products = Products();
  for (const auto& tariff : Reference().catalogue.tariffs()) {
    const auto contract = contracts.find(tariff.contract());
    ASSERT_NE(contract, contracts.end()) << tariff.contract();
    bool contracted = false;
    for (const auto& product : contract->second->products()) contracted |= product.code() == tariff.product().code();
    EXPECT_TRUE(contracted) << tariff.contract() << " " << tariff.product().code();
    EXPECT_TRUE(P(contract->second->period()).Contains(P(tariff.period()))) << tariff.ShortDebugString();
    EXPECT_EQ(tariff.unit(), products.at(tariff.product().code())->unit()) << tariff.ShortDebugString();
    EXPECT_GT(tariff.amount().cents(), 0) << tariff.ShortDebugString();
  }
  for (const auto& [key, periods] : TariffPeriods()) {
    for (std::size_t i = 0; i < periods.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_FALSE(periods[i].Overlaps(periods[j])) << key.first << " " << key.second;
    }
  }
}

TEST(ReferenceRegionTest, EveryDayOfAContractHasATariffButForTheKnownGaps) {
  const auto products = Products();
  const auto periods = TariffPeriods();
  std::set<ContractProduct> gaps;
  for (const auto& [name, contract] : Contracts()) {
    const Period runs = P(contract->period());
    for (const auto& product : contract->products()) {
      int days = 0;
      if (const auto found = periods.find({name, product.code()}); found != periods.end()) {
        for (const Period& period : found->second) days += period.Days().value();
      }
      if (days != runs.Days()) gaps.emplace(name, product.code());
    }
  }
  // A budget has no tariff; family treatment in the north waits for one until 2027.
  EXPECT_THAT(gaps, testing::ElementsAre(ContractProduct("contracts/youth-ambulatory-42420004", "45A12"),
                                         ContractProduct("contracts/youth-multi-42420014", "50A01")));
}

TEST(ReferenceRegionTest, LocationsStandInTheirMunicipalityAndGiveKnownProducts) {
  const auto providers = Providers();
  const auto products = Products();
  const auto municipalities = Municipalities();
  const auto locations = ByKey(Reference().locations.locations(), [](const auto& row) { return row.name(); });
  EXPECT_GE(locations.size(), 30U);
  for (const auto& [name, location] : locations) {
    ASSERT_TRUE(name.starts_with("locations/")) << name;
    EXPECT_TRUE(providers.contains(location->provider())) << name;
    ASSERT_TRUE(municipalities.contains(location->municipality())) << name;
    EXPECT_LT(KilometresBetween(location->place(), municipalities.at(location->municipality())->place()), 10) << name;
    EXPECT_FALSE(location->languages().empty()) << name;
    std::set<std::string> given;
    for (const auto& capacity : location->capacities()) {
      const auto product = products.find(capacity.product().code());
      ASSERT_NE(product, products.end()) << name << " " << capacity.product().code();
      EXPECT_TRUE(given.insert(capacity.product().code()).second) << name << " " << capacity.product().code();
      EXPECT_GE(capacity.places(), 0) << name;
      EXPECT_GE(capacity.age_from(), product->second->age_from()) << name << " " << capacity.product().code();
      EXPECT_LE(capacity.age_until(), product->second->age_until()) << name << " " << capacity.product().code();
      EXPECT_LE(capacity.age_from(), capacity.age_until()) << name << " " << capacity.product().code();
    }
    EXPECT_FALSE(given.empty()) << name;
  }
}

// Why a location cannot take the demo's child (nine years, Alkmaar, asked for by 42420001, on 1 April 2026) for the
// product, in plain words; `candidate` when it can.
std::string Fate(const allocation::v1::Location& location, const std::string& product) {
  constexpr int kAge = 9;
  const Date day = D("2026-04-01");
  const Files& files = Reference();
  for (const auto& capacity : location.capacities()) {
    if (capacity.product().code() != product) continue;
    bool contracted = false;
    for (const auto& contract : files.catalogue.contracts()) {
      if (contract.provider() != location.provider() || !P(contract.period()).Contains(day)) continue;
      for (const auto& contracted_product : contract.products()) contracted |= contracted_product.code() == product;
    }
    if (!contracted) return "not contracted";
    if (location.provider() != "42420001") return "other provider";
    if (kAge < capacity.age_from() || kAge > capacity.age_until()) return "age";
    if (capacity.places() == 0) return "full";
    const double distance = KilometresBetween(location.place(), Municipalities().at("0361")->place());
    return distance > files.locations.weights().distance_max_km() ? "too far" : "candidate";
  }
  return "other product";
}

TEST(ReferenceRegionTest, TheDemosTwoProductsFindSeveralCandidatesAndEveryKindOfFallingAway) {
  for (const std::string product : {"45A05", "41A02"}) {
    std::map<std::string, int> fates;
    for (const auto& location : Reference().locations.locations()) ++fates[Fate(location, product)];
    EXPECT_GE(fates["candidate"], 3) << product;
    for (const char* fate : {"age", "full", "too far", "other provider", "other product"}) {
      EXPECT_GE(fates[fate], 1) << product << " " << fate;
    }
    EXPECT_GE(fates["not contracted"], product == "45A05" ? 2 : 0) << product;
  }
}

}  // namespace
}  // namespace clientroute
