#include "services/monitoring/wilson.h"

#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

// shows: MON-3
TEST(WilsonTest, TheIntervalIsThatOfTheTables) {
  struct Case {
    std::int64_t hits, count, rate, low, high;
  };
  // 10 in 100: 5.52 to 17.44 percent; none in 10: 0 to 27.75; all in 10: 72.25 to 100; 1 in 2: 9.45 to 90.55.
  for (const Case& one :
       {Case{10, 100, 1'000, 552, 1'744}, Case{0, 10, 0, 0, 2'776}, Case{10, 10, 10'000, 7'224, 10'000},
        Case{1, 2, 5'000, 945, 9'055}, Case{0, 0, 0, 0, 10'000}, Case{300'000, 1'000'000, 3'000, 2'991, 3'009}}) {
    const RateInterval interval = WilsonInterval(one.hits, one.count);
    EXPECT_EQ(interval.rate, one.rate) << one.hits << " in " << one.count;
    EXPECT_NEAR(static_cast<double>(interval.low), static_cast<double>(one.low), 1) << one.hits << " in " << one.count;
    EXPECT_NEAR(static_cast<double>(interval.high), static_cast<double>(one.high), 1)
        << one.hits << " in " << one.count;
  }
}

TEST(WilsonTest, TheRateLiesInItsIntervalWhateverIsCounted) {
  for (std::int64_t count = 1; count <= 60; ++count) {
    for (std::int64_t hits = 0; hits <= count; ++hits) {
      const RateInterval interval = WilsonInterval(hits, count);
      EXPECT_LE(interval.low, interval.rate);
      EXPECT_GE(interval.high, interval.rate);
    }
  }
}

}  // namespace
}  // namespace clientroute::monitoring
