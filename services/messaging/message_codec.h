#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_CODEC_H_

#include "absl/status/statusor.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/message_record.h"
#include "services/messaging/message_store.h"

// Messages as the wire shows them. Pure, thread-safe.

namespace clientroute::messaging {

v1::Message ToProto(const MessageRecord& record);

/// The filter of a list, without what the caller may see. Errors: InvalidArgument REQUEST_INVALID with every wrong
/// field.
absl::StatusOr<MessageFilter> ToFilter(const v1::ListMessagesRequest& request);

/// The id in `messages/<uuid>`; InvalidArgument REQUEST_INVALID for anything else.
absl::StatusOr<Uuid> ToMessageId(const std::string& name);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_CODEC_H_
