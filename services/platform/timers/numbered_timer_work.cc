#include "services/platform/timers/near_timers.h"
#include "services/platform/timers/numbered_timers.h"
#include "services/platform/timers/timer_work.h"

namespace clientroute {
namespace {

/// Numbered timers, from memory as far as they are near. One that is fired goes from there with the commit that took
/// it away, so that what comes next is never one that fired.
class NumberedTimers {
 public:
  using Timer = NumberedTimer;
  using Place = std::optional<NumberedTimer>;
  using Owner = std::int64_t;
  using Due = std::vector<std::pair<Timer, Place>>;

  static constexpr std::string_view kTable = "numbered_timer";

  explicit NumberedTimers(NearTimers* near) : near_(near) {}

  static Owner OwnerOf(const Timer& timer) { return timer.owner; }

  Place GoOnFrom(const Place& passed) const { return near_->GoOnFrom(passed); }

  absl::StatusOr<Due> Next(Instant now, const Place& place, int limit) const {
    CLIENTROUTE_ASSIGN(const std::vector<NumberedTimer> timers, near_->Due(now, place, limit));
    Due due;
    due.reserve(timers.size());
    for (const NumberedTimer& timer : timers) due.emplace_back(timer, timer);
    return due;
  }

  absl::StatusOr<std::optional<Instant>> NextDue(Instant now) const {
    CLIENTROUTE_ASSIGN(const std::optional<NumberedTimer> next, near_->FirstAfter(now));
    return next ? std::optional(next->due) : std::optional<Instant>();
  }

  absl::StatusOr<bool> StillSet(const Timer& timer) const { return near_->Holds(timer); }

  static std::string OwnerText(const Timer& timer) { return std::to_string(timer.owner); }
  static std::string NameText(const Timer& timer) { return std::to_string(timer.number); }

 private:
  NearTimers* near_;
};

}  // namespace

std::unique_ptr<Work> MakeNumberedTimerWork(std::string name, NearTimers* near, Clock* clock, FireNumberedTimers fire,
                                            Logger* logger) {
  return std::make_unique<TimerWork<NumberedTimers>>(std::move(name), NumberedTimers(near), clock, std::move(fire),
                                                     kTimersTogetherMost, logger);
}

}  // namespace clientroute
