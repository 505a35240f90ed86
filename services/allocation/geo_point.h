#ifndef CLIENTROUTE_SERVICES_ALLOCATION_GEO_POINT_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_GEO_POINT_H_

#include <cstdint>

namespace clientroute::allocation {

/// A point on the map, in millionths of a degree (WGS 84). A value.
struct GeoPoint {
  std::int32_t latitude_microdegrees = 0;
  std::int32_t longitude_microdegrees = 0;
  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// As the crow flies, by the haversine formula on a sphere of 6,371 km, rounded to whole kilometres: within half a
/// percent of the ellipsoid, far less than a road differs from a straight line. Symmetric, pure, thread-safe.
int DistanceKm(const GeoPoint& a, const GeoPoint& b);

/// Whether the point lies in the European Netherlands, with some room: swapped or missing coordinates do not.
bool LiesInTheNetherlands(const GeoPoint& point);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_GEO_POINT_H_
