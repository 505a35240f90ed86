#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"
#include "tests/recovery/referral_maker.h"

namespace clientroute::suite {
namespace {

using Intake = intake::v1::Intake;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kServices[] = {"intake", "access", "contracting", "allocation", "messaging", "orchestrator"};

/// One try, without the patience that SuiteLink has.
absl::StatusOr<intake::v1::Referral> CreateOnce(OwnSuite& suite, const intake::v1::CreateReferralRequest& request) {
  absl::StatusOr<SuiteProcess::Link> link = suite.process().Reach();
  if (!link.ok()) return link.status();
  Intake::Stub stub(link->channel);
  return Call(PersonaCaller("access-professional", link->running), &stub, &Intake::Stub::CreateReferral, request);
}

/// A disk that the suites started meanwhile have, and that is full while told so.
class Disk {
 public:
  Disk() {
    const std::string library = std::string(CLIENTROUTE_BINARY_DIR) + "/tests/libclientroute_full_disk.so";
    EXPECT_TRUE(std::filesystem::exists(library)) << library;
    setenv("LD_PRELOAD", library.c_str(), 1);
    setenv("CLIENTROUTE_FULL_DISK", flag_.c_str(), 1);
    if (const char* options = std::getenv("ASAN_OPTIONS"); options != nullptr) asan_options_ = options;
    // The sanitizer wants to be loaded first; behind this library it works as well.
    setenv("ASAN_OPTIONS", (asan_options_ + ":verify_asan_link_order=0").c_str(), 1);
  }
  ~Disk() {
    unsetenv("LD_PRELOAD");
    unsetenv("CLIENTROUTE_FULL_DISK");
    setenv("ASAN_OPTIONS", asan_options_.c_str(), 1);
  }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  void Fill() { std::ofstream(flag_) << "full"; }
  void Free() { std::filesystem::remove(flag_); }

 private:
  OwnFolder folder_;
  const std::string flag_ = folder_.path() + "/full";
  std::string asan_options_;
};

TEST(Record, AFullDiskFailsTheCallAndTheSameCallSucceedsLater) {
  Disk disk;
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  const auto request = MakeReferral("test/full-disk", "999990019");
  disk.Fill();
  absl::StatusOr<intake::v1::Referral> refused = CreateOnce(suite, request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted) << refused.status();
  EXPECT_EQ(ReasonOf(refused.status()), "STORE_FULL");
  disk.Free();
  absl::StatusOr<intake::v1::Referral> made = CreateOnce(suite, request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(CreateOnce(suite, request)->name(), made->name());
}

TEST(Record, ALockedDatabaseFailsTheCallAndTheSameCallSucceedsLater) {
  OwnFolder settings;
  const std::string config = settings.path() + "/suite.textproto";
  std::ofstream(config) << "database_patience_ms: 200\n";
  OwnSuite suite({"--config", config});
  ASSERT_TRUE(suite.process().Start().ok());
  const auto request = MakeReferral("test/locked", "999990019");
  OpenedRecord other(suite.folder(), "intake");
  other.Ask("BEGIN IMMEDIATE");
  absl::StatusOr<intake::v1::Referral> refused = CreateOnce(suite, request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable) << refused.status();
  EXPECT_EQ(ReasonOf(refused.status()), "STORE_BUSY");
  other.Ask("ROLLBACK");
  absl::StatusOr<intake::v1::Referral> made = CreateOnce(suite, request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(CreateOnce(suite, request)->name(), made->name());
}

void ExpectWhole(const std::string& folder) {
  for (const char* service : kServices) {
    OpenedRecord record(folder, service);
    EXPECT_EQ(record.Ask("PRAGMA integrity_check"), "ok") << service;
    EXPECT_EQ(record.Ask("PRAGMA foreign_key_check"), "") << service;
  }
}

TEST(Record, AStopThatIsAskedForLeavesTheDataWholeAndTheNextStartGoesOn) {
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  std::vector<std::string> routes;
  constexpr const char* kNumbers[] = {"999990019", "999990020", "999990032"};
  for (const char* number : kNumbers) {
    absl::StatusOr<intake::v1::Referral> made = CreateOnce(suite, MakeReferral(Cat("test/drain/", number), number));
    if (made.ok()) routes.push_back(made->route());
  }
  ASSERT_THAT(routes, Not(IsEmpty()));
  // Right away: relays and dispatchers have work in hand.
  const absl::Status stopped = suite.process().Stop();
  ASSERT_TRUE(stopped.ok()) << stopped;
  EXPECT_FALSE(std::filesystem::exists(suite.folder() + "/suite.json"));
  ExpectWhole(suite.folder());

  ASSERT_TRUE(suite.process().Start().ok());
  SuiteLink as_operator = suite.As("operator");
  ASSERT_TRUE(as_operator.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).ok());
  for (const std::string& route : routes) {
    orchestrator::v1::GetRouteRequest wanted;
    wanted.set_name(route);
    auto found = as_operator.Ask(&orchestrator::v1::Orchestrator::Stub::GetRoute, wanted);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->state(), "analysing");
  }
}

TEST(Record, AKilledSuiteLeavesDataThatAreWhole) {
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  ASSERT_TRUE(CreateOnce(suite, MakeReferral("test/kill", "999990019")).ok());
  const absl::Status killed = suite.process().Kill();
  ASSERT_TRUE(killed.ok()) << killed;
  ExpectWhole(suite.folder());
}

}  // namespace
}  // namespace clientroute::suite
