#include "services/messaging/dead_letter.h"

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_store.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

absl::Status GiveUpMessage(const MessagingParts& parts, const Undelivered& undelivered, const GiveUp& why,
                           const std::function<absl::Status(Connection&)>& also) {
  MessageRecord record;
  CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(record, LoadMessage(connection, undelivered.message));
    return absl::OkStatus();
  }));
  const std::string name = NameOfMessage(record.id);
  const std::string step = Cat("undelivered-", undelivered.file, "-", undelivered.given_up + 1);
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(parts, record, step, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(GiveUpFile(unit.db(), undelivered.file, why, unit.now()));
    if (also) CLIENTROUTE_RETURN_IF_ERROR(also(unit.db()));
    v1::MessageUndelivered event;
    event.set_message(name);
    event.set_kind(record.kind);
    event.set_provider(record.provider);
    event.set_municipality(record.municipality);
    event.set_code(why.code);
    event.set_failure(why.failure);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(name, event));
    return CallAttention(unit, record, AttentionReason::kUndelivered, why.code);
  }));
  parts.logger->Write(LogLevel::kError, "messaging", "a message did not arrive and waits for a person",
                      {{"message", std::string_view(name)},
                       {"kind", std::string_view(record.kind)},
                       {"code", std::string_view(why.code)},
                       {"failure", std::string_view(why.failure)}});
  parts.metrics->Count("clientroute_hub_deliveries_total", {{"outcome", "dead"}});
  parts.Stepped("undelivered");
  return absl::OkStatus();
}

absl::Status NoteDelivered(const MessagingParts& parts, const MessageRecord& record, const Undelivered& file) {
  bool asked = false;
  CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(asked, HasAttention(connection, file.message, AttentionReason::kUndelivered));
    return absl::OkStatus();
  }));
  if (!asked) {
    return parts.database->Write(
        [&](Connection& connection) { return MarkFileWritten(connection, file.file, parts.clock->Now()); });
  }
  const std::string step = Cat("delivered-", file.file, "-", file.given_up);
  return RecordStep(parts, record, step, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MarkFileWritten(unit.db(), file.file, unit.now()));
    return SettleAttention(unit, record, AttentionReason::kUndelivered);
  });
}

}  // namespace clientroute::messaging
