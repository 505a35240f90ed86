#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/unit/orchestrator/definitions.h"

/// What waits while an interruption leads the main chart on: the checker follows it there too.
namespace clientroute::orchestrator {
namespace {

std::string With(std::string text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), instead);
}

/// The small definition, whose alarm can lead on to `judging`.
std::string LeadingOn() {
  return With(SmallDefinitionText(), R"(continue_in: "dropped")", R"(continue_in: "judging")");
}

std::string ProblemsOf(const std::string& text) {
  std::string problems;
  for (const Problem& problem :
       LoadText("small.textproto", text, SmallEvents(), SmallCommands(), SmallWork()).problems) {
    problems += Describe("small.textproto", problem) + "\n";
  }
  return problems;
}

TEST(InterruptionPaths, WhatWaitsWhereAnInterruptionLeadsOnMustBeAnsweredThere) {
  const std::string problems = ProblemsOf(LeadingOn());
  EXPECT_NE(problems.find("state judging: command 'Split' can end here by Split"), std::string::npos) << problems;
  EXPECT_EQ(problems.find("timer 'patience'"), std::string::npos) << "that is answered everywhere";
  EXPECT_EQ(
      ProblemsOf(With(LeadingOn(), R"(everywhere { event: "Asked")",
                      R"(everywhere { event: "Split" explanation: "Al verdeeld." } everywhere { event: "Asked")")),
      "");
}

TEST(InterruptionPaths, ATimerThatRunsOnIsFollowedThereToo) {
  std::string text = With(LeadingOn(), R"(everywhere { event: "Asked")",
                          R"(everywhere { event: "Split" explanation: "Al verdeeld." } everywhere { event: "Asked")");
  text = With(text, R"(timers { name: "patience")",
              R"(timers { name: "rest" title: "Rust" term { days: 3 } } timers { name: "patience")");
  // It starts in `working`, which only the alarm leaves for another state that goes on.
  text =
      With(text, R"(start_parts: "piece" cancel_timers)", R"(start_parts: "piece" start_timers: "rest" cancel_timers)");
  text = With(text, R"(on { automatic: true when { fact: "parts_open")",
              R"(on { timer: "rest" explanation: "Uitgerust." } on { automatic: true when { fact: "parts_open")");
  const std::string problems = ProblemsOf(text);
  EXPECT_NE(problems.find("state judging: timer 'rest' can end here"), std::string::npos) << problems;
}

TEST(InterruptionPaths, FromWhereWhatItAsksForCannotBeKnownItLeadsNowhere) {
  const std::string text = With(SmallDefinitionText(), R"(continue_in: "dropped")", R"(continue_in: "working")");
  EXPECT_NE(ProblemsOf(text).find("state working: command 'Split' can end here by Split"), std::string::npos);
  const std::string pushed =
      With(text, R"(on { event: "Fire" go_to: "burnt" explanation: "Alles is weg." })",
           R"(on { event: "Fire" when { fact: "pushed" op: KNOWN } go_to: "burnt" explanation: "Alles is weg." }
                                     on { event: "Fire" when { fact: "pushed" op: UNKNOWN } explanation: "Loos alarm." })");
  EXPECT_EQ(ProblemsOf(pushed), "") << "that can be known in `working` alone, where the split is over";
}

TEST(InterruptionPaths, WhatAnEventMayComeWithoutIsNotKnownForCertainAfterIt) {
  const std::string text = With(
      With(
          SmallDefinitionText(), R"(timers { name: "patience")",
          R"(timers { name: "push_term" title: "Aansporing" term { days: 3 after: "pushed_on" } } timers { name: "patience")"),
      R"(set { fact: "rounds" to: "7" })", R"(set { fact: "rounds" to: "7" } start_timers: "push_term")");
  EXPECT_NE(ProblemsOf(text).find("the term counts from 'pushed_on', which may not be known here"), std::string::npos);
}

TEST(InterruptionPaths, AnEventIsAboutReferencesOnly) {
  EXPECT_NE(ProblemsOf(With(SmallDefinitionText(), R"(events { name: "Looked" title: "Bekeken" attributes: "good" })",
                            R"(events { name: "Looked" title: "Bekeken" attributes: "good" about: "good" })"))
                .find("no reference is called 'good'"),
            std::string::npos);
  EXPECT_NE(ProblemsOf(With(SmallDefinitionText(), R"(events { name: "Looked" title: "Bekeken" attributes: "good" })",
                            R"(events { name: "Looked" title: "Bekeken" attributes: "good" about: "who" })"))
                .find("it carries no attribute 'who'"),
            std::string::npos);
}

}  // namespace
}  // namespace clientroute::orchestrator
