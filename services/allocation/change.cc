#include "services/allocation/change.h"

#include <algorithm>
#include <utility>

#include "services/allocation/overlap.h"

namespace clientroute::allocation {
namespace {

constexpr std::int64_t kMinutesAnHour = 60;
constexpr std::int64_t kDaysAWeek = 7;
constexpr std::int64_t kMonthsAYear = 12;
constexpr std::int64_t kDaysAYear = 365;

// More than any message can hold (LDT_Volume has eight digits), and little enough to be multiplied without loss.
constexpr std::int64_t kAmountMax = 100'000'000;

// Hours and minutes are one.
std::int64_t InSmallest(const Volume& volume) {
  return volume.amount * (volume.unit == Unit::kHour ? kMinutesAnHour : 1);
}

// How much a volume is, as a fraction of units a day; nullopt for a total over a period without an end.
struct Rate {
  std::int64_t amount = 0;
  std::int64_t days = 1;
};
std::optional<Rate> RateOf(const Volume& volume, const Period& period) {
  if (volume.amount > kAmountMax) return std::nullopt;
  const std::int64_t amount = InSmallest(volume);
  switch (volume.frequency) {
    case Frequency::kPerDay:
      return Rate{amount, 1};
    case Frequency::kPerWeek:
      return Rate{amount, kDaysAWeek};
    case Frequency::kPerMonth:
      return Rate{amount * kMonthsAYear, kDaysAYear};
    case Frequency::kTotal:
      if (!period.Days()) return std::nullopt;
      return Rate{amount, *period.Days()};
  }
  return std::nullopt;
}

Unit Comparable(Unit unit) { return unit == Unit::kHour ? Unit::kMinute : unit; }

template <typename Value>
Direction Compare(const Value& wanted, const Value& allocated) {
  if (wanted == allocated) return Direction::kSame;
  return allocated < wanted ? Direction::kUp : Direction::kDown;
}

bool IsTotal(const std::optional<Volume>& volume) { return volume && volume->frequency == Frequency::kTotal; }

// Whether it is about an amount for the whole duration, which cannot be cut in two without giving a part twice.
bool IsInAll(const CareLine& allocated, const WantedChange& wanted) {
  return allocated.budget || wanted.budget || IsTotal(allocated.volume) || IsTotal(wanted.volume);
}

CareLine Taken(CareLine line, const WantedChange& wanted, const Period& period) {
  line.period = period;
  if (!wanted.volume && !wanted.budget) return line;
  line.volume = wanted.volume;
  line.budget = wanted.budget;
  return line;
}

// Whether what is wanted may be less than what was given until now: it is less, or cannot be compared.
bool MayTakeAway(const CareLine& allocated, const WantedChange& wanted) {
  if (allocated.budget && wanted.budget) return *wanted.budget < *allocated.budget;
  if (!allocated.volume || !wanted.volume || IsTotal(allocated.volume) != IsTotal(wanted.volume)) return true;
  if (Comparable(allocated.volume->unit) != Comparable(wanted.volume->unit)) return true;
  if (std::max(allocated.volume->amount, wanted.volume->amount) > kAmountMax) return true;
  if (IsTotal(wanted.volume)) return InSmallest(*wanted.volume) < InSmallest(*allocated.volume);
  return DirectionOf(allocated, wanted) == Direction::kDown;
}

}  // namespace

bool ChangesAmount(const CareLine& allocated, const WantedChange& wanted) {
  if (!wanted.volume && !wanted.budget) return false;
  return wanted.volume != allocated.volume || wanted.budget != allocated.budget;
}

ChangePlan PlanChange(const CareLine& allocated, const WantedChange& wanted, Date today) {
  const Date start = allocated.period.start();
  const Date asked = wanted.period.start();
  if (asked < start) return {.kept = allocated, .follower = std::nullopt, .before_start = true};
  const auto whole = Period::Of(start, wanted.period.end());
  const std::optional<Date>& end = allocated.period.end();
  const bool joins = !end || asked <= end->AddDays(1);
  const bool changes = ChangesAmount(allocated, wanted);
  const bool lessens = changes && start <= today && MayTakeAway(allocated, wanted);
  if (asked == start && lessens && IsInAll(allocated, wanted)) {
    return {.kept = allocated, .follower = std::nullopt, .below_delivered = true};
  }
  if (whole && ((asked == start && !lessens) || (!changes && joins))) {
    return {.kept = Taken(allocated, wanted, *whole), .follower = std::nullopt};
  }
  // The last day that may have been claimed already.
  const Date given = end ? std::min(*end, today) : today;
  const Date from = std::max(asked, given.AddDays(1));
  const auto following = Period::Of(from, wanted.period.end());
  if (!following) return {.kept = allocated, .follower = std::nullopt, .too_late = true};
  CareLine follower = Taken(allocated, wanted, *following);
  follower.line.clear();
  follower.allocation.clear();
  follower.allocation_number = 0;
  CareLine kept = allocated;
  const Date last = from.AddDays(-1);
  if (!end || last < *end) kept.period = Period::Of(start, std::max(start, last)).value_or(allocated.period);
  return {.kept = std::move(kept), .follower = std::move(follower)};
}

bool GivesAgain(const CareLine& added, const CareLine& allocated, const ChangePlan& plan, Date today) {
  const std::optional<Date>& end = allocated.period.end();
  const std::optional<Date>& kept = plan.kept.period.end();
  if (!kept || (end && *end <= *kept)) return false;
  const auto given = Period::Of(kept->AddDays(1), end ? std::min(*end, today) : today);
  CareLine taken = allocated;
  if (given) taken.period = *given;
  return given && Overlap(added, taken);
}

Direction DirectionOf(const CareLine& allocated, const WantedChange& wanted) {
  if (!ChangesAmount(allocated, wanted)) return Direction::kSame;
  if (wanted.budget && allocated.budget) return Compare(*wanted.budget, *allocated.budget);
  if (!wanted.volume || !allocated.volume) return Direction::kSame;
  if (Comparable(wanted.volume->unit) != Comparable(allocated.volume->unit)) return Direction::kSame;
  const auto before = RateOf(*allocated.volume, allocated.period);
  const auto after = RateOf(*wanted.volume, wanted.period);
  if (!before || !after) return Direction::kSame;
  return Compare(after->amount * before->days, before->amount * after->days);
}

Direction Together(const std::vector<Direction>& changes, bool something_new) {
  const auto has = [&](Direction one) { return std::find(changes.begin(), changes.end(), one) != changes.end(); };
  if (something_new || has(Direction::kUp)) return Direction::kUp;
  return has(Direction::kDown) ? Direction::kDown : Direction::kSame;
}

}  // namespace clientroute::allocation
