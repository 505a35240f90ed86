#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Work* FiguresInMemory(MonitoringWorld& monitoring) {
  for (Work* work : monitoring.service().works()) {
    if (work->name() == "monitoring.figures") return work;
  }
  return nullptr;
}

// shows: MON-1
TEST(FreshnessTest, WhatWasCommittedIsInTheNextAnswerWithoutAnyWorkInBetween) {
  MonitoringWorld monitoring;
  const auto referred = Referred("a", "2026-03-02");
  monitoring.Announce(referred.route(), referred);
  monitoring.Announce(referred.route(), Withdrawn("a"));
  const auto events = monitoring.Announced("intake");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_THAT(monitoring.Figure("inflow", {}), IsEmpty());
  const Instant before = monitoring.world().clock()->Now();
  ASSERT_THAT(monitoring.Deliver(events[0], "first"), IsOk());
  EXPECT_THAT(monitoring.Figure("inflow", {}), ElementsAre("1"));
  EXPECT_THAT(monitoring.Figure("waiting", {v1::MONTH}), testing::Not(IsEmpty()));
  ASSERT_THAT(monitoring.Deliver(events[1], "second"), IsOk());
  EXPECT_THAT(monitoring.Figure("waiting", {v1::MONTH}), ElementsAre("2026-03: 1"));
  EXPECT_EQ(monitoring.world().clock()->Now(), before);
}

// shows: MON-1
TEST(FreshnessTest, TheFiguresInMemoryHaveWorkFromACommitUntilTheirNextRun) {
  MonitoringWorld monitoring;
  monitoring.Settle();
  Work* figures = FiguresInMemory(monitoring);
  ASSERT_NE(figures, nullptr);
  EXPECT_TRUE(figures->Idle());
  const auto referred = Referred("a", "2026-03-02");
  monitoring.Announce(referred.route(), referred);
  ASSERT_THAT(monitoring.Deliver(monitoring.Announced("intake").front(), "first"), IsOk());
  EXPECT_FALSE(figures->Idle());
  EXPECT_FALSE(figures->Run().has_value());
  EXPECT_TRUE(figures->Idle());
}

// shows: MON-1
TEST(FreshnessTest, HowOldAnEventWasWhenItWasCountedIsMeasured) {
  MonitoringWorld monitoring;
  const auto referred = Referred("a", "2026-03-02");
  monitoring.Announce(referred.route(), referred);
  monitoring.Settle();
  EXPECT_THAT(monitoring.world().metrics()->Text(),
              testing::AllOf(HasSubstr("clientroute_figures_behind_seconds_count{service=\"intake\"} 1"),
                             HasSubstr("clientroute_figures_behind_seconds_sum{service=\"intake\"} 0")));
}

}  // namespace
}  // namespace clientroute::monitoring
