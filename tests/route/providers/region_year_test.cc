// A time of the whole region, played by its own services: providers in a box, people at their tasks and the driven
// clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/platform/status/status.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

// Suites of tests stand on Monday 2 March 2026.
constexpr std::string_view kHalfway = "2026-03-20";
constexpr std::string_view kLast = "2026-04-17";

class RegionYearTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(suite_.process().Start().ok()); }

  google::protobuf::Struct Play(std::string_view until) { return Play(suite_.process().data_folder(), until); }
  static google::protobuf::Struct Play(const std::string& data, std::string_view until) {
    const ProgramRun run =
        RunProgram({"region", "play", "--data", data, "--workflows", std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows",
                    "--share", "4", "--until", std::string(until), "--json"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    google::protobuf::Struct told;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(run.out, &told).ok()) << run.out;
    return told;
  }
  static int Number(const google::protobuf::Struct& told, const std::string& name) {
    return static_cast<int>(told.fields().at(name).number_value());
  }

  OwnSuite suite_;
};

TEST_F(RegionYearTest, EveryTaskEndsAsItsPersonChoosesAndNoMessageIsStuck) {
  const auto first = Play(kHalfway);
  const auto second = Play(kLast);
  EXPECT_EQ(Number(first, "days") + Number(second, "days"), 48);  // the day on which it stopped is looked at once more
  EXPECT_GT(Number(second, "messages"), Number(first, "messages"));
  EXPECT_GT(Number(first, "tasks"), 0);
  EXPECT_GT(Number(second, "tasks"), 0);
  EXPECT_EQ(Number(first, "refused") + Number(second, "refused"), 0);

  OpenedRecord messaging(suite_.process().data_folder(), "messaging");
  EXPECT_NE(messaging.Ask("SELECT count(*) FROM message WHERE stage = 3"), "0");
  EXPECT_EQ(messaging.Ask("SELECT count(*) FROM message WHERE state = 9"), "0") << "stopped, and waits for a person";
}

TEST_F(RegionYearTest, ADayThatWasPlayedIsNotPlayedAgain) {
  Play(kHalfway);
  const auto again = Play(kHalfway);
  EXPECT_EQ(Number(again, "days"), 1);
  EXPECT_EQ(Number(again, "messages"), 0);
  EXPECT_EQ(Number(again, "tasks"), 0);
}

// Several people work side by side, and messages are taken in as they come: ids and numbers follow that, what happens
// to whom does not.
TEST_F(RegionYearTest, TheSameSeedGivesTheSameYear) {
  OwnSuite other;
  ASSERT_TRUE(other.process().Start().ok());
  Play(suite_.process().data_folder(), kHalfway);
  Play(other.process().data_folder(), kHalfway);
  constexpr std::pair<const char*, const char*> kAsked[] = {
      {"orchestrator",
       "SELECT definition || ' ' || state || ' ' || municipality || ' ' || sequence || ' ' || created_at || ' ' ||"
       " changed_at FROM route"},
      {"orchestrator", "SELECT kind || ' ' || state || ' ' || outcome || ' ' || municipality FROM task"},
      {"messaging", "SELECT kind || ' ' || state || ' ' || municipality || ' ' || created_at FROM message"},
      {"contracting", "SELECT contract || ' ' || state || ' ' || day || ' ' || created_at FROM talk_now"},
      {"provider",
       "SELECT provider || ' ' || municipality || ' ' || bsn || ' ' || code || ' ' || state FROM allocation"}};
  for (const auto& [service, sql] : kAsked) {
    auto once = OpenedRecord(suite_.process().data_folder(), service).AskAll(sql);
    auto again = OpenedRecord(other.process().data_folder(), service).AskAll(sql);
    std::ranges::sort(once);
    std::ranges::sort(again);
    EXPECT_FALSE(once.empty()) << sql;
    EXPECT_EQ(once, again) << sql;
  }
}

TEST_F(RegionYearTest, WhatIsNoDateIsRefused) {
  const ProgramRun run =
      RunProgram({"region", "play", "--data", suite_.process().data_folder(), "--until", "gisteren"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("--until"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace clientroute::suite
