#include "services/contracting/stacking.h"

#include <algorithm>
#include <cstdint>

namespace clientroute::contracting {
namespace {

constexpr std::int64_t kMinutesAnHour = 60;
constexpr std::int64_t kDaysAWeek = 7;
// More than any message can hold (eight digits), and little enough to be added up without loss.
constexpr std::int64_t kAmountMax = 100'000'000;

bool Fits(const StackingRule& rule, const Product& a, const Product& b) {
  return (rule.product.Covers(a) && rule.other.Covers(b)) || (rule.product.Covers(b) && rule.other.Covers(a));
}

int Narrowness(const StackingRule& rule) {
  return (rule.product.code.empty() ? 0 : 1) + (rule.other.code.empty() ? 0 : 1);
}

// `product 45A04`, inside a sentence.
std::string Named(const Product& product) {
  std::string text = product.ToDutch();
  text.front() = static_cast<char>(text.front() - 'A' + 'a');
  return text;
}

// Adds the region's own words, when there are any.
std::string Because(const std::string& text, const std::string& reason) {
  return reason.empty() ? text + "." : text + ": " + reason + (reason.back() == '.' ? "" : ".");
}

// So many of the limit's units in so fine a measure that nothing is lost: minutes instead of hours, weeks instead of
// days.
struct Measure {
  Unit unit;
  Frequency frequency;
  friend bool operator==(const Measure&, const Measure&) = default;
};

Measure MeasureOf(const Volume& volume) {
  return {volume.unit == Unit::kHour ? Unit::kMinute : volume.unit,
          volume.frequency == Frequency::kPerDay ? Frequency::kPerWeek : volume.frequency};
}

std::int64_t FactorOf(const Volume& volume) {
  return (volume.unit == Unit::kHour ? kMinutesAnHour : 1) * (volume.frequency == Frequency::kPerDay ? kDaysAWeek : 1);
}

// How much of the limit a line takes, in the limit's measure; 0 when it does not count.
std::int64_t Counted(const CareLine& line, const ProductLimit& limit) {
  if (line.law != limit.law || !line.volume || !limit.product.Covers(line.product)) return 0;
  if (MeasureOf(*line.volume) != MeasureOf(limit.volume) || line.volume->amount > kAmountMax) return 0;
  return line.volume->amount * FactorOf(*line.volume);
}

// A total is for the whole of a line: all that overlap count together. Otherwise the fullest day counts.
std::int64_t MostTogether(const CareLine& line, const std::vector<CareLine>& others, const ProductLimit& limit) {
  std::vector<const CareLine*> beside;
  for (const CareLine& other : others) {
    if (other.period.Overlaps(line.period) && Counted(other, limit) > 0) beside.push_back(&other);
  }
  const auto sum = [&](auto counts) {
    std::int64_t total = Counted(line, limit);
    for (const CareLine* other : beside) {
      if (counts(*other)) total += Counted(*other, limit);
    }
    return total;
  };
  if (limit.volume.frequency == Frequency::kTotal) return sum([](const CareLine&) { return true; });
  // The fullest day is one on which something begins.
  std::int64_t most = sum([&](const CareLine& other) { return other.period.Contains(line.period.start()); });
  for (const CareLine* begins : beside) {
    const Date day = begins->period.start();
    if (!line.period.Contains(day)) continue;
    most = std::max(most, sum([&](const CareLine& other) { return other.period.Contains(day); }));
  }
  return most;
}

// In the units of the limit where they come out whole, in its finest measure otherwise.
std::string InDutch(std::int64_t counted, const ProductLimit& limit) {
  const std::int64_t factor = FactorOf(limit.volume);
  if (counted % factor == 0) return Volume{counted / factor, limit.volume.unit, limit.volume.frequency}.ToDutch();
  const Measure measure = MeasureOf(limit.volume);
  return Volume{counted, measure.unit, measure.frequency}.ToDutch();
}

}  // namespace

std::optional<std::string> StackingTrouble(const CareLine& line, const CareLine& other, const StackingMatrix& matrix) {
  if (line.law != other.law || !line.period.Overlaps(other.period)) return std::nullopt;
  const Date day = std::max(line.period.start(), other.period.start());
  const StackingRule* narrowest = nullptr;
  for (const StackingRule& rule : matrix.rules) {
    if (rule.law != line.law || !rule.period.Contains(day) || !Fits(rule, line.product, other.product)) continue;
    const bool narrower = narrowest == nullptr || Narrowness(rule) > Narrowness(*narrowest);
    const bool stricter = narrowest != nullptr && Narrowness(rule) == Narrowness(*narrowest) && !rule.allowed;
    if (narrower || stricter) narrowest = &rule;
  }
  if (narrowest == nullptr || narrowest->allowed) return std::nullopt;
  return Because(line.product.ToDutch() + " mag niet naast " + Named(other.product), narrowest->reason);
}

std::optional<std::string> LimitTrouble(const CareLine& line, const std::vector<CareLine>& others,
                                        const StackingMatrix& matrix) {
  for (const ProductLimit& limit : matrix.limits) {
    if (!limit.period.Contains(line.period.start()) || Counted(line, limit) == 0) continue;
    const std::int64_t most = MostTogether(line, others, limit);
    if (most <= limit.volume.amount * FactorOf(limit.volume)) continue;
    return Because(line.product.ToDutch() + " komt met wat er al loopt op " + InDutch(most, limit) +
                       ", meer dan het maximum van " + limit.volume.ToDutch(),
                   limit.reason);
  }
  return std::nullopt;
}

}  // namespace clientroute::contracting
