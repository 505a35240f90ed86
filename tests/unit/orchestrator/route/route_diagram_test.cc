#include "services/orchestrator/route/route_diagram.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

constexpr const char* kGolden = "tests/unit/orchestrator/golden/small.dot";

TEST(RouteDiagram, IsDrawnAsReviewed) {
  const std::string drawn = DrawDefinition(SmallDefinition(), {true, nullptr});
  if (std::getenv("CLIENTROUTE_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(std::string(CLIENTROUTE_SOURCE_DIR) + "/" + kGolden, std::ios::binary) << drawn;
  }
  EXPECT_EQ(drawn, ReadRepositoryFile(kGolden));
}

TEST(RouteDiagram, ShowsEveryStateByItsTitle) {
  const std::string drawn = DrawDefinition(YouthStandard());
  for (const Chart& chart : YouthStandard().charts) {
    for (const State& state : chart.states) {
      EXPECT_NE(drawn.find("\"" + chart.name + "." + state.name + "\" [label=\"" + state.title), std::string::npos)
          << state.name;
    }
  }
}

TEST(RouteDiagram, MarksWhereARouteStands) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  const std::string drawn = DrawDefinition(SmallDefinition(), {false, &driver.route()});
  const std::size_t here = drawn.find("\"main.looking\" [");
  ASSERT_NE(here, std::string::npos);
  EXPECT_NE(drawn.substr(here, drawn.find('\n', here) - here).find("penwidth=2"), std::string::npos);
  EXPECT_EQ(drawn.find("penwidth"), drawn.rfind("penwidth")) << "one place only";
}

TEST(RouteDiagram, TitlesCannotBreakTheText) {
  Definition definition = SmallDefinition();
  definition.charts[0].states[0].title = "Een \"titel\" met \\ en\nregel";
  const std::string drawn = DrawDefinition(definition);
  EXPECT_NE(drawn.find("[label=\"Een \\\"titel\\\" met \\\\ en regel"), std::string::npos);
}

}  // namespace
}  // namespace clientroute::orchestrator
