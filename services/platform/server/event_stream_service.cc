#include "services/platform/server/event_stream_service.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"

namespace clientroute {

namespace v1 = platform::v1;

/// A stream that was not admitted.
class EventStreamService::RefusedStream final
    : public grpc::ServerBidiReactor<v1::StreamEventsRequest, v1::StreamEventsResponse> {
 public:
  explicit RefusedStream(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

/// One stream. It reads as long as fewer events are on their way than may be, and ends when the caller has sent his
/// last one, or is gone, and every event has its answer.
class EventStreamService::Stream final
    : public grpc::ServerBidiReactor<v1::StreamEventsRequest, v1::StreamEventsResponse> {
 public:
  Stream(EventStreamService* service, CallContext caller)
      : service_(service), caller_(std::move(caller)), begin_(Elapsed()) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    const int count = ok ? request_.events_size() : 0;
    {
      const std::lock_guard lock(mutex_);
      reading_ = false;
      if (count > kEventsInMessageMost) refused_ = true;
      sender_done_ = !ok || refused_;
      if (!sender_done_) {
        on_their_way_ += static_cast<std::size_t>(count);
        bytes_ += request_.ByteSizeLong();
      }
    }
    if (!sender_done_) {
      // The next message is read only after all of this one were handed on, so that they stay in their order.
      for (v1::DeliverRequest& event : *request_.mutable_events()) {
        HandOn(std::make_shared<v1::DeliverRequest>(std::move(event)));
      }
    }
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      handed_on_ = true;
      GoOnReading();
      end = EndNow();
    }
    if (end) Finish(*end);
  }

  void OnWriteDone(bool ok) override {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      gone_ = gone_ || !ok;
      on_their_way_ -= static_cast<std::size_t>(response_.answers_size());
      WriteAnswers();
      GoOnReading();
      end = EndNow();
    }
    if (end) Finish(*end);
  }

  void OnCancel() override {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      gone_ = true;
      end = EndNow();
    }
    if (end) Finish(*end);
  }

  void OnDone() override {
    for (const auto& [code, answers] : counts_) service_->calls_.CountAnswers(kMethod, code, answers);
    const absl::Status status = gone_ ? absl::CancelledError("the caller is gone") : absl::OkStatus();
    service_->calls_.ReportStream(caller_, status,
                                  std::chrono::duration_cast<std::chrono::microseconds>(Elapsed() - begin_));
    --service_->streams_;
    delete this;
  }

 private:
  void HandOn(std::shared_ptr<const v1::DeliverRequest> request) {
    CallContext call = caller_;
    const std::string& id = request->request_id();
    const std::size_t bytes = request->ByteSizeLong();
    if (absl::Status status = service_->calls_.AdmitNext(*request, &call); !status.ok()) {
      return Answer(id, bytes, status);
    }
    service_->Take(std::move(call), request,
                   [this, id, bytes](const absl::Status& status) { Answer(id, bytes, status); });
  }

  // Does not touch the stream after its last event was answered: then it may be gone.
  void Answer(const std::string& request_id, std::size_t bytes, const absl::Status& status) {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      v1::EventAnswer* answer = waiting_.add_answers();
      answer->set_request_id(request_id);
      answer->set_code(static_cast<int>(status.code()));
      if (!status.ok()) {
        answer->set_reason(ReasonOf(status));
        answer->set_message(std::string(status.message()));
      }
      ++counts_[status.code()];
      bytes_ -= std::min(bytes, bytes_);
      WriteAnswers();
      end = EndNow();
    }
    if (end) Finish(*end);
  }

  // All below under the lock.

  // One write at a time; what is answered meanwhile goes with the next.
  void WriteAnswers() {
    if (writing_ || waiting_.answers_size() == 0) return;
    if (gone_) {
      on_their_way_ -= static_cast<std::size_t>(waiting_.answers_size());
      waiting_.Clear();
      return;
    }
    response_.Clear();
    response_.Swap(&waiting_);
    writing_ = true;
    StartWrite(&response_);
  }

  void GoOnReading() {
    if (reading_ || !handed_on_ || sender_done_ || gone_ || finished_) return;
    if (on_their_way_ >= kEventsOnTheirWayMost || bytes_ >= kBytesOnTheirWayMost) return;
    reading_ = true;
    handed_on_ = false;
    request_.Clear();
    StartRead(&request_);
  }

  // Once, when nothing is left to do: how the stream ends, which it then does without the lock and last, as it may be
  // gone after that. A read that is under way ends by itself when the caller is gone.
  std::optional<grpc::Status> EndNow() {
    if (finished_ || writing_ || on_their_way_ > 0 || !handed_on_ || !(sender_done_ || (gone_ && !reading_))) {
      return std::nullopt;
    }
    finished_ = true;
    if (refused_) {
      return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                          Cat("a message of more than ", kEventsInMessageMost, " events"));
    }
    return gone_ ? grpc::Status::CANCELLED : grpc::Status::OK;
  }

  EventStreamService* const service_;
  const CallContext caller_;
  const std::chrono::microseconds begin_;
  v1::StreamEventsRequest request_;
  v1::StreamEventsResponse response_;  // being written

  std::mutex mutex_;
  v1::StreamEventsResponse waiting_;  // what is written next
  std::map<absl::StatusCode, int> counts_;
  /// Events without an answer, and answers that were not written yet.
  std::size_t on_their_way_ = 0;
  std::size_t bytes_ = 0;  // of events without an answer
  bool reading_ = true;
  /// What was read last is with the receiver whole.
  bool handed_on_ = false;
  bool writing_ = false;
  bool sender_done_ = false;
  bool refused_ = false;
  bool gone_ = false;
  bool finished_ = false;
};

void EventStreamService::Add(std::string subscriber, Receive receive) {
  receivers_[std::move(subscriber)] = std::move(receive);
}

grpc::ServerBidiReactor<v1::StreamEventsRequest, v1::StreamEventsResponse>* EventStreamService::StreamEvents(
    grpc::CallbackServerContext* context) {
  const std::string domain = Cat(calls_.stack().service, ".clientroute");
  absl::StatusOr<CallContext> caller = calls_.AdmitStream(*context, kMethod);
  if (!caller.ok()) return new RefusedStream(ToGrpc(caller.status(), domain));
  if (++streams_ > kStreamsMost) {
    --streams_;
    return new RefusedStream(ToGrpc(Error(absl::StatusCode::kResourceExhausted, "STREAMS_BUSY",
                                          Cat("there are ", kStreamsMost, " streams already")),
                                    domain));
  }
  return new Stream(this, *std::move(caller));
}

void EventStreamService::Take(CallContext call, std::shared_ptr<const v1::DeliverRequest> request, Done done) const {
  const auto found = receivers_.find(request->subscriber());
  if (found == receivers_.end()) {
    return done(Error(absl::StatusCode::kNotFound, "SUBSCRIBER_UNKNOWN", "this process does not take streams for it"));
  }
  found->second(std::move(call), std::move(request), std::move(done));
}

}  // namespace clientroute
