#include "services/platform/server/call_threads.h"

#include <latch>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute {
namespace {

using testing::SizeIs;

TEST(CallThreadsTest, CallsRunSideBySideOnAsManyThreadsAsThereMayBe) {
  CallThreads threads;
  constexpr auto kMost = static_cast<std::ptrdiff_t>(CallThreads::kThreadsMost);
  // Nobody passes until all are there: it would never end on fewer threads.
  std::latch together(kMost);
  std::latch ended(kMost);
  std::mutex mutex;
  std::set<std::thread::id> ids;
  for (std::ptrdiff_t i = 0; i < kMost; ++i) {
    ASSERT_TRUE(threads.Run([&] {
      {
        const std::lock_guard lock(mutex);
        ids.insert(std::this_thread::get_id());
      }
      together.arrive_and_wait();
      ended.count_down();
    }));
  }
  ended.wait();
  EXPECT_THAT(ids, SizeIs(CallThreads::kThreadsMost));
}

TEST(CallThreadsTest, MoreThanMayWaitIsRefusedAndWhatWaitsRunsInItsOrderBeforeTheEnd) {
  std::vector<std::size_t> order;
  {
    std::latch taken(static_cast<std::ptrdiff_t>(CallThreads::kThreadsMost));
    std::latch go(1);
    std::latch one(1);
    CallThreads threads;
    // All are busy; one of them goes on first, so that the order in which the waiting ones run can be seen.
    for (std::size_t i = 0; i < CallThreads::kThreadsMost; ++i) {
      ASSERT_TRUE(threads.Run([&, first = i == 0] {
        taken.count_down();
        (first ? one : go).wait();
      }));
    }
    taken.wait();
    std::latch run(static_cast<std::ptrdiff_t>(CallThreads::kWaitingMost));
    for (std::size_t i = 0; i < CallThreads::kWaitingMost; ++i) {
      ASSERT_TRUE(threads.Run([&, i] {
        order.push_back(i);
        run.count_down();
      }));
    }
    EXPECT_FALSE(threads.Run([&] { order.push_back(CallThreads::kWaitingMost); }));
    one.count_down();
    run.wait();
    ASSERT_TRUE(threads.Run([&] { order.push_back(CallThreads::kWaitingMost); }));
    go.count_down();
  }
  ASSERT_THAT(order, SizeIs(CallThreads::kWaitingMost + 1));
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
}

}  // namespace
}  // namespace clientroute
