#include "services/orchestrator/commands/retry_budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "services/orchestrator/commands/command_policies.h"
#include "services/orchestrator/definition/route_commands.h"

namespace clientroute::orchestrator {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr ServicePolicy kSmall[] = {{"access", 3, 2}};

TEST(RetryBudget, GivesWhatItHoldsAndFillsWithTime) {
  RetryBudget budget(kSmall);
  EXPECT_EQ(budget.Left("access", seconds(0)), 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.Take("access", seconds(0)));
  EXPECT_FALSE(budget.Take("access", seconds(0)));
  const milliseconds next = budget.UntilNext("access", seconds(0));
  EXPECT_GT(next, milliseconds(400));
  EXPECT_LT(next, milliseconds(600));
  EXPECT_FALSE(budget.Take("access", milliseconds(400)));
  EXPECT_TRUE(budget.Take("access", milliseconds(600)));
  EXPECT_EQ(budget.Left("access", seconds(100)), 3) << "never more than it holds";
}

TEST(RetryBudget, FillsJustAsMuchInSmallStepsAsInOne) {
  RetryBudget budget(kSmall);
  while (budget.Take("access", seconds(0))) continue;
  for (int i = 1; i <= 1'000; ++i) budget.Left("access", microseconds(1'000 * i + 7));
  EXPECT_EQ(budget.Left("access", milliseconds(1'001)), 2);
}

TEST(RetryBudget, TimeThatGoesBackGivesNothing) {
  RetryBudget budget(kSmall);
  while (budget.Take("access", seconds(10))) continue;
  EXPECT_FALSE(budget.Take("access", seconds(5)));
  EXPECT_TRUE(budget.Take("access", seconds(11)));
}

TEST(RetryBudget, WhoHasNoPolicyIsNotHeldBack) {
  RetryBudget budget(kSmall);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(budget.Take("elsewhere", seconds(0)));
}

TEST(CommandPolicies, EveryCommandHasOneAndItsServiceABudget) {
  std::set<std::string> named;
  for (const CommandPolicy& policy : CommandPolicies()) {
    EXPECT_TRUE(named.insert(std::string(policy.command)).second) << policy.command;
    EXPECT_NE(RouteCommands().Find(policy.command), nullptr) << policy.command;
    EXPECT_GT(policy.attempts_most, 1);
    EXPECT_LE(policy.pause_first, policy.pause_most);
    EXPECT_LE(policy.deadline, seconds(30)) << "a dispatcher waits for one delivery at a time";
    const auto budget = std::find_if(ServicePolicies().begin(), ServicePolicies().end(),
                                     [&](const ServicePolicy& one) { return one.service == policy.service; });
    ASSERT_NE(budget, ServicePolicies().end()) << policy.service;
    EXPECT_GT(budget->retries_a_second, 0);
    EXPECT_EQ(&PolicyOfCommand(policy.command), &policy);
  }
  for (const CatalogueCommand& command : RouteCommands().commands) {
    EXPECT_TRUE(named.contains(command.name)) << command.name << " is delivered by nobody";
  }
  EXPECT_EQ(PolicyOfCommand("Nothing").service, "");
}

}  // namespace
}  // namespace clientroute::orchestrator
