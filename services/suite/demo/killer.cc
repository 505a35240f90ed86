#include "services/suite/demo/killer.h"

#include <chrono>
#include <optional>

namespace clientroute::suite {
namespace {

/// After a start at least this much work is let through, so that a story of any length comes to its end.
constexpr std::chrono::milliseconds kDelayLeast{15};
constexpr std::chrono::milliseconds kDelayMost{600};
/// One point in so many kills.
constexpr std::uint64_t kPointOdds = 5;
/// One kill in so many strikes again while the suite is starting, after at most this long.
constexpr std::uint64_t kStillbornOdds = 4;
constexpr std::uint64_t kStillbornMsMost = 80;

}  // namespace

Killer::Killer(SuiteProcess* process, std::uint64_t seed) : process_(process), random_(seed) {}

Killer::~Killer() { StopThread(); }

void Killer::Start() {
  std::unique_lock lock(mutex_);
  started_ = true;
  thread_ = std::thread([this] { Run(); });
}

void Killer::Kill(std::unique_lock<std::mutex>& lock) {
  ++kills_;
  std::optional<std::chrono::milliseconds> stillborn;
  if (random_() % kStillbornOdds == 0 && kills_ < kKillsMost) {
    stillborn = std::chrono::milliseconds(random_() % kStillbornMsMost);
    ++kills_;
  }
  lock.unlock();
  absl::Status status = process_->KillAndStart(stillborn);
  lock.lock();
  if (!status.ok() && status_.ok()) status_ = status;
}

void Killer::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_ && status_.ok() && kills_ < kKillsMost) {
    std::uniform_int_distribution<std::int64_t> delay(kDelayLeast.count(), kDelayMost.count());
    if (stopped_.wait_for(lock, std::chrono::milliseconds(delay(random_)), [&] { return stopping_; })) return;
    Kill(lock);
  }
}

void Killer::Point() {
  std::unique_lock lock(mutex_);
  if (!started_ || stopping_ || kills_ >= kKillsMost || random_() % kPointOdds != 0) return;
  Kill(lock);
}

void Killer::StopThread() {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

absl::Status Killer::Finish() {
  StopThread();
  std::unique_lock lock(mutex_);
  if (!started_) return absl::OkStatus();
  while (kills_ < kKillsLeast && status_.ok()) Kill(lock);
  return status_;
}

int Killer::kills() const {
  std::unique_lock lock(mutex_);
  return kills_;
}

}  // namespace clientroute::suite
