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
      [this, calls, take = std::move(take)](const grpc::ServerContextBase& context, const v1::DeliverRequest& request,
                                            const ServerCalls::Reply& reply) {
        const bool taken = threads_.Run([&context, &request, &take, calls, reply] {
          v1::DeliverResponse answer;
          reply(calls->Write(&context, kMethod, request, &answer,
                             [&](UnitOfWork& unit) { return take(unit, request.event()); }));
        });
        if (taken) return;
        reply(calls->Submit(&context, kMethod, request, [](const CallContext&) {
          return Error(absl::StatusCode::kResourceExhausted, "EVENTS_BUSY",
                       "too many events wait to be taken in; try again with the same request id");
        }));
      });
}

grpc::ServerUnaryReactor* EventSinkService::Deliver(grpc::CallbackServerContext* context,
                                                    const v1::DeliverRequest* request, v1::DeliverResponse*) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const auto reply = [reactor](const grpc::Status& status) { reactor->Finish(status); };
  if (const auto found = receivers_.find(request->subscriber()); found != receivers_.end()) {
    found->second(*context, *request, reply);
  } else {
    reply(calls_.Submit(context, kMethod, *request, [](const CallContext&) {
      return Error(absl::StatusCode::kNotFound, "SUBSCRIBER_UNKNOWN", "this process does not hold that subscriber");
    }));
  }
  return reactor;
}

}  // namespace clientroute
