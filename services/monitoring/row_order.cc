#include "services/monitoring/row_order.h"

#include "services/monitoring/figure_value.h"

namespace clientroute::monitoring {
namespace {

std::int64_t MonthOf(const FigureKey& key) { return key.month ? key.month->index() : 0; }

}  // namespace

std::int64_t RankOf(RankedBy by, const FigureDefinition& figure, const FigureNumber& number) {
  switch (by) {
    case RankedBy::kMonth:
      return MonthOf(number.key);
    case RankedBy::kValue:
      return ValueOf(figure, number);
    case RankedBy::kCount:
      return number.count;
    case RankedBy::kMedian:
      return figure.measure == Measure::kAverage ? number.median : 0;
    case RankedBy::kNinetieth:
      return figure.measure == Measure::kAverage ? number.ninetieth : 0;
    default:
      return 0;
  }
}

std::int64_t RankOf(RankedBy by, const ClientCost& cost, std::int64_t least) {
  if (by == RankedBy::kMonth) return MonthOf(cost.key);
  if (cost.clients < least) return 0;
  switch (by) {
    case RankedBy::kValue:
      return cost.accepted_cents;
    case RankedBy::kAverage:
      return AverageOf(cost.accepted_cents, cost.clients);
    case RankedBy::kClients:
      return cost.clients;
    default:
      return 0;
  }
}

}  // namespace clientroute::monitoring
