#include "services/orchestrator/engine/group_commit.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

absl::Status Busy() {
  return Error(absl::StatusCode::kResourceExhausted, "ROUTE_WRITER_BUSY",
               "too many events wait to be written; try again with the same request id");
}

}  // namespace

/// Someone who waits for the answers to one job or more. It goes as soon as he has seen the last of them, so it is
/// touched under its own lock only.
class GroupCommit::Waiter {
 public:
  explicit Waiter(std::size_t jobs) : answers_(jobs) {}

  void Answer(std::size_t place, absl::Status answer) {
    const std::lock_guard lock(mutex_);
    answers_[place] = std::move(answer);
    if (++answered_ == answers_.size()) changed_.notify_one();
  }
  void CallToLead() {
    const std::lock_guard lock(mutex_);
    called_ = true;
    changed_.notify_one();
  }
  /// Waits until all is answered (true) or he is called to lead (false).
  bool Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return answered_ == answers_.size() || called_; });
    called_ = false;
    return answered_ == answers_.size();
  }
  bool Answered() const {
    const std::lock_guard lock(mutex_);
    return answered_ == answers_.size();
  }
  std::vector<absl::Status> TakeAnswers() { return std::move(answers_); }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<absl::Status> answers_;
  std::size_t answered_ = 0;
  bool called_ = false;
};

GroupCommit::~GroupCommit() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  called_.notify_one();
  if (thread_.joinable()) thread_.join();
}

absl::Status GroupCommit::Run(const Job& job) { return std::move(RunAll({&job, 1}).front()); }

std::vector<absl::Status> GroupCommit::RunAll(std::span<const Job> jobs) {
  if (jobs.empty()) return {};
  Waiter own(jobs.size());
  std::unique_lock lock(mutex_);
  if (queue_.size() + jobs.size() > kQueueMost) return std::vector<absl::Status>(jobs.size(), Busy());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    Entry& entry = queue_.emplace_back();
    entry.job = &jobs[i];
    entry.waiter = &own;
    entry.place = i;
  }
  bool lead = !writing_;
  writing_ = true;
  while (true) {
    if (lead) {
      Lead(lock, &own);
      lock.unlock();
      return own.TakeAnswers();
    }
    lock.unlock();
    if (own.Wait()) return own.TakeAnswers();
    lock.lock();
    lead = true;
  }
}

void GroupCommit::Submit(std::string_view submitter, Job job, Done done) {
  std::unique_lock lock(mutex_);
  auto of_submitter = of_submitter_.find(submitter);
  if (of_submitter == of_submitter_.end()) of_submitter = of_submitter_.emplace(submitter, 0).first;
  if (queue_.size() >= kQueueMost || of_submitter->second >= kOfOneMost || stopping_) {
    lock.unlock();
    return done(Busy());
  }
  ++of_submitter->second;
  Entry& entry = queue_.emplace_back();
  entry.own_job = std::make_unique<Job>(std::move(job));
  entry.job = entry.own_job.get();
  entry.done = std::move(done);
  entry.of_submitter = &of_submitter->second;
  if (!thread_.joinable()) thread_ = std::thread([this] { WriterLoop(); });
  if (writing_) return;
  writing_ = true;
  call_ = true;
  called_.notify_one();
}

void GroupCommit::WriterLoop() {
  std::unique_lock lock(mutex_);
  while (true) {
    called_.wait(lock, [this] { return call_ || (stopping_ && !writing_); });
    if (!call_) return;
    call_ = false;
    Lead(lock, nullptr);
  }
}

void GroupCommit::PassOn() {
  writing_ = !queue_.empty();
  if (!writing_) {
    if (stopping_) called_.notify_one();
  } else if (queue_.front().waiter != nullptr) {
    queue_.front().waiter->CallToLead();
  } else {
    call_ = true;
    called_.notify_one();
  }
}

void GroupCommit::Lead(std::unique_lock<std::mutex>& lock, const Waiter* own) {
  while (own == nullptr ? !queue_.empty() : !own->Answered()) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), kBatchMost));
    std::vector<Entry> batch(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.begin() + count));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    for (const Entry& entry : batch) {
      if (entry.of_submitter != nullptr) --*entry.of_submitter;
    }
    lock.unlock();
    WriteBatchOf(batch);
    for (Entry& entry : batch) {
      if (entry.waiter != nullptr) {
        entry.waiter->Answer(entry.place, std::move(entry.result));
      } else {
        entry.done(std::move(entry.result));
      }
    }
    lock.lock();
  }
  PassOn();
}

void GroupCommit::WriteBatchOf(std::span<Entry> batch) {
  if (WriteTogether(batch).ok() || batch.size() == 1) return;
  // An error of the record itself spoils the whole transaction; then each job is tried alone, so that only the one that
  // it is about fails.
  for (Entry& entry : batch) WriteTogether({&entry, 1}).IgnoreError();
}

absl::Status GroupCommit::WriteTogether(std::span<Entry> batch) {
  absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
    WriteBatch together(&connection, &memory_);
    for (Entry& entry : batch) CLIENTROUTE_RETURN_IF_ERROR(together.Run(*entry.job, &entry.result));
    CLIENTROUTE_RETURN_IF_ERROR(together.Finish());
    if (near_ != nullptr) near_->Stage(together.TakeTimerChanges());
    return absl::OkStatus();
  });
  if (status.ok()) {
    memory_.routes.Trim();
    return status;
  }
  memory_.Forget();
  if (near_ != nullptr) near_->Forget();
  for (Entry& entry : batch) entry.result = status;
  return status;
}

std::size_t GroupCommit::Waiting() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void GroupCommit::Forget() {
  Run([this](WriteBatch& batch) {
    batch.memory().Forget();
    if (near_ != nullptr) near_->Forget();
    return absl::OkStatus();
  }).IgnoreError();
}

}  // namespace clientroute::orchestrator
