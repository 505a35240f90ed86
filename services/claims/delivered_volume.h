#ifndef CLIENTROUTE_SERVICES_CLAIMS_DELIVERED_VOLUME_H_
#define CLIENTROUTE_SERVICES_CLAIMS_DELIVERED_VOLUME_H_

#include <cstdint>
#include <string>

#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"
#include "services/platform/values/period.h"
#include "services/platform/values/volume.h"

namespace clientroute::claims {

/// What was delivered in a period: whole units (IV042); in the unit euro, cents (CS339). A value, thread-safe.
struct DeliveredVolume {
  std::int64_t amount = 0;
  Unit unit = Unit::kHour;
  friend bool operator==(const DeliveredVolume&, const DeliveredVolume&) = default;
};

/// Hours and minutes are counted in minutes, every other unit in itself, so that hours that are claimed in minutes add
/// up with those that are not (TR341, IV081). Free functions, pure, thread-safe; what would leave 64 bits stays at the
/// largest number.
std::int64_t Counted(const DeliveredVolume& volume);
/// `20 uur`, `7 uur en 30 minuten`, `6 dagdelen`, `€ 250,00`: so much counted of the unit, for people.
std::string SpokenVolume(std::int64_t counted, Unit unit);

/// An allocation's volume with the period and product that it is for.
struct AllocatedVolume {
  Volume volume;
  Period period;
  Law law = Law::kJeugdwet;
  Product product;
};

/// How much may be claimed over one product period, a calendar month or the part of it that the allocation has (TR321,
/// IV077), counted: per day its days; per month its months; in total everything. Per week: the ISO weeks that it
/// touches; for output (pieces) its Sundays, and one more in the period with the allocation's last Sunday when the
/// allocation ends on another day (or with its end, when it has no Sunday). Household help under the Wmo (category 01)
/// per week: six weeks, whatever the period. 0 for a period outside the allocation.
std::int64_t MostInPeriod(const AllocatedVolume& allocated, const Period& product_period);

/// How much may be claimed in all (TR322), counted: over the whole allocation, or as long as it goes on over its days
/// up to and including `until`, the end of the claim's month.
std::int64_t MostInAll(const AllocatedVolume& allocated, Date until);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_DELIVERED_VOLUME_H_
