#include "services/platform/events/relay.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "services/platform/clock/backoff.h"
#include "services/platform/events/outbox.h"
#include "services/platform/events/parked_events.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

using std::chrono::milliseconds;

// Events delivered in one step.
constexpr int kBatch = 64;
// Waiting aggregates looked at in one step.
constexpr int kAggregatesAtATime = 256;
// After so many failures in a row the subscriber itself is taken to be down: trying further aggregates would only add
// to them.
constexpr int kFailuresUntilDown = 3;
// How far the cursor may run ahead of the stored one over events that the subscriber does not want: they cost no
// commit.
constexpr std::int64_t kUnwantedUnsavedMost = 1'000;
// And for how long: what the stored cursor has not come to is shown as waiting (GetBacklog).
constexpr std::chrono::seconds kUnwantedUnsavedFor(5);
// The same over events that were delivered, so that a run of them costs one commit and not one each. After a crash
// these, and those of the step that ran, are delivered again, and taken as the repeats that they are.
constexpr std::int64_t kDeliveredUnsavedMost = 64;
constexpr milliseconds kDeliveredUnsavedFor(100);
constexpr std::size_t kErrorBytesMost = 1'024;

std::string TextOf(const absl::Status& status) {
  return CutText(
      Cat(absl::StatusCodeToString(status.code()), " ", ReasonOf(status), ": ", std::string(status.message())),
      kErrorBytesMost);
}

class Relay final : public Work {
 public:
  Relay(std::string service, Database* database, Subscription subscription, Clock* clock, Random* random,
        Logger* logger, Metrics* metrics)
      : service_(std::move(service)),
        database_(database),
        subscription_(std::move(subscription)),
        clock_(clock),
        random_(random),
        logger_(logger),
        metrics_(metrics) {}

  std::string name() const override { return Cat(service_, ".relay.", subscription_.subscriber); }

  std::optional<milliseconds> Run() override {
    std::lock_guard lock(mutex_);
    bool more = false;
    absl::Status status = Step(&more);
    if (!status.ok()) {
      record_failures_.Fail(random_);
      const std::string reason = ReasonOf(status);
      logger_->Write(
          LogLevel::kWarning, service_, "the relay cannot use its record",
          {{"subscriber", std::string_view(subscription_.subscriber)}, {"reason", std::string_view(reason)}});
      return record_failures_.Left();
    }
    record_failures_ = Backoff();
    if (more && down_.Due()) return milliseconds(0);
    return NextPause();
  }

  std::optional<std::vector<std::string>> follows() const override { return {{"outbox", "relay_parked"}}; }

  // A repeat is known as one for so many days (kAnswersKept): no clock jumps over them with a cursor that is behind.
  bool Settle() override {
    std::lock_guard lock(mutex_);
    if (!delivered_unsaved_) return false;
    const absl::Status saved = SaveCursor(passed_, {});
    if (!saved.ok()) record_failures_.Fail(random_);
    return true;  // when it could not be saved, it is still put off
  }

  bool Idle() override {
    RelayState state;
    absl::Status status = database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(state, ReadRelayState(connection, subscription_.subscriber));
      return absl::OkStatus();
    });
    return status.ok() && !state.waiting && state.last_position <= passed_;
  }

 private:
  enum class Outcome { kDelivered, kRetry, kRefused };
  // What became of an event that was not delivered, to be written with the cursor.
  struct Parking {
    const type::v1::Event* event = nullptr;
    bool dead = false;
    std::string error;
  };

  const std::string& subscriber() const { return subscription_.subscriber; }

  absl::Status Step(bool* more) {
    CLIENTROUTE_RETURN_IF_ERROR(LoadCursor());
    if (!down_.Due()) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(RetryWaiting(more));
    if (!down_.Due()) return absl::OkStatus();
    return DeliverBatch(more);
  }

  absl::Status LoadCursor() {
    if (loaded_) return absl::OkStatus();
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(saved_, ReadCursor(connection, subscriber()));
      passed_ = saved_;
      loaded_ = true;
      return absl::OkStatus();
    });
  }

  bool Wanted(const type::v1::Event& event) const {
    return subscription_.types.empty() || subscription_.types.contains(std::string(TypeOf(event)));
  }

  Outcome Deliver(const type::v1::Event& event, std::string* error) {
    const absl::Status status = subscription_.deliver(event);
    const Outcome outcome = status.ok()           ? Outcome::kDelivered
                            : IsTransient(status) ? Outcome::kRetry
                                                  : Outcome::kRefused;
    Note(event, status, outcome);
    if (outcome == Outcome::kRetry) {
      if (++failures_in_a_row_ >= kFailuresUntilDown) down_.Fail(random_);
    } else {
      failures_in_a_row_ = 0;
      down_ = Backoff();
    }
    if (!status.ok()) *error = TextOf(status);
    return outcome;
  }

  void Note(const type::v1::Event& event, const absl::Status& status, Outcome outcome) {
    const std::string_view word = outcome == Outcome::kDelivered ? "delivered"
                                  : outcome == Outcome::kRetry   ? "retry"
                                                                 : "refused";
    metrics_->Count("clientroute_events_relayed_total",
                    {{"service", service_}, {"subscriber", subscriber()}, {"outcome", std::string(word)}});
    if (outcome == Outcome::kDelivered) return;
    const std::string code = absl::StatusCodeToString(status.code());
    const std::string reason = ReasonOf(status);
    logger_->Write(outcome == Outcome::kRefused ? LogLevel::kError : LogLevel::kWarning, service_,
                   "event not delivered",
                   {{"subscriber", std::string_view(subscriber())},
                    {"outcome", word},
                    {"event_id", std::string_view(event.id())},
                    {"type", TypeOf(event)},
                    {"code", std::string_view(code)},
                    {"reason", std::string_view(reason)}});
  }

  // Tries again what waits and whose pause is over, one aggregate after the other.
  absl::Status RetryWaiting(bool* more) {
    std::vector<std::string> aggregates;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(aggregates, WaitingAggregates(connection, subscriber(), kAggregatesAtATime));
      return absl::OkStatus();
    }));
    std::map<std::string, Backoff> still_waiting;
    for (const std::string& aggregate : aggregates) still_waiting[aggregate] = backoffs_[aggregate];
    backoffs_ = std::move(still_waiting);
    for (const std::string& aggregate : aggregates) {
      if (!backoffs_[aggregate].Due()) continue;
      CLIENTROUTE_RETURN_IF_ERROR(RetryAggregate(aggregate, more));
      if (!down_.Due()) break;
    }
    return absl::OkStatus();
  }

  absl::Status RetryAggregate(const std::string& aggregate, bool* more) {
    std::vector<type::v1::Event> events;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(events, WaitingEvents(connection, subscriber(), aggregate, kBatch));
      return absl::OkStatus();
    }));
    std::vector<std::int64_t> delivered;
    Outcome outcome = Outcome::kDelivered;
    std::string error;
    const type::v1::Event* stopped_at = nullptr;
    for (const auto& event : events) {
      outcome = Deliver(event, &error);
      if (outcome != Outcome::kDelivered) {
        stopped_at = &event;
        break;
      }
      delivered.push_back(event.position());
    }
    CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
      for (const std::int64_t position : delivered) {
        CLIENTROUTE_RETURN_IF_ERROR(Unpark(connection, subscriber(), position));
      }
      if (outcome != Outcome::kRefused) return absl::OkStatus();
      return Bury(connection, subscriber(), aggregate, stopped_at->position(), error, clock_->Now());
    }));
    if (!delivered.empty()) backoffs_.erase(aggregate);
    if (outcome == Outcome::kRetry) backoffs_[aggregate].Fail(random_);
    *more = *more || events.size() == kBatch;
    return absl::OkStatus();
  }

  absl::Status DeliverBatch(bool* more) {
    std::vector<OutboxEvent> batch;
    const std::int64_t from = passed_;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(batch, ReadOutbox(connection, subscriber(), from, kBatch));
      return absl::OkStatus();
    }));
    std::int64_t to = from;
    bool any_wanted = false;
    std::set<std::string> parked_here;
    std::vector<Parking> parkings;
    for (const OutboxEvent& each : batch) {
      const type::v1::Event& event = each.event;
      if (Wanted(event)) {
        any_wanted = true;
        Parking parking{&event, false, ""};
        if (each.aggregate_parked || parked_here.contains(event.aggregate())) {
          parkings.push_back(std::move(parking));
        } else if (const Outcome outcome = Deliver(event, &parking.error); outcome != Outcome::kDelivered) {
          if (!down_.Due()) break;  // it stays in the outbox, and the cursor before it
          parking.dead = outcome == Outcome::kRefused;
          if (!parking.dead) backoffs_[event.aggregate()].Fail(random_);
          parked_here.insert(event.aggregate());
          parkings.push_back(std::move(parking));
        }
      }
      to = event.position();
    }
    CLIENTROUTE_RETURN_IF_ERROR(MoveCursor(to, any_wanted, parkings));
    *more = *more || batch.size() == kBatch;
    return absl::OkStatus();
  }

  absl::Status MoveCursor(std::int64_t to, bool any_wanted, const std::vector<Parking>& parkings) {
    delivered_unsaved_ = delivered_unsaved_ || any_wanted;
    if (!parkings.empty() || IsToBeSaved(to)) CLIENTROUTE_RETURN_IF_ERROR(SaveCursor(to, parkings));
    passed_ = to;
    if (to != saved_ && !unsaved_since_) unsaved_since_ = Elapsed();
    return absl::OkStatus();
  }

  bool IsToBeSaved(std::int64_t to) const {
    const auto since = UnsavedFor(to);
    if (delivered_unsaved_) return to - saved_ >= kDeliveredUnsavedMost || since >= kDeliveredUnsavedFor;
    return to - saved_ >= kUnwantedUnsavedMost || since >= kUnwantedUnsavedFor;
  }

  absl::Status SaveCursor(std::int64_t to, const std::vector<Parking>& parkings) {
    CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) -> absl::Status {
      for (const Parking& parking : parkings) {
        CLIENTROUTE_RETURN_IF_ERROR(
            Park(connection, subscriber(), *parking.event, parking.dead, parking.error, clock_->Now()));
      }
      return WriteCursor(connection, subscriber(), to);
    }));
    saved_ = to;
    unsaved_since_.reset();
    delivered_unsaved_ = false;
    return absl::OkStatus();
  }

  // How long the stored cursor has been behind, when it has to come to `to`.
  std::chrono::microseconds UnsavedFor(std::int64_t to) const {
    return unsaved_since_ && to != saved_ ? Elapsed() - *unsaved_since_ : std::chrono::microseconds(0);
  }

  // Until the first pause is over; nothing to wait for when all is delivered or dead.
  std::optional<milliseconds> NextPause() const {
    if (!down_.Due()) return down_.Left();
    std::optional<milliseconds> pause;
    if (unsaved_since_) pause = delivered_unsaved_ ? kDeliveredUnsavedFor : milliseconds(kUnwantedUnsavedFor);
    for (const auto& [aggregate, backoff] : backoffs_)
      pause = std::min(pause.value_or(Backoff::kMost * 2), backoff.Left());
    return pause;
  }

  const std::string service_;
  Database* const database_;
  const Subscription subscription_;
  Clock* const clock_;
  Random* const random_;
  Logger* const logger_;
  Metrics* const metrics_;

  std::mutex mutex_;  // Run and Settle; guards what follows
  bool loaded_ = false;
  bool delivered_unsaved_ = false;                          // among what the cursor is behind are events that went out
  std::int64_t saved_ = 0;                                  // the cursor in the record
  std::optional<std::chrono::microseconds> unsaved_since_;  // since when that is behind, in Elapsed()
  std::atomic<std::int64_t> passed_ = 0;                    // delivered, parked or unwanted up to here
  std::map<std::string, Backoff> backoffs_;                 // of waiting aggregates
  int failures_in_a_row_ = 0;
  Backoff down_;  // of the subscriber as a whole
  Backoff record_failures_;
};

}  // namespace

std::unique_ptr<Work> MakeRelay(std::string service, Database* database, Subscription subscription, Clock* clock,
                                Random* random, Logger* logger, Metrics* metrics) {
  return std::make_unique<Relay>(std::move(service), database, std::move(subscription), clock, random, logger, metrics);
}

}  // namespace clientroute
