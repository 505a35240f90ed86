#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_

#include <functional>
#include <map>
#include <string>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute {

/// Where a process takes events in for the subscribers that it holds (proto platform/v1/event_sink.proto). Add before
/// serving; then thread-safe.
class EventSinkService final : public platform::v1::EventSink::Service {
 public:
  static constexpr std::string_view kMethod = "clientroute.platform.v1.EventSink/Deliver";
  /// Takes one event in, by the subscriber's own call wrapper (method kMethod): ServerCalls::Write, or Submit where a
  /// writer of its own does it. InvalidArgument for a type that it does not know; FailedPrecondition makes a dead
  /// letter; Unavailable is tried again.
  using Receive = std::function<grpc::Status(grpc::ServerContext*, const platform::v1::DeliverRequest&,
                                             platform::v1::DeliverResponse*)>;

  /// `stack` is for calls to subscribers that are not here: NotFound SUBSCRIBER_UNKNOWN.
  explicit EventSinkService(CallStack stack) : calls_(std::move(stack)) {}

  void Add(std::string subscriber, Receive receive);
  /// A subscriber that takes each event in one transaction. `calls` outlives this.
  void AddWriter(std::string subscriber, const ServerCalls* calls,
                 std::function<absl::Status(UnitOfWork&, const type::v1::Event&)> take);

  grpc::Status Deliver(grpc::ServerContext* context, const platform::v1::DeliverRequest* request,
                       platform::v1::DeliverResponse* response) override;

 private:
  ServerCalls calls_;
  std::map<std::string, Receive> receivers_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_SINK_SERVICE_H_
