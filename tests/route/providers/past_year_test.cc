// The past that a data folder begins with: played beside the suite by its own services, until today.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/session.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

const std::string kWorkflows = std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows";

class PastYearTest : public testing::Test {
 protected:
  SuiteProcess Suite(std::vector<std::string> flags) {
    flags.insert(flags.end(), {"--workflows", kWorkflows});
    return SuiteProcess({Program(), folder_.path(), std::move(flags)});
  }
  /// A folder of which the last days are still to be played, as a stop in the middle leaves it.
  void BeginDaysAgo(int days) {
    const std::string begin = ToIso(SystemClock().Now() - std::chrono::days(days));
    auto suite = Suite({"--driven-clock", begin});
    ASSERT_TRUE(suite.Start().ok());
    ASSERT_TRUE(suite.Stop().ok());
    std::ofstream(folder_.path() + "/year.json") << R"({"percent": 10, "seed": "1"})";
  }
  std::string Count(const std::string& service, const std::string& table) {
    return OpenedRecord(folder_.path(), service).Ask("SELECT count(*) FROM " + table);
  }
  void AwaitReleasedClock() {
    constexpr auto kPatience = std::chrono::minutes(10);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
      const auto running = ReadRunningSuite(folder_.path());
      if (running.ok() && !running->driven_clock()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    FAIL() << "the clock was not let go";
  }

  OwnFolder folder_;
};

TEST_F(PastYearTest, WhatAStopLeftIsPlayedUntilTodayAndTheClockIsLetGoForGood) {
  BeginDaysAgo(6);
  {
    auto suite = Suite({});
    ASSERT_TRUE(suite.Start().ok());
    AwaitReleasedClock();
    ASSERT_TRUE(suite.Stop().ok());
  }
  const std::string routes = Count("orchestrator", "route");
  EXPECT_GT(std::stoi(routes), 10);
  auto again = Suite({"--past-year", "100"});
  ASSERT_TRUE(again.Start().ok());
  EXPECT_FALSE(again.Reach()->running.driven_clock());
  ASSERT_TRUE(again.Stop().ok());
  EXPECT_EQ(Count("orchestrator", "route"), routes) << "a past is played once";
}

TEST_F(PastYearTest, KilledInTheMiddleItGoesOnAndNothingComesTwice) {
  BeginDaysAgo(6);
  auto suite = Suite({});
  ASSERT_TRUE(suite.Start().ok());
  for (int kill = 0; kill < 3; ++kill) {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    ASSERT_TRUE(suite.KillAndStart().ok());
  }
  AwaitReleasedClock();
  ASSERT_TRUE(suite.Stop().ok());
  // Everybody is of one referral, and each referral has one route.
  EXPECT_EQ(Count("intake", "referral"), Count("intake", "client"));
  EXPECT_EQ(Count("intake", "referral"),
            OpenedRecord(folder_.path(), "orchestrator").Ask("SELECT count(*) FROM route WHERE client != ''"));
}

TEST_F(PastYearTest, ANewFolderBeginsAYearAgoAndAnotherStartGoesOnThere) {
  {
    auto suite = Suite({"--past-year", "1"});
    ASSERT_TRUE(suite.Start().ok());
    EXPECT_TRUE(suite.Reach()->running.driven_clock());
    ASSERT_TRUE(suite.Stop().ok()) << "a stop in the middle is a stop";
  }
  const std::string stands = OpenedRecord(folder_.path(), "clock").Ask("SELECT now FROM clock");
  const Date began = LocalDate(FromMicros(std::stoll(stands)));
  EXPECT_LE(began, LocalDate(SystemClock().Now()).AddDays(-300));
  auto suite = Suite({});
  ASSERT_TRUE(suite.Start().ok());
  EXPECT_TRUE(suite.Reach()->running.driven_clock()) << "what began is finished, whether it is asked again or not";
}

TEST_F(PastYearTest, DataThatWereThereKeepTheirTime) {
  {
    auto suite = Suite({});
    ASSERT_TRUE(suite.Start().ok());
    ASSERT_TRUE(suite.Stop().ok());
  }
  auto suite = Suite({"--past-year", "10"});
  ASSERT_TRUE(suite.Start().ok());
  EXPECT_FALSE(suite.Reach()->running.driven_clock());
  EXPECT_FALSE(std::filesystem::exists(folder_.path() + "/year.json"));
}

TEST_F(PastYearTest, APastThatCannotBeReadIsSaid) {
  std::ofstream(folder_.path() + "/year.json") << "{}";
  auto suite = Suite({});
  const absl::Status started = suite.Start();
  EXPECT_FALSE(started.ok());
  EXPECT_THAT(std::string(started.message()), HasSubstr("year.json"));
}

}  // namespace
}  // namespace clientroute::suite
