#include "services/platform/clock/clock.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace clientroute {
namespace {

thread_local std::optional<std::chrono::microseconds> overridden_count;

}  // namespace

Instant SystemClock::Now() const {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Instant ManualClock::Now() const {
  std::lock_guard lock(mutex_);
  return now_;
}

void ManualClock::OnMove(std::function<void()> moved) {
  std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(moved));
}

bool ManualClock::Set(Instant now) {
  std::vector<std::function<void()>> listeners;
  {
    std::lock_guard lock(mutex_);
    if (now < now_) return false;
    now_ = now;
    listeners = listeners_;
  }
  for (const auto& moved : listeners) moved();
  return true;
}

absl::Status ManualClock::Advance(Instant to) {
  Set(to);
  return absl::OkStatus();
}

std::chrono::microseconds Elapsed() {
  if (overridden_count) return *overridden_count;
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

ElapsedOverride::ElapsedOverride(std::chrono::microseconds count) { overridden_count = count; }
ElapsedOverride::~ElapsedOverride() { overridden_count.reset(); }

std::chrono::milliseconds RealTimeUntil(std::chrono::system_clock::time_point deadline) {
  const auto now = std::chrono::system_clock::now();
  if (deadline <= now) return std::chrono::milliseconds(0);
  // gRPC writes "no deadline" as the last moment that the type can hold, hence no plain subtraction into a finer unit.
  return std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now);
}

}  // namespace clientroute
