#include "services/monitoring/wilson.h"

#include <algorithm>

namespace clientroute::monitoring {
namespace {

// Wide enough for the squares of counts of millions times the factors below.
__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kWhole = 10'000;
// z = 1.96, so z² = 3.8416 = 38416 / 10000.
constexpr std::int64_t kZSquared = 38'416;
constexpr std::int64_t kScale = 10'000;

// The whole root, rounded up.
Wide RootUp(Wide square) {
  Wide low = 0;
  Wide high = Wide{1} << 63U;
  while (low < high) {
    const Wide middle = (low + high) / 2;
    if (middle * middle < square) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

RateInterval WilsonInterval(std::int64_t hits, std::int64_t count) {
  if (count <= 0) return {};
  // (2k + z² ± z √(z² + 4 k (n - k) / n)) / (2 (n + z²)) with k hits of n, each multiplied by kScale.
  const auto n = static_cast<Wide>(count);
  const auto k = static_cast<Wide>(hits);
  const Wide middle = 2 * k * kScale + kZSquared;
  const Wide under_root = Wide{kZSquared} * kZSquared * n + 4 * k * (n - k) * kZSquared * kScale;
  const Wide spread = RootUp((under_root + n - 1) / n);
  const Wide divisor = 2 * (n * kScale + kZSquared);
  RateInterval told;
  told.rate = (2 * kWhole * hits + count) / (2 * count);
  told.low = middle > spread ? static_cast<std::int64_t>((middle - spread) * kWhole / divisor) : 0;
  told.high = static_cast<std::int64_t>(((middle + spread) * kWhole + divisor - 1) / divisor);
  told.high = std::min(told.high, kWhole);
  return told;
}

}  // namespace clientroute::monitoring
