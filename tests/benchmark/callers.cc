#include "tests/benchmark/callers.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <latch>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "clientroute/platform/v1/event_stream.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"

namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;
using platform::v1::EventSink;
using platform::v1::EventStream;

constexpr int kCallersAConnection = 32;
constexpr int kStreams = 8;

Caller BenchmarkCaller() {
  Caller caller = ServiceCaller("intake", "care-allocation");
  caller.deadline = std::chrono::minutes(5);
  return caller;
}

absl::Status DeliverLives(EventSink::Stub& stub, const Lives& lives, Steady::time_point until,
                          std::vector<double>* micros) {
  const Caller caller = BenchmarkCaller();
  for (int life = 0; Steady::now() < until; ++life) {
    const std::vector<type::v1::Event> events = lives(0, life);
    if (events.empty()) return absl::OkStatus();
    for (const type::v1::Event& event : events) {
      const platform::v1::DeliverRequest request = RequestOf(event);
      const auto begin = Steady::now();
      CLIENTROUTE_RETURN_IF_ERROR(Call(caller, &stub, &EventSink::Stub::Deliver, request).status());
      const auto end = Steady::now();
      if (end > until) return absl::OkStatus();
      micros->push_back(std::chrono::duration<double, std::micro>(end - begin).count());
    }
  }
  return absl::OkStatus();
}

/// One of many callers, without a thread of its own: sends its next event when the one before was answered.
class UnaryCaller {
 public:
  UnaryCaller(EventSink::Stub* stub, const Lives& lives, int number, Steady::time_point until)
      : stub_(stub), lives_(lives), number_(number), until_(until) {}

  /// Counts `ended` down with its last answer; then it may go.
  void Start(std::latch* ended) {
    ended_ = ended;
    SendNext();
  }
  const absl::Status& result() const { return result_; }
  std::vector<double>& micros() { return micros_; }

 private:
  void SendNext() {
    if (next_ == events_.size()) {
      next_ = 0;
      events_ = Steady::now() < until_ ? lives_(number_, life_++) : std::vector<type::v1::Event>();
      if (events_.empty()) return ended_->count_down();
    }
    context_.emplace();
    Prepare(caller_, &*context_);
    request_ = RequestOf(events_[next_++]);
    sent_ = Steady::now();
    stub_->async()->Deliver(&*context_, &request_, &response_,
                            [this](const grpc::Status& status) { TakeAnswer(status); });
  }
  void TakeAnswer(const grpc::Status& status) {
    const auto now = Steady::now();
    if (!status.ok()) result_ = FromGrpc(status);
    if (!status.ok() || now > until_) return ended_->count_down();
    micros_.push_back(std::chrono::duration<double, std::micro>(now - sent_).count());
    SendNext();
  }

  EventSink::Stub* const stub_;
  const Lives& lives_;
  const int number_;
  const Steady::time_point until_;
  const Caller caller_ = BenchmarkCaller();
  std::latch* ended_ = nullptr;
  int life_ = 0;
  std::vector<type::v1::Event> events_;
  std::size_t next_ = 0;
  std::optional<grpc::ClientContext> context_;
  platform::v1::DeliverRequest request_;
  platform::v1::DeliverResponse response_;
  Steady::time_point sent_;
  std::vector<double> micros_;
  absl::Status result_;
};

/// The callers of one stream: each sends its next event when the one before was answered.
class StreamCallers {
 public:
  StreamCallers(const Lives& lives, int first, int step, int callers, Steady::time_point until, std::int64_t pause_us)
      : lives_(lives), until_(until), pause_(std::chrono::microseconds(pause_us)) {
    const auto begin = Steady::now();
    for (int number = first; number < callers; number += step) {
      places_.push_back({number, 0, {}, 0, begin + pause_ * number / callers});
    }
    for (Place& place : places_) paused_.push_back(&place);
  }

  absl::Status Run(EventStream::Stub& stub, std::vector<double>* micros) {
    grpc::ClientContext context;
    Prepare(BenchmarkCaller(), &context);
    const auto stream = stub.StreamEvents(&context);
    platform::v1::StreamEventsRequest request;
    AddPaused(Steady::now(), &request);
    platform::v1::StreamEventsResponse response;
    while (true) {
      if (on_their_way_.empty() && !SendPaused(&request)) break;
      if (request.events_size() > 0) stream->Write(request);
      request.Clear();
      if (!stream->Read(&response)) break;
      const auto now = Steady::now();
      for (const platform::v1::EventAnswer& answer : response.answers()) {
        if (answer.code() != 0) return absl::InternalError(Cat("an event was refused: ", answer.message()));
        const auto found = on_their_way_.find(answer.request_id());
        if (found == on_their_way_.end()) return absl::InternalError("an answer to nothing");
        Place& place = *found->second;
        on_their_way_.erase(found);
        if (now > until_) continue;
        micros->push_back(std::chrono::duration<double, std::micro>(now - place.due).count());
        place.due = pause_.count() > 0 ? place.due + pause_ : now;
        paused_.push_back(&place);
      }
      AddPaused(now, &request);
    }
    stream->WritesDone();
    const grpc::Status status = stream->Finish();
    if (!status.ok()) return FromGrpc(status);
    return on_their_way_.empty() ? absl::OkStatus() : absl::InternalError("the stream ended before its answers");
  }

 private:
  struct Place {
    int number = 0;
    int life = 0;
    std::vector<type::v1::Event> events;
    std::size_t next = 0;
    // When its next event is to be sent, and what the time until the answer counts from: who is kept waiting by the
    // stream is late with the next one as well, and that counts.
    Steady::time_point due;
  };

  void AddNext(Place& place, platform::v1::StreamEventsRequest* request) {
    if (place.next == place.events.size()) {
      place.events = lives_(place.number, place.life++);
      place.next = 0;
      if (place.events.empty()) return;
    }
    *request->add_events() = RequestOf(place.events[place.next]);
    on_their_way_.emplace(place.events[place.next].id(), &place);
    ++place.next;
  }

  /// The next events of those whose time has come.
  void AddPaused(Steady::time_point now, platform::v1::StreamEventsRequest* request) {
    std::vector<Place*> paused;
    for (Place* place : std::exchange(paused_, {})) {
      if (place->due <= now) {
        AddNext(*place, request);
      } else {
        paused.push_back(place);
      }
    }
    paused_ = std::move(paused);
  }
  /// When nothing is on its way: waits until the first is to send; false when nobody is.
  bool SendPaused(platform::v1::StreamEventsRequest* request) {
    while (request->events_size() == 0 && !paused_.empty()) {
      const Place* first = *std::ranges::min_element(paused_, {}, [](const Place* place) { return place->due; });
      std::this_thread::sleep_until(first->due);
      AddPaused(Steady::now(), request);
    }
    return request->events_size() > 0;
  }

  const Lives& lives_;
  const Steady::time_point until_;
  const Steady::duration pause_;
  std::vector<Place*> paused_;
  std::vector<Place> places_;
  std::unordered_map<std::string, Place*> on_their_way_;
};

}  // namespace

platform::v1::DeliverRequest RequestOf(const type::v1::Event& event) {
  platform::v1::DeliverRequest request;
  request.set_request_id(event.id());
  request.set_subscriber("orchestrator");
  *request.mutable_event() = event;
  return request;
}

Lives NewLives(const std::string& word, Instant begin) {
  return [word, begin](int caller, int life) { return LifeOf(RouteNamed(Cat(word, "-", caller, "-", life)), begin); };
}

absl::StatusOr<Run> RunOf(const std::vector<std::vector<double>>& micros, double seconds) {
  std::vector<double> all;
  for (const std::vector<double>& some : micros) all.insert(all.end(), some.begin(), some.end());
  if (all.empty()) return absl::InternalError("no transition was made in time");
  std::ranges::sort(all);
  Run run;
  run.calls = static_cast<std::int64_t>(all.size());
  run.per_second = static_cast<double>(all.size()) / seconds;
  run.p50_us = all[all.size() / 2];
  run.p99_us = all[all.size() * 99 / 100];
  return run;
}

absl::StatusOr<Run> RunCaller(const Connect& connect, int seconds, const Lives& lives) {
  const auto stub = EventSink::NewStub(connect());
  std::vector<double> micros;
  CLIENTROUTE_RETURN_IF_ERROR(DeliverLives(*stub, lives, Steady::now() + std::chrono::seconds(seconds), &micros));
  return RunOf({std::move(micros)}, seconds);
}

absl::StatusOr<Run> RunCallers(const Connect& connect, int callers, int seconds, const Lives& lives) {
  std::vector<std::unique_ptr<EventSink::Stub>> stubs;
  for (int i = 0; i < callers; i += kCallersAConnection) stubs.push_back(EventSink::NewStub(connect()));
  const auto until = Steady::now() + std::chrono::seconds(seconds);
  std::deque<UnaryCaller> all;
  for (int i = 0; i < callers; ++i) all.emplace_back(stubs[i / kCallersAConnection].get(), lives, i, until);
  std::latch ended(callers);
  for (UnaryCaller& caller : all) caller.Start(&ended);
  ended.wait();
  std::vector<std::vector<double>> micros;
  for (UnaryCaller& caller : all) {
    CLIENTROUTE_RETURN_IF_ERROR(caller.result());
    micros.push_back(std::move(caller.micros()));
  }
  return RunOf(micros, seconds);
}

absl::StatusOr<Run> RunStreams(const Connect& connect, int callers, int seconds, const Lives& lives,
                               std::int64_t pause_us) {
  std::vector<std::vector<double>> micros(kStreams);
  std::vector<absl::Status> results(kStreams);
  std::vector<std::unique_ptr<EventStream::Stub>> stubs;
  for (int i = 0; i < kStreams; ++i) stubs.push_back(EventStream::NewStub(connect()));
  const auto until = Steady::now() + std::chrono::seconds(seconds);
  std::vector<std::thread> threads;
  for (int i = 0; i < kStreams; ++i) {
    threads.emplace_back([&, i] {
      const auto at = static_cast<std::size_t>(i);
      results[at] = StreamCallers(lives, i, kStreams, callers, until, pause_us).Run(*stubs[at], &micros[at]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) CLIENTROUTE_RETURN_IF_ERROR(result);
  return RunOf(micros, seconds);
}

}  // namespace clientroute::benchmark
