#include "services/orchestrator/command_builders.h"

#include <gtest/gtest.h>

#include "services/orchestrator/route_commands.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

CommandInput FullInput() {
  CommandInput input;
  input.route = "routes/1";
  input.references = {{"client", "clients/1"},  {"household", "households/1"}, {"referral", "referrals/1"},
                      {"municipality", "0361"}, {"case", "cases/1"},           {"decision", "decisions/1"}};
  input.facts = {{"law", "JEUGDWET"}};
  input.lines.emplace_back().set_line("line-1");
  input.lines.emplace_back().set_line("line-2");
  return input;
}

TEST(CommandBuilders, ThereIsOneForEveryCommandOfTheCatalogueAndNoOther) {
  for (const CatalogueCommand& command : RouteCommands().commands) {
    EXPECT_NE(FindCommandKind(command.name), nullptr) << command.name;
  }
  for (const CommandKind& kind : CommandKinds()) EXPECT_NE(RouteCommands().Find(kind.name), nullptr) << kind.name;
  EXPECT_EQ(FindCommandKind("Nothing"), nullptr);
}

TEST(CommandBuilders, EachBuildsWithWhatTheCatalogueSaysThatItNeedsAndNotWithoutAReference) {
  for (const CatalogueCommand& command : RouteCommands().commands) {
    CommandInput needed = FullInput();
    std::erase_if(needed.references, [&](const auto& one) {
      return std::find(command.needs.begin(), command.needs.end(), one.first) == command.needs.end();
    });
    const CommandKind* kind = FindCommandKind(command.name);
    ASSERT_NE(kind, nullptr);
    EXPECT_TRUE(kind->build(needed, "r-1").ok()) << command.name << " needs more than it says";
    for (const std::string& need : command.needs) {
      CommandInput without = needed;
      if (without.references.erase(need) == 0) continue;
      EXPECT_EQ(ReasonOf(kind->build(without, "r-1").status()), "REFERENCE_MISSING") << command.name << " " << need;
    }
  }
}

TEST(CommandBuilders, ARequestCarriesItsIdTheRouteAndWhatTheRouteKnows) {
  access::v1::OpenCaseRequest open;
  ASSERT_TRUE(open.ParseFromString(*FindCommandKind("OpenCase")->build(FullInput(), "r-1")));
  EXPECT_EQ(open.request_id(), "r-1");
  EXPECT_EQ(open.route(), "routes/1");
  EXPECT_EQ(open.household(), "households/1");
  EXPECT_EQ(open.law(), type::v1::JEUGDWET);
  EXPECT_EQ(open.lines_size(), 2);
  allocation::v1::MakeAllocationsRequest make;
  ASSERT_TRUE(make.ParseFromString(*FindCommandKind("MakeAllocations")->build(FullInput(), "r-2")));
  EXPECT_EQ(make.decision(), "decisions/1");
  EXPECT_EQ(make.lines(1).line(), "line-2");
}

}  // namespace
}  // namespace clientroute::orchestrator
