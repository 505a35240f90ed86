#ifndef CLIENTROUTE_SERVICES_ALLOCATION_DELIVERY_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_DELIVERY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"
#include "services/platform/values/period.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// What a provider reported about an allocation; the numbers are those of the wire.
enum class DeliveryKind : std::uint8_t { kStart = 1, kTemporaryStop = 2, kStop = 3 };

/// RedenBeeindiging of a temporary stop (JZ588).
inline constexpr std::string_view kTemporaryStopReason = "20";

/// A start or stop that was reported.
struct Delivery {
  /// Its row in the store; 0 before it is stored.
  std::int64_t id = 0;
  DeliveryKind kind = DeliveryKind::kStart;
  /// As the message said, or that of the allocation where it said none. With `start` it is the key of the start
  /// (IV008), and what a stop refers to.
  Product product;
  Date start;
  /// Of a stop.
  std::optional<Date> end;
  /// Of a stop (JZ588).
  std::string stop_reason;
  /// `messages/<uuid>` that reported it.
  Uuid message;
  /// Taken back by a later report with status 3.
  bool removed = false;

  bool IsStop() const { return kind != DeliveryKind::kStart; }
  /// Whether this stop ends that start.
  bool Ends(const Delivery& other) const { return IsStop() && product == other.product && start == other.start; }
};

/// States of an allocation; the numbers are those of the wire.
enum class AllocationState : std::uint8_t {
  kAllocated = 1,    // made; care has not started
  kInCare = 2,       // care runs
  kInterrupted = 3,  // a temporary stop
  kEnded = 4,        // a definitive stop
  kWithdrawn = 5,    // taken back before care started
};
/// `ALLOCATED`, …
std::string_view ToString(AllocationState state);

/// The state that the reports of an allocation (oldest first) leave it in, when it was not withdrawn: in care while one
/// start has no stop; otherwise what the last stop of the start with the latest day says; allocated without a start.
/// Reports that were taken back do not count. Pure.
AllocationState StateAfter(const std::vector<Delivery>& deliveries);

/// The days on which an allocation for `period` keeps its place occupied: all of them, or once it has ended those up to
/// the day of the last stop; nullopt when none is left. Pure.
std::optional<Period> HeldDays(const Period& period, const std::vector<Delivery>& deliveries);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_DELIVERY_H_
