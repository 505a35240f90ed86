#include "services/messaging/message_attention.h"

#include <string>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/failure_text.h"
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
  // What failed may not be read so far.
  const std::string kind = message.kind.empty() ? "bericht" : message.kind;
  const std::string party =
      message.provider.empty() ? ""
                               : Cat(message.way == MessageWay::kIn ? " van" : " aan", " aanbieder ", message.provider);
  const std::string who = Cat(kind, party, " (", NameOfMessage(message.id), ")");
  const std::string day = message.answer_due ? message.answer_due->ToDutch() : "";
  switch (reason) {
    case AttentionReason::kOurAnswerLate:
      return Cat(who, ", te beantwoorden tot en met ", day);
    case AttentionReason::kReturnLate:
      return Cat(who, ", retourbericht verwacht tot en met ", day);
    case AttentionReason::kUndelivered:
      return Cat(who, code.empty() ? ", niet aangenomen" : Cat(", geweigerd met ", code));
    case AttentionReason::kFailed:
      return Cat(who, ", niet te verwerken");
  }
  return who;
}

absl::Status Settle(UnitOfWork& unit, const std::string& message, const Uuid& route) {
  v1::MessageSettled event;
  event.set_route(NameOf("routes", route));
  event.set_message(message);
  return unit.Announce(message, event);
}

/// As a message has: an error of the hub is about none of them.
std::string NameOfHubError(std::string_view reference) { return Cat("hub_errors/", reference); }

/// `fout IB010 van de hub 99999999 (referentie …)`.
std::string Explain(const HubError& error) {
  const std::string_view whose = error.way == HubErrorWay::kOurs ? " van ons aan " : " van ";
  const std::string party = error.party.empty() ? "de hub" : WithoutCitizenNumbers(error.party);
  return Cat("fout ", WithoutCitizenNumbers(error.code), whose, party, " (referentie ", error.reference, ")");
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

absl::Status LeaveHubError(UnitOfWork& unit, HubError error, std::string_view home) {
  CLIENTROUTE_ASSIGN(const auto known, FindHubError(unit.db(), error.reference));
  if (known) return absl::OkStatus();
  const std::string municipality = error.municipality.empty() ? std::string(home) : error.municipality;
  if (!municipality.empty()) error.route = unit.NewId("attention");
  CLIENTROUTE_RETURN_IF_ERROR(AddHubError(unit.db(), error));
  if (!error.route) return absl::OkStatus();
  v1::MessageNeedsAttention event;
  event.set_route(NameOf("routes", *error.route));
  event.set_message(NameOfHubError(error.reference));
  event.set_municipality(municipality);
  event.set_reason(v1::MessageNeedsAttention::HUB_ERROR);
  event.set_explanation(Explain(error));
  return unit.Announce(event.message(), event);
}

absl::Status SettleHubError(UnitOfWork& unit, std::string_view reference) {
  CLIENTROUTE_ASSIGN(const auto error, FindHubError(unit.db(), reference));
  if (!error || error->closed_at) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(CloseHubError(unit.db(), reference, unit.now()));
  return error->route ? Settle(unit, NameOfHubError(reference), *error->route) : absl::OkStatus();
}

absl::StatusOr<std::optional<AttentionReason>> LatenessToSee(Connection& connection, const MessageRecord& message) {
  if (message.way == MessageWay::kIn) {
    CLIENTROUTE_ASSIGN(const bool failed, HasAttention(connection, message.number, AttentionReason::kFailed));
    if (failed) return std::optional<AttentionReason>();
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
