#include "services/platform/server/event_sink_service.h"

#include <utility>

#include "services/platform/status/status.h"

namespace clientroute {

namespace v1 = platform::v1;

void EventSinkService::Add(std::string subscriber, Receive receive) {
  receivers_[std::move(subscriber)] = std::move(receive);
}

void EventSinkService::AddWriter(std::string subscriber, const ServerCalls* calls,
                                 std::function<absl::Status(UnitOfWork&, const type::v1::Event&)> take) {
  Add(std::move(subscriber),
      [calls, take = std::move(take)](grpc::ServerContext* context, const v1::DeliverRequest& request,
                                      v1::DeliverResponse* response) {
        return calls->Write(context, kMethod, request, response,
                            [&](UnitOfWork& unit) { return take(unit, request.event()); });
      });
}

grpc::Status EventSinkService::Deliver(grpc::ServerContext* context, const v1::DeliverRequest* request,
                                       v1::DeliverResponse* response) {
  const auto found = receivers_.find(request->subscriber());
  if (found != receivers_.end()) return found->second(context, *request, response);
  return calls_.Submit(context, kMethod, *request, [&](const CallContext&) {
    return Error(absl::StatusCode::kNotFound, "SUBSCRIBER_UNKNOWN", "this process does not hold that subscriber");
  });
}

}  // namespace clientroute
