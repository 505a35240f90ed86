#include "services/messaging/exchange_file_work.h"

#include <algorithm>
#include <utility>

#include "services/messaging/dead_letter.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/failure_text.h"
#include "services/messaging/hub/letter.h"
#include "services/messaging/hub/transport_code.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_store.h"
#include "services/messaging/retry_log.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr std::size_t kReferenceBytes = 16;

/// Messages in a row that a hub takes and does not answer, until it counts as away: each costs the whole patience.
constexpr int kSilentMost = 2;

bool HubIsAway(const absl::Status& status) { return ReasonOf(status) == "HUB_UNREACHABLE"; }
bool HubIsSilent(const absl::Status& status) { return ReasonOf(status) == "HUB_NO_ANSWER"; }

GiveUp WhyOf(const absl::Status& status) {
  const auto metadata = MetadataOf(status);
  const auto code = metadata.find("code");
  return {code == metadata.end() ? std::string() : code->second, FailureText(status),
          ReasonOf(status) == "HUB_REFUSED"};
}

}  // namespace

std::optional<std::chrono::milliseconds> ExchangeFileWork::Run() {
  if (!record_.Due()) return record_.Left();
  if (parts_->hub->retry().attempts_max > 0) TakeErrors();
  const absl::StatusOr<std::vector<WaitingFile>> waiting = ListWaiting();
  if (!waiting.ok()) {
    record_.Fail(parts_->random);
    LogRetry(*parts_, "waiting files cannot be read from the record", "", record_.failures(), waiting.status());
    return record_.Left();
  }
  record_ = Backoff();
  int written = 0;
  std::set<std::string> behind;  // conversations of which an older message has not arrived
  for (const WaitingFile& file : *waiting) {
    if (!MayGo(file, behind)) {
      if (!file.conversation.empty()) behind.insert(file.conversation);
      continue;
    }
    if (written == kFilesMax) return std::chrono::milliseconds(0);
    ++written;
    const absl::Status status = Write(file);
    if (status.ok()) {
      if (file.box == Box::kOut) silent_ = 0;
      held_.erase(file.number);
      continue;
    }
    NoteFailure(file, status);
    if (!file.conversation.empty()) behind.insert(file.conversation);
  }
  return std::max(kPause, hub_.Left());
}

absl::StatusOr<std::vector<WaitingFile>> ExchangeFileWork::ListWaiting() {
  std::vector<WaitingFile> waiting;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(waiting, ListWaitingFiles(connection));
    return absl::OkStatus();
  }));
  std::erase_if(held_, [&](const auto& held) {
    return !std::binary_search(waiting.begin(), waiting.end(), WaitingFile{held.first, Box::kOut, ""},
                               [](const WaitingFile& a, const WaitingFile& b) { return a.number < b.number; });
  });
  return waiting;
}

bool ExchangeFileWork::MayGo(const WaitingFile& file, const std::set<std::string>& behind) const {
  if (file.box == Box::kOut && !hub_.Due()) return false;
  if (behind.contains(file.conversation)) return false;
  const auto held = held_.find(file.number);
  return held == held_.end() || held->second.Due();
}

void ExchangeFileWork::NoteFailure(const WaitingFile& file, const absl::Status& status) {
  const RetryPolicy policy = parts_->hub->retry();
  if (file.box == Box::kOut) Count("retry");
  if (file.box == Box::kOut) silent_ = HubIsSilent(status) ? silent_ + 1 : 0;
  if (HubIsAway(status) || silent_ >= kSilentMost) {
    silent_ = 0;
    if (hub_.failures() == 0) hub_ = Backoff(policy.first, policy.most);
    hub_.Fail(parts_->random);
    LogRetry(*parts_, "the hub cannot be reached", "", hub_.failures(), status);
    return;
  }
  const auto held = held_.emplace(file.number, Backoff(policy.first, policy.most)).first;
  held->second.Fail(parts_->random);
  LogRetry(*parts_, "a file cannot be written", Cat("file ", file.number), held->second.failures(), status);
}

bool ExchangeFileWork::Idle() {
  bool written = false;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(written, AreFilesWritten(connection));
    return absl::OkStatus();
  });
  return status.ok() && written;
}

absl::Status ExchangeFileWork::Write(const WaitingFile& waiting) {
  std::optional<ExchangeFile> file;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(file, LoadWaitingFile(connection, waiting.number));
    return absl::OkStatus();
  }));
  if (!file) return absl::OkStatus();
  const bool gives_up = file->box == Box::kOut && parts_->hub->retry().attempts_max > 0;
  const absl::StatusOr<std::string> bytes = BytesOf(*file);
  if (!bytes.ok()) {
    if (!gives_up || IsTransient(bytes.status())) return bytes.status();
    return GiveUpMessage(*parts_, {file->number, file->message, file->given_up}, WhyOf(bytes.status()));
  }
  if (file->box == Box::kOut) {
    CLIENTROUTE_RETURN_IF_ERROR(SendToProvider(*file, *bytes));
  } else {
    CLIENTROUTE_RETURN_IF_ERROR(parts_->hub->Put(file->box, file->municipality, file->name, *bytes));
    parts_->Stepped("file-put");
    CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write(
        [&](Connection& connection) { return MarkFileWritten(connection, file->number, parts_->clock->Now()); }));
  }
  parts_->Stepped("file-noted");
  return absl::OkStatus();
}

/// OK when it arrived, or was given up.
absl::Status ExchangeFileWork::SendToProvider(const ExchangeFile& file, std::string_view bytes) {
  MessageRecord record;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(record, LoadMessage(connection, file.message));
    return absl::OkStatus();
  }));
  const int attempts_max = parts_->hub->retry().attempts_max;
  OutgoingMessage message{file.municipality, file.name, record.kind, record.provider, bytes, {}};
  if (attempts_max > 0) {
    const std::string reference = LetterReferenceOf(parts_->random->Bytes(kReferenceBytes));
    CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(message.offer, CountOffer(connection, file.number, reference, parts_->clock->Now()));
      return absl::OkStatus();
    }));
    parts_->Stepped("file-offered");
  }
  const absl::Status sent = parts_->hub->Send(message);
  if (sent.ok()) {
    hub_ = Backoff();
    parts_->Stepped("file-put");
    CLIENTROUTE_RETURN_IF_ERROR(NoteDelivered(*parts_, record, {file.number, file.message, file.given_up}));
    Count("delivered");
    return absl::OkStatus();
  }
  const bool over = attempts_max > 0 && (!IsTransient(sent) || message.offer.attempts >= attempts_max);
  if (!over) return sent;
  return GiveUpMessage(*parts_, {file.number, file.message, file.given_up}, WhyOf(sent));
}

absl::StatusOr<std::string> ExchangeFileWork::BytesOf(const ExchangeFile& file) const {
  if (file.content) return parts_->vault->OpenFile(*file.content, file.name);
  MessageRecord record;
  SealedContent content;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(record, LoadMessage(connection, file.message));
    CLIENTROUTE_ASSIGN(content, LoadContent(connection, file.message));
    return absl::OkStatus();
  }));
  if (file.box != Box::kOut) return std::move(content.sealed);
  // The hub took it before and could not bring it: its file is gone, the message is not.
  std::optional<ClientKey> key;
  if (!content.client.empty()) {
    CLIENTROUTE_ASSIGN(key, parts_->peers->GetKey(PeerCalls::ForMessage(NameOfMessage(record.id)), content.client));
  }
  return parts_->vault->OpenMessage(content, record.digest, key);
}

void ExchangeFileWork::TakeErrors() {
  std::vector<HubReceipt> errors;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(errors, ListOpenErrors(connection, kErrorsMax));
    return absl::OkStatus();
  });
  if (!status.ok()) return LogRetry(*parts_, "errors of the hub cannot be read from the record", "", 1, status);
  std::erase_if(errors_, [&](const auto& held) {
    return std::none_of(errors.begin(), errors.end(), [&](const auto& error) { return error.number == held.first; });
  });
  for (const HubReceipt& error : errors) {
    const auto held = errors_.find(error.number);
    if (held != errors_.end() && !held->second.Due()) continue;
    absl::Status taken = TakeError(error);
    // What does not mend by itself waits for a person, and for nobody else.
    if (!taken.ok() && !IsTransient(taken)) taken = LeaveToPerson(error, FailureText(taken));
    if (taken.ok()) continue;
    Backoff& backoff = errors_[error.number];
    backoff.Fail(parts_->random);
    LogRetry(*parts_, "an error of the hub cannot be handled", error.reference, backoff.failures(), taken);
  }
}

/// What an error (Fo01) means for the message that it is about, which the hub had taken.
absl::Status ExchangeFileWork::TakeError(const HubReceipt& error) {
  std::optional<OfferedFile> file;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(file, FindOffered(connection, error.cross_reference));
    return absl::OkStatus();
  }));
  const auto close = [&](Connection& connection) { return CloseReceipt(connection, error.reference); };
  if (!file) return LeaveToPerson(error, "MESSAGE_UNKNOWN: no message of ours went under the reference that it names");
  const FaultMeaning meaning = MeaningOf(error.fault, file->offers);
  if (file->dead || meaning == FaultMeaning::kHas) {
    parts_->logger->Write(
        LogLevel::kWarning, "messaging", "an error of the hub changes nothing",
        {{"code", std::string_view(error.fault.code)}, {"reference", std::string_view(error.cross_reference)}});
    return parts_->database->Write(close);
  }
  const bool again = meaning == FaultMeaning::kPassing && file->attempts < parts_->hub->retry().attempts_max;
  if (!again) {
    const std::string failure = Cat("HUB_REFUSED: ", error.fault.code, ": ", error.fault.explanation);
    return GiveUpMessage(*parts_, {file->number, file->message, file->given_up},
                         {error.fault.code, CutText(failure, kFailureBytesMax), /*answered=*/true}, close);
  }
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(close(connection));
    return WaitAgain(connection, file->number, parts_->clock->Now());
  }));
  const RetryPolicy policy = parts_->hub->retry();
  held_.emplace(file->number, Backoff(policy.first, policy.most)).first->second.Fail(parts_->random);
  Count("retry");
  return absl::OkStatus();
}

absl::Status ExchangeFileWork::LeaveToPerson(const HubReceipt& receipt, std::string_view failure) {
  HubError error;
  error.reference = receipt.reference;
  error.way = HubErrorWay::kOfHub;
  error.cross_reference = receipt.cross_reference;
  error.municipality = receipt.municipality;
  error.party = receipt.sender.organisation;
  error.code = receipt.fault.code;
  error.explanation = receipt.fault.explanation;
  error.failure = failure;
  error.noted_at = parts_->clock->Now();
  CLIENTROUTE_RETURN_IF_ERROR(RecordErrorStep(
      *parts_->database, *parts_->clock, receipt.reference, "left", [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(LeaveHubError(unit, error, parts_->hub->home()));
        return CloseReceipt(unit.db(), receipt.reference);
      }));
  parts_->logger->Write(LogLevel::kError, "messaging", "an error of the hub waits for a person",
                        {{"code", std::string_view(error.code)},
                         {"reference", std::string_view(error.cross_reference)},
                         {"failure", std::string_view(error.failure)}});
  return absl::OkStatus();
}

void ExchangeFileWork::Count(std::string_view outcome) const {
  parts_->metrics->Count("clientroute_hub_deliveries_total", {{"outcome", std::string(outcome)}});
}

}  // namespace clientroute::messaging
