#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ENGINE_LIFE_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ENGINE_LIFE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/orchestrator/orchestrator_service.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/testing/test_world.h"
#include "tests/recovery/power_loss/volatile_disk.h"
#include "tests/service/orchestrator/neighbours.h"

namespace clientroute::orchestrator {

/// What lives on when the machine of the orchestrator loses power: the time, the other services, and what those saw of
/// its commands. They carry each out once a request id, and are unreachable now and then, before or after the effect.
class Surroundings {
 public:
  explicit Surroundings(std::uint64_t seed);

  /// What came under one request id.
  struct Effect {
    std::string route;
    std::string request;
    bool answered = false;
    /// The how-manieth command of its route whose answer arrived; 0 while none did.
    int place = 0;
  };
  /// By request id.
  std::map<std::string, Effect> effects() const;
  /// Request ids that came with two different requests.
  std::vector<std::string> contradictions() const;
  /// From now on nobody is unreachable.
  void BecomeReliable();

  TestWorld& world() { return world_; }
  Neighbours& neighbours() { return neighbours_; }
  Instant now() { return world_.clock()->Now(); }
  const std::shared_ptr<const DefinitionLibrary>& definitions() const { return definitions_; }

 private:
  absl::Status Take(const Neighbours::Received& received);

  TestWorld world_;
  std::shared_ptr<const DefinitionLibrary> definitions_;
  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  bool reliable_ = false;
  std::map<std::string, Effect> effects_;
  std::map<std::string, int> answered_of_route_;
  std::vector<std::string> contradictions_;
  Neighbours neighbours_;
};

/// The orchestrator's engine from power on to power off: its record, timers and dispatchers. Thread-safe but for
/// Settle.
class EngineLife {
 public:
  /// `around` and the disk outlive it. Errors: those of OpenSqlite and OrchestratorService::Create.
  static absl::StatusOr<std::unique_ptr<EngineLife>> Begin(const std::string& record, Surroundings* around,
                                                           const VolatileDisk* disk, std::uint64_t seed);
  ~EngineLife();
  EngineLife(const EngineLife&) = delete;
  EngineLife& operator=(const EngineLife&) = delete;

  RouteEngine& engine() { return service_->engine(); }
  Database& database() { return *database_; }
  /// Timers and dispatchers work until nothing is left to do, or the power fails. False when they do not come to an
  /// end.
  bool Settle();

 private:
  EngineLife() = default;

  const VolatileDisk* disk_ = nullptr;
  std::unique_ptr<Database> database_;
  std::unique_ptr<OrchestratorService> service_;
  std::vector<std::unique_ptr<Work>> works_;
  std::unique_ptr<DrivenScheduler> scheduler_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ENGINE_LIFE_H_
