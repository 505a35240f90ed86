#include "services/allocation/delivery.h"

#include <algorithm>

namespace clientroute::allocation {
namespace {

// The last stop of a start; null when it has none.
const Delivery* LastStopOf(const Delivery& start, const std::vector<Delivery>& deliveries) {
  const Delivery* last = nullptr;
  for (const Delivery& delivery : deliveries) {
    if (!delivery.removed && delivery.Ends(start)) last = &delivery;
  }
  return last;
}

// The start with the latest day; of one day the one reported last. Null without a start.
const Delivery* LatestStart(const std::vector<Delivery>& deliveries) {
  const Delivery* latest = nullptr;
  for (const Delivery& delivery : deliveries) {
    if (delivery.removed || delivery.IsStop()) continue;
    if (latest == nullptr || delivery.start >= latest->start) latest = &delivery;
  }
  return latest;
}

}  // namespace

std::string_view ToString(AllocationState state) {
  switch (state) {
    case AllocationState::kAllocated:
      return "ALLOCATED";
    case AllocationState::kInCare:
      return "IN_CARE";
    case AllocationState::kInterrupted:
      return "INTERRUPTED";
    case AllocationState::kEnded:
      return "ENDED";
    case AllocationState::kWithdrawn:
      return "WITHDRAWN";
  }
  return "STATE_UNSPECIFIED";
}

AllocationState StateAfter(const std::vector<Delivery>& deliveries) {
  const Delivery* latest = LatestStart(deliveries);
  if (latest == nullptr) return AllocationState::kAllocated;
  for (const Delivery& delivery : deliveries) {
    if (delivery.removed || delivery.IsStop()) continue;
    if (LastStopOf(delivery, deliveries) == nullptr) return AllocationState::kInCare;
  }
  const Delivery* stop = LastStopOf(*latest, deliveries);
  return stop->kind == DeliveryKind::kStop ? AllocationState::kEnded : AllocationState::kInterrupted;
}

std::optional<Period> HeldDays(const Period& period, const std::vector<Delivery>& deliveries) {
  if (StateAfter(deliveries) != AllocationState::kEnded) return period;
  const Delivery* stop = LastStopOf(*LatestStart(deliveries), deliveries);
  const Date last = period.end() ? std::min(*stop->end, *period.end()) : *stop->end;
  return Period::Of(period.start(), last);
}

}  // namespace clientroute::allocation
