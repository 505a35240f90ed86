#include "services/messaging/exchange_file_work.h"

#include <algorithm>
#include <utility>

#include "services/messaging/message_store.h"
#include "services/messaging/retry_log.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

std::optional<std::chrono::milliseconds> ExchangeFileWork::Run() {
  if (!record_.Due()) return record_.Left();
  std::vector<std::int64_t> waiting;
  const absl::Status read = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(waiting, ListWaitingFiles(connection));
    return absl::OkStatus();
  });
  if (!read.ok()) {
    record_.Fail(parts_->random);
    LogRetry(*parts_, "waiting files cannot be read from the record", "", record_.failures(), read);
    return record_.Left();
  }
  record_ = Backoff();
  std::erase_if(held_,
                [&](const auto& held) { return !std::binary_search(waiting.begin(), waiting.end(), held.first); });
  int written = 0;
  for (const std::int64_t number : waiting) {
    const auto held = held_.find(number);
    if (held != held_.end() && !held->second.Due()) continue;
    if (written == kFilesMax) return std::chrono::milliseconds(0);
    ++written;
    const absl::Status status = Write(number);
    if (status.ok()) {
      held_.erase(number);
      continue;
    }
    Backoff& backoff = held_[number];
    backoff.Fail(parts_->random);
    LogRetry(*parts_, "a file cannot be written", Cat("file ", number), backoff.failures(), status);
  }
  return kPause;
}

bool ExchangeFileWork::Idle() {
  bool written = false;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(written, AreFilesWritten(connection));
    return absl::OkStatus();
  });
  return status.ok() && written;
}

absl::Status ExchangeFileWork::Write(std::int64_t number) const {
  std::optional<ExchangeFile> file;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(file, LoadWaitingFile(connection, number));
    return absl::OkStatus();
  }));
  if (!file) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const std::string bytes, BytesOf(*file));
  CLIENTROUTE_RETURN_IF_ERROR(parts_->hub->Put(file->box, file->municipality, file->name, bytes));
  parts_->Stepped("file-put");
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Write(
      [&](Connection& connection) { return MarkFileWritten(connection, number, parts_->clock->Now()); }));
  parts_->Stepped("file-noted");
  return absl::OkStatus();
}

absl::StatusOr<std::string> ExchangeFileWork::BytesOf(const ExchangeFile& file) const {
  if (file.content) return parts_->vault->OpenFile(*file.content, file.name);
  SealedContent content;
  CLIENTROUTE_RETURN_IF_ERROR(parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(content, LoadContent(connection, file.message));
    return absl::OkStatus();
  }));
  return std::move(content.sealed);
}

}  // namespace clientroute::messaging
