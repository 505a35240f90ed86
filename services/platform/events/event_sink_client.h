#ifndef CLIENTROUTE_SERVICES_PLATFORM_EVENTS_EVENT_SINK_CLIENT_H_
#define CLIENTROUTE_SERVICES_PLATFORM_EVENTS_EVENT_SINK_CLIENT_H_

#include <memory>
#include <set>
#include <string>

#include "grpcpp/channel.h"
#include "services/platform/events/relay.h"

namespace clientroute {

/// A subscription whose events go to the EventSink behind `channel`. The call is the announcing service's, on behalf of
/// who made the event, with the event as its cause.
Subscription SubscribeOver(std::shared_ptr<grpc::Channel> channel, std::string subscriber, std::set<std::string> types);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_EVENTS_EVENT_SINK_CLIENT_H_
