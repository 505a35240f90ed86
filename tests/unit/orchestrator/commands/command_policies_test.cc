#include "services/orchestrator/commands/command_policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/route_commands.h"

namespace clientroute::orchestrator {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::Not;

/// Every command that a chart names, on entry of a state and on an arrow.
void AddCommands(const Definition& definition, std::set<std::string>& names) {
  for (const Chart& chart : definition.charts) {
    for (const Rule& rule : chart.everywhere) names.insert(rule.actions.commands.begin(), rule.actions.commands.end());
    for (const State& state : chart.states) {
      names.insert(state.commands.begin(), state.commands.end());
      for (const Rule& rule : state.rules) names.insert(rule.actions.commands.begin(), rule.actions.commands.end());
    }
  }
}

/// Those of every definition of the repository, variants of regions too.
std::set<std::string> NamedByDefinitions() {
  const std::string workflows = std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows";
  std::set<std::string> names;
  for (const auto& region : std::filesystem::directory_iterator(workflows + "/regions")) {
    const auto library = LoadDefinitions(workflows + "/routes", region.path().string() + "/routes");
    EXPECT_TRUE(library.ok()) << library.status();
    if (!library.ok()) continue;
    for (const auto& definition : (*library)->all()) AddCommands(*definition, names);
  }
  return names;
}

const ServicePolicy* FindService(std::string_view service) {
  const auto services = ServicePolicies();
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const ServicePolicy& policy) { return policy.service == service; });
  return found == services.end() ? nullptr : &*found;
}

void ExpectDelivered(const std::string& command) {
  const CommandPolicy& policy = PolicyOfCommand(command);
  EXPECT_EQ(policy.command, command) << command << " has no policy";
  EXPECT_NE(FindCommandKind(command), nullptr) << command << " has no function that builds and sends it";
  EXPECT_GE(policy.deadline, seconds(1)) << command;
  EXPECT_LE(policy.deadline, seconds(60)) << command;
  EXPECT_GT(policy.attempts_most, 1) << command << " is never retried";
  EXPECT_LE(policy.attempts_most, 1'000) << command << " makes no incident within a day";
  EXPECT_GT(policy.pause_first, milliseconds(0)) << command << " is retried without a pause";
  EXPECT_GE(policy.pause_most, policy.pause_first) << command;
  const ServicePolicy* service = FindService(policy.service);
  ASSERT_NE(service, nullptr) << command << ": '" << policy.service << "' has no retry budget";
  EXPECT_GT(service->retries_most, 0) << policy.service;
  EXPECT_GT(service->retries_a_second, 0) << policy.service;
}

// shows: ROU-1
TEST(CommandPolicies, EveryCommandThatADefinitionNamesIsDeliveredByAPolicy) {
  const std::set<std::string> names = NamedByDefinitions();
  ASSERT_THAT(names, Not(IsEmpty()));
  for (const std::string& name : names) ExpectDelivered(name);
}

TEST(CommandPolicies, SoIsEveryCommandThatOneMayName) {
  for (const CatalogueCommand& command : RouteCommands().commands) ExpectDelivered(command.name);
}

TEST(CommandPolicies, EachHasOneRowAndNoneIsLeftOver) {
  std::set<std::string_view> seen;
  for (const CommandPolicy& policy : CommandPolicies()) {
    EXPECT_TRUE(seen.insert(policy.command).second) << policy.command << " stands there twice";
    EXPECT_NE(RouteCommands().Find(policy.command), nullptr) << policy.command << " is no command";
  }
  for (const ServicePolicy& service : ServicePolicies()) {
    EXPECT_TRUE(seen.insert(service.service).second) << service.service << " stands there twice";
  }
}

TEST(CommandPolicies, ANameThatIsNoCommandIsTriedOnceAndGoesNowhere) {
  EXPECT_EQ(PolicyOfCommand("NoSuchCommand").service, "");
  EXPECT_EQ(PolicyOfCommand("NoSuchCommand").attempts_most, 1);
}

}  // namespace
}  // namespace clientroute::orchestrator
