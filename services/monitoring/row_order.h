#ifndef CLIENTROUTE_SERVICES_MONITORING_ROW_ORDER_H_
#define CLIENTROUTE_SERVICES_MONITORING_ROW_ORDER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "services/monitoring/cost_book.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition.h"

namespace clientroute::monitoring {

/// By what the rows of a list are ordered before their keys.
enum class RankedBy : std::uint8_t {
  kNothing,
  kMonth,
  kValue,
  kCount,
  kMedian,
  kNinetieth,
  kClients,
  kAverage,
  kPublished
};
struct RowOrder {
  RankedBy by = RankedBy::kNothing;
  bool falling = false;
};

/// Where a page begins: after a row of this rank and key.
struct RowPlace {
  std::int64_t rank = 0;
  FigureKey key;
};

/// By what is told of the row; 0 in what it does not have.
std::int64_t RankOf(RankedBy by, const FigureDefinition& figure, const FigureNumber& number);
/// Of fewer than `least` clients nothing is told, and the rank is that of nothing. What was accepted is the value.
std::int64_t RankOf(RankedBy by, const ClientCost& cost, std::int64_t least);

/// Which of the rows, that are in the order of their keys, follow `after` (all of them when null), in the order asked
/// for. `rank_of` tells the rank of a row.
template <typename Row, typename Rank>
std::vector<std::size_t> InOrder(const std::vector<Row>& rows, RowOrder order, const RowPlace* after, Rank rank_of) {
  const auto before = [&](std::int64_t one, const FigureKey& key, std::int64_t other, const FigureKey& other_key) {
    if (one != other) return order.falling ? other < one : one < other;
    return key < other_key;
  };
  std::vector<std::pair<std::int64_t, std::size_t>> ranked;
  ranked.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t rank = rank_of(rows[i]);
    if (after == nullptr || before(after->rank, after->key, rank, rows[i].key)) ranked.emplace_back(rank, i);
  }
  // The places are in the order of the keys already.
  std::ranges::sort(ranked, [&](const auto& one, const auto& other) {
    if (one.first != other.first) return order.falling ? other.first < one.first : one.first < other.first;
    return one.second < other.second;
  });
  std::vector<std::size_t> places;
  places.reserve(ranked.size());
  for (const auto& [rank, place] : ranked) places.push_back(place);
  return places;
}

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_ROW_ORDER_H_
