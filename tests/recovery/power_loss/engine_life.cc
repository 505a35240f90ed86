#include "tests/recovery/power_loss/engine_life.h"

#include <utility>

#include "services/orchestrator/migrations.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/wake_on_commit.h"

namespace clientroute::orchestrator {
namespace {

/// One call in so many finds its service unreachable.
constexpr std::uint64_t kUnreachableOdds = 8;
/// Steps of background work between two looks at the power, and in all.
constexpr std::int64_t kStepsAtATime = 50;
constexpr int kTurnsMost = 200;

std::shared_ptr<const DefinitionLibrary> RegionDefinitions() {
  static const auto library = LoadDefinitions(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes");
  if (!library.ok()) StopOnDefect(library.status().ToString());
  return *library;
}

}  // namespace

Surroundings::Surroundings(std::uint64_t seed)
    : world_(seed), definitions_(RegionDefinitions()), random_(seed), neighbours_(world_) {
  neighbours_.AnswerBy([this](const Neighbours::Received& received) { return Take(received); });
}

absl::Status Surroundings::Take(const Neighbours::Received& received) {
  const std::lock_guard lock(mutex_);
  const absl::Status unreachable = Error(absl::StatusCode::kUnavailable, "TEST_UNREACHABLE", "not now");
  const std::uint64_t luck = reliable_ ? kUnreachableOdds : random_() % kUnreachableOdds;
  if (luck == 0) return unreachable;
  Effect& effect = effects_.try_emplace(received.request_id, Effect{received.route, received.request}).first->second;
  if (effect.request != received.request) contradictions_.push_back(received.request_id);
  if (luck == 1) return unreachable;
  if (!effect.answered) effect.place = ++answered_of_route_[received.route];
  effect.answered = true;
  return absl::OkStatus();
}

std::map<std::string, Surroundings::Effect> Surroundings::effects() const {
  const std::lock_guard lock(mutex_);
  return effects_;
}

std::vector<std::string> Surroundings::contradictions() const {
  const std::lock_guard lock(mutex_);
  return contradictions_;
}

void Surroundings::BecomeReliable() {
  const std::lock_guard lock(mutex_);
  reliable_ = true;
}

absl::StatusOr<std::unique_ptr<EngineLife>> EngineLife::Begin(const std::string& record, Surroundings* around,
                                                              const VolatileDisk* disk, std::uint64_t seed) {
  std::unique_ptr<EngineLife> life(new EngineLife());
  life->disk_ = disk;
  CLIENTROUTE_ASSIGN(life->database_, OpenSqlite({.path = record, .readers = 2}, OrchestratorMigrations()));
  CLIENTROUTE_ASSIGN(
      life->service_,
      OrchestratorService::Create(around->world().Stack("orchestrator", life->database_.get()), around->definitions()));
  life->works_ = life->service_->MakeWorks(&around->neighbours().targets(), around->world().random());
  life->scheduler_ = MakeDrivenScheduler(seed);
  for (const std::unique_ptr<Work>& work : life->works_) {
    life->scheduler_->Add(work.get());
    WakeOnCommit(life->database_.get(), life->scheduler_.get(), work.get());
  }
  return life;
}

EngineLife::~EngineLife() {
  if (scheduler_ != nullptr) scheduler_->Stop();
}

bool EngineLife::Settle() {
  for (const std::unique_ptr<Work>& work : works_) scheduler_->Wake(work.get());  // the clock may have moved
  for (int turn = 0; turn < kTurnsMost && !disk_->failed(); ++turn) {
    if (scheduler_->RunUntilQuiet(kStepsAtATime)) return true;
  }
  return disk_->failed();
}

}  // namespace clientroute::orchestrator
