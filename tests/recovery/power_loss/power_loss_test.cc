#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/status/status.h"
#include "services/platform/testing/temp_folder.h"
#include "tests/recovery/power_loss/engine_life.h"
#include "tests/recovery/power_loss/random_work.h"
#include "tests/recovery/power_loss/record_check.h"
#include "tests/recovery/power_loss/volatile_disk.h"

// The orchestrator's engine on a disk that loses its power at every kind of moment, and with it what was not synced:
// whole writes, and parts of them.
namespace clientroute::orchestrator {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int kLosses = 30;
constexpr std::uint64_t kOperationsMost = 120;
/// Of the losses, one in so many strikes while the record is opened, and one in so many while it is closed.
constexpr std::uint64_t kOpeningOdds = 6;
constexpr std::uint64_t kClosingOdds = 8;

std::int64_t FromEnvironment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoll(text, nullptr, 10);
}

/// One engine through many losses of power.
class Campaign {
 public:
  explicit Campaign(std::uint64_t seed) : random_(seed), disk_(seed), around_(seed), work_(seed, &around_, &disk_) {}

  /// Until the first violation, or to the end. What is not as it should be.
  std::vector<std::string> Run(int losses) {
    for (int loss = 0; loss < losses; ++loss) {
      LoseOnOpening();
      std::unique_ptr<EngineLife> life = Begin();
      if (!Check(life.get())) return complaints_;
      WorkUntilTheLoss(std::move(life));
      disk_.Restore();
    }
    Conclude();
    return complaints_;
  }
  VolatileDisk::Counts counts() const { return disk_.counts(); }
  std::size_t answered() const { return work_.answered().size(); }

 private:
  std::unique_ptr<EngineLife> Begin() {
    auto life = EngineLife::Begin(folder_.File("orchestrator.db"), &around_, &disk_, random_());
    if (life.ok()) return *std::move(life);
    if (!disk_.failed()) complaints_.push_back(Cat("does not open: ", life.status().ToString()));
    return nullptr;
  }

  void LoseOnOpening() {
    if (random_() % kOpeningOdds != 0) return;
    disk_.FailAfter(static_cast<std::int64_t>(random_() % kOperationsMost));
    Begin().reset();
    disk_.Restore();
  }

  bool Check(EngineLife* life) {
    if (life != nullptr) {
      for (std::string& one : Violations(*life, around_, work_)) complaints_.push_back(std::move(one));
    }
    for (const std::string& one : work_.complaints()) complaints_.push_back(one);
    return complaints_.empty();
  }

  void WorkUntilTheLoss(std::unique_ptr<EngineLife> life) {
    const auto operations = static_cast<std::int64_t>(random_() % kOperationsMost);
    const bool closing = random_() % kClosingOdds == 0;
    if (!closing) disk_.FailAfter(operations);
    for (std::int64_t asked = 0; !disk_.failed() && (!closing || asked < operations / 4); ++asked) work_.DoOne(*life);
    if (closing) disk_.FailAfter(operations);
    life.reset();
  }

  void Conclude() {
    std::unique_ptr<EngineLife> life = Begin();
    if (!Check(life.get()) || life == nullptr) return;
    around_.BecomeReliable();
    around_.world().clock()->Advance(std::chrono::hours(24 * 7));
    if (!life->Settle()) complaints_.emplace_back("does not come to rest");
    Check(life.get());
    for (std::string& one : Leftovers(*life, around_)) complaints_.push_back(std::move(one));
  }

  std::mt19937_64 random_;
  TempFolder folder_;
  VolatileDisk disk_;
  Surroundings around_;
  RandomWork work_;
  std::vector<std::string> complaints_;
};

class PowerLoss : public testing::TestWithParam<std::int64_t> {};

// shows: ROU-1, ROU-3, MSG-4
TEST_P(PowerLoss, NothingAnsweredIsLostAndNothingHappensTwice) {
  Campaign campaign(static_cast<std::uint64_t>(GetParam()));
  EXPECT_THAT(campaign.Run(kLosses), IsEmpty());
  // That much happened, and that the losses of power hit something.
  const VolatileDisk::Counts counts = campaign.counts();
  EXPECT_GT(campaign.answered(), kLosses);
  EXPECT_GT(counts.files_torn, kLosses / 4);
  EXPECT_GT(counts.sectors_kept, kLosses);
  EXPECT_GT(counts.sectors_lost, kLosses);
}

INSTANTIATE_TEST_SUITE_P(Seeds, PowerLoss,
                         testing::Range(FromEnvironment("CLIENTROUTE_FIRST_SEED", 1),
                                        FromEnvironment("CLIENTROUTE_FIRST_SEED", 1) +
                                            FromEnvironment("CLIENTROUTE_SEEDS", 10)));

// A record that does not sync every commit must be caught: otherwise the check above could not fail.

TEST(PowerLossCheck, FindsWhatIsLostByARecordThatNeverSyncs) {
  const ForcedSynchronous synchronous("OFF");
  EXPECT_THAT(Campaign(1).Run(kLosses), Not(IsEmpty()));
}

TEST(PowerLossCheck, FindsWhatIsLostByARecordThatSyncsLater) {
  const ForcedSynchronous synchronous("NORMAL");
  constexpr std::uint64_t kSeeds = 6;
  std::vector<std::string> found;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    for (std::string& one : Campaign(seed).Run(kLosses)) found.push_back(std::move(one));
  }
  EXPECT_THAT(found, Contains(HasSubstr("was answered and is lost")));
  EXPECT_THAT(found, Contains(HasSubstr("was carried out and stands in no history")));
}

}  // namespace
}  // namespace clientroute::orchestrator
