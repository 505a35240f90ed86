#ifndef CLIENTROUTE_SERVICES_MESSAGING_ANSWER_SENDER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ANSWER_SENDER_H_

#include <vector>

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/answer_codec.h"
#include "services/messaging/message_record.h"
#include "services/messaging/messaging_parts.h"
#include "services/messaging/request_store.h"

namespace clientroute::messaging {

/// Writes answers to requests (319) and sends them: one a reference of a provider. Thread-safe.
class AnswerSender {
 public:
  explicit AnswerSender(const MessagingParts* parts) : parts_(parts) {}

  /// Writes, checks, stores and announces the messages; their files follow. Where nothing had been asked for by message
  /// nothing is sent, and AnswerMessageSent says so. Errors: InvalidArgument REQUEST_INVALID; FailedPrecondition
  /// REQUEST_UNKNOWN (TR355), REQUEST_ANSWERED (TR359, TR360, TR365); Internal OWN_MESSAGE_INVALID; those of
  /// Connection. Then nothing is sent.
  absl::Status Send(UnitOfWork& unit, const v1::SendAnswerMessageRequest& request,
                    v1::SendAnswerMessageResponse* response) const;

  /// Refuses what the message asked for and is still open, when the route that considers it has ended: nothing on it
  /// answers any more (OP344). A change for care that is over needs a new request (reason 1 of WJ759), and what was
  /// asked for anew is refused as the route was ended (7). Announces OpenRequestsRefused where there was anything.
  /// Changes nothing while the route goes on, the message is not finished, or a person answers it, because care goes
  /// on. Errors: Internal OWN_MESSAGE_INVALID; those of Connection.
  absl::Status RefuseLeftOpen(UnitOfWork& unit, const ConsideredMessage& considered) const;

  /// What a person answers to the message `asked`, of which the route has ended; announces OpenRequestsRefused with a
  /// refusal. Errors: those of the proto's method, but for NotFound; Internal OWN_MESSAGE_INVALID; those of Connection.
  absl::Status AnswerLeftOpen(UnitOfWork& unit, const MessageRecord& asked,
                              const v1::AnswerRequestRequest& request) const;

 private:
  /// Answers the requests of `asked`, which are open, and announces a refusal.
  absl::Status AnswerAll(UnitOfWork& unit, const MessageRecord& asked, const ConsideredMessage& considered,
                         const AnswerCommand& command, const std::vector<RequestKey>& requests) const;
  absl::StatusOr<MessageRecord> SendOne(UnitOfWork& unit, const AnswerCommand& command, const RequestKey& key) const;

  const MessagingParts* parts_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ANSWER_SENDER_H_
