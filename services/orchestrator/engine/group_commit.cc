#include "services/orchestrator/engine/group_commit.h"

#include <vector>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

absl::Status GroupCommit::Run(const std::function<absl::Status(Connection&)>& job) {
  Job mine{&job, absl::OkStatus()};
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

std::size_t GroupCommit::Waiting() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return queue_.size();
}

void GroupCommit::WriteBatch(std::unique_lock<std::mutex>& lock) {
  writing_ = true;
  std::vector<Job*> batch;
  while (!queue_.empty() && batch.size() < kBatchMost) {
    batch.push_back(queue_.front());
    queue_.pop_front();
  }
  lock.unlock();
  // An error of the record itself spoils the whole transaction; then each job is tried alone, so that only the one that
  // it is about fails.
  if (!WriteTogether(batch).ok() && batch.size() > 1) {
    for (Job* waiting : batch) WriteTogether({&waiting, 1}).IgnoreError();
  }
  lock.lock();
  for (Job* waiting : batch) waiting->done = true;
  writing_ = false;
  changed_.notify_all();
}

absl::Status GroupCommit::WriteTogether(std::span<Job* const> batch) {
  absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
    for (Job* waiting : batch) CLIENTROUTE_RETURN_IF_ERROR(RunJob(connection, *waiting));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    for (Job* waiting : batch) waiting->result = status;
  }
  return status;
}

absl::Status GroupCommit::RunJob(Connection& connection, Job& waiting) {
  CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("SAVEPOINT job").status());
  waiting.result = (*waiting.job)(connection);
  if (!waiting.result.ok()) CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("ROLLBACK TO job").status());
  return connection.Execute("RELEASE job").status();
}

}  // namespace clientroute::orchestrator
