#include "services/allocation/overlap.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace clientroute::allocation {
namespace {

constexpr std::array<std::string_view, 4> kWmoBeside = {"11", "12", "13", "14"};

bool MayRunBeside(Law law, const Product& product) {
  return law == Law::kWmo && std::find(kWmoBeside.begin(), kWmoBeside.end(), product.category) != kWmoBeside.end();
}

}  // namespace

std::string_view ToString(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::kAllocationOverlaps:
      return "ALLOCATION_OVERLAPS";
    case RefusalReason::kNotContracted:
      return "NOT_CONTRACTED";
    case RefusalReason::kNoPlace:
      return "NO_PLACE";
    case RefusalReason::kTooLate:
      return "TOO_LATE";
    case RefusalReason::kBelowDelivered:
      return "BELOW_DELIVERED";
    case RefusalReason::kChangeRequestClosed:
      return "CHANGE_REQUEST_CLOSED";
    case RefusalReason::kRouteClosed:
      return "ROUTE_CLOSED";
    case RefusalReason::kBeforeAllocation:
      return "BEFORE_ALLOCATION";
  }
  return "REASON_UNSPECIFIED";
}

bool ExcludeEachOther(Law law, const Product& a, const Product& b) {
  if (MayRunBeside(law, a) || MayRunBeside(law, b)) return false;
  if (a.category.empty() || b.category.empty()) return true;
  if (a.category != b.category) return false;
  return a.code.empty() || b.code.empty() || a.code == b.code;
}

bool Overlap(const CareLine& a, const CareLine& b) {
  return a.law == b.law && ExcludeEachOther(a.law, a.product, b.product) && a.period.Overlaps(b.period);
}

}  // namespace clientroute::allocation
