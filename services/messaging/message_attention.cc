#include "services/messaging/message_attention.h"

#include <string>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/request_store.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {
namespace {

/// `JW305 van aanbieder 42420001, te beantwoorden tot en met 8 april 2026 (messages/…)`.
std::string Explain(const MessageRecord& message, AttentionReason reason, std::string_view code) {
  const std::string who = Cat(message.kind, message.way == MessageWay::kIn ? " van" : " aan", " aanbieder ",
                              message.provider, " (", NameOfMessage(message.id), ")");
  const std::string day = message.answer_due ? message.answer_due->ToDutch() : "";
  switch (reason) {
    case AttentionReason::kOurAnswerLate:
      return Cat(who, ", te beantwoorden tot en met ", day);
    case AttentionReason::kReturnLate:
      return Cat(who, ", retourbericht verwacht tot en met ", day);
    case AttentionReason::kUndelivered:
      return Cat(who, code.empty() ? ", niet aangenomen" : Cat(", geweigerd met ", code));
  }
  return who;
}

absl::Status Settle(UnitOfWork& unit, const std::string& message, const Uuid& route) {
  v1::MessageSettled event;
  event.set_route(NameOf("routes", route));
  event.set_message(message);
  return unit.Announce(message, event);
}

}  // namespace

absl::Status CallAttention(UnitOfWork& unit, const MessageRecord& message, AttentionReason reason,
                           std::string_view code) {
  CLIENTROUTE_RETURN_IF_ERROR(SettleAttention(unit, message, reason));
  const Uuid route = unit.NewId(Cat("attention-", static_cast<int>(reason)));
  CLIENTROUTE_RETURN_IF_ERROR(SaveAttention(unit.db(), message.number, reason, route));
  v1::MessageNeedsAttention event;
  event.set_route(NameOf("routes", route));
  event.set_message(NameOfMessage(message.id));
  event.set_municipality(message.municipality);
  event.set_reason(static_cast<v1::MessageNeedsAttention::Reason>(reason));
  event.set_explanation(Explain(message, reason, code));
  event.set_kind(message.kind);
  event.set_provider(message.provider);
  if (reason != AttentionReason::kUndelivered && message.answer_due) {
    *event.mutable_due_date() = ToProto(*message.answer_due);
  }
  return unit.Announce(event.message(), event);
}

absl::Status SettleAttention(UnitOfWork& unit, const MessageRecord& message, std::optional<AttentionReason> reason) {
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> routes, TakeAttention(unit.db(), message.number, reason));
  for (const Uuid& route : routes) {
    CLIENTROUTE_RETURN_IF_ERROR(Settle(unit, NameOfMessage(message.id), route));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<AttentionReason>> LatenessToSee(Connection& connection, const MessageRecord& message) {
  if (message.way == MessageWay::kIn) {
    // What was accepted is asked of a client, whose route considers it.
    if (message.stage == MessageStage::kFinished) return std::optional<AttentionReason>();
    return std::optional(AttentionReason::kOurAnswerLate);
  }
  // A route waits for the return of an allocation message; of an answer only in one of the states that it is sent in.
  const MessageSchema* schema = Catalogue::Default().FindByName(message.kind);
  const bool answer = schema != nullptr && schema->number() == kRequestAnswerMessage;
  if (answer || message.route.empty()) return std::optional(AttentionReason::kReturnLate);
  CLIENTROUTE_ASSIGN(const std::optional<Instant> ended, FindEnd(connection, message.route));
  return ended ? std::optional(AttentionReason::kReturnLate) : std::nullopt;
}

}  // namespace clientroute::messaging
