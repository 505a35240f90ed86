#include "services/messaging/inbound_pipeline.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/messaging/claim_codec.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/inbound_content.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/inbound_return.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_store.h"
#include "services/messaging/submission_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

/// TR382: no start with the same key is known.
constexpr std::string_view kNoStartCode = "9069";

bool IsReferralRequest(const Message& message) { return message.number() == kAllocationRequestMessage; }

bool IsErased(const absl::Status& status) { return ReasonOf(status) == "CLIENT_ERASED"; }

/// Whose messages keep their order (MSG-4): those of a sender about a client; and a sender's claims of a municipality,
/// of which a later one may credit what an earlier one claimed. Empty where order matters to no other message.
std::string QueueOf(const MessagingParts& parts, const MessageRecord& record, const Message& message) {
  if (message.number() == kClaimMessage) {
    return parts.vault->QueueOf(record.provider, Cat(record.kind, "/", record.municipality));
  }
  const auto number = CitizenNumberIn(message);
  return number ? parts.vault->QueueOf(record.provider, number->ToString()) : "";
}

/// Stores a message with its content under a name of its own, and which arrival it is.
absl::Status StoreArrival(Connection& connection, const ArrivedFile& file, const SealedContent& content,
                          MessageRecord* record) {
  const std::string known_name = KnownName(file.name);
  CLIENTROUTE_ASSIGN(const std::int64_t use, CountName(connection, file.municipality, known_name));
  record->file_name = NumberedName(known_name, use);
  CLIENTROUTE_RETURN_IF_ERROR(InsertMessage(connection, record));
  CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, record->number, content));
  return AddArrival(connection, record->number, file.municipality, file.mark);
}

}  // namespace

absl::StatusOr<std::vector<std::int64_t>> InboundPipeline::Receive(std::span<const ReadArrival> arrivals) const {
  std::vector<MessageRecord> records;
  std::vector<SealedContent> contents;
  for (const auto& [file, bytes] : arrivals) {
    MessageRecord& record = records.emplace_back();
    record.municipality = file.municipality;
    record.digest = Digest(bytes);
    record.created_at = parts_->clock->Now();
    contents.push_back(parts_->vault->SealMessage(bytes, std::nullopt));
  }
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      CLIENTROUTE_RETURN_IF_ERROR(StoreArrival(connection, arrivals[i].file, contents[i], &records[i]));
    }
    return absl::OkStatus();
  }));
  parts_->Stepped("received");
  std::vector<std::int64_t> numbers;
  for (const MessageRecord& record : records) numbers.push_back(record.number);
  return numbers;
}

absl::StatusOr<std::int64_t> InboundPipeline::RefuseTooLarge(const ArrivedFile& file,
                                                             std::string_view beginning) const {
  MessageRecord record;
  record.municipality = file.municipality;
  record.digest = Digest(beginning);
  record.created_at = parts_->clock->Now();
  record.id = Uuid::Derive(kClientrouteSpace, Cat("messages/", file.municipality, "/too-large/", file.mark, "/",
                                                  ToMicros(record.created_at)));
  const SealedContent content = parts_->vault->SealMessage(beginning, std::nullopt);
  const MessageFinding finding{"", std::string(kExchangeRule), "", 0,
                               Cat("Het bestand is groter dan ", kArrivalBytesMax / 1'000'000,
                                   " MB; een bericht is ten hoogste 25 MB (OP179). Alleen het begin is bewaard.")};
  CLIENTROUTE_RETURN_IF_ERROR(RecordStep(*parts_, record, "refuse", [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(StoreArrival(unit.db(), file, content, &record));
    return RecordRefusal(*parts_, unit, record, {finding});
  }));
  ReportOutcome(*parts_, record, MessageState::kRefused);
  parts_->Stepped("refused");
  return record.number;
}

absl::StatusOr<InboundPipeline::Opened> InboundPipeline::Open(std::int64_t number) const {
  Opened opened;
  SealedContent content;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(opened.record, LoadMessage(connection, number));
    CLIENTROUTE_ASSIGN(content, LoadContent(connection, number));
    return absl::OkStatus();
  }));
  std::optional<ClientKey> key;
  if (!content.client.empty()) {
    const Caller caller = PeerCalls::ForMessage(NameOfMessage(opened.record.id));
    CLIENTROUTE_ASSIGN(key, parts_->peers->GetKey(caller, content.client));
    opened.sealed_by_client = true;
  }
  CLIENTROUTE_ASSIGN(opened.bytes, parts_->vault->OpenMessage(content, opened.record.digest, key));
  return opened;
}

absl::StatusOr<InboundPipeline::Progress> InboundPipeline::Advance(std::int64_t number) const {
  bool behind = false;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(behind, HasOlderInQueue(connection, number));
    return absl::OkStatus();
  }));
  if (behind) return Progress::kBehindOlder;
  absl::StatusOr<Opened> opened = Open(number);
  if (IsErased(opened.status())) {
    MessageRecord record;
    CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(record, LoadMessage(connection, number));
      return absl::OkStatus();
    }));
    CLIENTROUTE_RETURN_IF_ERROR(RefuseErased(*parts_, record, "", ""));
    return Progress::kFinished;
  }
  if (!opened.ok()) return opened.status();
  MessageRecord& record = opened->record;
  if (record.stage == MessageStage::kFinished) return Progress::kFinished;

  const InboundJudgement judgement = JudgeInbound(opened->bytes, record.municipality, LocalDate(record.created_at));
  record.kind = judgement.kind;
  record.provider = judgement.provider;
  if (judgement.message) {
    record.identification = judgement.message->identification();
    record.signed_on = Date::Parse(judgement.message->signed_on());
  }
  if (!judgement.refusals.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(RefuseInbound(*parts_, record, judgement.refusals));
    return Progress::kFinished;
  }
  if (judgement.message->schema().is_return()) {
    const absl::Status taken = TakeReturnMessage(*parts_, record, opened->bytes, *judgement.message);
    if (taken.ok()) return Progress::kFinished;
    // It waits, or for a person: then a list says what it is.
    CLIENTROUTE_RETURN_IF_ERROR(
        parts_->database->Write([&](Connection& connection) { return SaveJudged(connection, record, ""); }));
    return taken;
  }
  return AdvanceForward(*opened, judgement);
}

absl::StatusOr<InboundPipeline::Progress> InboundPipeline::AdvanceForward(Opened& opened,
                                                                          const InboundJudgement& judgement) const {
  MessageRecord& record = opened.record;
  CLIENTROUTE_ASSIGN(const Standing standing, SaveJudgement(judgement, &record));
  bool behind = false;
  std::optional<MessageRecord> earlier;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(behind, HasOlderInQueue(connection, record.number));
    if (standing.kind != Standing::Kind::kRepeat) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(earlier, LoadMessage(connection, standing.earlier));
    return absl::OkStatus();
  }));
  if (earlier && earlier->state == MessageState::kFailed) {
    return Error(absl::StatusCode::kFailedPrecondition, "EARLIER_MESSAGE_FAILED",
                 Cat("it repeats ", NameOfMessage(earlier->id), ", which waits for a person"));
  }
  if (behind) return Progress::kBehindOlder;
  if (earlier && earlier->stage != MessageStage::kFinished) return WaitWith(record, *earlier);
  if (earlier) {
    CLIENTROUTE_RETURN_IF_ERROR(RepeatAnswer(*parts_, record, *earlier));
    return Progress::kFinished;
  }
  absl::StatusOr<Progress> answered = Answer(opened, judgement, standing.kind == Standing::Kind::kReused);
  if (!IsErased(answered.status())) return answered;
  CLIENTROUTE_RETURN_IF_ERROR(RefuseErased(*parts_, record, MetadataOf(answered.status())["client"], opened.bytes));
  return Progress::kFinished;
}

/// A repeat waits as long as what it repeats, and no longer; that may be a stop that waits for its start.
absl::StatusOr<InboundPipeline::Progress> InboundPipeline::WaitWith(const MessageRecord& record,
                                                                    const MessageRecord& earlier) const {
  bool waits = false;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const Overtaken overtaken, FindOvertaken(connection, earlier.number));
    waits = overtaken.waits;
    if (!waits) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(WaitWithEarlier(connection, record.number, earlier.number));
    return SaveState(connection, record.number, MessageState::kWaiting);
  }));
  return waits ? Progress::kWaitsForStart : Progress::kBehindOlder;
}

absl::StatusOr<Standing> InboundPipeline::SaveJudgement(const InboundJudgement& judgement,
                                                        MessageRecord* record) const {
  const bool counts = judgement.content_findings.empty();
  Standing standing;
  if (record->stage == MessageStage::kJudged) {
    CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(standing, FindStanding(connection, *record, counts));
      return absl::OkStatus();
    }));
    return standing;
  }
  const std::string queue = QueueOf(*parts_, *record, *judgement.message);
  record->answer_due =
      AddWorkingDays(LocalDate(record->created_at), AnswerTermWorkingDays(judgement.message->number()));
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(standing, TakeIdentification(connection, *record, counts));
    CLIENTROUTE_RETURN_IF_ERROR(
        SetTimer(connection, NameOfMessage(record->id), kAnswerTimer, EndOfTerm(*record->answer_due)).status());
    return SaveJudged(connection, *record, queue);
  }));
  parts_->Stepped("judged");
  return standing;
}

absl::StatusOr<std::optional<ClientKey>> InboundPipeline::Resolve(const Opened& opened, const Message& message,
                                                                  bool register_unknown) const {
  const auto number = CitizenNumberIn(message);
  if (!number) return std::optional<ClientKey>();
  const MessageRecord& record = opened.record;
  CLIENTROUTE_ASSIGN(std::optional<ClientKey> client,
                     parts_->peers->ResolveClient(PeerCalls::ForMessage(NameOfMessage(record.id)), *number,
                                                  register_unknown, Cat(record.id.ToString(), "/resolve")));
  if (!client || opened.sealed_by_client) return client;
  const SealedContent content = parts_->vault->SealMessage(opened.bytes, client);
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, record.number, content));
    return SaveClients(connection, record.number, {client->client});
  }));
  parts_->Stepped("resolved");
  return client;
}

absl::StatusOr<std::vector<MessageFinding>> InboundPipeline::Submit(const MessageRecord& record, const Message& message,
                                                                    const std::string& client,
                                                                    std::int64_t tries) const {
  // A stop that is judged again is asked anew: what was said of it before had no effect.
  const std::string step = tries == 0 ? "/submit" : Cat("/submit-", tries + 1);
  const auto chunks = ToSubmission(record, message, client, Cat(record.id.ToString(), step));
  CLIENTROUTE_ASSIGN(const auto response,
                     parts_->peers->SubmitMessage(PeerCalls::ForMessage(NameOfMessage(record.id)), chunks));
  parts_->Stepped("submitted");
  return FromVerdicts(response, message);
}

absl::StatusOr<InboundPipeline::Progress> InboundPipeline::Answer(const Opened& opened,
                                                                  const InboundJudgement& judgement,
                                                                  bool reused) const {
  const MessageRecord& record = opened.record;
  const Message& message = *judgement.message;
  InboundVerdict verdict;
  // In the order of the levels: what fails at one is not judged at the next.
  if (!judgement.content_findings.empty()) {
    verdict.findings = judgement.content_findings;
    verdict.header_only = true;
  } else if (reused) {
    verdict.findings = {ReusedIdentification()};
  } else {
    verdict.findings = judgement.outside_findings;
  }
  if (message.number() == kClaimMessage) {
    if (verdict.findings.empty()) CLIENTROUTE_RETURN_IF_ERROR(JudgeClaim(record, message, &verdict));
  } else {
    CLIENTROUTE_ASSIGN(const Progress progress, JudgeByOwner(opened, message, &verdict));
    if (progress != Progress::kFinished) return progress;
  }
  CLIENTROUTE_RETURN_IF_ERROR(AnswerInbound(*parts_, record, message, verdict));
  return Progress::kFinished;
}

/// What a message about one client comes to at allocation, and an approved request for allocation at intake.
absl::StatusOr<InboundPipeline::Progress> InboundPipeline::JudgeByOwner(const Opened& opened, const Message& message,
                                                                        InboundVerdict* verdict) const {
  const MessageRecord& record = opened.record;
  const bool register_unknown = verdict->findings.empty() && IsReferralRequest(message);
  CLIENTROUTE_ASSIGN(verdict->client, Resolve(opened, message, register_unknown));
  if (!verdict->findings.empty()) return Progress::kFinished;
  Overtaken overtaken;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(overtaken, FindOvertaken(connection, record.number));
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(verdict->findings,
                     Submit(record, message, verdict->client ? verdict->client->client : "", overtaken.tries));
  CLIENTROUTE_ASSIGN(const bool waits, WaitsForStart(record, message, *verdict, overtaken));
  if (waits) return Progress::kWaitsForStart;
  if (!verdict->findings.empty() || !IsReferralRequest(message)) return Progress::kFinished;
  const auto request =
      ToReferral(record, message, LocalDate(record.created_at), Cat(record.id.ToString(), "/referral"));
  CLIENTROUTE_ASSIGN(const auto referral,
                     parts_->peers->CreateReferral(PeerCalls::ForMessage(NameOfMessage(record.id)), request));
  verdict->route = referral.route();
  parts_->Stepped("referred");
  return Progress::kFinished;
}

/// A stop of a start that nobody knows may have overtaken it, and then waits; one with something else wrong would not
/// be mended by that start.
absl::StatusOr<bool> InboundPipeline::WaitsForStart(const MessageRecord& record, const Message& message,
                                                    const InboundVerdict& verdict, const Overtaken& overtaken) const {
  const bool no_start = std::all_of(verdict.findings.begin(), verdict.findings.end(),
                                    [](const MessageFinding& finding) { return finding.return_code == kNoStartCode; });
  if (message.number() != kStopMessage || verdict.findings.empty() || !no_start || overtaken.over) return false;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(WaitForStart(connection, record, overtaken.tries + 1, parts_->clock->Now()));
    return SaveState(connection, record.number, MessageState::kWaiting);
  }));
  parts_->Stepped("overtaken");
  return true;
}

/// What a claim comes to at claims: line by line.
absl::Status InboundPipeline::JudgeClaim(const MessageRecord& record, const Message& message,
                                         InboundVerdict* verdict) const {
  const Caller caller = PeerCalls::ForMessage(NameOfMessage(record.id));
  CLIENTROUTE_ASSIGN(const auto clients, parts_->peers->ResolveKnown(caller, CitizenNumbersIn(message),
                                                                     Cat(record.id.ToString(), "/resolve")));
  for (const auto& [number, client] : clients) verdict->clients.push_back(client);
  std::sort(verdict->clients.begin(), verdict->clients.end());
  const auto chunks = ToClaimSubmission(record, message, clients, Cat(record.id.ToString(), "/submit"));
  CLIENTROUTE_ASSIGN(const auto response, parts_->peers->SubmitClaim(caller, chunks));
  parts_->Stepped("submitted");
  verdict->findings = FromVerdicts(response, message);
  const std::int64_t cents = response.total_accepted().cents();
  verdict->granted_cents = response.total_accepted().credit() ? -cents : cents;
  return absl::OkStatus();
}

}  // namespace clientroute::messaging
