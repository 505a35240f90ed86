#ifndef CLIENTROUTE_SERVICES_MONITORING_WILSON_H_
#define CLIENTROUTE_SERVICES_MONITORING_WILSON_H_

#include <cstdint>

namespace clientroute::monitoring {

/// A rate and the interval in which the true one lies with 95 percent certainty, in ten-thousandths.
struct RateInterval {
  std::int64_t rate = 0;
  std::int64_t low = 0;
  std::int64_t high = 10'000;
};

/// Wilson's score interval of `hits` in `count` (z = 1.96), in whole numbers, so that it is the same everywhere: the
/// low end rounded down, the high end up. Everything is possible when nothing was counted. 0 ≤ hits ≤ count ≤ 2^31.
/// Pure, thread-safe.
RateInterval WilsonInterval(std::int64_t hits, std::int64_t count);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_WILSON_H_
