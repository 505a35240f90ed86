#include "services/platform/timers/numbered_timers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <map>
#include <numeric>
#include <set>
#include <thread>

#include "services/platform/status/status.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/testing/test_world.h"
#include "services/platform/timers/near_timers.h"
#include "services/platform/timers/timers.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

/// Counts what is read.
class CountingDatabase final : public Database {
 public:
  explicit CountingDatabase(Database* database) : database_(database) {}
  absl::Status Write(const std::function<absl::Status(Connection&)>& work) override { return database_->Write(work); }
  absl::Status Read(const std::function<absl::Status(Connection&)>& work) override {
    return database_->Read([&](Connection& connection) {
      PlanRecorder recorder(connection);
      const absl::Status status = work(recorder);
      queries += recorder.asked().size();
      rows += recorder.rows();
      return status;
    });
  }
  void OnCommit(std::function<void()> committed) override { database_->OnCommit(std::move(committed)); }
  void OnCommitTo(std::vector<std::string> tables, std::function<void()> committed) override {
    database_->OnCommitTo(std::move(tables), std::move(committed));
  }

  std::size_t queries = 0;
  std::int64_t rows = 0;

 private:
  Database* const database_;
};

class NumberedTimersTest : public testing::Test {
 protected:
  static NumberedTimer At(int due_in_seconds, std::int64_t owner, std::int64_t number = 1) {
    return {kTestStart + seconds(due_in_seconds), owner, number};
  }
  /// One transaction, as a writer makes them; it is lost when `lost`.
  void Change(const TimerChanges& changes, bool lost = false) {
    const absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
      for (const NumberedTimer& timer : changes.set) CLIENTROUTE_RETURN_IF_ERROR(AddTimer(connection, timer));
      for (const NumberedTimer& timer : changes.taken) CLIENTROUTE_RETURN_IF_ERROR(DropTimer(connection, timer));
      near_->Stage(changes);
      return lost ? absl::UnavailableError("lost") : absl::OkStatus();
    });
    EXPECT_EQ(status.ok(), !lost);
    if (lost) near_->Forget();
  }
  std::vector<NumberedTimer> Due(int in_seconds, const std::optional<NumberedTimer>& after = {}, int limit = 100) {
    const auto due = near_->Due(kTestStart + seconds(in_seconds), after, limit);
    EXPECT_THAT(due, IsOk());
    return due.ok() ? *due : std::vector<NumberedTimer>();
  }
  Work* AddWork() {
    return world_.Add(MakeNumberedTimerWork(
        "test.timers", near_.get(), world_.clock(),
        [this](std::span<const NumberedTimer> timers) { return Fire(timers); }, world_.logger()));
  }
  std::vector<absl::Status> Fire(std::span<const NumberedTimer> timers) {
    std::vector<absl::Status> answers;
    std::set<std::int64_t> owners;
    TimerChanges changes;
    for (const NumberedTimer& timer : timers) {
      EXPECT_TRUE(owners.insert(timer.owner).second) << timer.owner;
      EXPECT_LE(timer.due, world_.clock()->Now()) << "early";
      const bool fails = fail_all_ || fail_[timer.owner]-- > 0;
      answers.push_back(fails ? absl::UnavailableError("not now") : absl::OkStatus());
      if (fails) continue;
      fired_.push_back(timer);
      changes.taken.push_back(timer);
    }
    together_.push_back(timers.size());
    Change(changes);
    return answers;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("test", {});
  std::shared_ptr<NearTimers> near_ = NearTimers::Make(database_);
  std::map<std::int64_t, int> fail_;
  bool fail_all_ = false;
  std::vector<NumberedTimer> fired_;
  std::vector<std::size_t> together_;
};

TEST_F(NumberedTimersTest, TheyComeByDueTimeThenOwnerThenNumber) {
  Change({{At(3, 1), At(1, 2, 9), At(1, 2, 8), At(1, 1, 10), At(5, 1, 2)}, {}});
  EXPECT_THAT(Due(3), ElementsAre(At(1, 1, 10), At(1, 2, 8), At(1, 2, 9), At(3, 1)));
  EXPECT_THAT(Due(3, At(1, 2, 8)), ElementsAre(At(1, 2, 9), At(3, 1)));
  EXPECT_THAT(Due(9, {}, 2), ElementsAre(At(1, 1, 10), At(1, 2, 8)));
  EXPECT_THAT(Due(0), IsEmpty());
  EXPECT_EQ(*near_->FirstAfter(kTestStart + seconds(1)), At(3, 1));
  EXPECT_EQ(*near_->FirstAfter(kTestStart + seconds(5)), std::nullopt);
}

TEST_F(NumberedTimersTest, WhatATransactionDoesHoldsFromItsCommitOn) {
  EXPECT_THAT(Due(9), IsEmpty());
  Change({{At(1, 1), At(2, 2)}, {}});
  EXPECT_THAT(Due(9), ElementsAre(At(1, 1), At(2, 2)));
  Change({{At(3, 3)}, {At(1, 1)}});
  EXPECT_THAT(Due(9), ElementsAre(At(2, 2), At(3, 3)));
  EXPECT_EQ(*near_->Holds(At(1, 1)), false);
  Change({{At(4, 4)}, {At(2, 2)}}, true);
  EXPECT_THAT(Due(9), ElementsAre(At(2, 2), At(3, 3))) << "what was lost did not happen";
  EXPECT_THAT(database_->Write([](Connection& connection) {
    return connection.Execute("INSERT INTO relay_cursor (subscriber, position) VALUES ('a', 1)").status();
  }),
              IsOk());
  EXPECT_THAT(Due(9), ElementsAre(At(2, 2), At(3, 3))) << "another's commit says nothing of timers";
}

TEST_F(NumberedTimersTest, TheSameOneIsNotSetTwice) {
  Change({{At(1, 1)}, {}});
  EXPECT_THAT(database_->Write([](Connection& connection) { return AddTimer(connection, At(1, 1)); }),
              Fails(StatusCode::kAlreadyExists, ""));
}

TEST_F(NumberedTimersTest, OnlyTheNearOnesAreInMemoryAndTheOthersComeWhenTheyAreNear) {
  constexpr int kTimers = 3 * static_cast<int>(NearTimers::kReadTogether);
  TimerChanges all;
  for (int i = 0; i < kTimers; ++i) all.set.push_back(At(i, i));
  Change(all);
  EXPECT_THAT(Due(0), ElementsAre(At(0, 0)));
  EXPECT_EQ(near_->Kept(), NearTimers::kReadTogether);
  EXPECT_EQ(*near_->Holds(At(kTimers - 1, kTimers - 1)), true) << "its row stands";
  Change({{At(kTimers, 1), At(1, 7)}, {At(kTimers - 1, kTimers - 1)}});
  EXPECT_EQ(*near_->Holds(At(kTimers - 1, kTimers - 1)), false);
  std::vector<NumberedTimer> walked;
  std::optional<NumberedTimer> place;
  for (std::vector<NumberedTimer> some = Due(kTimers); !some.empty(); some = Due(kTimers, place)) {
    walked.insert(walked.end(), some.begin(), some.end());
    place = some.back();
  }
  EXPECT_EQ(walked.size(), static_cast<std::size_t>(kTimers) + 1);
  EXPECT_TRUE(std::ranges::is_sorted(walked));
  EXPECT_TRUE(std::ranges::binary_search(walked, At(1, 7)));
  EXPECT_FALSE(std::ranges::binary_search(walked, At(kTimers - 1, kTimers - 1)));
}

TEST_F(NumberedTimersTest, TooManyAreLetGoAgainAndNoneIsLost) {
  constexpr int kTimers = static_cast<int>(NearTimers::kKeptMost) + 1;
  EXPECT_THAT(Due(0), IsEmpty()) << "all is known now";
  TimerChanges all;
  for (int i = 0; i < kTimers; ++i) all.set.push_back(At(i, i));
  Change(all);
  EXPECT_EQ(near_->Kept(), NearTimers::kReadTogether);
  EXPECT_EQ(*near_->Holds(At(0, 0)), true);
  EXPECT_EQ(*near_->Holds(At(kTimers - 1, kTimers - 1)), true);
  EXPECT_THAT(Due(kTimers, At(kTimers - 3, kTimers - 3)),
              ElementsAre(At(kTimers - 2, kTimers - 2), At(kTimers - 1, kTimers - 1)));
}

TEST_F(NumberedTimersTest, WhatIsCommittedWhileRowsAreReadIsSeenAndWaitsForNoReader) {
  const TempFolder folder;
  const SqliteOptions options{.path = folder.File("timers.db")};
  const auto database = OpenSqlite(options, {});
  ASSERT_THAT(database, IsOk());
  database_ = database->get();
  near_ = NearTimers::Make(database_);
  Change({{At(1, 1), At(2, 2)}, {}});
  near_->Forget();
  // Every connection that reads is taken, so that what is asked for now waits for its rows.
  std::latch taken(options.readers);
  std::latch over(1);
  std::vector<std::thread> threads;
  for (int i = 0; i < options.readers; ++i) {
    threads.emplace_back([&] {
      EXPECT_THAT(database_->Read([&](Connection&) {
        taken.count_down();
        over.wait();
        return absl::OkStatus();
      }),
                  IsOk());
    });
  }
  taken.wait();
  std::vector<NumberedTimer> due;
  threads.emplace_back([&] { due = Due(9); });
  Change({{At(3, 3)}, {At(1, 1)}});
  over.count_down();
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(due, ElementsAre(At(2, 2), At(3, 3)));
  EXPECT_THAT(Due(9), ElementsAre(At(2, 2), At(3, 3)));
  near_.reset();
}

TEST_F(NumberedTimersTest, TimersFiredTogetherAreInOrderAndOfDifferentOwners) {
  TimerChanges all;
  for (int i = 0; i < 600; ++i) all.set.push_back(At(60 * (i % 60), i));
  all.set.push_back(At(0, 0, 2));
  Change(all);
  fail_[3] = 1;
  AddWork();
  world_.AdvanceTo(kTestStart + hours(1));
  EXPECT_EQ(fired_.size(), 601U);
  EXPECT_TRUE(std::ranges::is_sorted(fired_, {}, &NumberedTimer::due));
  EXPECT_LE(*std::ranges::max_element(together_), static_cast<std::size_t>(kTimersTogetherMost));
  EXPECT_THAT(Due(7'200), IsEmpty());
}

TEST_F(NumberedTimersTest, ABacklogIsFiredInOrderByTheHundred) {
  constexpr int kTimers = 2'000;
  TimerChanges all;
  for (int i = 0; i < kTimers; ++i) all.set.push_back(At(-i, i));
  Change(all);
  AddWork();
  world_.Settle();
  EXPECT_EQ(fired_.size(), static_cast<std::size_t>(kTimers));
  EXPECT_TRUE(std::ranges::is_sorted(fired_));
  EXPECT_LE(together_.size(), 10U) << "many in one transaction";
}

TEST_F(NumberedTimersTest, WhatWaitsBehindFailuresIsReadOnceAndNotAtEveryLook) {
  constexpr std::int64_t kTimers = NearTimers::kKeptMost + NearTimers::kReadTogether;
  CountingDatabase counting(database_);
  database_ = &counting;
  near_ = NearTimers::Make(database_);
  TimerChanges all;
  for (std::int64_t i = 1; i <= kTimers; ++i) all.set.push_back(At(-60, i));
  Change(all);
  AddWork();
  fail_all_ = true;
  // Each look fires a thousand: all are seen, and fail.
  constexpr int kLooks = 40;
  EXPECT_FALSE(world_.scheduler()->RunUntilQuiet(kLooks));
  EXPECT_GE(std::accumulate(together_.begin(), together_.end(), std::size_t{0}), static_cast<std::size_t>(kTimers));
  EXPECT_LE(counting.rows, 2 * kTimers);
  const std::int64_t rows = counting.rows;
  const std::size_t queries = counting.queries;
  EXPECT_FALSE(world_.scheduler()->RunUntilQuiet(kLooks));
  EXPECT_EQ(counting.rows, rows) << "nobody is read again";
  EXPECT_LE(counting.queries, queries + 3 * kLooks);
  // What comes is fired all the same, before them and behind them.
  fail_all_ = false;
  for (std::int64_t i = 1; i <= kTimers; ++i) fail_[i] = 1'000;
  Change({{At(0, kTimers + 1), At(-90, kTimers + 2)}, {}});
  EXPECT_FALSE(world_.scheduler()->RunUntilQuiet(2));
  EXPECT_THAT(fired_, ElementsAre(At(-90, kTimers + 2), At(0, kTimers + 1)));
  fail_.clear();
  world_.Settle();
  EXPECT_EQ(fired_.size(), static_cast<std::size_t>(kTimers) + 2);
  EXPECT_EQ(std::set<NumberedTimer>(fired_.begin(), fired_.end()).size(), fired_.size()) << "each once";
  EXPECT_THAT(Due(0), IsEmpty());
  near_.reset();
}

TEST_F(NumberedTimersTest, WhatWaitedBehindAFailureFiresInOrderOnceItIsOver) {
  Change({{At(-9, 1, 1), At(-8, 1, 2), At(-7, 1, 3), At(-8, 2), At(-6, 3)}, {}});
  fail_[1] = 3;
  AddWork();
  world_.Settle();
  EXPECT_THAT(fired_, ElementsAre(At(-8, 2), At(-6, 3), At(-9, 1, 1), At(-8, 1, 2), At(-7, 1, 3)));
}

TEST_F(NumberedTimersTest, OneThatIsSetBeforeAFailureOfItsOwnerComesFirst) {
  Change({{At(-5, 1, 1)}, {}});
  fail_[1] = 1;
  AddWork();
  EXPECT_FALSE(world_.scheduler()->RunUntilQuiet(1));
  Change({{At(-7, 1, 2)}, {}});
  world_.Settle();
  EXPECT_THAT(fired_, ElementsAre(At(-7, 1, 2), At(-5, 1, 1)));
}

TEST_F(NumberedTimersTest, OneThatFailedAndWasTakenAwayHoldsNobodyBack) {
  Change({{At(-5, 1, 1), At(-4, 1, 2)}, {}});
  fail_[1] = 1;
  AddWork();
  EXPECT_FALSE(world_.scheduler()->RunUntilQuiet(1));
  Change({{}, {At(-5, 1, 1)}});
  world_.Settle();
  ASSERT_FALSE(fired_.empty());
  EXPECT_EQ(fired_.back(), At(-4, 1, 2));
}

TEST_F(NumberedTimersTest, ALookGoesOnFromWhereTheLastOneEndedButForWhatWasSetBefore) {
  using Place = std::optional<NumberedTimer>;
  Change({{At(5, 1)}, {}});
  EXPECT_EQ(near_->GoOnFrom(Place()), Place());
  EXPECT_EQ(near_->GoOnFrom(At(9, 9)), Place(At(9, 9)));
  Change({{At(12, 2), At(7, 2), At(8, 2)}, {}});
  EXPECT_LT(near_->GoOnFrom(At(9, 9)), Place(At(7, 2)));
  EXPECT_EQ(near_->GoOnFrom(At(9, 9)), Place(At(9, 9))) << "that was told";
  Change({{At(12, 3)}, {}});
  EXPECT_EQ(near_->GoOnFrom(At(9, 9)), Place(At(9, 9)));
  Change({{At(9, 9)}, {}});
  EXPECT_LT(near_->GoOnFrom(At(9, 9)), Place(At(9, 9)));
  Change({{At(1, 4)}, {}}, true);
  EXPECT_EQ(near_->GoOnFrom(At(9, 9)), Place()) << "after a lost transaction all is seen anew";
  EXPECT_EQ(near_->GoOnFrom(At(9, 9)), Place(At(9, 9)));
}

TEST_F(NumberedTimersTest, WhatIsCountedAndComesNextAreTimersOfBothKinds) {
  Change({{At(10, 1), At(20, 2)}, {}});
  ASSERT_THAT(database_->Write([](Connection& connection) -> absl::Status {
    return SetTimer(connection, "messages/1", "term", kTestStart + seconds(5)).status();
  }),
              IsOk());
  ASSERT_THAT(database_->Read([](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::optional<Instant> next, NextDue(connection));
    EXPECT_EQ(next, kTestStart + seconds(5));
    CLIENTROUTE_ASSIGN(const std::int64_t due, CountDue(connection, kTestStart + seconds(10)));
    EXPECT_EQ(due, 2);
    CLIENTROUTE_ASSIGN(const auto of_one, ListTimersOf(connection, 2));
    EXPECT_THAT(of_one, ElementsAre(At(20, 2)));
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace clientroute
