#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_

#include <functional>
#include <map>
#include <string>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/server/call_threads.h"

namespace clientroute {

/// Where a process takes events in for the subscribers that it holds (proto platform/v1/event_sink.proto). A call keeps
/// no thread while it waits for a writer. Add before serving; then thread-safe. Goes after the server that it is in.
class EventSinkService final : public platform::v1::EventSink::CallbackService {
 public:
  static constexpr std::string_view kMethod = "clientroute.platform.v1.EventSink/Deliver";
  /// Takes one event in, by the subscriber's own call wrapper (method kMethod, ServerCalls::SubmitLater), and gives the
  /// answer once, from any thread; it does not wait. Context and request live until then. InvalidArgument for a type
  /// that it does not know; FailedPrecondition makes a dead letter; Unavailable is tried again.
  using Receive =
      std::function<void(const grpc::ServerContextBase&, const platform::v1::DeliverRequest&, ServerCalls::Reply)>;

  /// `stack` is for calls to subscribers that are not here: NotFound SUBSCRIBER_UNKNOWN.
  explicit EventSinkService(CallStack stack) : calls_(std::move(stack)) {}

  void Add(std::string subscriber, Receive receive);
  /// A subscriber that takes each event in one transaction, on a thread of this service. `calls` outlives this.
  /// ResourceExhausted EVENTS_BUSY when too many wait for a thread.
  void AddWriter(std::string subscriber, const ServerCalls* calls,
                 std::function<absl::Status(UnitOfWork&, const type::v1::Event&)> take);

  grpc::ServerUnaryReactor* Deliver(grpc::CallbackServerContext* context, const platform::v1::DeliverRequest* request,
                                    platform::v1::DeliverResponse* response) override;

 private:
  ServerCalls calls_;
  std::map<std::string, Receive> receivers_;
  CallThreads threads_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_
