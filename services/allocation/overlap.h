#ifndef CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "services/platform/values/care_line.h"

namespace clientroute::allocation {

/// Why a line may not be allocated; the numbers are those of the wire.
enum class RefusalReason : std::uint8_t {
  kAllocationOverlaps = 1,
  kNotContracted = 2,
  kNoPlace = 3,
  kTooLate = 4,
  kBelowDelivered = 5,
  kChangeRequestClosed = 6,
  kRouteClosed = 7,
  kBeforeAllocation = 8,
};
/// `ALLOCATION_OVERLAPS`, …
std::string_view ToString(RefusalReason reason);

/// A line that may not be allocated.
struct LineRefusal {
  /// Empty when it is about all of them.
  std::string line;
  RefusalReason reason = RefusalReason::kAllocationOverlaps;
  /// In Dutch.
  std::string explanation;
};

/// Whether two allocations of one client at one provider may not run on the same day, because of their products (TR302
/// of the allocation message; TR361 and TR386 of the requests). Where one of them names no product code, categories
/// count; one without a category excludes every other. Under Wmo the categories 11 to 14 exclude nothing. Pure.
bool ExcludeEachOther(Law law, const Product& a, const Product& b);

/// The same for lines: whether their products exclude each other and their periods have a day in common. Pure.
bool Overlap(const CareLine& a, const CareLine& b);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_OVERLAP_H_
