#include "services/suite/demo/stories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/conclusion.h"
#include "services/suite/demo/secrecy.h"
#include "tests/programs/own_suite.h"
#include "tests/route/golden.h"

namespace clientroute::suite {
namespace {

using testing::IsEmpty;

/// Each story is played once; every test looks at another side of it.
const v1::DemoReport& ReportOf(const std::string& story) {
  static std::map<std::string, v1::DemoReport> reports;
  auto found = reports.find(story);
  if (found != reports.end()) return found->second;
  absl::StatusOr<v1::DemoReport> report = PlayDemo({.story = story});
  EXPECT_TRUE(report.ok()) << report.status();
  return reports.emplace(story, report.ok() ? *report : v1::DemoReport()).first->second;
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
    if (!entry.note().empty()) text += "    with a note\n";
    if (!entry.commands().empty()) text += Cat("    commands: ", Joined(entry.commands()), "\n");
    if (!entry.timers().empty()) text += Cat("    timers: ", Joined(entry.timers()), "\n");
    if (!entry.tasks().empty()) text += Cat("    tasks: ", Joined(entry.tasks()), "\n");
    if (entry.unexpected()) text += "    unexpected\n";
  }
  return text;
}

/// Claims, ledger and spend, in cents.
std::string Money(const v1::DemoReport& report) {
  std::string text;
  for (const v1::ClaimView& view : report.claims()) {
    const auto& claim = view.claim();
    text += Cat("claim ", claim.claim_number(), " by ", claim.provider(), " to ", claim.municipality(), ": submitted ",
                claim.submitted().cents(), ", accepted ", claim.accepted().cents(), "\n");
    for (const auto& line : view.lines()) {
      std::string codes;
      for (const auto& verdict : line.verdicts()) codes += Cat(" ", verdict.return_code(), " ", verdict.rule());
      text += Cat("    ", line.submitted().reference(), " ", line.submitted().previous_reference().empty() ? "D" : "C",
                  " ", line.submitted().amount().cents(), " accepted ", line.accepted().cents(), codes, "\n");
    }
  }
  for (const auto& entry : report.ledger().entries()) {
    text += Cat(entry.posting(), " ", claims::v1::LedgerEntry::Kind_Name(entry.kind()), " ",
                claims::v1::LedgerAccount::Kind_Name(entry.account().kind()), " ", entry.account().contract(), " ",
                entry.amount().cents(), "\n");
  }
  for (const auto& row : report.spend().rows()) {
    text += Cat("spend ", row.month().year(), "-", row.month().month(), " ", row.contract(), " ", row.municipality(),
                " ", row.product(), ": accepted ", row.accepted().cents(), ", refused ", row.refused().cents(), "\n");
  }
  return text;
}

class StoryTest : public testing::TestWithParam<std::string> {};

TEST_P(StoryTest, EveryCheckOfItsOwnHolds) {
  EXPECT_FALSE(ReportOf(GetParam()).checks().empty());
  for (const auto& check : ReportOf(GetParam()).checks()) EXPECT_TRUE(check.passed()) << check.description();
}

TEST_P(StoryTest, TheTimelinesAreThoseThatWereReviewed) {
  std::string text;
  for (const v1::RouteView& view : ReportOf(GetParam()).views())
    text += Cat("==== ", view.route().definition(), ", ", view.route().state(), "\n", Transcript(view.route()));
  ExpectGolden(GetParam() + "_timeline.txt", text);
}

TEST_P(StoryTest, TheFilesAreThoseThatWereReviewed) {
  std::string text;
  for (const auto& file : ReportOf(GetParam()).files())
    text += Cat("==== ", file.inbound() ? "in  " : "out ", file.file_name(), "\n", file.content());
  ExpectGolden(GetParam() + "_files.txt", text);
}

TEST_P(StoryTest, EveryCentIsTheOneThatWasReviewed) {
  const std::string text = Money(ReportOf(GetParam()));
  if (!text.empty()) ExpectGolden(GetParam() + "_money.txt", text);
  EXPECT_EQ(text.empty(), ReportOf(GetParam()).claims().empty());
}

// shows: PRI-2
TEST_P(StoryTest, NobodyOfTheCastIsNamedOnATimelineOrInWhatItsServicesKnow) {
  std::vector<std::string> secrets;
  for (const StoryClient& client : Everyone()) {
    for (const std::string& one : IdentifyingDataOf(client)) secrets.push_back(one);
  }
  for (v1::RouteView view : ReportOf(GetParam()).views()) {
    view.clear_case_route();  // whose free text is shown to whom it may be
    EXPECT_THAT(FoundIn(view.DebugString(), secrets), IsEmpty());
  }
}

// shows: PRI-2
TEST_P(StoryTest, NothingOfAPersonStandsOpenInDataLogsOrMetrics) {
  const auto& checks = ReportOf(GetParam()).checks();
  const auto found = std::ranges::find(checks, kNothingOpen, &v1::DemoCheck::description);
  ASSERT_NE(found, checks.end());
  EXPECT_TRUE(found->passed());
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const StoryEntry& story : Stories()) names.emplace_back(story.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, StoryTest, testing::ValuesIn(Names()), [](const auto& story) { return story.param; });

TEST(Stories, EachHasANameOfItsOwnAndASummary) {
  std::map<std::string_view, int> counted;
  for (const StoryEntry& story : Stories()) {
    EXPECT_EQ(++counted[story.name], 1) << story.name;
    EXPECT_FALSE(story.summary.empty()) << story.name;
  }
  EXPECT_TRUE(FindStory(kFirstStory).ok());
  EXPECT_FALSE(FindStory("nobody").ok());
}

}  // namespace
}  // namespace clientroute::suite
