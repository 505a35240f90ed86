#include "services/orchestrator/engine/write_batch.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

void WriterMemory::Forget() {
  routes.ForgetAll();
  last_route_id = 0;
  last_record_id = 0;
  used_definitions.clear();
  rows.DropSince({});
}

absl::Status WriteBatch::Run(const std::function<absl::Status(WriteBatch&)>& job, absl::Status* answer) {
  job_begin_ = rows_.Here();
  timers_set_before_ = timers_.set.size();
  timers_taken_before_ = timers_.taken.size();
  direct_ = false;
  touched_.clear();
  *answer = job(*this);
  if (!answer->ok()) return Undo();
  if (!direct_) return absl::OkStatus();
  return connection_->Execute("RELEASE job").status();
}

absl::Status WriteBatch::Undo() {
  rows_.DropSince(job_begin_);
  timers_.set.resize(timers_set_before_);
  timers_.taken.resize(timers_taken_before_);
  for (const Uuid& route : touched_) memory_->routes.Forget(route);
  if (!direct_) {
    // What is read anew must be as the jobs before left it.
    return touched_.empty() ? absl::OkStatus() : Finish();
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_->Execute("ROLLBACK TO job").status());
  return connection_->Execute("RELEASE job").status();
}

absl::Status WriteBatch::Finish() {
  answers_.clear();
  return rows_.WriteTo(*connection_);
}

absl::StatusOr<Connection*> WriteBatch::Direct() {
  if (direct_) return connection_;
  TransitionRows own = rows_.TakeSince(job_begin_);
  CLIENTROUTE_RETURN_IF_ERROR(Finish());
  CLIENTROUTE_RETURN_IF_ERROR(connection_->Execute("SAVEPOINT job").status());
  direct_ = true;
  job_begin_ = {};
  CLIENTROUTE_RETURN_IF_ERROR(own.WriteTo(*connection_));
  return connection_;
}

absl::Status WriteBatch::Added() { return direct_ ? rows_.WriteTo(*connection_) : absl::OkStatus(); }

void WriteBatch::SetTimer(const NumberedTimer& timer) {
  rows_.timers_set.push_back(timer);
  timers_.set.push_back(timer);
}

void WriteBatch::TakeTimer(const NumberedTimer& timer) {
  rows_.timers_ended.push_back(timer);
  timers_.taken.push_back(timer);
}

bool WriteBatch::Takes(const NumberedTimer& timer) const {
  const auto begin = timers_.taken.begin() + static_cast<std::ptrdiff_t>(timers_taken_before_);
  return std::find(begin, timers_.taken.end(), timer) != timers_.taken.end();
}

bool WriteBatch::AnswerWithTransition(const Uuid& request, std::string digest) {
  if (!HasTransition()) return false;
  JournalRow& row = rows_.journal.back();
  row.request = request;
  row.request_digest = std::move(digest);
  answers_.insert(request);
  return true;
}

}  // namespace clientroute::orchestrator
