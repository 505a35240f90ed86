#include "services/orchestrator/engine/group_commit.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  static absl::Status Insert(WriteBatch& batch, const std::string& name) {
    CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
    return record->Execute("INSERT INTO entry (name) VALUES ($1)", {std::string_view(name)}).status();
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
  EXPECT_THAT(commits_.Run([](WriteBatch& batch) { return Insert(batch, "a"); }), IsOk());
  EXPECT_EQ(Entries(), std::set<std::string>{"a"});
}

TEST_F(GroupCommitTest, AJobThatFailsLeavesNothingBehind) {
  const absl::Status status = commits_.Run([](WriteBatch& batch) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(Insert(batch, "a"));
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
    EXPECT_THAT(commits_.Run([&](WriteBatch& batch) {
      writing.count_down();
      all_wait.wait();
      return Insert(batch, "first");
    }),
                IsOk());
  });
  writing.wait();
  std::vector<absl::Status> answers(kWaiting);
  std::vector<std::thread> threads;
  for (int i = 0; i < kWaiting; ++i) {
    threads.emplace_back([&, i] {
      answers[static_cast<std::size_t>(i)] = commits_.Run([i](WriteBatch& batch) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(Insert(batch, Cat("job-", i)));
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
  ASSERT_THAT(commits_.Run([](WriteBatch& batch) { return Insert(batch, "taken"); }), IsOk());
  EXPECT_THAT(commits_.Run([](WriteBatch& batch) { return Insert(batch, "taken"); }),
              Fails(StatusCode::kAlreadyExists, ""));
  EXPECT_THAT(commits_.Run([](WriteBatch& batch) { return Insert(batch, "free"); }), IsOk());
  EXPECT_EQ(Entries(), (std::set<std::string>{"free", "taken"}));
}

TEST_F(GroupCommitTest, JobsOfOneCallerAreDoneInTheirOrderAndEachAnswered) {
  std::vector<GroupCommit::Job> jobs;
  for (int i = 0; i < 5; ++i) {
    jobs.push_back([i](WriteBatch& batch) -> absl::Status {
      CLIENTROUTE_RETURN_IF_ERROR(Insert(batch, i == 4 ? "job-0" : Cat("job-", i)));
      return i == 2 ? Error(StatusCode::kAborted, "MINE_FAILED", "no") : absl::OkStatus();
    });
  }
  const std::vector<absl::Status> answers = commits_.RunAll(jobs);
  ASSERT_EQ(answers.size(), 5U);
  for (const std::size_t place : {0U, 1U, 3U}) EXPECT_THAT(answers[place], IsOk());
  EXPECT_THAT(answers[2], Fails(StatusCode::kAborted, "MINE_FAILED"));
  EXPECT_THAT(answers[4], Fails(StatusCode::kAlreadyExists, "")) << "it is after the first";
  EXPECT_EQ(Entries(), (std::set<std::string>{"job-0", "job-1", "job-3"}));
}

TEST_F(GroupCommitTest, WhoDoesNotWaitIsAnsweredAfterTheCommitInTheOrderInWhichHeCame) {
  constexpr int kJobs = 1'000;
  std::vector<int> order;
  std::latch all(kJobs);
  for (int i = 0; i < kJobs; ++i) {
    commits_.Submit(
        "services/one", [i](WriteBatch& batch) { return Insert(batch, Cat("job-", i)); },
        [&, i](const absl::Status& answer) {
          EXPECT_THAT(answer, IsOk());
          order.push_back(i);
          all.count_down();
        });
  }
  all.wait();
  EXPECT_TRUE(std::ranges::is_sorted(order));
  EXPECT_EQ(Entries().size(), static_cast<std::size_t>(kJobs));
}

TEST_F(GroupCommitTest, MoreThanMayWaitIsRefusedAndNothingOfItIsDone) {
  const std::vector<GroupCommit::Job> jobs(GroupCommit::kQueueMost + 1,
                                           [](WriteBatch& batch) { return Insert(batch, "never"); });
  for (const absl::Status& answer : commits_.RunAll(jobs)) {
    ASSERT_THAT(answer, Fails(StatusCode::kResourceExhausted, "ROUTE_WRITER_BUSY"));
  }
  EXPECT_TRUE(Entries().empty());
}

TEST_F(GroupCommitTest, WhoWaitsAndWhoDoesNotAreWrittenByTurns) {
  constexpr int kThreads = 8;
  constexpr int kEach = 50;
  std::latch submitted(kThreads * kEach);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) {
        commits_.Submit(
            "services/one", [=](WriteBatch& batch) { return Insert(batch, Cat("s-", thread, "-", i)); },
            [&](const absl::Status& answer) {
              EXPECT_THAT(answer, IsOk());
              submitted.count_down();
            });
        EXPECT_THAT(commits_.Run([=](WriteBatch& batch) { return Insert(batch, Cat("r-", thread, "-", i)); }), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  submitted.wait();
  EXPECT_EQ(Entries().size(), static_cast<std::size_t>(2 * kThreads * kEach));
}

}  // namespace
}  // namespace clientroute::orchestrator
