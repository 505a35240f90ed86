#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "services/allocation/geo_point.h"
#include "services/platform/values/calendar.h"
#include "services/suite/serve/provider_profiles.h"
#include "services/suite/year/choices.h"
#include "services/suite/year/inflow.h"

namespace clientroute::suite {
namespace {

constexpr int kClients = 2'214;

const RegionFiles& Reference() {
  // The tests run in the source tree.
  static const RegionFiles files = ReadRegion("workflows", "reference").value();
  return files;
}

std::vector<Newcomer> YearOf(std::uint64_t seed) {
  const Inflow inflow(Reference(), ProviderProfiles(Reference().catalogue), provider::Chance(seed), kClients);
  std::vector<Newcomer> all;
  const Date begin = *Date::Parse("2025-11-24");
  for (Date day = begin; day < begin.AddYears(1); day = day.AddDays(1)) {
    if (!IsWorkingDay(day)) continue;
    for (Newcomer& newcomer : inflow.Of(day)) all.push_back(std::move(newcomer));
  }
  return all;
}

TEST(YearInflowTest, AYearBringsSoManyEachNamedOnce) {
  const std::vector<Newcomer> year = YearOf(1);
  EXPECT_NEAR(static_cast<double>(year.size()), kClients, kClients * 0.05);
  std::set<std::string> names;
  for (const Newcomer& newcomer : year) names.insert(newcomer.client.about);
  EXPECT_EQ(names.size(), year.size());
}

TEST(YearInflowTest, TheSameSeedBringsTheSameAndAnotherOthers) {
  const auto shape = [](const std::vector<Newcomer>& year) {
    std::vector<std::string> rows;
    for (const Newcomer& one : year) {
      rows.push_back(one.client.about + one.client.provider + one.client.municipality + one.client.code +
                     one.client.referrer);
    }
    return rows;
  };
  EXPECT_EQ(shape(YearOf(1)), shape(YearOf(1)));
  EXPECT_NE(shape(YearOf(1)), shape(YearOf(2)));
}

TEST(YearInflowTest, ReferrersComeAsOftenAsTheNationalFiguresSay) {
  std::map<std::string, int> youth;
  int count = 0;
  for (const Newcomer& one : YearOf(1)) {
    EXPECT_EQ(one.by_access, one.client.referrer == kMunicipalityRefers);
    if (one.client.standard != provider::kYouth) continue;
    ++youth[one.client.referrer];
    ++count;
  }
  ASSERT_GT(count, 400);
  for (const Choice& choice : YouthReferrers()) {
    EXPECT_NEAR(youth[std::string(choice.name)] * 100.0 / count, choice.percent, 5) << choice.name;
  }
}

TEST(YearInflowTest, EverybodyIsNearAContractedPlaceForHisAge) {
  std::map<std::string, const contracting::v1::Municipality*> municipalities;
  for (const auto& one : Reference().catalogue.municipalities()) municipalities[one.code()] = &one;
  for (const Newcomer& one : YearOf(1)) {
    ASSERT_TRUE(municipalities.contains(one.client.municipality));
    const auto& home = municipalities[one.client.municipality]->place();
    bool fits = false;
    for (const auto& location : Reference().locations.locations()) {
      if (location.provider() != one.client.provider) continue;
      const int km =
          allocation::DistanceKm({home.latitude_microdegrees(), home.longitude_microdegrees()},
                                 {location.place().latitude_microdegrees(), location.place().longitude_microdegrees()});
      for (const auto& capacity : location.capacities()) {
        const bool age = capacity.age_from() <= one.client.ages.least &&
                         (!capacity.has_age_until() || one.client.ages.most <= capacity.age_until());
        fits |= capacity.product().code() == one.client.code && capacity.places() > 0 && age && km <= 30;
      }
    }
    EXPECT_TRUE(fits) << one.client.about << " " << one.client.code << " " << one.client.municipality;
  }
}

}  // namespace
}  // namespace clientroute::suite
