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

/// Fires the timers of a source in order, as MakeTimerWork promises (timers.h). Within this folder only. A Source has
///   Timer, Place                     a timer, and where it stands in the order; Place() stands before all
///   Owner                            by what those of one owner are known; ordered
///   OwnerOf(Timer)
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
      record_failures_.Fail(nullptr);
      Warn("the timers cannot be read", nullptr, status);
      return record_failures_.Left();
    }
    record_failures_ = Backoff();
    return more ? std::optional(std::chrono::milliseconds(0)) : NextPause();
  }

  bool Idle() override {
    const absl::StatusOr<Due> due = source_.Next(clock_->Now(), Place(), 1);
    return due.ok() && due->empty();
  }

 private:
  // Timers fired in one step, so that a stop does not wait long.
  static constexpr int kFiredAtATime = 1'000;
  // The longest sleep towards a timer: a machine's clock may be set meanwhile.
  static constexpr std::chrono::milliseconds kSleepMost = std::chrono::minutes(10);

  // Fires what is due at `now`, except what waits behind a failure. `more` tells that another step should follow at
  // once.
  absl::Status FireDue(Instant now, bool* more) {
    std::set<Owner> held;  // owners with a timer that failed before or now
    Place place{};
    for (int fired = 0; fired < kFiredAtATime;) {
      CLIENTROUTE_ASSIGN(Due due, source_.Next(now, place, together_));
      if (due.empty()) {
        std::erase_if(failing_, [&](const auto& entry) { return !held.contains(entry.first); });
        *more = fired > 0;  // what fired may have set others that are due already
        return absl::OkStatus();
      }
      const std::vector<Timer> ready = TakeReady(due, &held, &place);
      fired += static_cast<int>(ready.size());
      CLIENTROUTE_RETURN_IF_ERROR(FireReady(ready, &held));
    }
    *more = true;
    return absl::OkStatus();
  }

  // Those that can be fired together, in order: up to the first whose owner is among them already, because firing one
  // may take that one away, or fail. What waits behind a failure is passed by.
  std::vector<Timer> TakeReady(Due& due, std::set<Owner>* held, Place* place) {
    std::vector<Timer> ready;
    std::set<Owner> owners;
    for (auto& [timer, at] : due) {
      const Owner owner = source_.OwnerOf(timer);
      if (owners.contains(owner)) break;
      *place = at;
      const auto failing = failing_.find(owner);
      if (held->contains(owner) || (failing != failing_.end() && !failing->second.Due())) {
        held->insert(owner);
        continue;
      }
      owners.insert(owner);
      ready.push_back(std::move(timer));
    }
    return ready;
  }

  absl::Status FireReady(const std::vector<Timer>& ready, std::set<Owner>* held) {
    if (ready.empty()) return absl::OkStatus();
    const std::vector<absl::Status> answers = fire_(ready);
    for (std::size_t i = 0; i < ready.size(); ++i) {
      absl::Status answer = answers[i];
      if (answer.ok()) {
        CLIENTROUTE_ASSIGN(const bool set, source_.StillSet(ready[i]));
        if (set) {
          answer = Error(absl::StatusCode::kInternal, "TIMER_STILL_SET", "its owner returned without taking it away");
        }
      }
      const Owner owner = source_.OwnerOf(ready[i]);
      if (answer.ok()) {
        failing_.erase(owner);
      } else {
        failing_[owner].Fail(nullptr);
        held->insert(owner);
        Warn("a timer was not handled", &ready[i], answer);
      }
    }
    return absl::OkStatus();
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
    for (const auto& [owner, backoff] : failing_) sooner(backoff.Left());
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
  std::map<Owner, Backoff> failing_;
  Backoff record_failures_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TIMERS_TIMER_WORK_H_
