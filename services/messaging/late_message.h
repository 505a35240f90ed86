#ifndef CLIENTROUTE_SERVICES_MESSAGING_LATE_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_LATE_MESSAGE_H_

#include "services/messaging/messaging_parts.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {

/// Announces MessageLate when the term for the answer to a message has passed (OP090, MSG-3): of one that we sent, or
/// of one that came in and is not answered yet; and asks for a person where no client's route watches that
/// (message_attention.h). For MakeTimerWork: the timer is taken away in the same transaction. Errors: those of
/// Connection.
absl::Status AnnounceLate(const MessagingParts& parts, const Timer& timer);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_LATE_MESSAGE_H_
