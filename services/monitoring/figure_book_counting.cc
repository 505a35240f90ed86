#include <algorithm>
#include <utility>

#include "services/monitoring/figure_book.h"

namespace clientroute::monitoring {
namespace {

std::int32_t DayOf(Date day) { return static_cast<std::int32_t>(day.days().time_since_epoch().count()); }

// A month of a standing: looked at on its last day, or today.
struct MonthSeen {
  Month month;
  std::int32_t first = 0;
  std::int32_t seen = 0;
};

std::vector<MonthSeen> MonthsSeen(const MonthRange& months, Date today) {
  std::vector<MonthSeen> seen;
  for (Month month = months.first; month <= std::min(months.last, Month::Of(today)); month = month.Next()) {
    seen.push_back({month, DayOf(month.FirstDay()), DayOf(std::min(month.LastDay(), today))});
  }
  return seen;
}

// The smallest amount that `percent` of the amounts do not exceed; they are reordered.
std::int64_t Percentile(std::vector<std::int64_t>* amounts, std::size_t percent) {
  constexpr std::size_t kWhole = 100;
  const std::size_t rank = (amounts->size() * percent + kWhole - 1) / kWhole;
  const auto place = amounts->begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(*amounts, place);
  return *place;
}

}  // namespace

/// One question: what is admitted, and what was counted so far.
class FigureBook::Counting {
 public:
  Counting(const FigureBook& book, const FigureDefinition& figure, const FigureFilter& filter,
           const std::set<Division>& by)
      : book_(book),
        figure_(figure),
        by_month_(by.contains(Division::kMonth)),
        by_municipality_(by.contains(Division::kMunicipality)),
        by_provider_(by.contains(Division::kProvider)),
        by_product_(by.contains(Division::kProduct)),
        by_kind_(by.contains(Division::kKind)),
        by_segment_(by.contains(Division::kSegment)),
        by_contract_(by.contains(Division::kContract)),
        filter_(book.names_, filter) {}

  bool Admits(const Thing& thing) const { return filter_.Admits(thing.place); }

  void Take(const Thing& thing, Month month, std::int64_t amount) {
    const Key key = KeyOf(thing, month);
    if (figure_.count != nullptr) {
      // What a route adds with two lines counts once where they are not told apart.
      if (seen_owner_ != thing.owner || seen_number_ != thing.number) seen_.clear();
      seen_owner_ = thing.owner;
      seen_number_ = thing.number;
      if (std::ranges::find(seen_, key) != seen_.end()) return;
      seen_.push_back(key);
    }
    if (group_ == nullptr || key != group_key_) {
      group_ = &groups_[key];
      group_key_ = key;
    }
    group_->most = group_->count == 0 ? amount : std::max(group_->most, amount);
    group_->count += thing.count;
    group_->sum += amount;
    if (figure_.measure == Measure::kAverage) group_->amounts.push_back(amount);
  }

  std::vector<FigureNumber> Numbers() {
    std::vector<FigureNumber> numbers;
    for (auto& [key, group] : groups_) {
      FigureNumber number;
      if (key[0] != 0) number.key.month = Month::At(key[0]);
      number.key.municipality = book_.names_.TextOf(key[1]);
      number.key.provider = book_.names_.TextOf(key[2]);
      number.key.product = book_.names_.TextOf(key[3]);
      number.key.kind = book_.names_.TextOf(key[4]);
      number.key.segment = book_.names_.TextOf(key[5]);
      number.key.contract = book_.names_.TextOf(key[6]);
      number.count = group.count;
      number.sum = group.sum;
      number.most = group.most;
      if (!group.amounts.empty()) {
        constexpr std::size_t kHalf = 50;
        constexpr std::size_t kNineInTen = 90;
        number.median = Percentile(&group.amounts, kHalf);
        number.ninetieth = Percentile(&group.amounts, kNineInTen);
      }
      numbers.push_back(std::move(number));
    }
    std::ranges::sort(numbers, {}, &FigureNumber::key);
    return numbers;
  }

 private:
  struct Group {
    std::int64_t count = 0;
    std::int64_t sum = 0;
    std::int64_t most = 0;
    std::vector<std::int64_t> amounts;
  };
  Key KeyOf(const Thing& thing, Month month) const {
    return {by_month_ ? static_cast<std::uint32_t>(month.index()) : 0,
            by_municipality_ ? thing.place.municipality : 0,
            by_provider_ ? thing.place.provider : 0,
            by_product_ ? thing.place.product : 0,
            by_kind_ ? thing.kind : 0,
            by_segment_ ? thing.place.segment : 0,
            by_contract_ ? thing.place.contract : 0};
  }

  const FigureBook& book_;
  const FigureDefinition& figure_;
  bool by_month_, by_municipality_, by_provider_, by_product_, by_kind_, by_segment_, by_contract_;
  PlaceFilter filter_;
  std::unordered_map<Key, Group, KeyHash> groups_;
  Key group_key_{};
  Group* group_ = nullptr;
  std::vector<Key> seen_;  // of the thing that was taken last
  std::uint32_t seen_owner_ = ~std::uint32_t{0};
  std::int32_t seen_number_ = 0;
};

std::vector<CubeThing> FigureBook::Things(const FigureDefinition& figure, Month month) const {
  const auto place = static_cast<std::size_t>(&figure - FigureDefinitions().data());
  const std::int32_t seen = DayOf(month.LastDay());
  std::vector<CubeThing> things;
  const Thing* last = nullptr;
  for (const Block& block : figures_[place]) {
    for (const Thing& thing : block) {
      const bool counts =
          figure.standing == Standing::kNone ? thing.from == month.index() : thing.from <= seen && seen < thing.until;
      if (!counts || (last != nullptr && last->owner == thing.owner && last->number == thing.number)) continue;
      last = &thing;
      things.push_back({{names_.TextOf(thing.place.municipality), names_.TextOf(thing.place.segment),
                         names_.TextOf(thing.place.product), names_.TextOf(thing.place.provider)},
                        clients_[thing.owner]});
    }
  }
  return things;
}

std::vector<FigureNumber> FigureBook::Count(const FigureDefinition& figure, const FigureFilter& filter,
                                            std::set<Division> by, Date today) const {
  const auto place = static_cast<std::size_t>(&figure - FigureDefinitions().data());
  if (figure.standing != Standing::kNone) by.insert(Division::kMonth);
  Counting counting(*this, figure, filter, by);
  if (figure.standing == Standing::kNone) {
    for (const Block& block : figures_[place]) {
      for (const Thing& thing : block) {
        if (thing.from < filter.months.first.index() || thing.from > filter.months.last.index()) continue;
        if (counting.Admits(thing)) counting.Take(thing, Month::At(thing.from), thing.amount);
      }
    }
    return counting.Numbers();
  }
  const std::vector<MonthSeen> months = MonthsSeen(filter.months, today);
  const auto begins = [&](const MonthSeen& month) {
    return figure.standing == Standing::kAllMonth ? month.first - 1 : month.seen;
  };
  for (const Block& block : figures_[place]) {
    for (const Thing& thing : block) {
      if (months.empty() || !counting.Admits(thing)) continue;
      auto month = std::ranges::lower_bound(months, thing.from, {}, begins);
      for (; month != months.end() && month->seen < thing.until; ++month) {
        const bool grows = figure.standing == Standing::kGrowing;
        counting.Take(thing, month->month, grows ? month->seen - thing.amount : thing.amount);
      }
    }
  }
  return counting.Numbers();
}

}  // namespace clientroute::monitoring
