#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_KILLER_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_KILLER_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <random>
#include <thread>

#include "absl/status/status.h"
#include "services/suite/demo/suite_process.h"

namespace clientroute::suite {

/// Kills a suite with SIGKILL at moments drawn from a seed, and starts it again: at points of the story, and at any
/// moment between, from a thread of its own. At least kKillsLeast times, at most kKillsMost. Thread-safe.
class Killer {
 public:
  static constexpr int kKillsLeast = 4;
  static constexpr int kKillsMost = 7;

  /// `process` outlives this. Nothing happens before Start.
  Killer(SuiteProcess* process, std::uint64_t seed);
  ~Killer();
  Killer(const Killer&) = delete;
  Killer& operator=(const Killer&) = delete;

  void Start();
  /// A point of the story: may kill, before it goes on.
  void Point();
  /// Kills until there were enough, and lets the suite be from then on. Errors: those of a start that failed on the
  /// way.
  absl::Status Finish();
  int kills() const;

 private:
  void Run();
  void Kill(std::unique_lock<std::mutex>& lock);
  void StopThread();

  SuiteProcess* const process_;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  std::mt19937_64 random_;
  bool stopping_ = false;
  bool started_ = false;
  int kills_ = 0;
  absl::Status status_;
  std::thread thread_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_KILLER_H_
