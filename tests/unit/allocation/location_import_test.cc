#include "services/allocation/location_import.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

const Date kToday = Date::Parse("2026-04-01").value();
const Product kGuidance{"45", "45A04"};
const Product kTreatment{"45", "45A05"};

Location Centre() {
  return {.code = "centrum",
          .provider = ProviderCode::Parse("42420001").value(),
          .display_name = "Centrum",
          .municipality = MunicipalityCode::Parse("0361").value(),
          .place = {52'632'000, 4'748'000},
          .capacities = {{kGuidance, 5, 0, 18}, {kTreatment, 3, 0, {}}},
          .expertise = {"autism"},
          .languages = {"nl"}};
}
Home Alkmaar() { return {MunicipalityCode::Parse("0361").value(), "Alkmaar", {52'632'000, 4'753'000}}; }
MatchingWeights Weights(int version = 2) {
  return {.version = version,
          .asking_provider = 300,
          .nearness = 300,
          .distance_zero_points_km = 25,
          .one_provider = 200,
          .free_places = 100,
          .expertise = 100,
          .distance_max_km = 0};
}

LocationImport Whole() { return {{{"locations[0]", Centre()}}, {{"municipalities[0]", Alkmaar()}}, Weights()}; }

std::vector<std::string> Told(const std::vector<WrongRow>& wrong) {
  std::vector<std::string> told;
  for (const WrongRow& row : wrong) told.push_back(row.field + ": " + row.why);
  return told;
}

TEST(LocationImportTest, AWholeImportIsFine) {
  EXPECT_THAT(Told(FindWrong(Whole(), {}, std::nullopt, kToday)), IsEmpty());
  EXPECT_THAT(Told(FindWrong(Whole(), {Centre()}, Weights(), kToday)), IsEmpty());
  EXPECT_THAT(Told(FindWrong(Whole(), {Centre()}, Weights(1), kToday)), IsEmpty());
  EXPECT_THAT(Told(FindWrong({}, {Centre()}, Weights(), kToday)), IsEmpty());
}

TEST(LocationImportTest, NamesEveryWrongRow) {
  const struct {
    const char* name;
    std::function<void(LocationImport&)> change;
    std::vector<std::string> told;
  } cases[] = {
      {"location twice",
       [](LocationImport& import) {
         import.locations.push_back({"locations[1]", Centre()});
       },
       {"locations[1]: comes twice: it is locations[0] too"}},
      {"municipality twice",
       [](LocationImport& import) {
         import.homes.push_back({"municipalities[1]", Alkmaar()});
       },
       {"municipalities[1]: comes twice: it is municipalities[0] too"}},
      {"municipality that is gone",
       [](LocationImport& import) {
         import.locations[0].row.municipality = MunicipalityCode::Parse("0398").value();
         import.homes[0].row.code = MunicipalityCode::Parse("0416").value();
       },
       {"locations[0].municipality: 0398 is no municipality on 2026-04-01",
        "municipalities[0].code: 0416 is no municipality on 2026-04-01"}},
      {"places in the sea",
       [](LocationImport& import) {
         import.locations[0].row.place = {};
         import.homes[0].row.place = {};
       },
       {"locations[0].place: lies outside the Netherlands", "municipalities[0].place: lies outside the Netherlands"}},
      {"other provider",
       [](LocationImport& import) { import.locations[0].row.provider = ProviderCode::Parse("42420002").value(); },
       {"locations[0].provider: is 42420001 already and does not change"}},
      {"points out of bounds",
       [](LocationImport& import) {
         import.weights->nearness = 1'001;
         import.weights->expertise = -1;
         import.weights->version = 3;
       },
       {"weights.nearness: must be 0-1,000 points", "weights.expertise: must be 0-1,000 points"}},
      {"distances out of bounds",
       [](LocationImport& import) {
         import.weights->distance_zero_points_km = 5;
         import.weights->distance_max_km = 301;
         import.weights->version = 3;
       },
       {"weights.distance_zero_points_km: must be above 5 and at most 300", "weights.distance_max_km: must be 0-300"}},
      {"older version",
       [](LocationImport& import) { import.weights->version = 1; },
       {"weights.version: is below version 2, which is in use"}},
      {"same version, other weights",
       [](LocationImport& import) { import.weights->nearness = 299; },
       {"weights.version: must count up: version 2 has other weights"}},
  };
  for (const auto& one : cases) {
    LocationImport import = Whole();
    one.change(import);
    EXPECT_THAT(Told(FindWrong(import, {Centre()}, Weights(), kToday)), ElementsAreArray(one.told)) << one.name;
  }
}

TEST(LocationImportTest, OnlyWhatDiffersIsChanged) {
  EXPECT_THAT(Changed(Whole().locations, {Centre()}), IsEmpty());
  EXPECT_EQ(Changed(Whole().locations, {}).size(), 1U);
  LocationImport other = Whole();
  other.locations[0].row.languages = {"nl", "ar"};
  EXPECT_EQ(Changed(other.locations, {Centre()}).size(), 1U);
}

TEST(LocationImportTest, AProductThatIsNoLongerNamedKeepsNoPlaces) {
  LocationImport import = Whole();
  import.locations[0].row.capacities.erase(import.locations[0].row.capacities.begin());
  const auto changed = Changed(import.locations, {Centre()});
  ASSERT_EQ(changed.size(), 1U);
  ASSERT_EQ(changed[0].capacities.size(), 2U);
  EXPECT_EQ(changed[0].capacities[0].product, kGuidance);
  EXPECT_EQ(changed[0].capacities[0].places, 0);
  EXPECT_EQ(changed[0].capacities[1].places, 3);
  EXPECT_THAT(Changed(import.locations, changed), IsEmpty());
}

}  // namespace
}  // namespace clientroute::allocation
