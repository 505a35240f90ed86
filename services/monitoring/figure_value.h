#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_VALUE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_VALUE_H_

#include <algorithm>
#include <cstdint>

#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition.h"

namespace clientroute::monitoring {

inline constexpr std::int64_t kWholeShare = 10'000;  // a share is told in ten-thousandths

/// What is told of a number: in the unit of its figure. Pure.
inline std::int64_t ValueOf(const FigureDefinition& figure, const FigureNumber& number) {
  switch (figure.measure) {
    case Measure::kCount:
      return number.count;
    case Measure::kAverage:
      return Average(number.sum, number.count);
    case Measure::kSum:
      return number.sum;
    case Measure::kShare:
      // What goes back can be more than what was accepted: of that nothing was spent.
      return Average(kWholeShare * std::max<std::int64_t>(number.sum, 0), number.count);
  }
  return 0;
}

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_VALUE_H_
