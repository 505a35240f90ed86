#include "services/allocation/urgency.h"

#include <algorithm>
#include <string_view>

namespace clientroute::allocation {
namespace {

// Jeugdhulp crisis (JZ020).
constexpr std::string_view kCrisisCategory = "46";

}  // namespace

int UrgencyOf(int asked, const std::vector<CareLine>& lines) {
  const bool crisis = std::any_of(lines.begin(), lines.end(), [](const CareLine& line) {
    return line.law == Law::kJeugdwet && line.product.category == kCrisisCategory;
  });
  return crisis ? kCrisisUrgency : asked;
}

}  // namespace clientroute::allocation
