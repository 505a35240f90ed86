#include "services/allocation/geo_point.h"

#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

constexpr GeoPoint kAlkmaar{52'632'000, 4'753'000};
constexpr GeoPoint kHoorn{52'642'000, 5'060'000};
constexpr GeoPoint kMaastricht{50'851'000, 5'691'000};

TEST(DistanceTest, IsThatOfTheMap) {
  EXPECT_EQ(DistanceKm(kAlkmaar, kAlkmaar), 0);
  EXPECT_EQ(DistanceKm(kAlkmaar, kHoorn), 21);
  EXPECT_EQ(DistanceKm(kHoorn, kAlkmaar), 21);
  EXPECT_EQ(DistanceKm(kAlkmaar, kMaastricht), 208);
  EXPECT_EQ(DistanceKm({0, 0}, {0, 180'000'000}), 20'015);  // half the earth
  EXPECT_EQ(DistanceKm({90'000'000, 0}, {-90'000'000, 0}), 20'015);
}

TEST(DistanceTest, KnowsWhatLiesInTheCountry) {
  EXPECT_TRUE(LiesInTheNetherlands(kAlkmaar));
  EXPECT_TRUE(LiesInTheNetherlands(kMaastricht));
  EXPECT_FALSE(LiesInTheNetherlands({0, 0}));
  EXPECT_FALSE(LiesInTheNetherlands({kAlkmaar.longitude_microdegrees, kAlkmaar.latitude_microdegrees}));
  EXPECT_FALSE(LiesInTheNetherlands({48'857'000, 2'352'000}));
}

}  // namespace
}  // namespace clientroute::allocation
