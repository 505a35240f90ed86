#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "services/platform/clock/backoff.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"

namespace clientroute {
namespace {

using std::chrono::milliseconds;

// Timers fired in one step, so that a stop does not wait long.
constexpr int kFiredAtATime = 1'000;
// The longest sleep towards a timer: a machine's clock may be set meanwhile.
constexpr milliseconds kSleepMost = std::chrono::minutes(10);

// Where a walk over the due timers stands.
struct Place {
  std::int64_t due_at = std::numeric_limits<std::int64_t>::min();
  std::int64_t set_order = 0;
};
struct DueTimer {
  Timer timer;
  Place place;
};

class TimerWork final : public Work {
 public:
  TimerWork(std::string name, Database* database, Clock* clock, FireTimers fire, int together, Logger* logger)
      : name_(std::move(name)),
        database_(database),
        clock_(clock),
        fire_(std::move(fire)),
        together_(together),
        logger_(logger) {}

  std::string name() const override { return name_; }

  std::optional<milliseconds> Run() override {
    bool more = false;
    if (absl::Status status = FireDue(clock_->Now(), &more); !status.ok()) {
      record_failures_.Fail(nullptr);
      Warn("the timers cannot be read", nullptr, status);
      return record_failures_.Left();
    }
    record_failures_ = Backoff();
    return more ? std::optional(milliseconds(0)) : NextPause();
  }

  bool Idle() override {
    std::int64_t due = 0;
    absl::Status status = database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(due, CountDue(connection, clock_->Now()));
      return absl::OkStatus();
    });
    return status.ok() && due == 0;
  }

 private:
  // Fires what is due at `now`, except what waits behind a failure. `more` tells that another step should follow at
  // once.
  absl::Status FireDue(Instant now, bool* more) {
    std::set<std::string> held;  // owners with a timer that failed before or now
    Place place;
    for (int fired = 0; fired < kFiredAtATime;) {
      std::vector<DueTimer> due;
      CLIENTROUTE_RETURN_IF_ERROR(ReadNext(now, place, together_, &due));
      if (due.empty()) {
        std::erase_if(failing_, [&](const auto& entry) { return !held.contains(entry.first); });
        *more = fired > 0;  // what fired may have set others that are due already
        return absl::OkStatus();
      }
      const std::vector<Timer> ready = TakeReady(due, &held, &place);
      fired += static_cast<int>(ready.size());
      const std::vector<absl::Status> answers = Fire(ready);
      for (std::size_t i = 0; i < ready.size(); ++i) {
        if (answers[i].ok()) {
          failing_.erase(ready[i].owner);
        } else {
          failing_[ready[i].owner].Fail(nullptr);
          held.insert(ready[i].owner);
          Warn("a timer was not handled", &ready[i], answers[i]);
        }
      }
    }
    *more = true;
    return absl::OkStatus();
  }

  // Those that can be fired together, in order: up to the first whose owner is among them already, because firing one
  // may take that one away, or fail. What waits behind a failure is passed by.
  std::vector<Timer> TakeReady(std::vector<DueTimer>& due, std::set<std::string>* held, Place* place) {
    std::vector<Timer> ready;
    std::set<std::string> owners;
    for (DueTimer& one : due) {
      if (owners.contains(one.timer.owner)) break;
      *place = one.place;
      const std::string& owner = one.timer.owner;
      const auto failing = failing_.find(owner);
      if (held->contains(owner) || (failing != failing_.end() && !failing->second.Due())) {
        held->insert(owner);
        continue;
      }
      owners.insert(owner);
      ready.push_back(std::move(one.timer));
    }
    return ready;
  }

  // The first timers behind `place` that are due at `now`; read anew each time, because firing one may take others of
  // its owner away.
  absl::Status ReadNext(Instant now, const Place& place, int limit, std::vector<DueTimer>* due) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(
          *due,
          connection.QueryAll("SELECT owner, name, due_at, generation, set_order FROM timer WHERE due_at IS NOT "
                              "NULL AND due_at <= $1 AND (due_at, set_order) > ($2, $3) "
                              "ORDER BY due_at, set_order LIMIT $4",
                              {ToMicros(now), place.due_at, place.set_order, std::int64_t{limit}}, [](const Row& row) {
                                return DueTimer{{std::string(row.Text(0)), std::string(row.Text(1)),
                                                 FromMicros(row.Int(2)), row.Int(3)},
                                                {row.Int(2), row.Int(4)}};
                              }));
      return absl::OkStatus();
    });
  }

  std::vector<absl::Status> Fire(const std::vector<Timer>& timers) {
    std::vector<absl::Status> answers = fire_(timers);
    const absl::Status read = database_->Read([&](Connection& connection) -> absl::Status {
      for (std::size_t i = 0; i < timers.size(); ++i) {
        if (!answers[i].ok()) continue;
        CLIENTROUTE_ASSIGN(const auto found,
                           connection.QueryOne("SELECT 1 FROM timer WHERE owner = $1 AND name = $2 AND generation = $3 "
                                               "AND due_at IS NOT NULL",
                                               {timers[i].owner, timers[i].name, timers[i].generation},
                                               [](const Row& row) { return row.Int(0); }));
        if (!found) continue;
        answers[i] = Error(absl::StatusCode::kInternal, "TIMER_STILL_SET", "its owner returned without taking it away");
      }
      return absl::OkStatus();
    });
    for (absl::Status& answer : answers) {
      if (answer.ok()) answer = read;
    }
    return answers;
  }

  void Warn(std::string_view message, const Timer* timer, const absl::Status& status) {
    const std::string code = absl::StatusCodeToString(status.code());
    const std::string reason = ReasonOf(status);
    logger_->Write(IsTransient(status) ? LogLevel::kWarning : LogLevel::kError, name_, message,
                   {{"owner", timer == nullptr ? std::string_view() : std::string_view(timer->owner)},
                    {"timer", timer == nullptr ? std::string_view() : std::string_view(timer->name)},
                    {"code", std::string_view(code)},
                    {"reason", std::string_view(reason)}});
  }

  std::optional<milliseconds> NextPause() {
    std::optional<milliseconds> pause;
    const auto sooner = [&](milliseconds other) { pause = pause ? std::min(*pause, other) : other; };
    for (const auto& [owner, backoff] : failing_) sooner(backoff.Left());
    if (clock_->driven()) return pause;  // its jumps wake
    const Instant now = clock_->Now();
    std::vector<DueTimer> next;
    const Place after_now{ToMicros(now), std::numeric_limits<std::int64_t>::max()};
    if (absl::Status status = ReadNext(Instant::max(), after_now, 1, &next); !status.ok()) {
      sooner(Backoff::kFirst);
    } else if (!next.empty()) {
      const auto left = std::chrono::ceil<milliseconds>(next.front().timer.due - now);
      sooner(std::clamp(left, milliseconds(0), kSleepMost));
    }
    return pause;
  }

  const std::string name_;
  Database* const database_;
  Clock* const clock_;
  const FireTimers fire_;
  const int together_;
  Logger* const logger_;
  std::map<std::string, Backoff> failing_;  // by owner
  Backoff record_failures_;
};

}  // namespace

std::unique_ptr<Work> MakeTimerWork(std::string name, Database* database, Clock* clock,
                                    std::function<absl::Status(const Timer&)> fire, Logger* logger) {
  FireTimers one = [fire = std::move(fire)](std::span<const Timer> timers) {
    std::vector<absl::Status> answers;
    for (const Timer& timer : timers) answers.push_back(fire(timer));
    return answers;
  };
  return std::make_unique<TimerWork>(std::move(name), database, clock, std::move(one), 1, logger);
}

std::unique_ptr<Work> MakeTimerWork(std::string name, Database* database, Clock* clock, FireTimers fire,
                                    Logger* logger) {
  return std::make_unique<TimerWork>(std::move(name), database, clock, std::move(fire), kTimersTogetherMost, logger);
}

}  // namespace clientroute
