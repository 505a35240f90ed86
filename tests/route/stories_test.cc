#include "services/suite/demo/stories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/conclusion.h"
#include "services/suite/demo/look_witness.h"
#include "services/suite/demo/secrecy.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"
#include "tests/route/golden.h"

namespace clientroute::suite {
namespace {

using testing::IsEmpty;

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::set<std::string> Words(const std::string& text) {
  std::set<std::string> words;
  for (std::string& word : Split(text, ' ')) words.insert(std::move(word));
  words.erase("");
  return words;
}

/// What the witness in the suite wrote when that stopped.
WitnessedLooks ReadWitnessed(const std::string& data) {
  WitnessedLooks looks;
  std::ifstream file(data + "/witnessed.tsv");
  EXPECT_TRUE(file) << "the suite left no witness";
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> fields = Split(line, '\t');
    fields.resize(4);
    if (fields[0] == "broken") {
      ++looks.broken_off[{fields[1], fields[2]}];
    } else {
      looks.answered.push_back({fields[1], fields[2], Words(fields[3])});
    }
  }
  return looks;
}

/// The look-log of a service, as it stands in its record.
std::vector<WitnessedLook> LogOf(const std::string& data, const std::string& service) {
  OpenedRecord record(data, service);
  std::vector<WitnessedLook> looks;
  for (const std::string& row : record.AskAll("SELECT method || '\t' || subject || '\t' || COALESCE((SELECT "
                                              "group_concat(client, ' ') FROM look_client c WHERE c.number = "
                                              "l.number), '') FROM look l ORDER BY number")) {
    std::vector<std::string> fields = Split(row, '\t');
    fields.resize(3);
    looks.push_back({fields[0], fields[1], Words(fields[2])});
  }
  return looks;
}

/// A story that was played, and what its services showed each other and logged of that.
struct Played {
  v1::DemoReport report;
  WitnessedLooks witnessed;
  std::vector<WitnessedLook> logged;
};

/// Each story is played once; every test looks at another side of it.
const Played& PlayedAs(const std::string& story) {
  static std::map<std::string, Played> played;
  auto found = played.find(story);
  if (found != played.end()) return found->second;
  const OwnFolder folder;
  const std::string data = folder.path() + "/data";
  absl::StatusOr<v1::DemoReport> report =
      PlayDemo({.story = story, .data_folder = data, .program = WitnessedProgram()});
  EXPECT_TRUE(report.ok()) << report.status();
  Played result{report.ok() ? *report : v1::DemoReport(), ReadWitnessed(data), {}};
  for (const char* service : {"intake", "access", "contracting", "allocation", "claims", "orchestrator", "messaging"}) {
    for (WitnessedLook& look : LogOf(data, service)) {
      if (look.subject.starts_with("services/")) result.logged.push_back(std::move(look));
    }
  }
  return played.emplace(story, std::move(result)).first->second;
}

const v1::DemoReport& ReportOf(const std::string& story) { return PlayedAs(story).report; }

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

// shows: PRI-1
TEST_P(StoryTest, WhatServicesShowEachOtherStandsInTheLogAndNothingElse) {
  const Played& played = PlayedAs(GetParam());
  EXPECT_FALSE(played.logged.empty());
  EXPECT_THAT(LookDifferences(played.witnessed, played.logged), IsEmpty());
  for (std::size_t i = 0; i < played.logged.size(); i += 7) {
    std::vector<WitnessedLook> without = played.logged;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(LookDifferences(played.witnessed, without).empty()) << "a look that is not logged is found";
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
