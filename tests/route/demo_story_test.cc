#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "tests/programs/own_suite.h"
#include "tests/route/golden.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;

/// The story is played once; every test looks at another side of it.
const v1::DemoReport& TheReport() {
  static const absl::StatusOr<v1::DemoReport> report = PlayDemo({});
  static const v1::DemoReport nothing;
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *report : nothing;
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += Cat(text.empty() ? "" : ", ", word);
  return text;
}

/// The timeline without ids, which are long and say nothing.
std::string Transcript(const orchestrator::v1::Route& route) {
  std::string text;
  for (const auto& entry : route.timeline()) {
    std::optional<Instant> time = FromProto(entry.time());
    text += Cat(entry.sequence(), " ", time ? ToIso(*time) : "?", " ", entry.event(),
                entry.part().empty() ? "" : Cat(" (", entry.part(), ")"), " by ", entry.actor(), "\n");
    if (entry.from_state() != entry.to_state()) text += Cat("    ", entry.from_state(), " -> ", entry.to_state(), "\n");
    if (!entry.explanation().empty()) text += Cat("    ", entry.explanation(), "\n");
    if (!entry.commands().empty()) text += Cat("    commands: ", Joined(entry.commands()), "\n");
    if (!entry.timers().empty()) text += Cat("    timers: ", Joined(entry.timers()), "\n");
    if (!entry.tasks().empty()) text += Cat("    tasks: ", Joined(entry.tasks()), "\n");
    if (entry.unexpected()) text += "    unexpected\n";
  }
  return text;
}

TEST(DemoStory, EveryCheckOfItsOwnHolds) {
  EXPECT_FALSE(TheReport().checks().empty());
  for (const auto& check : TheReport().checks()) EXPECT_TRUE(check.passed()) << check.description();
}

TEST(DemoStory, TheTimelineIsTheOneThatWasReviewed) {
  ExpectGolden("demo_timeline.txt", Transcript(TheReport().views(0).route()));
}

TEST(DemoStory, TheFilesAreTheOnesThatWereReviewed) {
  std::string text;
  for (const auto& file : TheReport().files())
    text += Cat("==== ", file.inbound() ? "in  " : "out ", file.file_name(), "\n", file.content());
  ExpectGolden("demo_files.txt", text);
}

TEST(DemoStory, TheFilesGoInAndOutInTheOrderOfTheStandard) {
  std::vector<std::string> kinds;
  for (const auto& file : TheReport().files()) kinds.push_back(file.kind());
  EXPECT_THAT(kinds, ElementsAre("JW315", "JW316", "JW301", "JW302", "JW305", "JW306", "JW305", "JW306", "JW307",
                                 "JW308", "JW307", "JW308"));
}

TEST(DemoStory, TriageSaysWhichCriteriaHeldAndWhichDidNot) {
  const auto& triage = TheReport().views(0).case_route().triage();
  EXPECT_EQ(triage.complexity(), access::v1::MONO);
  EXPECT_FALSE(triage.held().empty());
  EXPECT_FALSE(triage.not_held().empty());
  EXPECT_FALSE(triage.explanation().empty());
}

TEST(DemoStory, EveryCandidateHasReasonsAndSoHasEachThatFellAway) {
  ASSERT_EQ(TheReport().views(0).proposals_size(), 1);
  for (const auto& line : TheReport().views(0).proposals(0).lines()) {
    EXPECT_FALSE(line.candidates().empty()) << line.line();
    EXPECT_FALSE(line.fallen_away().empty()) << line.line();
    for (const auto& candidate : line.candidates()) {
      int sum = 0;
      for (const auto& part : candidate.parts()) {
        sum += part.points();
        EXPECT_FALSE(part.explanation().empty()) << candidate.location();
      }
      EXPECT_EQ(sum, candidate.score()) << candidate.location();
      EXPECT_LE(candidate.score(), line.candidates(0).score()) << candidate.location();
    }
    for (const auto& fallen : line.fallen_away()) {
      EXPECT_NE(fallen.reason(), allocation::v1::FallenAway::REASON_UNSPECIFIED) << fallen.location();
      EXPECT_FALSE(fallen.explanation().empty()) << fallen.location();
    }
  }
}

TEST(DemoStory, TheTariffIsTheContractsOnTheFirstDay) {
  ASSERT_EQ(TheReport().views(0).route().lines_size(), 2);
  EXPECT_EQ(TheReport().views(0).route().lines(0).tariff().cents(), 7'790);
  EXPECT_EQ(TheReport().views(0).route().lines(1).tariff().cents(), 10'258);
}

TEST(DemoStory, NobodyIsNamedOnTheTimeline) {
  std::string everything = TheReport().views(0).route().DebugString();
  EXPECT_EQ(everything.find("999990019"), std::string::npos);
  EXPECT_EQ(everything.find("Duinker"), std::string::npos);
}

}  // namespace
}  // namespace clientroute::suite
