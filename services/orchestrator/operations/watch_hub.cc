#include "services/orchestrator/operations/watch_hub.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

WatchHub::~WatchHub() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  look_.notify_all();
  if (thread_.joinable()) thread_.join();
}

absl::StatusOr<std::unique_ptr<WatchHub::Watcher>> WatchHub::Enter(std::function<void()> cut_off) {
  const std::lock_guard lock(mutex_);
  if (watchers_.size() >= kWatchersMost) {
    return Error(absl::StatusCode::kResourceExhausted, "WATCHERS_MOST",
                 Cat(kWatchersMost, " watch at this moment already; try again later"));
  }
  auto watcher = std::make_unique<Watcher>(this, std::move(cut_off));
  watchers_.push_back(watcher.get());
  if (!thread_.joinable()) thread_ = std::thread([this] { LookAfter(); });
  return watcher;
}

void WatchHub::Leave(Watcher* watcher) {
  const std::lock_guard lock(mutex_);
  watchers_.remove(watcher);
  changed_.notify_all();
}

void WatchHub::Wake() {
  const std::lock_guard lock(mutex_);
  ++commits_;
  if (!watchers_.empty()) changed_.notify_all();
}

std::size_t WatchHub::watchers() const {
  const std::lock_guard lock(mutex_);
  return watchers_.size();
}

bool WatchHub::WaitUntilEmpty(milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return watchers_.empty(); });
}

// Under the lock, so that the watcher and its call live while they are cut off.
void WatchHub::LookAfter() {
  const milliseconds pause = std::clamp(limits_.patience / 4, milliseconds(1), milliseconds(1'000));
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    look_.wait_for(lock, pause, [this] { return stopping_; });
    const auto now = steady_clock::now();
    for (Watcher* watcher : watchers_) {
      if (!watcher->sending_ || watcher->was_cut_off_ || now - watcher->sending_since_ < limits_.patience) continue;
      watcher->was_cut_off_ = true;
      watcher->cut_off_();
    }
  }
}

WatchHub::Watcher::~Watcher() { hub_->Leave(this); }

std::uint64_t WatchHub::Watcher::Seen() const {
  const std::lock_guard lock(hub_->mutex_);
  return hub_->commits_;
}

void WatchHub::Watcher::Wait(std::uint64_t seen, milliseconds time) {
  std::unique_lock lock(hub_->mutex_);
  if (!hub_->changed_.wait_for(lock, time, [&] { return hub_->commits_ != seen; })) return;
  const auto gathering = kGathering * static_cast<std::int64_t>(hub_->watchers_.size());
  hub_->look_.wait_for(lock, gathering, [&] { return hub_->stopping_; });
}

void WatchHub::Watcher::Rest(milliseconds time) {
  std::unique_lock lock(hub_->mutex_);
  hub_->look_.wait_for(lock, time, [&] { return hub_->stopping_; });
}

void WatchHub::Watcher::BeginSending() {
  const std::lock_guard lock(hub_->mutex_);
  sending_ = true;
  sending_since_ = steady_clock::now();
}

void WatchHub::Watcher::EndSending() {
  const std::lock_guard lock(hub_->mutex_);
  sending_ = false;
}

bool WatchHub::Watcher::WasCutOff() const {
  const std::lock_guard lock(hub_->mutex_);
  return was_cut_off_;
}

bool WatchHub::Watcher::HasLasted() const { return steady_clock::now() - begin_ >= hub_->limits_.call_most; }

}  // namespace clientroute::orchestrator
