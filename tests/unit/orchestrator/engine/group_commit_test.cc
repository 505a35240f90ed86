#include "services/orchestrator/engine/group_commit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <set>
#include <thread>
#include <vector>

#include "services/platform/status/status.h"
#include "services/platform/store/database.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;

class GroupCommitTest : public testing::Test {
 protected:
  static std::vector<Migration> Migrations() {
    return {{1, "0001_entry", "CREATE TABLE entry (name TEXT PRIMARY KEY)"}};
  }
  static absl::Status Insert(Connection& connection, const std::string& name) {
    return connection.Execute("INSERT INTO entry (name) VALUES ($1)", {std::string_view(name)}).status();
  }
  std::set<std::string> Entries() {
    std::set<std::string> entries;
    const absl::Status status = database_->Read([&](Connection& connection) {
      return connection.Query("SELECT name FROM entry", {}, [&](const Row& row) {
        entries.emplace(row.Text(0));
        return absl::OkStatus();
      });
    });
    EXPECT_THAT(status, IsOk());
    return entries;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("test", Migrations());
  GroupCommit commits_{database_};
};

TEST_F(GroupCommitTest, AJobIsAnsweredAfterItsCommit) {
  EXPECT_THAT(commits_.Run([](Connection& connection) { return Insert(connection, "a"); }), IsOk());
  EXPECT_EQ(Entries(), std::set<std::string>{"a"});
}

TEST_F(GroupCommitTest, AJobThatFailsLeavesNothingBehind) {
  const absl::Status status = commits_.Run([](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(Insert(connection, "a"));
    return Error(StatusCode::kFailedPrecondition, "NO_MORE", "no");
  });
  EXPECT_THAT(status, Fails(StatusCode::kFailedPrecondition, "NO_MORE"));
  EXPECT_TRUE(Entries().empty());
}

TEST_F(GroupCommitTest, WhatWaitsIsCommittedTogetherAndEachGetsItsOwnAnswer) {
  constexpr int kWaiting = 40;
  std::atomic<int> commits = 0;
  database_->OnCommit([&] { ++commits; });
  std::latch writing(1);
  std::latch all_wait(1);
  // The first holds the writer until the others have queued up behind it.
  std::thread first([&] {
    EXPECT_THAT(commits_.Run([&](Connection& connection) {
      writing.count_down();
      all_wait.wait();
      return Insert(connection, "first");
    }),
                IsOk());
  });
  writing.wait();
  std::vector<absl::Status> answers(kWaiting);
  std::vector<std::thread> threads;
  for (int i = 0; i < kWaiting; ++i) {
    threads.emplace_back([&, i] {
      answers[static_cast<std::size_t>(i)] = commits_.Run([i](Connection& connection) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(Insert(connection, Cat("job-", i)));
        return i % 10 == 3 ? Error(StatusCode::kAborted, "MINE_FAILED", "no") : absl::OkStatus();
      });
    });
  }
  while (commits_.Waiting() < kWaiting) std::this_thread::yield();
  all_wait.count_down();
  first.join();
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> expected = {"first"};
  for (int i = 0; i < kWaiting; ++i) {
    const absl::Status& answer = answers[static_cast<std::size_t>(i)];
    if (i % 10 == 3) {
      EXPECT_THAT(answer, Fails(StatusCode::kAborted, "MINE_FAILED"));
    } else {
      EXPECT_THAT(answer, IsOk());
      expected.insert(Cat("job-", i));
    }
  }
  EXPECT_EQ(Entries(), expected);
  EXPECT_EQ(commits, 2) << "the first, and all the others at once";
}

TEST_F(GroupCommitTest, AnErrorOfTheRecordItselfSpoilsOnlyTheJobThatItIsAbout) {
  ASSERT_THAT(commits_.Run([](Connection& connection) { return Insert(connection, "taken"); }), IsOk());
  EXPECT_THAT(commits_.Run([](Connection& connection) { return Insert(connection, "taken"); }),
              Fails(StatusCode::kAlreadyExists, ""));
  EXPECT_THAT(commits_.Run([](Connection& connection) { return Insert(connection, "free"); }), IsOk());
  EXPECT_EQ(Entries(), (std::set<std::string>{"free", "taken"}));
}

}  // namespace
}  // namespace clientroute::orchestrator
