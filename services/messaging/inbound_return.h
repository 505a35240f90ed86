#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_RETURN_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_RETURN_H_

#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/messaging_parts.h"

namespace clientroute::messaging {

/// Takes in a return message to a message of ours (302, 320): by its own header it is matched to what was sent, whose
/// state and term it ends, and AllocationMessageAnswered or AnswerMessageAnswered is announced. One that matches
/// nothing, or answers what was answered otherwise before, is refused with its reason; the same one again changes
/// nothing. Errors: those of Connection; transient ones of intake, whose key seals an answer that names the client.
absl::Status TakeReturnMessage(const MessagingParts& parts, MessageRecord record, std::string_view bytes,
                               const Message& message);

/// What a return message says, in Dutch: that it has no remarks about our message of this number, or its codes with
/// their meaning, class by class.
std::string ExplainAnswer(const ReturnedVerdict& verdict, MessageNumber answered);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_RETURN_H_
