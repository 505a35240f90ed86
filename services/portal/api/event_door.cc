#include "services/portal/api/event_door.h"

#include <atomic>
#include <utility>
#include <vector>

#include "grpcpp/client_context.h"
#include "services/platform/status/status.h"
#include "services/portal/api/caller_of.h"
#include "services/portal/api/connect_error.h"
#include "services/portal/http/encoding.h"

namespace clientroute::portal {

/// One stream. Owns itself from Begin until the call is done and the client has what there was.
class EventDoor::Stream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                                public std::enable_shared_from_this<EventDoor::Stream> {
 public:
  Stream(EventDoor* door, SharedExchange exchange, SharedSession session, std::string secret, const ApiMethod& method)
      : token_(door->running_.Begin()),
        door_(door),
        exchange_(std::move(exchange)),
        session_(std::move(session)),
        secret_(std::move(secret)),
        method_(method) {}
  ~Stream() override {
    if (admitted_) door_->Release(this);
  }

  /// Reads the request of the exchange; an error when no stream can be begun with it.
  absl::Status Prepare() {
    auto fields = ParseForm(exchange_->request().query);
    const auto message = fields ? FromBase64Url((*fields)["message"]) : std::nullopt;
    if (!message) return Error(absl::StatusCode::kInvalidArgument, "QUERY_INVALID", "message is not base64url");
    CLIENTROUTE_ASSIGN(Caller caller, CallerOf(*session_, (*fields)["purpose"]));
    CLIENTROUTE_ASSIGN(request_, door_->deps_.codec->ToWire(method_.request_url, *message));
    // The session may be used on, and the stream with it; it never outlives the longest life of one.
    caller.deadline = std::chrono::duration_cast<std::chrono::milliseconds>(session_->begun + SessionKeeper::kLongest -
                                                                            door_->deps_.clock->Now());
    clientroute::Prepare(caller, &context_);
    return absl::OkStatus();
  }

  enum class Ending { kNone, kSessionOver, kDoorCloses };
  void EndBecause(Ending ending) {
    ours_ = ending;
    context_.TryCancel();
  }
  const std::string& digest() const { return session_->digest; }

  void Begin() {
    admitted_ = true;
    self_ = shared_from_this();
    HttpAnswer head;
    head.With("Content-Type", "text/event-stream").With("Cache-Control", "no-store").With("X-Accel-Buffering", "no");
    exchange_->Begin(std::move(head));
    exchange_->OnGone([weak = weak_from_this()] {
      if (const auto stream = weak.lock()) stream->context_.TryCancel();
    });
    method_.stub->PrepareBidiStreamingCall(&context_, method_.grpc_path, {}, this);
    AddHold();  // reads are begun when the client has taken what was read before
    StartWriteLast(&request_, {});
    StartRead(&response_);
    StartCall();
    SignOfLifeLater();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();
    absl::StatusOr<std::string> json = door_->deps_.codec->ToJson(method_.response_url, response_);
    if (!json.ok()) {
      context_.TryCancel();
      return RemoveHold();
    }
    exchange_->Write(Cat("data: ", *json, "\n\n"), [this](bool taken) {
      if (taken) return StartRead(&response_);
      context_.TryCancel();
      RemoveHold();
    });
  }

  void OnDone(const grpc::Status& status) override {
    const absl::Status ended = ours_ == Ending::kNone ? FromGrpc(status) : StatusOf(ours_);
    exchange_->Write(Cat("event: end\ndata: ", ended.ok() ? "{}" : ConnectErrorJson(ended), "\n\n"), [](bool) {});
    exchange_->End();
    self_.reset();
  }

 private:
  static absl::Status StatusOf(Ending ending) {
    if (ending == Ending::kSessionOver) {
      return Error(absl::StatusCode::kUnauthenticated, "SESSION_OVER", "the session has ended");
    }
    return Error(absl::StatusCode::kUnavailable, "DOOR_CLOSES", "the door closes; come back in a moment");
  }

  void SignOfLifeLater() {
    exchange_->After(door_->deps_.sign_of_life, [weak = weak_from_this()] {
      if (const auto stream = weak.lock()) stream->SignOfLife();
    });
  }

  /// Also the moment to see whether whoever watches is still signed in.
  void SignOfLife() {
    exchange_->Write(": \n\n", [](bool) {});
    (void)door_->deps_.workers->Take([self = shared_from_this()] {
      const absl::StatusOr<SharedSession> session = self->door_->deps_.keeper->Find(self->secret_, false);
      if (session.ok() && *session == nullptr) {
        self->EndBecause(Ending::kSessionOver);
      }
    });
    SignOfLifeLater();
  }

  const std::unique_ptr<RunningCalls::Token> token_;  // first, so that it goes last
  EventDoor* const door_;
  const SharedExchange exchange_;
  const SharedSession session_;
  const std::string secret_;
  const ApiMethod& method_;
  bool admitted_ = false;
  std::atomic<Ending> ours_ = Ending::kNone;  // why we end it, where we do
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  std::shared_ptr<Stream> self_;
};

void EventDoor::Open(const SharedExchange& exchange, const SharedSession& session, std::string secret,
                     const ApiMethod& method) {
  auto stream = std::make_shared<Stream>(this, exchange, session, std::move(secret), method);
  if (absl::Status ready = stream->Prepare(); !ready.ok()) return exchange->Answer(ConnectError(ready));
  if (!Admit(stream.get())) {
    return exchange->Answer(ConnectError(
        Error(absl::StatusCode::kResourceExhausted, "STREAMS_MOST", "there are too many event streams open")));
  }
  stream->Begin();
}

void EventDoor::EndAll() {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    for (const auto& [digest, open] : open_) {
      for (Stream* stream : open) {
        if (auto shared = stream->weak_from_this().lock()) streams.push_back(std::move(shared));
      }
    }
  }
  for (const auto& stream : streams) stream->EndBecause(Stream::Ending::kDoorCloses);
}

bool EventDoor::Admit(Stream* stream) {
  const std::lock_guard lock(mutex_);
  if (closing_ || running_.count() > kStreamsMost) return false;
  std::set<Stream*>& open = open_[stream->digest()];
  if (static_cast<int>(open.size()) >= kStreamsOfSessionMost) return false;
  open.insert(stream);
  return true;
}

void EventDoor::Release(Stream* stream) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(stream->digest());
  found->second.erase(stream);
  if (found->second.empty()) open_.erase(found);
}

}  // namespace clientroute::portal
