#include "services/suite/demo/suite_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/suite_link.h"

// That those who kill a suite on purpose see it when it ends otherwise. The suite is a script here, that introduces
// itself as one and then ends as the test wants.
namespace clientroute::suite {
namespace {

using platform::v1::Operations;
using testing::HasSubstr;

constexpr auto kDied = absl::StatusCode::kInternal;
/// A call finds nobody there at once.
constexpr std::string_view kIntroduction = "printf '{\\n \"grpcAddress\": \"127.0.0.1:1\"\\n}\\n'\n";

class SuiteProcessTest : public testing::Test {
 protected:
  /// `before` runs before it introduces itself; it says and ends with what is told it at SIGTERM.
  void Make(const std::string& before, const std::string& at_stop) {
    const std::string program = folder_.File("suite");
    std::ofstream(program) << "#!/bin/sh\nexec 3<&0\n"
                           << before << "\n"
                           << "trap '" << at_stop << "' TERM\n"
                           << kIntroduction << "cat <&3 >/dev/null &\nwait\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    SuiteProcess::Options options;
    options.program = program;
    options.data_folder = folder_.File("data");
    process_ = std::make_unique<SuiteProcess>(std::move(options));
    ASSERT_THAT(process_->Start(), IsOk());
  }
  /// Crashes it, and waits until it is gone; nobody has asked yet how.
  void Crash() const {
    ASSERT_EQ(kill(process_->pid(), SIGSEGV), 0);
    siginfo_t info{};
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(process_->pid()), &info, WEXITED | WNOWAIT), 0);
  }
  std::string Flag() const { return folder_.File("flag"); }

  TempFolder folder_;
  std::unique_ptr<SuiteProcess> process_;
};

TEST_F(SuiteProcessTest, AKilledOneIsStartedAgainAndStopsInOrder) {
  Make("", "exit 0");
  EXPECT_THAT(process_->KillAndStart(), IsOk());
  EXPECT_THAT(process_->KillAndStart(std::chrono::milliseconds(1)), IsOk());
  EXPECT_EQ(process_->Reach()->generation, 3);
  EXPECT_THAT(process_->Stop(), IsOk());
}

TEST_F(SuiteProcessTest, ACrashJustBeforeAKillIsFound) {
  Make("", "exit 0");
  Crash();
  const absl::Status status = process_->KillAndStart();
  EXPECT_THAT(status, Fails(kDied, "SUITE_DIED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr(Cat("signaal ", SIGSEGV)));
  EXPECT_THAT(process_->Reach().status(), Fails(kDied, "SUITE_DIED"));
  EXPECT_EQ(process_->pid(), 0) << "it is not started over";
}

TEST_F(SuiteProcessTest, ACrashBeforeTheLastKillIsFound) {
  Make("", "exit 0");
  Crash();
  EXPECT_THAT(process_->Kill(), Fails(kDied, "SUITE_DIED"));
}

TEST_F(SuiteProcessTest, TheKillerTellsOfACrash) {
  Make("", "exit 0");
  Killer killer(process_.get(), /*seed=*/1);
  Crash();
  killer.Start();
  EXPECT_THAT(killer.Finish(), Fails(kDied, "SUITE_DIED"));
}

TEST_F(SuiteProcessTest, ACrashOfAStillbornStartIsFound) {
  Make(Cat("[ ! -e ", Flag(), " ] || kill -SEGV $$"), "exit 0");
  std::ofstream(Flag()) << "crash";
  constexpr std::chrono::seconds kLongEnough{60};  // ends when the child does
  EXPECT_THAT(process_->KillAndStart(kLongEnough), Fails(kDied, "SUITE_DIED"));
}

TEST_F(SuiteProcessTest, ASanitizersReportIsFoundThoughTheKillCameBeforeItsEnd) {
  Make("echo '==7==ERROR: AddressSanitizer: heap-use-after-free' >&2", "exit 0");
  const absl::Status status = process_->KillAndStart();
  EXPECT_THAT(status, Fails(kDied, "SUITE_DIED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("heap-use-after-free"));
}

TEST_F(SuiteProcessTest, AStopThatEndsWithAnotherCodeThanZeroFailsWithTheEndOfTheLog) {
  Make("", "echo twelve bytes are leaked >&2; exit 23");
  const absl::Status status = process_->Stop();
  EXPECT_THAT(status, Fails(kDied, "SUITE_DIED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("met 23"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("twelve bytes are leaked"));
}

TEST_F(SuiteProcessTest, ACallOnASuiteThatCrashedSaysThatItDied) {
  Make("", "exit 0");
  Crash();
  SuiteLink link(process_.get(), Caller());
  EXPECT_THAT(link.Ask(&Operations::Stub::GetTime, platform::v1::GetTimeRequest()).status(),
              Fails(kDied, "SUITE_DIED"));
}

TEST(Patience, BeginsAnewWithEachStart) {
  using std::chrono::seconds;
  Patience patience(seconds(90));
  EXPECT_FALSE(patience.IsOver(1, seconds(0)));
  EXPECT_FALSE(patience.IsOver(1, seconds(90)));
  EXPECT_FALSE(patience.IsOver(2, seconds(100)));
  EXPECT_FALSE(patience.IsOver(2, seconds(190)));
  EXPECT_TRUE(patience.IsOver(2, seconds(191)));
}

}  // namespace
}  // namespace clientroute::suite
