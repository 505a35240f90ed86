#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RANDOM_WORK_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RANDOM_WORK_H_

#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "tests/recovery/power_loss/engine_life.h"

namespace clientroute::orchestrator {

/// What people and services ask of the orchestrator, drawn from a seed: events of routes in and out of order, repeats,
/// tasks completed, crises, pauses, time that passes; now and then several at once. It goes on over any number of the
/// engine's lives and remembers what was answered.
class RandomWork {
 public:
  /// A call that was answered.
  struct Answered {
    std::string request_id;
    std::string route;
    /// Whether it is an event of the route, which its history must show.
    bool event = false;
    /// The same call again; its answer's bytes.
    std::function<absl::StatusOr<std::string>(RouteEngine&)> again;
    std::string answer;
  };

  /// `around` outlives it.
  RandomWork(std::uint64_t seed, Surroundings* around, const VolatileDisk* disk)
      : random_(seed), around_(around), disk_(disk) {}

  /// Asks one thing more.
  void DoOne(EngineLife& life);

  const std::vector<std::string>& routes() const { return routes_; }
  /// All that was answered, oldest first.
  const std::vector<Answered>& answered() const { return answered_; }
  /// What went wrong although the power was on.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Send = std::function<absl::StatusOr<std::string>(RouteEngine&)>;

  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  std::size_t AnyRoute() { return Below(routes_.size()); }
  /// Asks, and remembers what became of it.
  void Ask(EngineLife& life, Answered call);
  /// An event of the script, which may have been told before.
  Answered Event(std::size_t route, int place);
  Answered NextEvent();
  void CompleteOne(EngineLife& life);
  void Signal(EngineLife& life);
  void PauseOrResume(EngineLife& life);
  void SeveralAtOnce(EngineLife& life);
  void Repeat(EngineLife& life);
  std::string NewRequestId();

  std::mt19937_64 random_;
  Surroundings* around_;
  const VolatileDisk* disk_;
  std::vector<std::string> routes_;
  std::vector<int> told_;  // of each route: how far its script came
  int requests_ = 0;
  std::mutex mutex_;  // over what follows, when several ask at once
  std::vector<Answered> asked_;
  std::vector<Answered> answered_;
  std::vector<std::string> complaints_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RANDOM_WORK_H_
