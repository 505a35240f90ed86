#include "services/messaging/own_message.h"

#include <utility>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_store.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

/// What a message of ours breaks, in one line; empty when it is right.
std::string FaultIn(const WriteOutcome& written) {
  if (!written.ok()) return Cat(NameOf(written.errors.front().code), " at ", written.errors.front().path);
  const ParseOutcome read = ParseMessage(written.bytes);
  if (!read.ok()) return Cat(NameOf(read.errors.front().code), " at ", read.errors.front().path);
  const std::vector<Finding> findings = CheckContent(*read.message);
  if (findings.empty()) return "";
  return Cat(findings.front().rule, " at ", findings.front().class_path, "/", findings.front().element);
}

}  // namespace

absl::StatusOr<std::string> WriteOwnMessage(const Message& message) {
  WriteOutcome written = WriteMessage(message);
  if (const std::string fault = FaultIn(written); !fault.empty()) {
    return Error(absl::StatusCode::kInternal, "OWN_MESSAGE_INVALID",
                 Cat("the ", message.schema().name(), " breaks ", fault));
  }
  return std::move(written.bytes);
}

absl::Status SendOwnMessage(const MessagingParts& parts, UnitOfWork& unit, std::string_view what,
                            std::string_view bytes, const std::optional<ClientKey>& client, MessageRecord* record) {
  Connection& connection = unit.db();
  record->id = unit.NewId(what);
  record->way = MessageWay::kOut;
  record->state = MessageState::kSent;
  record->stage = MessageStage::kFinished;
  record->signed_on = LocalDate(unit.now());
  record->file_name = OutgoingName(record->kind, record->provider, record->identification);
  record->digest = Digest(bytes);
  record->created_at = unit.now();
  record->answer_due = AddWorkingDays(*record->signed_on, kReturnTermWorkingDays);
  CLIENTROUTE_RETURN_IF_ERROR(InsertMessage(connection, record));
  CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, record->number, parts.vault->SealMessage(bytes, client)));
  CLIENTROUTE_RETURN_IF_ERROR(
      AddFile(connection, {0, record->number, Box::kOut, record->municipality, record->file_name,
                           parts.vault->SealFile(bytes, record->file_name)}));
  return SetTimer(connection, NameOfMessage(record->id), kAnswerTimer, EndOfTerm(*record->answer_due)).status();
}

}  // namespace clientroute::messaging
