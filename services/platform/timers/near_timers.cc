#include "services/platform/timers/near_timers.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute {

std::shared_ptr<NearTimers> NearTimers::Make(Database* database) {
  std::shared_ptr<NearTimers> near(new NearTimers(database));
  database->OnCommit([weak = std::weak_ptr(near)] {
    if (const auto alive = weak.lock()) alive->Committed();
  });
  return near;
}

void NearTimers::Stage(TimerChanges changes) {
  const std::lock_guard lock(mutex_);
  staged_ = std::move(changes);
  stager_ = std::this_thread::get_id();
}

void NearTimers::Committed() {
  const std::lock_guard lock(mutex_);
  // Others commit to the same database, on threads of their own.
  if (stager_ != std::this_thread::get_id()) return;
  const TimerChanges changes = std::exchange(staged_, {});
  stager_ = {};
  Apply(changes);
  for (const NumberedTimer& timer : changes.set) first_set_ = first_set_ ? std::min(*first_set_, timer) : timer;
  if (readers_ > 0) missed_.push_back(changes);
  if (timers_.size() <= kKeptMost) return;
  timers_.erase(std::next(timers_.begin(), kReadTogether), timers_.end());
  through_ = *timers_.rbegin();
  all_ = false;
}

void NearTimers::Apply(const TimerChanges& changes) {
  for (const NumberedTimer& timer : changes.set) {
    if (Knows(timer)) timers_.insert(timer);
  }
  for (const NumberedTimer& timer : changes.taken) timers_.erase(timer);
}

absl::Status NearTimers::ReadOn(std::unique_lock<std::mutex>& lock) {
  const std::optional<NumberedTimer> behind = through_;
  const std::int64_t forgotten = forgotten_;
  const auto seen = static_cast<std::ptrdiff_t>(missed_.size());
  ++readers_;
  lock.unlock();
  const absl::StatusOr<std::vector<NumberedTimer>> read =
      ReadBehind(behind, Instant::max(), static_cast<int>(kReadTogether));
  lock.lock();
  const std::vector<TimerChanges> missed(missed_.begin() + seen, missed_.end());
  if (--readers_ == 0) missed_.clear();
  CLIENTROUTE_RETURN_IF_ERROR(read.status());
  if (forgotten_ != forgotten || through_ != behind) return absl::OkStatus();
  all_ = read->size() < kReadTogether;
  if (!read->empty()) through_ = read->back();
  timers_.insert(read->begin(), read->end());
  for (const TimerChanges& changes : missed) Apply(changes);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<NumberedTimer>> NearTimers::Due(Instant now, const std::optional<NumberedTimer>& after,
                                                           int limit) {
  std::unique_lock lock(mutex_);
  while (true) {
    std::vector<NumberedTimer> due;
    for (auto next = after ? timers_.upper_bound(*after) : timers_.begin(); next != timers_.end(); ++next) {
      if (next->due > now || due.size() == static_cast<std::size_t>(limit)) return due;
      due.push_back(*next);
    }
    if (all_ || (through_ && through_->due > now)) return due;
    // So many are due that cannot be handled now that those behind them are not kept as well.
    if (timers_.size() >= kKeptMost) {
      lock.unlock();
      return ReadBehind(after, now, limit);
    }
    CLIENTROUTE_RETURN_IF_ERROR(ReadOn(lock));
  }
}

std::optional<NumberedTimer> NearTimers::GoOnFrom(const std::optional<NumberedTimer>& passed) {
  const std::lock_guard lock(mutex_);
  const std::optional<NumberedTimer> set = std::exchange(first_set_, {});
  if (std::exchange(set_unknown_, false)) return std::nullopt;
  if (!passed || !set || *passed < *set) return passed;
  return NumberedTimer{set->due, set->owner, set->number - 1};
}

absl::StatusOr<std::vector<NumberedTimer>> NearTimers::ReadBehind(const std::optional<NumberedTimer>& after,
                                                                  Instant until, int limit) {
  std::vector<NumberedTimer> read;
  CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(read, ListTimersAfter(connection, after, limit));
    return absl::OkStatus();
  }));
  std::erase_if(read, [&](const NumberedTimer& timer) { return timer.due > until; });
  return read;
}

absl::StatusOr<std::optional<NumberedTimer>> NearTimers::FirstAfter(Instant now) {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  const NumberedTimer last_now{now, kLast, kLast};
  {
    const std::lock_guard lock(mutex_);
    const auto next = timers_.upper_bound(last_now);
    if (next != timers_.end()) return std::optional(*next);
    if (all_) return std::optional<NumberedTimer>();
  }
  CLIENTROUTE_ASSIGN(const std::vector<NumberedTimer> read, ReadBehind(last_now, Instant::max(), 1));
  return read.empty() ? std::optional<NumberedTimer>() : std::optional(read.front());
}

absl::StatusOr<bool> NearTimers::Holds(const NumberedTimer& timer) {
  {
    const std::lock_guard lock(mutex_);
    if (Knows(timer)) return timers_.contains(timer);
  }
  const NumberedTimer before{timer.due, timer.owner, timer.number - 1};
  CLIENTROUTE_ASSIGN(const std::vector<NumberedTimer> read, ReadBehind(before, timer.due, 1));
  return !read.empty() && read.front() == timer;
}

std::size_t NearTimers::Kept() {
  const std::lock_guard lock(mutex_);
  return timers_.size();
}

void NearTimers::Forget() {
  const std::lock_guard lock(mutex_);
  timers_.clear();
  through_.reset();
  all_ = false;
  staged_ = {};
  stager_ = {};
  first_set_.reset();
  set_unknown_ = true;
  ++forgotten_;
}

}  // namespace clientroute
