#include "services/platform/ids/random.h"

#include <gtest/gtest.h>

#include <set>

namespace clientroute {
namespace {

TEST(RandomTest, SameSeedGivesTheSameRun) {
  auto one = MakeSeededRandom(7);
  auto other = MakeSeededRandom(7);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one->Below(1'000'000), other->Below(1'000'000));
  EXPECT_EQ(one->Bytes(32), other->Bytes(32));
}

TEST(RandomTest, OtherSeedGivesAnotherRun) {
  EXPECT_NE(MakeSeededRandom(7)->Bytes(32), MakeSeededRandom(8)->Bytes(32));
}

TEST(RandomTest, NumbersStayBelowTheirBoundAndReachAll) {
  for (auto& random : {MakeSeededRandom(1), MakeSystemRandom()}) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1'000; ++i) seen.insert(random->Below(5));
    EXPECT_EQ(seen, (std::set<std::uint64_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(random->Below(1), 0u);
  }
}

TEST(RandomTest, SystemBytesHaveTheirLengthAndDiffer) {
  auto random = MakeSystemRandom();
  EXPECT_EQ(random->Bytes(0), "");
  EXPECT_EQ(random->Bytes(33).size(), 33u);
  EXPECT_NE(random->Bytes(32), random->Bytes(32));
}

TEST(RandomDeathTest, BoundOfZeroStopsTheProcess) {
  EXPECT_DEATH(MakeSeededRandom(1)->Below(0), "needs a bound above 0");
}

}  // namespace
}  // namespace clientroute
