#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route/row_hunt.h"

/// Every row of the region's definitions is taken by a route that began with its opening and went on by what happened,
/// until all were. A row that no route can take is dead, and one that the machinery takes wrongly breaks an invariant
/// on the way.
namespace clientroute::orchestrator {
namespace {

/// Routes that are run in vain at most, one after another.
constexpr int kRoutesInVainMax = 500;

void ExpectEveryRow(const Definition& definition) {
  RowHunt hunt(definition);
  const std::vector<std::string> never = hunt.Run(kRoutesInVainMax);
  EXPECT_GT(hunt.rows(), 0u);
  std::string list;
  for (const std::string& row : never) list += "\n  " + row;
  EXPECT_EQ(hunt.taken(), hunt.rows());
  EXPECT_TRUE(never.empty()) << never.size() << " of " << hunt.rows() << " rows of " << definition.Label()
                             << " were never taken:" << list;
  // Nearly all without help.
  EXPECT_GE(hunt.from_opening() * 100, hunt.rows() * 90) << hunt.from_opening() << " of " << hunt.rows();
  ::testing::Test::RecordProperty("rows", static_cast<int>(hunt.rows()));
  ::testing::Test::RecordProperty("from_opening", static_cast<int>(hunt.from_opening()));
  ::testing::Test::RecordProperty("routes", hunt.routes());
}

TEST(RouteRows, EveryRowOfTheYouthRouteIsTaken) { ExpectEveryRow(YouthStandard()); }
TEST(RouteRows, EveryRowOfSocialSupportIsTaken) { ExpectEveryRow(WmoStandard()); }
TEST(RouteRows, EveryRowOfTheSmallDefinitionIsTaken) { ExpectEveryRow(SmallDefinition()); }
TEST(RouteRows, EveryRowOfAMessageThatAsksForAPersonIsTaken) { ExpectEveryRow(MessageAttention()); }

}  // namespace
}  // namespace clientroute::orchestrator
