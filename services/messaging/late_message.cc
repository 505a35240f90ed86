#include "services/messaging/late_message.h"

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {

absl::Status AnnounceLate(const MessagingParts& parts, const Timer& timer) {
  const auto id = IdIn(timer.owner, "messages");
  if (!id) return Error(absl::StatusCode::kInternal, "TIMER_OWNER_UNKNOWN", Cat("timer of ", timer.owner));
  MessageRecord message;
  CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(message, FindMessage(connection, *id));
    return absl::OkStatus();
  }));
  bool late = false;
  CLIENTROUTE_RETURN_IF_ERROR(
      RecordStep(parts, message, Cat("late-", timer.generation), [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_ASSIGN(late, TakeTimer(unit.db(), timer));
        if (!late || !message.answer_due) return absl::OkStatus();
        v1::MessageLate event;
        event.set_message(timer.owner);
        event.set_kind(message.kind);
        *event.mutable_due_date() = ToProto(*message.answer_due);
        event.set_provider(message.provider);
        event.set_municipality(message.municipality);
        event.set_ours(message.way == MessageWay::kIn);
        CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(timer.owner, event));
        CLIENTROUTE_ASSIGN(const auto reason, LatenessToSee(unit.db(), message));
        return reason ? CallAttention(unit, message, *reason) : absl::OkStatus();
      }));
  if (!late) return absl::OkStatus();
  parts.metrics->Count("clientroute_messages_late_total", {{"kind", message.kind}});
  parts.logger->Write(LogLevel::kWarning, "messaging", "the term for the answer to a message has passed",
                      {{"message", std::string_view(timer.owner)}, {"kind", std::string_view(message.kind)}});
  return absl::OkStatus();
}

}  // namespace clientroute::messaging
