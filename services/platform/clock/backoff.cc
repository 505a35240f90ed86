#include "services/platform/clock/backoff.h"

#include <algorithm>

#include "services/platform/clock/clock.h"

namespace clientroute {

using std::chrono::microseconds;
using std::chrono::milliseconds;

void Backoff::Fail(Random* random) {
  constexpr int kDoublingsMost = 16;  // far beyond any bound already
  microseconds pause = std::min<microseconds>(most_, first_ * (1 << std::min(failures_, kDoublingsMost)));
  ++failures_;
  if (random != nullptr) {
    const auto jitter = static_cast<std::uint64_t>(pause.count() / 4);
    pause += microseconds(static_cast<std::int64_t>(random->Below(jitter + 1)));
  }
  next_ = Elapsed() + pause;
}

milliseconds Backoff::Left() const {
  if (failures_ == 0) return milliseconds(0);
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(next_ - Elapsed()));
}

}  // namespace clientroute
