#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using access::v1::Outflow;

class OutlookTest : public testing::Test {
 protected:
  void Say(const google::protobuf::Message& event) {
    const auto* route = event.GetDescriptor()->FindFieldByName("route");
    monitoring_.Announce(event.GetReflection()->GetString(event, route), event);
  }
  // A route that ended; of which it went wrong or not.
  void Ended(const std::string& route, bool second_best, bool wrong) {
    Say(Referred(route, "2026-01-05"));
    Say(Reserved(route, second_best));
    Say(Allocated(route, route));
    Say(Started(route, route, "2026-01-12"));
    allocation::v1::CareStopped stopped = Stopped(route, route, "2026-01-12", "2026-02-20");
    stopped.set_stop_reason(wrong ? "33" : "31");
    Say(stopped);
    Say(Left(route, Outflow::HOME, "2026-02-20"));
  }

  MonitoringWorld monitoring_;
};

// shows: MON-3
TEST_F(OutlookTest, AFactorThatWentTogetherWithWhatWentWrongIsASignalAndTellsHowManyRunWithIt) {
  for (int i = 0; i < 20; ++i) Ended(Cat("best-", i), false, i < 2);
  for (int i = 0; i < 20; ++i) Ended(Cat("second-", i), true, i < 14);
  for (int i = 0; i < 3; ++i) {
    Say(Referred(Cat("new-", i), "2026-03-20"));
    Say(Reserved(Cat("new-", i), true));
    Say(Allocated(Cat("new-", i), Cat("new-", i)));
  }
  monitoring_.Settle();
  const auto told =
      Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListRiskFactors, v1::ListRiskFactorsRequest());
  ASSERT_THAT(told, IsOk());
  EXPECT_THAT(told->method(), testing::HasSubstr("besluit niets"));
  bool found = false;
  for (const v1::RiskFactor& factor : told->factors()) {
    if (factor.factor() != "SECOND_BEST") {
      EXPECT_FALSE(factor.signal()) << factor.factor();
      EXPECT_FALSE(factor.has_with()) << "of none, " << factor.factor();
      continue;
    }
    found = true;
    EXPECT_TRUE(factor.signal());
    EXPECT_EQ(factor.with().wrong(), 14);
    EXPECT_EQ(factor.with().rate(), 7'000);
    EXPECT_EQ(factor.without().rate(), 1'000);
    EXPECT_GT(factor.with().low(), factor.without().high());
    EXPECT_EQ(factor.running(), 3);
  }
  EXPECT_TRUE(found);
  const auto elsewhere =
      Call(Manager({"0373"}), monitoring_.stub(), &v1::Monitoring::Stub::ListRiskFactors, v1::ListRiskFactorsRequest());
  for (const v1::RiskFactor& factor : elsewhere->factors()) EXPECT_EQ(factor.running(), 0);
}

// shows: MON-1
TEST_F(OutlookTest, AGoalIsToldWithItsLineAndWithoutWhatNobodyKnows) {
  for (int i = 0; i < 4; ++i) {
    const std::string route = Cat("r", i);
    Say(Referred(route, "2021-01-04"));
    Say(Allocated(route, route));
    Say(Started(route, route, "2021-01-11"));
  }
  Say(Stopped("r0", "r0", "2021-01-11", "2022-06-30"));
  monitoring_.Settle();
  const auto told = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListTargets, v1::ListTargetsRequest());
  ASSERT_THAT(told, IsOk());
  ASSERT_EQ(told->targets_size(), 3);
  const v1::Target& care = told->targets(0);
  EXPECT_EQ(care.figure(), "in_care");
  EXPECT_EQ(care.base(), 4);
  EXPECT_EQ(care.goal(), 3);  // 2.84
  EXPECT_EQ(care.years(0).value(), 4);
  EXPECT_EQ(care.years(1).value(), 4);  // half a year with four of them and half with three
  EXPECT_EQ(care.years(2).value(), 3);
  EXPECT_EQ(care.years(8).line(), 3);
  EXPECT_FALSE(care.years(8).has_value());
  EXPECT_FALSE(told->targets(1).has_base());
  EXPECT_FALSE(told->targets(1).years(0).has_line());
}

}  // namespace
}  // namespace clientroute::monitoring
