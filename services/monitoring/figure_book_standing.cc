#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "services/monitoring/figure_book.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kWhole = 100;
constexpr std::int64_t kHalf = 50;
constexpr std::int64_t kNineInTen = 90;

std::int32_t DayOf(Date day) { return static_cast<std::int32_t>(day.days().time_since_epoch().count()); }

/// For any day the first of some days, which are in order, that is not before it.
class FirstNotBefore {
 public:
  explicit FirstNotBefore(const std::vector<std::int32_t>& days)
      : first_(days.front()), none_(static_cast<std::int32_t>(days.size())) {
    places_.reserve(static_cast<std::size_t>(days.back() - first_) + 1);
    for (std::int32_t place = 0; place < none_; ++place) {
      const auto until = static_cast<std::size_t>(days[static_cast<std::size_t>(place)] - first_) + 1;
      places_.resize(until, place);
    }
  }
  /// Its place; how many there are when all of them are before it.
  std::int32_t Of(std::int32_t day) const {
    if (day <= first_) return 0;
    const auto place = static_cast<std::size_t>(std::int64_t{day} - first_);
    return place < places_.size() ? places_[place] : none_;
  }

 private:
  std::int32_t first_;
  std::int32_t none_;
  std::vector<std::int32_t> places_;
};

}  // namespace

/// One question to a standing. What stands in a row of months is a step up at the first and a step down after the last
/// of them, and the steps are added up in the end: a thing costs the same however long it stands.
class FigureBook::StandingCounting {
 public:
  /// At least one month; `seen` and `begun` are, for each, the day on which it is looked at and the last day on which
  /// what counts in it has begun.
  StandingCounting(const FigureBook& book, const FigureDefinition& figure, const FigureFilter& filter,
                   const std::set<Division>& by, const std::vector<std::int32_t>& begun, std::vector<std::int32_t> seen)
      : figure_(figure),
        first_month_(filter.months.first),
        groups_(book.names_, book.places_, filter, by),
        begun_(begun),
        ended_(seen),
        seen_(std::move(seen)) {}

  /// The lines of one thing of one route, all of them together: where they are not told apart it counts once.
  void Take(std::span<const Thing> lines) {
    stays_.clear();
    for (const Thing& line : lines) {
      const std::int32_t first = begun_.Of(line.from);
      const std::int32_t end = ended_.Of(line.until);
      if (first >= end) continue;
      const std::uint32_t group = groups_.Of(line.place);
      if (group != PlaceGroups::kNotAsked) stays_.push_back({group, first, end, line.amount});
    }
    if (stays_.size() > 1) JoinStays();
    for (const Stay& stay : stays_) Add(stay);
  }

  std::vector<FigureNumber> Numbers() {
    const auto groups = groups_.InOrder();
    std::vector<std::vector<FigureNumber>> months;
    months.reserve(groups.size());
    for (const auto& [key, group] : groups) months.push_back(MonthsOf(group));
    std::vector<FigureNumber> numbers;
    Month month = first_month_;
    for (std::size_t i = 0; i < seen_.size(); ++i, month = month.Next()) {
      for (std::size_t place = 0; place < groups.size(); ++place) {
        if (months[place][i].count == 0) continue;
        numbers.push_back(std::move(months[place][i]));
        numbers.back().key = groups[place].first;
        numbers.back().key.month = month;
      }
    }
    return numbers;
  }

 private:
  // In which months something stands, by their place; until `end`, and not in it.
  struct Stay {
    std::uint32_t group = 0;
    std::int32_t first = 0;
    std::int32_t end = 0;
    std::int64_t amount = 0;
  };
  struct Averaged {
    std::int64_t amount = 0;
    std::int32_t first = 0;
    std::int32_t end = 0;
  };
  struct Step {
    std::int64_t count = 0;
    std::int64_t amount = 0;
  };

  bool grows() const { return figure_.standing == Standing::kGrowing; }
  bool averages() const { return figure_.measure == Measure::kAverage; }
  std::size_t width() const { return seen_.size() + 1; }

  // Those of one group that follow each other or overlap become one.
  void JoinStays() {
    std::ranges::sort(stays_, {}, [](const Stay& stay) { return std::tie(stay.group, stay.first); });
    std::size_t last = 0;
    for (std::size_t i = 1; i < stays_.size(); ++i) {
      if (stays_[i].group == stays_[last].group && stays_[i].first <= stays_[last].end) {
        stays_[last].end = std::max(stays_[last].end, stays_[i].end);
      } else {
        stays_[++last] = stays_[i];
      }
    }
    stays_.resize(last + 1);
  }

  void Add(const Stay& stay) {
    if (stay.group * width() >= steps_.size()) {
      steps_.resize(groups_.size() * width());
      if (averages()) averaged_.resize(groups_.size());
    }
    Step* const steps = steps_.data() + stay.group * width();
    ++steps[stay.first].count;
    steps[stay.first].amount += stay.amount;
    --steps[stay.end].count;
    steps[stay.end].amount -= stay.amount;
    if (averages()) averaged_[stay.group].push_back({stay.amount, stay.first, stay.end});
  }

  std::vector<FigureNumber> MonthsOf(std::size_t group) {
    std::vector<FigureNumber> months(seen_.size());
    std::int64_t count = 0;
    std::int64_t amounts = 0;
    for (std::size_t i = 0; i < months.size(); ++i) {
      count += steps_[group * width() + i].count;
      amounts += steps_[group * width() + i].amount;
      months[i].count = count;
      months[i].sum = grows() ? count * seen_[i] - amounts : amounts;
    }
    if (averages()) Rank(&averaged_[group], months);
    return months;
  }

  // Goes through all amounts once, the smallest as told first, and sees at which of them each month has so many.
  void Rank(std::vector<Averaged>* all, std::span<FigureNumber> months) const {
    std::ranges::sort(*all, [&](const Averaged& one, const Averaged& other) {
      return grows() ? one.amount > other.amount : one.amount < other.amount;
    });
    const auto rank = [](std::int64_t count, std::int64_t percent) { return (count * percent + kWhole - 1) / kWhole; };
    struct Wanted {
      std::int64_t half, nine_in_ten, so_far;
    };
    std::vector<Wanted> wanted;
    for (const FigureNumber& month : months) {
      wanted.push_back({rank(month.count, kHalf), rank(month.count, kNineInTen), 0});
    }
    for (const Averaged& one : *all) {
      for (auto i = static_cast<std::size_t>(one.first); i < static_cast<std::size_t>(one.end); ++i) {
        const std::int64_t place = ++wanted[i].so_far;
        const std::int64_t amount = grows() ? seen_[i] - one.amount : one.amount;
        if (place == wanted[i].half) months[i].median = amount;
        if (place == wanted[i].nine_in_ten) months[i].ninetieth = amount;
        if (place == months[i].count) months[i].most = amount;
      }
    }
  }

  const FigureDefinition& figure_;
  Month first_month_;
  PlaceGroups groups_;
  FirstNotBefore begun_;
  FirstNotBefore ended_;
  std::vector<std::int32_t> seen_;
  std::vector<Step> steps_;                      // by group and month, with one after the last month
  std::vector<std::vector<Averaged>> averaged_;  // by group
  std::vector<Stay> stays_;                      // of the thing that is taken
};

std::vector<FigureNumber> FigureBook::CountStanding(const FigureDefinition& figure, const FigureFilter& filter,
                                                    const std::set<Division>& by, Date today) const {
  std::vector<std::int32_t> begun;
  std::vector<std::int32_t> seen;
  for (Month month = filter.months.first; month <= std::min(filter.months.last, Month::Of(today));
       month = month.Next()) {
    seen.push_back(DayOf(std::min(month.LastDay(), today)));
    begun.push_back(figure.standing == Standing::kAllMonth ? DayOf(month.FirstDay()) - 1 : seen.back());
  }
  if (seen.empty()) return {};
  StandingCounting counting(*this, figure, filter, by, begun, std::move(seen));
  for (const Block& block : figures_[PlaceOf(figure)]) {
    for (auto begin = block.begin(); begin != block.end();) {
      const auto end = std::find_if(begin + 1, block.end(), [&](const Thing& thing) {
        return thing.owner != begin->owner || thing.number != begin->number;
      });
      counting.Take({begin, end});
      begin = end;
    }
  }
  return counting.Numbers();
}

}  // namespace clientroute::monitoring
