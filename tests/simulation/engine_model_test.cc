#include "tests/simulation/engine_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "services/platform/testing/temp_folder.h"
#include "tests/simulation/real_words.h"
#include "tests/unit/orchestrator/sequences.h"

/// Random definitions, and random events on several routes of each at a time: the engine, on a real record, and the
/// plain interpreters beside it must answer the same and hold the same after every batch. CLIENTROUTE_SEQUENCES has so
/// many routes driven instead of a hundred and fifty; a failure names the seed that repeats it.
namespace clientroute::orchestrator {
namespace {

constexpr int kSequences = 150;
/// Routes in one record, interleaved.
constexpr int kRoutesTogether = 6;
/// A wrong rule must be found among so many routes.
constexpr int kRoutesUntilFound = 360;

struct Outcome {
  std::string difference;
  std::map<std::string, int> counts;
  int drawn = 0;
};

Outcome RunOne(std::uint64_t seed, Slip slip) {
  Outcome outcome;
  std::string why;
  const std::unique_ptr<Versions> versions = DrawVersions(seed, outcome.drawn, why);
  if (versions == nullptr) {
    outcome.difference = "no two versions of this seed are whole: " + why;
    return outcome;
  }
  const TempFolder folder;
  EngineModel model(folder.path(), *versions, seed, {.routes = kRoutesTogether}, slip);
  outcome.difference = model.Run();
  outcome.counts = model.counts();
  return outcome;
}

TEST(EngineModel, TheEngineAndThePlainInterpreterAgreeOnInterleavedRoutesRepeatsRestartsAndMoves) {
  const int runs = (SequencesOr(kSequences) + kRoutesTogether - 1) / kRoutesTogether;
  std::map<std::string, int> counts;
  int drawn = 0;
  const int first = FirstSequence() / kRoutesTogether;
  for (int i = first; i < first + runs; ++i) {
    const Outcome outcome = RunOne(static_cast<std::uint64_t>(i), Slip::kNone);
    ASSERT_EQ(outcome.difference, "") << "seed " << i;
    for (const auto& [what, count] : outcome.counts) counts[what] += count;
    drawn += outcome.drawn;
  }
  std::printf("%d sequences in %d records (definitions drawn: %d):", runs * kRoutesTogether, runs, drawn);
  for (const auto& [what, count] : counts) std::printf(" %s %d", what.c_str(), count);
  std::printf("\n");
  // The sequences reach what they should.
  if (runs < kSequences / kRoutesTogether) return;
  for (const char* what : {"taken",
                           "deferred",
                           "unexpected",
                           "noted",
                           "fired",
                           "stale",
                           "EARLY_TIMER",
                           "repeat",
                           "restart",
                           "moved",
                           "given up",
                           "REQUEST_ID_REUSED",
                           "ROUTE_UNKNOWN",
                           "ROUTE_STRANDED",
                           "MISSING_ATTRIBUTE",
                           "BAD_ATTRIBUTE",
                           "TASK_CLOSED",
                           "OUTCOME_NOT_ALLOWED",
                           "EVENT_DOES_NOT_FIT",
                           "paused",
                           "resumed",
                           "kept",
                           "refused after waiting",
                           "ROUTE_PAUSED",
                           "ROUTE_NOT_PAUSED",
                           "retried",
                           "skipped",
                           "NOTHING_TO_RETRY",
                           "NOTHING_TO_SKIP",
                           "announced"})
    EXPECT_GT(counts[what], 0) << what;
}

// Let go on twice, each time with something that waited and is refused: the second was taken for the first.
TEST(EngineModel, ARouteThatIsLetGoOnTwiceGoesOnBothTimes) {
  constexpr std::uint64_t kSeed = 1'020;
  EXPECT_EQ(RunOne(kSeed, Slip::kNone).difference, "");
}

class WrongRule : public testing::TestWithParam<Slip> {};

TEST_P(WrongRule, IsFound) {
  for (int i = 0; i * kRoutesTogether < kRoutesUntilFound; ++i) {
    const Outcome outcome = RunOne(static_cast<std::uint64_t>(i), GetParam());
    if (outcome.difference.empty()) continue;
    const std::string where = outcome.difference.substr(0, outcome.difference.find('\n'));
    std::printf("found after %d sequences: %s\n", (i + 1) * kRoutesTogether, where.c_str());
    return;
  }
  FAIL() << "the model agrees with an interpreter that is wrong";
}

INSTANTIATE_TEST_SUITE_P(EngineModel, WrongRule,
                         testing::Values(Slip::kTimersOutliveTheirState, Slip::kAMovedRouteStartsNothing,
                                         Slip::kARepeatCountsAgain, Slip::kAPausedRouteGoesOn,
                                         Slip::kARetriedIncidentStaysOpen, Slip::kASkippedCommandIsOfferedAgain,
                                         Slip::kACompletedTaskIsNotAnnounced));

}  // namespace
}  // namespace clientroute::orchestrator
