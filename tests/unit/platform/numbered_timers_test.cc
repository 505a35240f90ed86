#include "services/platform/timers/numbered_timers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <map>
#include <set>
#include <thread>

#include "services/platform/status/status.h"
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
      const bool fails = fail_[timer.owner]-- > 0;
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
