#include "services/suite/serve/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "services/platform/status/status.h"
#include "services/suite/cli/session.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

class DataFolderTest : public testing::Test {
 protected:
  DataFolderTest() {
    std::string pattern = testing::TempDir() + "data-folder-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~DataFolderTest() override { std::filesystem::remove_all(path_); }

  std::string path_;
  std::unique_ptr<Random> random_ = MakeSeededRandom(7);
};

TEST_F(DataFolderTest, IsMadeWhenItIsNotThere) {
  auto folder = DataFolder::Hold(path_ + "/a/b");
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_TRUE(std::filesystem::is_directory(path_ + "/a/b"));
  EXPECT_EQ((*folder)->DatabaseFile("intake"), path_ + "/a/b/intake.db");
}

TEST_F(DataFolderTest, IsHeldByOneAtATime) {
  auto first = DataFolder::Hold(path_);
  ASSERT_TRUE(first.ok());
  auto second = DataFolder::Hold(path_);
  EXPECT_EQ(ReasonOf(second.status()), "DATA_FOLDER_IN_USE");
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(std::to_string(getpid())));
  EXPECT_EQ(second.status().message().find('\n'), absl::string_view::npos);
  first->reset();
  EXPECT_TRUE(DataFolder::Hold(path_).ok());
}

TEST_F(DataFolderTest, ThePastThatItBeganWithIsKept) {
  auto folder = DataFolder::Hold(path_);
  ASSERT_TRUE(folder.ok());
  auto none = (*folder)->ReadPastYear();
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_FALSE(none->has_value());
  v1::PastYear past;
  past.set_percent(10);
  past.set_seed(7);
  ASSERT_TRUE((*folder)->KeepPastYear(past).ok());
  auto read = (*folder)->ReadPastYear();
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_TRUE(read->has_value());
  EXPECT_EQ((*read)->percent(), 10);
  EXPECT_EQ((*read)->seed(), 7U);
  for (const char* damaged : {"", "{", "{}", R"({"percent": 101})", R"({"percent": 10, "more": 1})"}) {
    std::ofstream(path_ + "/year.json") << damaged;
    EXPECT_EQ(ReasonOf((*folder)->ReadPastYear().status()), "PAST_YEAR_DAMAGED") << damaged;
  }
}

TEST_F(DataFolderTest, TheMasterKeyIsMadeOnceAndForTheOwnerAlone) {
  auto folder = DataFolder::Hold(path_);
  ASSERT_TRUE(folder.ok());
  auto made = (*folder)->MasterKey(*random_);
  ASSERT_TRUE(made.ok()) << made.status();
  struct stat info {};
  ASSERT_EQ(stat((path_ + "/master.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
  auto read = (*folder)->MasterKey(*random_);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(made->bytes(), read->bytes());
}

TEST_F(DataFolderTest, AKeyThatIsGoneOrDamagedIsNeverReplaced) {
  auto folder = DataFolder::Hold(path_);
  ASSERT_TRUE(folder.ok());
  std::ofstream(path_ + "/intake.db") << "a record";
  EXPECT_EQ(ReasonOf((*folder)->MasterKey(*random_).status()), "MASTER_KEY_MISSING");
  std::ofstream(path_ + "/master.key") << "short";
  EXPECT_EQ(ReasonOf((*folder)->MasterKey(*random_).status()), "MASTER_KEY_DAMAGED");
}

TEST_F(DataFolderTest, ARunningSuiteIsFoundUntilItGoes) {
  auto folder = DataFolder::Hold(path_);
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(ReasonOf(ReadRunningSuite(path_).status()), "SUITE_NOT_RUNNING");
  v1::RunningSuite running;
  running.set_grpc_address("127.0.0.1:1");
  running.add_municipalities("0361");
  ASSERT_TRUE((*folder)->Announce(running).ok());
  auto found = ReadRunningSuite(path_);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->municipalities(0), "0361");
  folder->reset();
  EXPECT_EQ(ReasonOf(ReadRunningSuite(path_).status()), "SUITE_NOT_RUNNING");
}

TEST_F(DataFolderTest, WhatAKilledSuiteLeftIsTakenAway) {
  std::ofstream(path_ + "/suite.json") << R"({"grpcAddress": "127.0.0.1:1"})";
  auto folder = DataFolder::Hold(path_);
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(ReasonOf(ReadRunningSuite(path_).status()), "SUITE_NOT_RUNNING");
}

TEST_F(DataFolderTest, ADamagedSuiteFileIsSaidToBe) {
  std::ofstream(path_ + "/suite.json") << "{";
  EXPECT_EQ(ReasonOf(ReadRunningSuite(path_).status()), "SUITE_FILE_DAMAGED");
}

}  // namespace
}  // namespace clientroute::suite
