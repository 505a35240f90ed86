#include "services/platform/events/event_sink_client.h"

#include <utility>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/calls/client_call.h"

namespace clientroute {

using platform::v1::EventSink;

Subscription SubscribeOver(std::shared_ptr<grpc::Channel> channel, std::string subscriber,
                           std::set<std::string> types) {
  std::shared_ptr<EventSink::StubInterface> stub = EventSink::NewStub(std::move(channel));
  Subscription subscription;
  subscription.subscriber = subscriber;
  subscription.types = std::move(types);
  subscription.deliver = [stub, subscriber](const type::v1::Event& event) {
    platform::v1::DeliverRequest request;
    request.set_request_id(event.id());
    request.set_subscriber(subscriber);
    *request.mutable_event() = event;
    Caller caller = ServiceCaller(event.source(), "event-delivery");
    caller.identity.on_behalf_of = event.actor();
    caller.cause = event.id();
    return Call(caller, stub.get(), &EventSink::StubInterface::Deliver, request).status();
  };
  return subscription;
}

}  // namespace clientroute
