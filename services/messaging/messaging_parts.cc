#include "services/messaging/messaging_parts.h"

#include <utility>

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

absl::Status OwnWork(Database& database, Instant now, std::string request_id, std::string cause,
                     const std::function<absl::Status(UnitOfWork&)>& work) {
  CallContext call;
  call.method = "clientroute.messaging.v1.Messaging/Exchange";
  call.request_id = std::move(request_id);
  call.identity.kind = Identity::Kind::kService;
  call.identity.subject = "services/messaging";
  call.purpose = std::string(kPurposeMessageExchange);
  call.cause = std::move(cause);
  call.now = now;
  v1::GetMessageRequest request;
  request.set_name(call.cause);
  v1::GetMessageRequest answer;
  return WriteOnce(database, call, request, &answer, work);
}

}  // namespace

absl::Status RecordStep(const MessagingParts& parts, const MessageRecord& message, std::string_view step,
                        const std::function<absl::Status(UnitOfWork&)>& work) {
  return OwnWork(*parts.database, parts.clock->Now(), Cat(message.id.ToString(), "/", step), NameOfMessage(message.id),
                 work);
}

absl::Status RecordErrorStep(Database& database, const Clock& clock, std::string_view reference, std::string_view step,
                             const std::function<absl::Status(UnitOfWork&)>& work) {
  return OwnWork(database, clock.Now(), Cat(reference, "/", step), Cat("hub_errors/", reference), work);
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
