#include "services/messaging/inbound_return.h"

#include <optional>
#include <utility>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_store.h"
#include "services/messaging/standard/catalogue.h"
#include "services/messaging/standard/rule.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

MessageFinding NoMatch(std::string_view element, std::string_view explanation) {
  return {Cat(kHeaderPath, "/", element), std::string(kExchangeRule), "", 0, std::string(explanation)};
}

/// What was sent, and the answer that it already has.
struct Matched {
  std::optional<MessageRecord> sent;
  std::optional<MessageRecord> answer;
};

absl::StatusOr<Matched> Match(const MessagingParts& parts, const MessageRecord& record, const Message& message) {
  Matched matched;
  const MessageSchema* forward = Catalogue::Default().ForwardOf(message.schema());
  if (forward == nullptr) return matched;
  CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto number, FindSent(connection, record.municipality, record.provider, forward->name(),
                                                   message.identification()));
    if (!number) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(matched.sent, LoadMessage(connection, *number));
    if (matched.sent->counterpart) {
      CLIENTROUTE_ASSIGN(matched.answer, LoadMessage(connection, *matched.sent->counterpart));
    }
    return absl::OkStatus();
  }));
  return matched;
}

/// An answer that names the client is sealed with his key; of a client who was erased meanwhile nothing stays readable.
absl::StatusOr<SealedContent> SealAnswer(const MessagingParts& parts, const MessageRecord& record,
                                         const MessageRecord& sent, std::string_view bytes, const Message& message) {
  if (!message.body().has_value() || sent.clients.empty()) return parts.vault->SealMessage(bytes, std::nullopt);
  const absl::StatusOr<ClientKey> key =
      parts.peers->GetKey(PeerCalls::ForMessage(NameOfMessage(record.id)), sent.clients.front());
  if (ReasonOf(key.status()) == "CLIENT_ERASED") return parts.vault->Shred(bytes, sent.clients.front());
  if (!key.ok()) return key.status();
  return parts.vault->SealMessage(bytes, *key);
}

std::vector<MessageFinding> FindingsOf(const ReturnedVerdict& verdict) {
  std::vector<MessageFinding> findings;
  for (const ClassVerdict& one : verdict.verdicts) {
    if (!Refuses(one.return_code)) continue;
    findings.push_back({one.class_path, "", one.return_code, 0, std::string(ReturnCodeMeaning(one.return_code))});
  }
  return findings;
}

absl::Status SaveReturnFile(Connection& connection, const MessageRecord& record) {
  return AddFile(connection, {0, record.number, Box::kDone, record.municipality, record.file_name + ".sealed", {}});
}

absl::Status AnnounceAnswer(UnitOfWork& unit, const MessageRecord& sent, const ReturnedVerdict& verdict) {
  const MessageSchema* schema = Catalogue::Default().FindByName(sent.kind);
  const MessageNumber number = schema == nullptr ? kAllocationMessage : schema->number();
  const auto fill = [&](auto* event) {
    event->set_route(sent.route);
    event->set_message(NameOfMessage(sent.id));
    event->set_provider(sent.provider);
    event->set_accepted(verdict.approved);
    event->set_explanation(ExplainAnswer(verdict, number));
  };
  // No route waits for the answer; what is wrong with the message is for a person all the same.
  if (sent.route.empty()) {
    return verdict.approved ? absl::OkStatus() : AnnounceRejected(unit, sent, FindingsOf(verdict));
  }
  if (number == kRequestAnswerMessage) {
    v1::AnswerMessageAnswered event;
    fill(&event);
    return unit.Announce(sent.route, event);
  }
  CLIENTROUTE_ASSIGN(const std::int64_t unanswered, CountUnanswered(unit.db(), sent.route));
  v1::AllocationMessageAnswered event;
  fill(&event);
  event.set_unanswered(static_cast<std::int32_t>(unanswered));
  return unit.Announce(sent.route, event);
}

absl::Status RecordAnswer(const MessagingParts& parts, const MessageRecord& record, const MessageRecord& sent,
                          const SealedContent& content, const ReturnedVerdict& verdict) {
  return RecordStep(parts, record, "answer", [&](UnitOfWork& unit) -> absl::Status {
    Connection& connection = unit.db();
    CLIENTROUTE_RETURN_IF_ERROR(SaveJudged(connection, record, ""));
    CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, record.number, content));
    CLIENTROUTE_RETURN_IF_ERROR(
        FinishMessage(connection, {record.number, MessageState::kAccepted, sent.route, sent.number, std::nullopt,
                                   sent.routes, sent.clients, FindingsOf(verdict)}));
    const MessageState state = verdict.approved ? MessageState::kAnswered : MessageState::kAnsweredWithErrors;
    CLIENTROUTE_RETURN_IF_ERROR(
        FinishMessage(connection, {sent.number, state, "", record.number, std::nullopt, {}, {}, {}}));
    CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(connection, NameOfMessage(sent.id), kAnswerTimer));
    CLIENTROUTE_RETURN_IF_ERROR(SettleAttention(unit, sent));
    CLIENTROUTE_RETURN_IF_ERROR(SaveReturnFile(connection, record));
    return AnnounceAnswer(unit, sent, verdict);
  });
}

absl::Status RecordRepeat(const MessagingParts& parts, const MessageRecord& record, const MessageRecord& answer) {
  return RecordStep(parts, record, "repeat", [&](UnitOfWork& unit) -> absl::Status {
    Connection& connection = unit.db();
    CLIENTROUTE_RETURN_IF_ERROR(SaveJudged(connection, record, ""));
    CLIENTROUTE_RETURN_IF_ERROR(FinishMessage(connection, {record.number,
                                                           answer.state,
                                                           answer.route,
                                                           answer.counterpart,
                                                           answer.number,
                                                           answer.routes,
                                                           answer.clients,
                                                           {}}));
    CLIENTROUTE_RETURN_IF_ERROR(DropContent(connection, record.number));
    return SaveReturnFile(connection, record);
  });
}

}  // namespace

absl::Status TakeReturnMessage(const MessagingParts& parts, MessageRecord record, std::string_view bytes,
                               const Message& message) {
  using namespace literals;  // NOLINT(google-build-using-namespace)
  CLIENTROUTE_ASSIGN(const Matched matched, Match(parts, record, message));
  if (!matched.sent) {
    return RefuseInbound(parts, record,
                         {NoMatch("BerichtIdentificatie",
                                  "Dit retourbericht hoort bij geen bericht dat aan deze aanbieder is gestuurd.")});
  }
  const MessageRecord& sent = *matched.sent;
  if (record.signed_on != sent.signed_on) {
    return RefuseInbound(parts, record,
                         {NoMatch("BerichtIdentificatie/Dagtekening",
                                  "De dagtekening is een andere dan die van het bericht dat is gestuurd.")});
  }
  if (matched.answer && matched.answer->digest != record.digest) {
    return RefuseInbound(
        parts, record,
        {NoMatch("BerichtIdentificatie", "Het bericht waar dit een antwoord op is, is eerder al anders beantwoord.")});
  }
  record.identification = message.header().Get("IdentificatieRetour"_field);
  record.signed_on = Date::Parse(message.header().Get("DagtekeningRetour"_field));
  if (matched.answer) {
    CLIENTROUTE_RETURN_IF_ERROR(RecordRepeat(parts, record, *matched.answer));
    ReportOutcome(parts, record, matched.answer->state);
    parts.Stepped("repeated");
    return absl::OkStatus();
  }
  CLIENTROUTE_ASSIGN(const SealedContent content, SealAnswer(parts, record, sent, bytes, message));
  const ReturnedVerdict verdict = ReadReturnMessage(message);
  CLIENTROUTE_RETURN_IF_ERROR(RecordAnswer(parts, record, sent, content, verdict));
  ReportOutcome(parts, record, MessageState::kAccepted);
  parts.Stepped("answered");
  return absl::OkStatus();
}

std::string ExplainAnswer(const ReturnedVerdict& verdict, MessageNumber answered) {
  const std::string_view what = answered == kRequestAnswerMessage ? "antwoordbericht" : "toewijzingsbericht";
  if (verdict.approved) return Cat("De aanbieder heeft geen opmerkingen bij het ", what, ".");
  std::string explanation;
  for (const ClassVerdict& one : verdict.verdicts) {
    if (!Refuses(one.return_code)) continue;
    if (!explanation.empty()) explanation += "; ";
    explanation += Cat(one.class_path, ": ", one.return_code, " ", ReturnCodeMeaning(one.return_code));
  }
  return explanation;
}

}  // namespace clientroute::messaging
