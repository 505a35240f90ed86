#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_OUTCOME_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_OUTCOME_H_

#include <optional>
#include <string>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/messaging_parts.h"

// The ends that an inbound message can come to. Each is one transaction with all that must follow from it: the state,
// the findings, the event, and the files that the exchange will hold. Errors of all: those of Connection.

namespace clientroute::messaging {

/// Announces MessageRejected with the return codes of the findings, each once: what is wrong with the message is for a
/// person.
absl::Status AnnounceRejected(UnitOfWork& unit, const MessageRecord& record,
                              const std::vector<MessageFinding>& findings);

/// No message, or not one for this door: no return message, a report beside the sealed original.
absl::Status RefuseInbound(const MessagingParts& parts, const MessageRecord& record,
                           const std::vector<MessageFinding>& findings);
/// The same, of a message that is stored in this transaction; ReportOutcome is the caller's.
absl::Status RecordRefusal(const MessagingParts& parts, UnitOfWork& unit, const MessageRecord& record,
                           const std::vector<MessageFinding>& findings);

/// Its client was erased while it waited: it ends as refused, and nothing of it stays readable. `client` is
/// `clients/…`; `bytes` is empty when they can no longer be read anyway.
absl::Status RefuseErased(const MessagingParts& parts, const MessageRecord& record, const std::string& client,
                          std::string_view bytes);

/// Another service refused it for good, or we cannot handle it: it becomes FAILED with what stopped it, MessageFailed
/// is announced, and it waits for RetryMessage. Its term runs on.
absl::Status FailInbound(const MessagingParts& parts, std::int64_t number, const absl::Status& why);

/// What the control of a message came to.
struct InboundVerdict {
  std::vector<MessageFinding> findings;  // none: it is accepted
  bool header_only = false;              // the findings are about the message as a whole, and so is the code
  std::string route;                     // `routes/…` that it opened
  std::optional<ClientKey> client;       // of a message about one client
  std::vector<std::string> clients;      // `clients/…` of a message about more
  /// What was granted of a claim, in euro cents, credit negative; nullopt when claims did not judge it.
  std::optional<std::int64_t> granted_cents;
};
/// Accepts or rejects the message and answers it: by a return message, or a claim by a claim answer (325). Errors
/// besides: Internal RETURN_MESSAGE_INVALID when none can be made (an owner that names a class or code that there is
/// not).
absl::Status AnswerInbound(const MessagingParts& parts, const MessageRecord& record, const Message& message,
                           const InboundVerdict& verdict);

/// The same bytes came before: the same answer leaves again, byte for byte, and nothing else happens (TR056).
/// `earlier` is finished. Errors besides: transient ones of intake, which holds the key of the stored answer.
absl::Status RepeatAnswer(const MessagingParts& parts, const MessageRecord& record, const MessageRecord& earlier);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_OUTCOME_H_
