#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_TERM_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_TERM_H_

#include "services/messaging/messaging_parts.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {

/// What a term of a message comes to that has passed: that of its answer (late_message.h), or that of a stop that waits
/// for its start (overtaken_store.h). For MakeTimerWork: the timer is taken away in the same transaction. Errors: those
/// of Connection; Internal TIMER_OWNER_UNKNOWN.
absl::Status FireTerm(const MessagingParts& parts, const Timer& timer);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_TERM_H_
