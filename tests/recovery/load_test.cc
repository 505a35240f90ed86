#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "services/suite/demo/killer.h"
#include "tests/programs/own_suite.h"
#include "tests/recovery/route_load.h"

// A suite that is killed while many routes move at once, and that ends as one that nobody killed.
namespace clientroute::suite {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr std::int64_t kSeedsAlways = 10;

std::int64_t FromEnvironment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoll(text, nullptr, 10);
}

absl::StatusOr<RouteLoad::Outcome> Undisturbed() {
  OwnSuite suite;
  CLIENTROUTE_RETURN_IF_ERROR(suite.process().Start());
  RouteLoad load(&suite);
  CLIENTROUTE_RETURN_IF_ERROR(load.Play(nullptr));
  return load.Conclude();
}

class KilledUnderLoad : public testing::TestWithParam<std::int64_t> {
 protected:
  static const absl::StatusOr<RouteLoad::Outcome>& Expected() {
    static const absl::StatusOr<RouteLoad::Outcome> expected = Undisturbed();
    return expected;
  }
};

// shows: ROU-1, ROU-3, MSG-4
TEST_P(KilledUnderLoad, LosesNoTransitionAndNoTimerAndDoesNothingTwice) {
  const absl::StatusOr<RouteLoad::Outcome>& expected = Expected();
  ASSERT_TRUE(expected.ok()) << expected.status();
  // That there is something to lose.
  ASSERT_THAT(expected->messages, ElementsAre(Pair("JW301", RouteLoad::kRoutes)));
  ASSERT_THAT(expected->histories, Each(AllOf(HasSubstr("AllocationsMade"), HasSubstr("AllocationMessageSent"),
                                              HasSubstr("CrisisResolved"), HasSubstr("TimerExpired"))));
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  RouteLoad load(&suite);
  Killer killer(&suite.process(), static_cast<std::uint64_t>(GetParam()));
  const absl::Status played = load.Play(&killer);
  ASSERT_TRUE(played.ok()) << played;
  EXPECT_GE(killer.kills(), Killer::kKillsLeast);
  absl::StatusOr<RouteLoad::Outcome> outcome = load.Conclude();
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->histories, expected->histories);
  EXPECT_EQ(outcome->messages, expected->messages);
  for (const auto& [table, rows] : expected->rows) EXPECT_EQ(outcome->rows[table], rows) << table;
}

INSTANTIATE_TEST_SUITE_P(Seeds, KilledUnderLoad,
                         testing::Range(FromEnvironment("CLIENTROUTE_FIRST_SEED", 1),
                                        FromEnvironment("CLIENTROUTE_FIRST_SEED", 1) +
                                            FromEnvironment("CLIENTROUTE_SEEDS", kSeedsAlways)),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace clientroute::suite
