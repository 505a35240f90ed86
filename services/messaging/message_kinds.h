#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_KINDS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_KINDS_H_

#include "services/messaging/standard/catalogue.h"
#include "services/platform/values/care_line.h"

// What tells the kinds of messages apart outside their tables: whose law they are under, and by when they are answered.
// Pure, thread-safe.

namespace clientroute::messaging {

/// The law whose messages a standard holds: iJw the Jeugdwet, iWmo the Wmo.
Law LawOf(const MessageSchema& schema);

/// Message `number` of the law's newest release; null where the law has no messages (Participatiewet).
const MessageSchema* FindKind(Law law, MessageNumber number);

/// OP090: a return message is due within three working days.
inline constexpr int kReturnTermWorkingDays = 3;
/// Working days after its receipt within which a message is answered: three by a return message, ten by a claim
/// answer (OP090x4).
int AnswerTermWorkingDays(MessageNumber number);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_KINDS_H_
