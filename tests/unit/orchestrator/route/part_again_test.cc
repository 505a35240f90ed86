#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "services/orchestrator/route/invariants.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

/// Parts that have ended and begin again, in a small definition; and automatic transitions there and back.
namespace clientroute::orchestrator {
namespace {

std::string With(std::string text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), instead);
}

/// The small definition, whose pieces can be found wanting after they were ready; it waits before it is done.
std::string AgainText() {
  std::string text = With(SmallDefinitionText(), R"(explanation: "Dit stuk is klaar." final: true)",
                          R"(explanation: "Dit stuk is klaar." final: true
      on { event: "PieceDone" when { fact: "clean" op: EQ to: "false" } go_to: "checking" commands: "Forget" explanation: "Toch niet schoon." }
      on { event: "PieceDone" when { fact: "clean" op: EQ to: "true" } explanation: "Nog eens schoon." })");
  text =
      With(text, R"(go_to: "done" explanation: "Alles is klaar.")", R"(go_to: "resting" explanation: "Even wachten.")");
  return With(text, R"(states { name: "done")",
              R"(states { name: "resting" title: "Rust" explanation: "Komt er nog wat?"
    on { automatic: true when { fact: "parts_open" op: GT to: "0" } go_to: "working" explanation: "Er is weer werk." }
    on { event: "Looked" explanation: "Alsnog bekeken." }
    on { event: "Split" go_to: "done" explanation: "Klaar." }
  }
  states { name: "done")");
}

std::string ProblemsOf(const std::string& text) {
  std::string problems;
  for (const Problem& problem :
       LoadText("small.textproto", text, SmallEvents(), SmallCommands(), SmallWork()).problems) {
    problems += Describe("small.textproto", problem) + "\n";
  }
  return problems;
}

const Definition& Again() {
  static const Definition& kDefinition = *new Definition(
      *LoadText("small.textproto", AgainText(), SmallEvents(), SmallCommands(), SmallWork()).definition);
  return kDefinition;
}

RouteDriver Resting() {
  RouteDriver driver(Again());
  driver.Tell("Asked", SmallAsked());
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, {{"line-1", {{"weight", "5"}, {"from", "2026-04-01"}}, "payload 1"}});
  driver.Tell("PieceDone", {{"clean", "true"}}, "line-1");
  return driver;
}

TEST(PartAgain, TheDefinitionIsWhole) { EXPECT_EQ(ProblemsOf(AgainText()), ""); }

TEST(PartAgain, AnEndedPartBeginsAgainByItsEventAndIsCountedAgain) {
  RouteDriver driver = Resting();
  EXPECT_EQ(driver.state(), "resting");
  EXPECT_EQ(driver.fact("parts_open"), "0");
  EXPECT_EQ(DescribeResult(Again(), driver.Tell("PieceDone", {{"clean", "false"}}, "line-1")),
            "piece(line-1): ready -> checking; main: resting -> working; command Forget(line-1); +task check(line-1)");
  EXPECT_EQ(driver.fact("parts_open"), "1");
  EXPECT_EQ(driver.fact("parts_total"), "1");
  EXPECT_FALSE(FindBroken(Again(), driver.route()).has_value());
  driver.Complete("check", "fine", "line-1");
  EXPECT_EQ(driver.state(), "resting");
  EXPECT_EQ(driver.fact("parts_open"), "0");
}

TEST(PartAgain, WhatLeavesItEndedChangesNothing) {
  RouteDriver driver = Resting();
  EXPECT_EQ(DescribeResult(Again(), driver.Tell("PieceDone", {{"clean", "true"}}, "line-1")), "stays");
  EXPECT_EQ(driver.tasks(), "");
}

TEST(PartAgain, OnceTheRouteIsClosedItIsShownToAPerson) {
  RouteDriver driver = Resting();
  driver.Tell("Split", {}, {}, {{"line-9", {{"weight", "1"}}, "payload 9"}});
  ASSERT_EQ(driver.state(), "done");
  EXPECT_EQ(DescribeResult(Again(), driver.Tell("PieceDone", {{"clean", "false"}}, "line-1")),
            "unexpected; +task unexpected_event(line-1)");
}

TEST(PartAgain, ALineThatChangesIsLearntByItsEndedPartToo) {
  RouteDriver driver = Resting();
  driver.Take(Announced{
      "Nudged", "", {{"hard", "true"}}, {}, {{"line-1", {{"weight", "6"}, {"from", "2026-05-01"}}, "changed"}}});
  driver.Tell("PieceDone", {{"clean", "false"}}, "line-1");
  ASSERT_EQ(driver.state(), "working");
  EXPECT_EQ(driver.route().parts[0].facts[0], 6);
}

TEST(PartAgain, GuardsThatCannotHoldTogetherLetAutomaticTransitionsLeadThereAndBack) {
  const std::string back = R"(op: GT to: "0" } go_to: "working")";
  EXPECT_NE(ProblemsOf(With(AgainText(), back, R"(op: GE to: "0" } go_to: "working")")).find("lead from here back to"),
            std::string::npos)
      << "both hold when none is open";
  const std::string other = R"(on { automatic: true when { fact: "size" op: GT to: "0" } go_to: "working")";
  EXPECT_NE(
      ProblemsOf(With(AgainText(),
                      R"(on { automatic: true when { fact: "parts_open" op: GT to: "0" } go_to: "working")", other))
          .find("lead from here back to here"),
      std::string::npos)
      << "of another fact nothing is said";
}

TEST(PartAgain, AFactThatAnAutomaticTransitionSetsStopsNothing) {
  std::string text = With(
      AgainText(), R"(op: EQ to: "0" } go_to: "resting")",
      R"(op: EQ to: "0" } when { fact: "rounds" op: EQ to: "0" } set { fact: "rounds" to: "1" } go_to: "resting")");
  text =
      With(text, R"(automatic: true when { fact: "parts_open" op: GT to: "0" } go_to: "working")",
           R"(automatic: true when { fact: "rounds" op: EQ to: "1" } set { fact: "rounds" to: "0" } go_to: "working")");
  EXPECT_NE(ProblemsOf(text).find("lead from here back to here"), std::string::npos);
}

}  // namespace
}  // namespace clientroute::orchestrator
