#include <gtest/gtest.h>

#include "services/orchestrator/definition_checker.h"
#include "services/orchestrator/event_catalogue_codec.h"
#include "services/orchestrator/route_commands.h"
#include "services/orchestrator/work_catalogue_codec.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

TEST(YouthStandard, IsLetThroughByTheCheckerAgainstTheRealEventsAndCommands) {
  const std::string file = "workflows/routes/youth_standard.textproto";
  const CheckedDefinition checked =
      LoadText(file, ReadRepositoryFile(file), BuildEventCatalogue(), RouteCommands(), BuildWorkCatalogue());
  for (const Problem& problem : checked.problems) ADD_FAILURE() << Describe(file, problem);
  ASSERT_TRUE(checked.definition.has_value());
  EXPECT_EQ(checked.definition->Label(), "youth_standard@1");
}

}  // namespace
}  // namespace clientroute::orchestrator
