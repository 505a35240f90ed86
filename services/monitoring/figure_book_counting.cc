#include <algorithm>
#include <span>
#include <utility>

#include "services/monitoring/figure_book.h"

namespace clientroute::monitoring {
namespace {

std::int32_t DayOf(Date day) { return static_cast<std::int32_t>(day.days().time_since_epoch().count()); }

// The smallest amount that `percent` of the amounts do not exceed; they are reordered.
std::int64_t Percentile(std::span<std::int64_t> amounts, std::size_t percent) {
  constexpr std::size_t kWhole = 100;
  const std::size_t rank = (amounts.size() * percent + kWhole - 1) / kWhole;
  const auto place = amounts.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(amounts, place);
  return *place;
}

}  // namespace

/// One question about what happened: what was counted so far, in a cell for each group and month.
class FigureBook::Counting {
 public:
  Counting(const FigureBook& book, const FigureDefinition& figure, const FigureFilter& filter,
           const std::set<Division>& by)
      : figure_(figure),
        first_(filter.months.first),
        last_(filter.months.last),
        by_month_(by.contains(Division::kMonth)),
        groups_(book.names_, book.places_, filter, by) {}

  void Take(const Thing& thing) {
    if (thing.from < first_.index() || thing.from > last_.index()) return;
    const std::uint32_t group = groups_.Of(thing.place);
    if (group == PlaceGroups::kNotAsked) return;
    const std::size_t cell = group * width() + (by_month_ ? static_cast<std::size_t>(thing.from - first_.index()) : 0);
    if (cell >= cells_.size()) cells_.resize(groups_.size() * width());
    if (figure_.count != nullptr && WasTaken(thing, cell)) return;
    Cell& counted = cells_[cell];
    counted.most = counted.count == 0 ? thing.amount : std::max(counted.most, thing.amount);
    counted.count += thing.count;
    counted.sum += thing.amount;
    if (averages()) averaged_.emplace_back(cell, thing.amount);
  }

  std::vector<FigureNumber> Numbers() {
    if (averages()) SortAmounts();
    const auto groups = groups_.InOrder();
    std::vector<FigureNumber> numbers;
    for (std::size_t month = 0; month < width(); ++month) {
      for (const auto& [key, group] : groups) {
        const std::size_t place = group * width() + month;
        const Cell& cell = cells_[place];
        if (cell.count == 0) continue;
        FigureNumber& number = numbers.emplace_back();
        number.key = key;
        if (by_month_) number.key.month = Month::At(first_.index() + static_cast<std::int64_t>(month));
        number.count = cell.count;
        number.sum = cell.sum;
        number.most = cell.most;
        if (averages()) SetPercentiles(place, &number);
      }
    }
    return numbers;
  }

 private:
  struct Cell {
    std::int64_t count = 0;
    std::int64_t sum = 0;
    std::int64_t most = 0;
  };
  bool averages() const { return figure_.measure == Measure::kAverage; }
  std::size_t width() const { return by_month_ ? static_cast<std::size_t>(last_.index() - first_.index()) + 1 : 1; }

  // What a route adds with two lines counts once where they are not told apart.
  bool WasTaken(const Thing& thing, std::size_t cell) {
    if (seen_owner_ != thing.owner || seen_number_ != thing.number) seen_.clear();
    seen_owner_ = thing.owner;
    seen_number_ = thing.number;
    if (std::ranges::find(seen_, cell) != seen_.end()) return true;
    seen_.push_back(cell);
    return false;
  }

  // Puts the amounts of each cell beside each other.
  void SortAmounts() {
    ends_.assign(cells_.size() + 1, 0);
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      ends_[cell + 1] = ends_[cell] + static_cast<std::size_t>(cells_[cell].count);
    }
    amounts_.resize(averaged_.size());
    std::vector<std::size_t> next = ends_;
    for (const auto& [cell, amount] : averaged_) amounts_[next[cell]++] = amount;
  }
  void SetPercentiles(std::size_t cell, FigureNumber* number) {
    constexpr std::size_t kHalf = 50;
    constexpr std::size_t kNineInTen = 90;
    const auto amounts = std::span(amounts_).subspan(ends_[cell], ends_[cell + 1] - ends_[cell]);
    number->median = Percentile(amounts, kHalf);
    number->ninetieth = Percentile(amounts, kNineInTen);
  }

  const FigureDefinition& figure_;
  Month first_;
  Month last_;
  bool by_month_;
  PlaceGroups groups_;
  std::vector<Cell> cells_;                                     // by group, and month where these are told apart
  std::vector<std::pair<std::size_t, std::int64_t>> averaged_;  // by cell, as they came
  std::vector<std::int64_t> amounts_;                           // the same, cell by cell
  std::vector<std::size_t> ends_;                               // of each cell, behind that of the one before
  std::vector<std::size_t> seen_;                               // cells of the thing that was taken last
  std::uint32_t seen_owner_ = ~std::uint32_t{0};
  std::int32_t seen_number_ = 0;
};

std::vector<CubeThing> FigureBook::Things(const FigureDefinition& figure, Month month) const {
  const std::int32_t seen = DayOf(month.LastDay());
  std::vector<CubeThing> things;
  const Thing* last = nullptr;
  for (const Block& block : figures_[PlaceOf(figure)]) {
    for (const Thing& thing : block) {
      const bool counts =
          figure.standing == Standing::kNone ? thing.from == month.index() : thing.from <= seen && seen < thing.until;
      if (!counts || (last != nullptr && last->owner == thing.owner && last->number == thing.number)) continue;
      last = &thing;
      const NamedPlace& place = places_.At(thing.place);
      things.push_back({{names_.TextOf(place.municipality), names_.TextOf(place.segment), names_.TextOf(place.product),
                         names_.TextOf(place.provider)},
                        clients_[thing.owner]});
    }
  }
  return things;
}

std::vector<FigureNumber> FigureBook::Count(const FigureDefinition& figure, const FigureFilter& filter,
                                            const std::set<Division>& by, Date today) const {
  if (figure.standing != Standing::kNone) return CountStanding(figure, filter, by, today);
  if (figure.against_ceiling) return CountAgainstCeiling(figure, filter, by);
  FigureFilter asked = filter;
  if (figure.until_today) asked.months.last = std::min(asked.months.last, Month::Of(today));
  if (asked.months.last < asked.months.first) return {};
  Counting counting(*this, figure, asked, by);
  for (const Block& block : figures_[PlaceOf(figure)]) {
    for (const Thing& thing : block) counting.Take(thing);
  }
  return counting.Numbers();
}

}  // namespace clientroute::monitoring
