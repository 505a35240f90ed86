#ifndef CLIENTROUTE_SERVICES_MONITORING_ALLOCATED_AMOUNT_H_
#define CLIENTROUTE_SERVICES_MONITORING_ALLOCATED_AMOUNT_H_

#include <cstdint>
#include <optional>

#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// How often a volume returns; the numbers are those of the wire.
enum class VolumeFrequency : std::uint8_t { kUnknown = 0, kPerDay = 1, kPerWeek = 2, kPerMonth = 4, kTotal = 6 };

/// What an allocation says about money.
struct AllocatedWorth {
  std::optional<std::int64_t> budget_cents;
  std::int64_t amount = 0;  // of the volume, in its unit; 0 without one
  bool in_euros = false;    // the unit is a euro
  VolumeFrequency frequency = VolumeFrequency::kUnknown;
  std::optional<std::int64_t> tariff_cents;  // a unit
  std::optional<Date> first;
  std::optional<Date> last;  // none while it goes on
};

/// The amount that may be spent on the allocation: its budget, or its volume over all of its days at its tariff. A week
/// is seven days and a month the twelfth part of 365, to the nearest cent. None where it cannot be said: without a
/// tariff, or so much a time without an end. Pure, thread-safe.
std::optional<std::int64_t> AllocatedCents(const AllocatedWorth& worth);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_ALLOCATED_AMOUNT_H_
