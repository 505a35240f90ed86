#include <gtest/gtest.h>

#include "services/platform/store/database.h"
#include "services/platform/store/migrations.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"

namespace clientroute {
namespace {

using absl::StatusCode;

class MigrateTest : public testing::Test {
 protected:
  absl::Status Open(std::vector<Migration> migrations) {
    return OpenSqlite({.path = folder_.File("store.db")}, std::move(migrations)).status();
  }
  bool HasTable(const std::string& name) {
    auto database = *OpenSqlite({.path = folder_.File("store.db")}, applied_);
    bool found = false;
    EXPECT_THAT(database->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto row, c.QueryOne("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", {name},
                                              [](const Row& r) { return r.Int(0); }));
      found = row.has_value();
      return absl::OkStatus();
    }),
                IsOk());
    return found;
  }

  const Migration one_{1, "one", "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;"};
  const Migration two_{
      2, "two", "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT; -- a; semicolon\nCREATE INDEX i ON two (id);"};
  TempFolder folder_;
  std::vector<Migration> applied_;
};

TEST_F(MigrateTest, StepsAreAppliedOnceAndLaterOnesAdded) {
  EXPECT_THAT(Open({one_}), IsOk());
  EXPECT_THAT(Open({one_, two_}), IsOk());
  EXPECT_THAT(Open({one_, two_}), IsOk());
  applied_ = {one_, two_};
  EXPECT_TRUE(HasTable("one"));
  EXPECT_TRUE(HasTable("two"));
}

TEST_F(MigrateTest, PlatformsOwnTablesAreThereAndNumberedApart) {
  EXPECT_THAT(Open({one_}), IsOk());
  applied_ = {one_};
  for (const char* table : {"outbox", "relay_cursor", "relay_parked", "request_answer", "timer", "look"}) {
    EXPECT_TRUE(HasTable(table)) << table;
  }
  EXPECT_GE(PlatformMigrations().size(), 4u);
}

TEST_F(MigrateTest, StepThatChangedAfterItWasAppliedIsRefused) {
  ASSERT_THAT(Open({one_}), IsOk());
  Migration changed = one_;
  changed.sql += " ";
  EXPECT_THAT(Open({changed}), Fails(StatusCode::kFailedPrecondition, "STORE_MIGRATION_CHANGED"));
  Migration renamed = one_;
  renamed.name = "uno";
  EXPECT_THAT(Open({renamed}), Fails(StatusCode::kFailedPrecondition, "STORE_MIGRATION_CHANGED"));
  EXPECT_THAT(Open({one_}), IsOk());
}

TEST_F(MigrateTest, FileOfANewerVersionIsRefused) {
  ASSERT_THAT(Open({one_, two_}), IsOk());
  EXPECT_THAT(Open({one_}), Fails(StatusCode::kFailedPrecondition, "STORE_NEWER"));
  EXPECT_THAT(Open({}), Fails(StatusCode::kFailedPrecondition, "STORE_NEWER"));
}

TEST_F(MigrateTest, StepThatFailsLeavesNothingBehind) {
  const Migration broken{2, "broken", "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE;"};
  EXPECT_THAT(Open({one_, broken}), Fails(StatusCode::kInternal, "STORE_STATEMENT"));
  applied_ = {one_};
  EXPECT_TRUE(HasTable("one"));
  EXPECT_FALSE(HasTable("half"));
  EXPECT_THAT(Open({one_, two_}), IsOk());
}

TEST_F(MigrateTest, NumbersThatDoNotCountUpFromOneAreRefused) {
  EXPECT_THAT(Open({two_}), Fails(StatusCode::kInternal, "STORE_MIGRATIONS_UNORDERED"));
  EXPECT_THAT(Open({two_, one_}), Fails(StatusCode::kInternal, "STORE_MIGRATIONS_UNORDERED"));
  EXPECT_THAT(Open({one_, one_}), Fails(StatusCode::kInternal, "STORE_MIGRATIONS_UNORDERED"));
}

}  // namespace
}  // namespace clientroute
