#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_STREAM_SERVICE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_STREAM_SERVICE_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "clientroute/platform/v1/event_stream.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute {

/// Where a process takes streams of events in for the subscribers that it holds (proto platform/v1/event_stream.proto).
/// No thread waits for a stream or for an answer. Each stream holds at most kEventsOnTheirWayMost events and their
/// answers, whatever its caller does; what it asks for beyond that waits in its own connection. Add before serving;
/// then thread-safe.
class EventStreamService final : public platform::v1::EventStream::CallbackService {
 public:
  static constexpr std::string_view kMethod = "clientroute.platform.v1.EventStream/StreamEvents";
  /// A caller that keeps so many on their way fills a transaction of any writer.
  static constexpr std::size_t kEventsOnTheirWayMost = 512;
  static constexpr std::size_t kBytesOnTheirWayMost = 4 * 1024 * 1024;
  static constexpr int kEventsInMessageMost = 256;
  static constexpr int kStreamsMost = 1'000;

  using Done = std::function<void(absl::Status)>;
  /// Takes one event in and calls `done` once with its answer, from any thread, also before it returns; it does not
  /// wait. The request lives as long as its pointer.
  using Receive = std::function<void(CallContext, std::shared_ptr<const platform::v1::DeliverRequest>, Done)>;

  explicit EventStreamService(CallStack stack) : calls_(std::move(stack)) {}

  void Add(std::string subscriber, Receive receive);

  grpc::ServerBidiReactor<platform::v1::StreamEventsRequest, platform::v1::StreamEventsResponse>* StreamEvents(
      grpc::CallbackServerContext* context) override;

 private:
  class Stream;
  class RefusedStream;
  void Take(CallContext call, std::shared_ptr<const platform::v1::DeliverRequest> request, Done done) const;

  ServerCalls calls_;
  std::map<std::string, Receive, std::less<>> receivers_;
  std::atomic<int> streams_ = 0;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_EVENT_STREAM_SERVICE_H_
