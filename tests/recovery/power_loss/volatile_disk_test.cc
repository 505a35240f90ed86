#include "tests/recovery/power_loss/volatile_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "services/platform/status/status.h"
#include "services/platform/store/database.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"

namespace clientroute {
namespace {

using testing::IsSupersetOf;

TEST(FileImage, WhatWasSyncedSurvives) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20; ++i) {
    FileImage image("before");
    image.Write(0, "AFTER");
    image.Truncate(4);
    image.Sync();
    EXPECT_EQ(image.Survive(random).content, "AFTE");
  }
}

TEST(FileImage, OfWhatWasNotSyncedAnyPartSurvives) {
  const std::string old(2 * FileImage::kSectorBytes, 'o');
  const std::string changed(2 * FileImage::kSectorBytes, 'n');
  std::mt19937_64 random(1);
  std::set<std::string> outcomes;
  for (int i = 0; i < 200; ++i) {
    FileImage image(old);
    image.Write(0, changed);
    const std::string content = image.Survive(random).content;
    outcomes.insert({content.front(), content.back()});
  }
  EXPECT_EQ(outcomes, (std::set<std::string>{"oo", "on", "no", "nn"}));
}

TEST(FileImage, AFileThatWasRemovedMayComeBackAndThenIsTheOldOne) {
  std::mt19937_64 random(1);
  std::set<std::string> outcomes;
  for (int i = 0; i < 200; ++i) {
    FileImage image("old");
    image.Remove();
    image.Write(0, "new");
    outcomes.insert(image.Survive(random).content);
  }
  EXPECT_EQ(outcomes, (std::set<std::string>{"old", "", "new"}));
}

/// A record of numbers on a disk that fails.
class VolatileDiskTest : public testing::Test {
 protected:
  void Open() {
    auto opened = OpenSqlite({.path = folder_.File("record.db"), .readers = 1},
                             {{1, "0001_number", "CREATE TABLE number (number INTEGER PRIMARY KEY)"}});
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }
  void RestoreAndOpen() {
    database_.reset();
    disk_.Restore();
    Open();
  }
  absl::Status Add(std::int64_t number) {
    return database_->Write([&](Connection& connection) {
      return connection.Execute("INSERT INTO number (number) VALUES ($1)", {number}).status();
    });
  }
  std::set<std::int64_t> Numbers() {
    std::set<std::int64_t> numbers;
    EXPECT_THAT(database_->Read([&](Connection& connection) {
      return connection.Query("SELECT number FROM number", {}, [&](const Row& row) {
        numbers.insert(row.Int(0));
        return absl::OkStatus();
      });
    }),
                IsOk());
    return numbers;
  }

  TempFolder folder_;
  VolatileDisk disk_{7};
  std::unique_ptr<Database> database_;
};

TEST_F(VolatileDiskTest, AfterTheLossOfPowerNothingCanBeWrittenOrRead) {
  Open();
  ASSERT_THAT(Add(1), IsOk());
  disk_.FailAfter(0);
  EXPECT_THAT(Add(2), Fails(absl::StatusCode::kUnavailable, "STORE_IO"));
  EXPECT_TRUE(disk_.failed());
  EXPECT_THAT(Add(3), Fails(absl::StatusCode::kUnavailable, ""));
  RestoreAndOpen();
  EXPECT_THAT(Add(3), IsOk());
}

TEST_F(VolatileDiskTest, WhatWasAnsweredIsThereAfterALossOfPowerAtEachOperation) {
  Open();
  std::set<std::int64_t> answered;
  std::int64_t number = 0;
  constexpr int kOperationsMost = 30;
  for (int operations = 0; operations < kOperationsMost; ++operations) {
    disk_.FailAfter(operations);
    while (!disk_.failed()) {
      if (Add(++number).ok()) answered.insert(number);
    }
    RestoreAndOpen();
    EXPECT_THAT(Numbers(), IsSupersetOf(answered));
  }
  EXPECT_GT(disk_.counts().sectors_kept, 0);
  EXPECT_GT(disk_.counts().sectors_lost, 0);
  EXPECT_GT(disk_.counts().files_torn, 0);
}

}  // namespace
}  // namespace clientroute
