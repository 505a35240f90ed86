#include "services/orchestrator/group_commit.h"

#include <vector>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

absl::Status GroupCommit::Run(const std::function<absl::Status(Connection&)>& job) {
  Waiting mine{&job, absl::OkStatus()};
  std::unique_lock<std::mutex> lock(mutex_);
  if (queue_.size() >= kQueueMost) {
    return Error(absl::StatusCode::kResourceExhausted, "ROUTE_WRITER_BUSY",
                 "too many events wait to be written; try again with the same request id");
  }
  queue_.push_back(&mine);
  while (!mine.done) {
    if (writing_) {
      changed_.wait(lock);
    } else {
      WriteBatch(lock);
    }
  }
  return mine.result;
}

void GroupCommit::WriteBatch(std::unique_lock<std::mutex>& lock) {
  writing_ = true;
  std::vector<Waiting*> batch;
  while (!queue_.empty() && batch.size() < kBatchMost) {
    batch.push_back(queue_.front());
    queue_.pop_front();
  }
  lock.unlock();
  // An error of the record itself spoils the whole transaction; then each job is tried alone, so that only the one that
  // it is about fails.
  if (!WriteTogether(batch).ok() && batch.size() > 1) {
    for (Waiting* waiting : batch) WriteTogether({&waiting, 1}).IgnoreError();
  }
  lock.lock();
  for (Waiting* waiting : batch) waiting->done = true;
  writing_ = false;
  changed_.notify_all();
}

absl::Status GroupCommit::WriteTogether(std::span<Waiting* const> batch) {
  absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
    for (Waiting* waiting : batch) CLIENTROUTE_RETURN_IF_ERROR(RunJob(connection, *waiting));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    for (Waiting* waiting : batch) waiting->result = status;
  }
  return status;
}

absl::Status GroupCommit::RunJob(Connection& connection, Waiting& waiting) {
  CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("SAVEPOINT job").status());
  waiting.result = (*waiting.job)(connection);
  if (!waiting.result.ok()) CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("ROLLBACK TO job").status());
  return connection.Execute("RELEASE job").status();
}

}  // namespace clientroute::orchestrator
