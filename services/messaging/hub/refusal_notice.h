#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_REFUSAL_NOTICE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_REFUSAL_NOTICE_H_

#include <cstdint>
#include <span>

#include "services/messaging/message_record.h"
#include "services/messaging/messaging_parts.h"

namespace clientroute::messaging {

/// An inbound message is refused without a return message (level 1, or the wrong door): when it came by an HTTP hub,
/// that will be told so by an error (Fo01), once. Nothing when it came otherwise, or when what is wrong is nothing of
/// the transport. In the transaction of the refusal. Errors: those of Connection.
absl::Status NoticeRefusal(const MessagingParts& parts, Connection& connection, std::int64_t message,
                           std::span<const MessageFinding> findings);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_REFUSAL_NOTICE_H_
