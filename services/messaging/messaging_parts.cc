#include "services/messaging/messaging_parts.h"

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

absl::Status RecordStep(const MessagingParts& parts, const MessageRecord& message, std::string_view step,
                        const std::function<absl::Status(UnitOfWork&)>& work) {
  CallContext call;
  call.method = "clientroute.messaging.v1.Messaging/Exchange";
  call.request_id = Cat(message.id.ToString(), "/", step);
  call.identity.kind = Identity::Kind::kService;
  call.identity.subject = "services/messaging";
  call.purpose = std::string(kPurposeMessageExchange);
  call.cause = NameOfMessage(message.id);
  call.now = parts.clock->Now();
  v1::GetMessageRequest request;
  request.set_name(call.cause);
  v1::GetMessageRequest answer;
  return WriteOnce(*parts.database, call, request, &answer, work);
}

void ReportOutcome(const MessagingParts& parts, const MessageRecord& message, MessageState state) {
  const std::string name = NameOfMessage(message.id);
  parts.metrics->Count("clientroute_messages_total", {{"kind", message.kind.empty() ? "unknown" : message.kind},
                                                      {"state", std::string(NameOf(state))}});
  parts.logger->Write(LogLevel::kInfo, "messaging", "message",
                      {{"message", std::string_view(name)},
                       {"kind", std::string_view(message.kind)},
                       {"state", NameOf(state)},
                       {"municipality", std::string_view(message.municipality)},
                       {"provider", std::string_view(message.provider)}});
}

std::string_view NameOf(MessageState state) {
  switch (state) {
    case MessageState::kReceived:
      return "RECEIVED";
    case MessageState::kRefused:
      return "REFUSED";
    case MessageState::kAccepted:
      return "ACCEPTED";
    case MessageState::kRejected:
      return "REJECTED";
    case MessageState::kSent:
      return "SENT";
    case MessageState::kAnswered:
      return "ANSWERED";
    case MessageState::kAnsweredWithErrors:
      return "ANSWERED_WITH_ERRORS";
    case MessageState::kWaiting:
      return "WAITING";
    case MessageState::kFailed:
      return "FAILED";
  }
  return "RECEIVED";
}

}  // namespace clientroute::messaging
