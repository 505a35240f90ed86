#ifndef CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMER_WORK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMER_WORK_H_

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/status/status.h"

namespace clientroute {

/// Fires the timers of a source in order, as MakeTimerWork promises (timers.h). Within this folder only. What waits
/// behind a failure is not read again at every look: a look goes on from where the last one ended. A Source has
///   kTable                           the table in which timers are set
///   Timer, Place                     a timer, and where it stands in the order; Place() stands before all
///   Owner                            by what those of one owner are known; ordered
///   OwnerOf(Timer)
///   GoOnFrom(Place)                  where a look begins when all up to there was seen: before that, when another
///   timer
///                                    may have come to stand there since the last time that it was asked
///   Next(now, Place, limit)          StatusOr of the first {Timer, Place} that are due at `now`, behind a place
///   NextDue(now)                     StatusOr of when the first one that is not due yet falls due
///   StillSet(Timer)                  StatusOr of whether it stands there as it was given out
///   OwnerText(Timer), NameText(Timer)   for the log
template <typename Source>
class TimerWork final : public Work {
 public:
  using Timer = typename Source::Timer;
  using Place = typename Source::Place;
  using Owner = typename Source::Owner;
  using Fire = std::function<std::vector<absl::Status>(std::span<const Timer>)>;
  using Due = std::vector<std::pair<Timer, Place>>;

  /// `together`: how many are fired at a time at most.
  TimerWork(std::string name, Source source, Clock* clock, Fire fire, int together, Logger* logger)
      : name_(std::move(name)),
        source_(std::move(source)),
        clock_(clock),
        fire_(std::move(fire)),
        together_(together),
        logger_(logger) {}

  std::string name() const override { return name_; }

  std::optional<std::chrono::milliseconds> Run() override {
    bool more = false;
    if (absl::Status status = FireDue(clock_->Now(), &more); !status.ok()) {
      passed_ = Place();  // what became of those that were seen may not have been noted
      record_failures_.Fail(nullptr);
      Warn("the timers cannot be read", nullptr, status);
      return record_failures_.Left();
    }
    record_failures_ = Backoff();
    return more ? std::optional(std::chrono::milliseconds(0)) : NextPause();
  }

  std::optional<std::vector<std::string>> follows() const override { return {{std::string(Source::kTable)}}; }

  bool Idle() override {
    const absl::StatusOr<Due> due = source_.Next(clock_->Now(), Place(), 1);
    return due.ok() && due->empty();
  }

 private:
  // Timers fired in one step, so that a stop does not wait long.
  static constexpr int kFiredAtATime = 1'000;
  // Of them, those that failed before: the others' time comes too when many fail.
  static constexpr std::size_t kFiredAgainAtATime = kFiredAtATime / 2;
  // The longest sleep towards a timer: a machine's clock may be set meanwhile.
  static constexpr std::chrono::milliseconds kSleepMost = std::chrono::minutes(10);

  // An owner with a timer that failed, and the first one of it: those behind it wait.
  struct Held {
    Backoff backoff;
    Timer timer;
    Place place;
    bool more = false;  // whether others of it were passed by
  };

  // Fires what is due at `now`, except what waits behind a failure. `more` tells that another step should follow at
  // once.
  absl::Status FireDue(Instant now, bool* more) {
    passed_ = source_.GoOnFrom(passed_);
    int fired = 0;
    CLIENTROUTE_RETURN_IF_ERROR(FireHeld(&fired));
    while (fired < kFiredAtATime) {
      CLIENTROUTE_ASSIGN(Due due, source_.Next(now, passed_, together_));
      if (due.empty()) {
        *more = fired > 0;  // what fired may have set others that are due already
        return absl::OkStatus();
      }
      const Due ready = TakeReady(due);
      fired += static_cast<int>(ready.size());
      CLIENTROUTE_RETURN_IF_ERROR(FireReady(ready));
    }
    *more = true;
    return absl::OkStatus();
  }

  // Those that failed and whose pause is over, in order. One that was taken away meanwhile is stale to its owner.
  absl::Status FireHeld(int* fired) {
    Due again;
    for (const auto& [owner, held] : held_) {
      if (held.backoff.Due()) again.emplace_back(held.timer, held.place);
    }
    std::ranges::sort(again, {}, [](const auto& one) { return one.second; });
    if (again.size() > kFiredAgainAtATime) again.resize(kFiredAgainAtATime);
    const auto together = static_cast<std::size_t>(together_);
    for (std::size_t begin = 0; begin < again.size(); begin += together) {
      const auto first = again.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last = first + static_cast<std::ptrdiff_t>(std::min(together, again.size() - begin));
      const Due ready(first, last);
      *fired += static_cast<int>(ready.size());
      CLIENTROUTE_RETURN_IF_ERROR(FireReady(ready));
    }
    return absl::OkStatus();
  }

  // Those that can be fired together, in order: up to the first whose owner is among them already, because firing one
  // may take that one away, or fail. What waits behind a failure is passed by.
  Due TakeReady(Due& due) {
    Due ready;
    std::set<Owner> owners;
    for (auto& [timer, at] : due) {
      const Owner owner = source_.OwnerOf(timer);
      if (owners.contains(owner)) break;
      passed_ = at;
      if (const auto found = held_.find(owner); found != held_.end()) {
        PassBy(found->second, timer, at);
        continue;
      }
      owners.insert(owner);
      ready.emplace_back(std::move(timer), at);
    }
    return ready;
  }

  // It waits behind the one that failed; or comes before that, when it was set later: then it is the first.
  static void PassBy(Held& held, const Timer& timer, const Place& at) {
    if (at == held.place) return;
    held.more = true;
    if (!(at < held.place)) return;
    held.timer = timer;
    held.place = at;
  }

  absl::Status FireReady(const Due& ready) {
    if (ready.empty()) return absl::OkStatus();
    std::vector<Timer> timers;
    timers.reserve(ready.size());
    for (const auto& [timer, at] : ready) timers.push_back(timer);
    const std::vector<absl::Status> answers = fire_(timers);
    for (std::size_t i = 0; i < ready.size(); ++i) {
      const auto& [timer, at] = ready[i];
      absl::Status answer = answers[i];
      if (answer.ok()) {
        CLIENTROUTE_ASSIGN(const bool set, source_.StillSet(timer));
        if (set) {
          answer = Error(absl::StatusCode::kInternal, "TIMER_STILL_SET", "its owner returned without taking it away");
        }
      }
      if (answer.ok()) {
        LetGo(source_.OwnerOf(timer));
        continue;
      }
      Held& held = held_[source_.OwnerOf(timer)];
      held.backoff.Fail(nullptr);
      held.timer = timer;
      held.place = at;
      Warn("a timer was not handled", &timer, answer);
    }
    return absl::OkStatus();
  }

  // What was passed by behind the one that failed is read again.
  void LetGo(const Owner& owner) {
    const auto found = held_.find(owner);
    if (found == held_.end()) return;
    if (found->second.more && found->second.place < passed_) passed_ = found->second.place;
    held_.erase(found);
  }

  void Warn(std::string_view message, const Timer* timer, const absl::Status& status) {
    const std::string code = absl::StatusCodeToString(status.code());
    const std::string reason = ReasonOf(status);
    const std::string owner = timer == nullptr ? std::string() : source_.OwnerText(*timer);
    const std::string of_it = timer == nullptr ? std::string() : source_.NameText(*timer);
    logger_->Write(IsTransient(status) ? LogLevel::kWarning : LogLevel::kError, name_, message,
                   {{"owner", std::string_view(owner)},
                    {"timer", std::string_view(of_it)},
                    {"code", std::string_view(code)},
                    {"reason", std::string_view(reason)}});
  }

  std::optional<std::chrono::milliseconds> NextPause() {
    using std::chrono::milliseconds;
    std::optional<milliseconds> pause;
    const auto sooner = [&](milliseconds other) { pause = pause ? std::min(*pause, other) : other; };
    for (const auto& [owner, held] : held_) sooner(held.backoff.Left());
    if (clock_->driven()) return pause;  // its jumps wake
    const Instant now = clock_->Now();
    const absl::StatusOr<std::optional<Instant>> next = source_.NextDue(now);
    if (!next.ok()) {
      sooner(Backoff::kFirst);
    } else if (*next) {
      const auto left = std::chrono::ceil<milliseconds>(**next - now);
      sooner(std::clamp(left, milliseconds(0), kSleepMost));
    }
    return pause;
  }

  const std::string name_;
  Source source_;
  Clock* const clock_;
  const Fire fire_;
  const int together_;
  Logger* const logger_;
  std::map<Owner, Held> held_;
  // Where the last look ended: what is due up to there is of owners that are held.
  Place passed_{};
  Backoff record_failures_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMER_WORK_H_
