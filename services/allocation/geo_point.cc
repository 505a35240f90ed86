#include "services/allocation/geo_point.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace clientroute::allocation {
namespace {

constexpr double kEarthRadiusKm = 6'371.0;
constexpr std::int32_t kSouth = 50'000'000;
constexpr std::int32_t kNorth = 54'000'000;
constexpr std::int32_t kWest = 3'000'000;
constexpr std::int32_t kEast = 8'000'000;

double Radians(double microdegrees) { return microdegrees / 1e6 * std::numbers::pi / 180.0; }

double SquaredHalfSine(double angle) {
  const double sine = std::sin(angle / 2);
  return sine * sine;
}

}  // namespace

int DistanceKm(const GeoPoint& a, const GeoPoint& b) {
  // Differences in whole numbers first, so that both directions give the same.
  const double north = Radians(std::abs(double{1} * a.latitude_microdegrees - b.latitude_microdegrees));
  const double east = Radians(std::abs(double{1} * a.longitude_microdegrees - b.longitude_microdegrees));
  const double cosines = std::cos(Radians(a.latitude_microdegrees)) * std::cos(Radians(b.latitude_microdegrees));
  const double chord = std::clamp(SquaredHalfSine(north) + cosines * SquaredHalfSine(east), 0.0, 1.0);
  return static_cast<int>(std::lround(2 * kEarthRadiusKm * std::asin(std::sqrt(chord))));
}

bool LiesInTheNetherlands(const GeoPoint& point) {
  return point.latitude_microdegrees >= kSouth && point.latitude_microdegrees <= kNorth &&
         point.longitude_microdegrees >= kWest && point.longitude_microdegrees <= kEast;
}

}  // namespace clientroute::allocation
