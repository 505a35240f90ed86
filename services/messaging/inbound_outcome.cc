#include "services/messaging/inbound_outcome.h"

#include <algorithm>
#include <set>
#include <utility>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/answer_sender.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/claim_answer.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/failure_text.h"
#include "services/messaging/hub/refusal_notice.h"
#include "services/messaging/identification_store.h"
#include "services/messaging/inbound_content.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_store.h"
#include "services/messaging/overtaken_store.h"
#include "services/messaging/refusal_report_codec.h"
#include "services/messaging/request_store.h"
#include "services/messaging/standard/rule.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

/// The file with these bytes, sealed until it is written.
absl::Status AddSealedFile(const MessagingParts& parts, Connection& connection, const MessageRecord& record, Box box,
                           std::string name, std::string_view bytes) {
  ExchangeFile file{0, record.number, box, record.municipality, std::move(name), std::nullopt};
  file.content = parts.vault->SealFile(bytes, file.name);
  return AddFile(connection, file);
}

/// The sealed original itself.
absl::Status AddOriginal(Connection& connection, const MessageRecord& record, Box box) {
  return AddFile(connection, {0, record.number, box, record.municipality, record.file_name + ".sealed", std::nullopt});
}

absl::Status EndTerm(UnitOfWork& unit, const MessageRecord& record) {
  CLIENTROUTE_RETURN_IF_ERROR(ForgetOvertaken(unit.db(), record));
  CLIENTROUTE_RETURN_IF_ERROR(SettleAttention(unit, record));
  return CancelTimer(unit.db(), NameOfMessage(record.id), kAnswerTimer);
}

/// A return message with its bytes.
struct Written {
  MessageRecord record;
  std::string bytes;
  bool names_client = false;
};

absl::StatusOr<Written> WriteReturn(UnitOfWork& unit, const MessageRecord& record, const Message& message,
                                    const InboundVerdict& verdict) {
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextIdentification(unit.db(), record.municipality));
  const Date today = LocalDate(unit.now());
  std::vector<ClassVerdict> verdicts;
  for (const MessageFinding& finding : verdict.findings) {
    verdicts.push_back({verdict.header_only ? std::string(kHeaderPath) : finding.class_path, finding.return_code});
  }
  const ReturnOutcome made =
      message.number() == kClaimMessage
          ? MakeClaimAnswer(message, verdicts, {IdentificationOf(number), today.ToString(), "", verdict.granted_cents})
          : MakeReturnMessage(message, verdicts, {IdentificationOf(number), today.ToString(), ""});
  if (!made.ok())
    return Error(absl::StatusCode::kInternal, "RETURN_MESSAGE_INVALID", WithoutCitizenNumbers(made.error));
  WriteOutcome bytes = WriteMessage(*made.message);
  if (!bytes.ok()) {
    return Error(absl::StatusCode::kInternal, "RETURN_MESSAGE_INVALID",
                 Cat(NameOf(bytes.errors.front().code), " at ", bytes.errors.front().path));
  }
  Written written;
  written.bytes = std::move(bytes.bytes);
  written.names_client = made.message->body().has_value();
  MessageRecord& answer = written.record;
  answer.id = unit.NewId("answer");
  answer.way = MessageWay::kOut;
  answer.state = MessageState::kSent;
  answer.stage = MessageStage::kFinished;
  answer.kind = made.message->schema().name();
  answer.municipality = record.municipality;
  answer.provider = record.provider;
  answer.identification = IdentificationOf(number);
  answer.signed_on = today;
  answer.file_name = OutgoingName(answer.kind, answer.provider, answer.identification);
  answer.digest = Digest(written.bytes);
  answer.created_at = unit.now();
  answer.route = verdict.route;
  answer.counterpart = record.number;
  return written;
}

/// What the accepted message asked for, by which it can be answered later (319, 301), and by when that must be. Its
/// route may have ended before the message was finished; then it is answered at once.
absl::Status KeepRequests(const MessagingParts& parts, UnitOfWork& unit, const MessageRecord& record,
                          const Message& message, const std::string& route) {
  const auto references = RequestReferencesIn(message);
  if (references.empty()) return absl::OkStatus();
  for (const std::string& reference : references) {
    const RequestKey key{record.municipality, LawOf(message.schema()), record.provider, reference};
    CLIENTROUTE_RETURN_IF_ERROR(AddRequest(unit.db(), key, record.number));
  }
  CLIENTROUTE_RETURN_IF_ERROR(KeepRequestTerm(unit.db(), record.number));
  if (!route.empty()) CLIENTROUTE_RETURN_IF_ERROR(AddConsidered(unit.db(), {record.id, route, "", false, unit.now()}));
  CLIENTROUTE_ASSIGN(const auto considered, FindConsidered(unit.db(), record.id));
  return considered ? AnswerSender(&parts).RefuseLeftOpen(unit, *considered) : absl::OkStatus();
}

}  // namespace

absl::Status AnnounceRejected(UnitOfWork& unit, const MessageRecord& record,
                              const std::vector<MessageFinding>& findings) {
  v1::MessageRejected event;
  event.set_message(NameOfMessage(record.id));
  event.set_kind(record.kind);
  event.set_provider(record.provider);
  event.set_municipality(record.municipality);
  std::set<std::string> codes;
  for (const MessageFinding& finding : findings) {
    if (!finding.return_code.empty()) codes.insert(finding.return_code);
  }
  for (const std::string& code : codes) event.add_return_codes(code);
  return unit.Announce(event.message(), event);
}

absl::Status RecordRefusal(const MessagingParts& parts, UnitOfWork& unit, const MessageRecord& record,
                           const std::vector<MessageFinding>& findings) {
  Connection& connection = unit.db();
  CLIENTROUTE_RETURN_IF_ERROR(SaveJudged(connection, record, ""));
  CLIENTROUTE_RETURN_IF_ERROR(EndTerm(unit, record));
  CLIENTROUTE_RETURN_IF_ERROR(FinishMessage(
      connection, {record.number, MessageState::kRefused, "", std::nullopt, std::nullopt, {}, {}, findings}));
  CLIENTROUTE_RETURN_IF_ERROR(AddOriginal(connection, record, Box::kRefused));
  CLIENTROUTE_RETURN_IF_ERROR(AddSealedFile(parts, connection, record, Box::kRefused, record.file_name + ".report.json",
                                            RefusalAsJson(record, findings)));
  CLIENTROUTE_RETURN_IF_ERROR(AddSealedFile(parts, connection, record, Box::kRefused, record.file_name + ".report.txt",
                                            RefusalAsText(record, findings)));
  CLIENTROUTE_RETURN_IF_ERROR(NoticeRefusal(parts, connection, record.number, findings));
  return AnnounceRejected(unit, record, findings);
}

absl::Status RefuseInbound(const MessagingParts& parts, const MessageRecord& record,
                           const std::vector<MessageFinding>& findings) {
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(
      parts, record, "refuse", [&](UnitOfWork& unit) { return RecordRefusal(parts, unit, record, findings); }));
  ReportOutcome(parts, record, MessageState::kRefused);
  parts.Stepped("refused");
  return absl::OkStatus();
}

absl::Status FailInbound(const MessagingParts& parts, std::int64_t number, const absl::Status& why) {
  MessageRecord record;
  CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(record, LoadMessage(connection, number));
    return absl::OkStatus();
  }));
  const std::string failure = FailureText(why);
  const std::string step = Cat("failed-", record.failures + 1);
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(parts, record, step, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(SaveFailure(unit.db(), record.number, failure));
    CLIENTROUTE_RETURN_IF_ERROR(WakeRepeats(unit.db(), record.number));
    v1::MessageFailed event;
    event.set_message(NameOfMessage(record.id));
    event.set_kind(record.kind);
    event.set_provider(record.provider);
    event.set_municipality(record.municipality);
    event.set_failure(failure);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.message(), event));
    // Also when its term passed before: there is one thing to do.
    CLIENTROUTE_RETURN_IF_ERROR(SettleAttention(unit, record, AttentionReason::kOurAnswerLate));
    return CallAttention(unit, record, AttentionReason::kFailed);
  }));
  const std::string name = NameOfMessage(record.id);
  parts.logger->Write(LogLevel::kError, "messaging", "a message cannot be handled and waits for a person",
                      {{"message", std::string_view(name)}, {"failure", std::string_view(failure)}});
  ReportOutcome(parts, record, MessageState::kFailed);
  parts.Stepped("failed");
  return absl::OkStatus();
}

absl::Status RefuseErased(const MessagingParts& parts, const MessageRecord& record, const std::string& client,
                          std::string_view bytes) {
  if (!bytes.empty()) {
    const SealedContent shredded = parts.vault->Shred(bytes, client);
    CLIENTROUTE_RETURN_IF_ERROR(parts.database->Write(
        [&](Connection& connection) { return SaveContent(connection, record.number, shredded); }));
  }
  return RefuseInbound(parts, record,
                       {{"", std::string(kExchangeRule), "", 0, "De cliënt is gewist terwijl het bericht wachtte."}});
}

absl::Status AnswerInbound(const MessagingParts& parts, const MessageRecord& record, const Message& message,
                           const InboundVerdict& verdict) {
  const MessageState state = verdict.findings.empty() ? MessageState::kAccepted : MessageState::kRejected;
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(parts, record, "answer", [&](UnitOfWork& unit) -> absl::Status {
    Connection& connection = unit.db();
    CLIENTROUTE_ASSIGN(Written written, WriteReturn(unit, record, message, verdict));
    MessageOutcome outcome{record.number, state, verdict.route, std::nullopt, std::nullopt, {}, {}, verdict.findings};
    if (!verdict.route.empty()) outcome.routes.push_back(verdict.route);
    outcome.clients = verdict.clients;
    if (verdict.client) outcome.clients.push_back(verdict.client->client);
    written.record.routes = outcome.routes;
    written.record.clients = outcome.clients;
    CLIENTROUTE_RETURN_IF_ERROR(InsertMessage(connection, &written.record));
    outcome.counterpart = written.record.number;
    if (state == MessageState::kAccepted) CLIENTROUTE_RETURN_IF_ERROR(WakeOvertaken(connection, record.number));
    CLIENTROUTE_RETURN_IF_ERROR(FinishMessage(connection, outcome));
    CLIENTROUTE_RETURN_IF_ERROR(EndTerm(unit, record));
    CLIENTROUTE_RETURN_IF_ERROR(
        SaveContent(connection, written.record.number,
                    parts.vault->SealMessage(written.bytes, written.names_client ? verdict.client : std::nullopt)));
    CLIENTROUTE_RETURN_IF_ERROR(
        AddSealedFile(parts, connection, written.record, Box::kOut, written.record.file_name, written.bytes));
    CLIENTROUTE_RETURN_IF_ERROR(AddOriginal(connection, record, Box::kDone));
    if (!verdict.findings.empty()) return AnnounceRejected(unit, record, verdict.findings);
    return KeepRequests(parts, unit, record, message, verdict.route);
  }));
  ReportOutcome(parts, record, state);
  parts.Stepped("answered");
  return absl::OkStatus();
}

absl::Status RepeatAnswer(const MessagingParts& parts, const MessageRecord& record, const MessageRecord& earlier) {
  MessageOutcome outcome{record.number,  earlier.state,  earlier.route,   earlier.counterpart,
                         earlier.number, earlier.routes, earlier.clients, {}};
  std::optional<MessageRecord> answer;
  std::optional<std::string> bytes;
  if (earlier.counterpart) {
    SealedContent content;
    CLIENTROUTE_RETURN_IF_ERROR(parts.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(answer, LoadMessage(connection, *earlier.counterpart));
      CLIENTROUTE_ASSIGN(content, LoadContent(connection, *earlier.counterpart));
      return absl::OkStatus();
    }));
    std::optional<ClientKey> key;
    if (!content.client.empty()) {
      absl::StatusOr<ClientKey> got =
          parts.peers->GetKey(PeerCalls::ForMessage(NameOfMessage(record.id)), content.client);
      if (!got.ok() && ReasonOf(got.status()) != "CLIENT_ERASED") return got.status();
      if (got.ok()) key = *std::move(got);
    }
    if (content.client.empty() || key) {
      CLIENTROUTE_ASSIGN(bytes, parts.vault->OpenMessage(content, answer->digest, key));
    }
  }
  if (!bytes) {
    outcome.findings.push_back({std::string(kHeaderPath), "TR056", "", 0,
                                "Herhaling van een eerder bericht; het antwoord daarop kan niet meer gelezen worden."});
  }
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(parts, record, "repeat", [&](UnitOfWork& unit) -> absl::Status {
    Connection& connection = unit.db();
    CLIENTROUTE_RETURN_IF_ERROR(FinishMessage(connection, outcome));
    CLIENTROUTE_RETURN_IF_ERROR(EndTerm(unit, record));
    CLIENTROUTE_RETURN_IF_ERROR(DropContent(connection, record.number));
    CLIENTROUTE_RETURN_IF_ERROR(AddOriginal(connection, record, Box::kDone));
    if (!bytes) return absl::OkStatus();
    ExchangeFile file{0, answer->number, Box::kOut, answer->municipality, answer->file_name, std::nullopt};
    file.content = parts.vault->SealFile(*bytes, file.name);
    file.answers = record.number;
    return AddFile(connection, file, unit.now());
  }));
  ReportOutcome(parts, record, earlier.state);
  parts.Stepped("repeated");
  return absl::OkStatus();
}

}  // namespace clientroute::messaging
