#ifndef CLIENTROUTE_SERVICES_PLATFORM_CLOCK_BACKOFF_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CLOCK_BACKOFF_H_

#include <chrono>

#include "services/platform/ids/random.h"

namespace clientroute {

/// When something that failed is tried again: the pause doubles from 100 ms to 30 s (or as told), with jitter of up to
/// a quarter, so that what failed together does not return together. Counts in Elapsed(). A value; not thread-safe.
class Backoff {
 public:
  static constexpr std::chrono::milliseconds kFirst{100};
  static constexpr std::chrono::milliseconds kMost{30'000};

  Backoff() = default;
  /// With other pauses, both above zero.
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds most) : first_(first), most_(most) {}

  /// Notes a failure; without `random` there is no jitter.
  void Fail(Random* random);
  /// Whether the pause is over (also before the first failure).
  bool Due() const { return Left().count() == 0; }
  /// What is left of the pause.
  std::chrono::milliseconds Left() const;
  int failures() const { return failures_; }

 private:
  std::chrono::milliseconds first_ = kFirst;
  std::chrono::milliseconds most_ = kMost;
  int failures_ = 0;
  std::chrono::microseconds next_{0};
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CLOCK_BACKOFF_H_
