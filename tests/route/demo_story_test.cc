#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/programs/own_suite.h"

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

// shows: ALL-1
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

}  // namespace
}  // namespace clientroute::suite
