#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_CODEC_H_

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/hub/delivery_store.h"
#include "services/messaging/hub/hub_error_store.h"
#include "services/messaging/message_record.h"

// Deliveries as they are shown. Pure, thread-safe.

namespace clientroute::messaging {

/// The message shows its first findings and clients only, as in a list.
v1::DeadLetter ToProto(const DeadFile& file, const MessageRecord& record);
v1::HubError ToProto(const HubError& error);
v1::ExchangeQueue ToProto(const QueueFigures& figures, bool by_http, Instant now);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_DELIVERY_CODEC_H_
