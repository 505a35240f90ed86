// What was delivered of an allocation that ends before the days that it was made for.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

// The clock stands at 1 April 2026 and moves when told.
namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;

type::v1::Date Day(std::string_view text) { return ToProto(*Date::Parse(text)); }

class DeliveredTest : public testing::Test {
 protected:
  // One cent a day from 1 January: care that runs from then on.
  DeliveredTest() {
    monitoring_.world().AdvanceTo(Instant(std::chrono::sys_days(std::chrono::year(2026) / 5 / 11)));
    Route(Referred("a", "2025-12-01"));
    allocation::v1::AllocationsMade made = Allocated("a", "a1");
    made.mutable_lines(0)->mutable_budget()->set_cents(365);
    *made.mutable_lines(0)->mutable_period()->mutable_start_date() = Day("2026-01-01");
    *made.mutable_lines(0)->mutable_period()->mutable_end_date() = Day("2026-12-31");
    Route(made);
  }
  template <typename Event>
  void Route(const Event& event) {
    monitoring_.Announce(event.route(), event);
    monitoring_.Settle();
  }
  std::vector<std::string> Delivered() { return monitoring_.Figure("delivered_amount", {v1::MONTH}); }
  static allocation::v1::AllocationsMade MakesRoom(std::string_view last_day) {
    allocation::v1::AllocationsMade made = Allocated("b", "b1");
    allocation::v1::EndedWithCare* ended = made.add_ended_with_care();
    ended->set_allocation(AllocationName("a1"));
    if (!last_day.empty()) *ended->mutable_last_date() = Day(last_day);
    return made;
  }

  MonitoringWorld monitoring_;
};

// shows: MON-2
TEST_F(DeliveredTest, WhatEndedToMakeRoomOnAnotherRouteIsNotDeliveredLonger) {
  Route(Started("a", "a1", "2026-01-01"));
  Route(Stopped("a", "a1", "2026-01-01", "2026-02-10"));
  Route(Referred("b", "2026-04-01"));
  Route(MakesRoom("2026-02-10"));
  EXPECT_THAT(Delivered(), ElementsAre("2026-01: 31", "2026-02: 10"));
  EXPECT_THAT(monitoring_.Figure("allocated_amount", {v1::MONTH}), ElementsAre("2026-05: 365")) << "as it was made";
  Route(StopRemoved("a", "a1", "2026-01-01"));
  EXPECT_THAT(Delivered(), ElementsAre("2026-01: 31", "2026-02: 10")) << "its days are over";
  const std::vector<std::string> before = monitoring_.Dump();
  monitoring_.Rebuild("again");
  monitoring_.Settle();
  EXPECT_EQ(monitoring_.Dump(), before);
  EXPECT_THAT(Delivered(), ElementsAre("2026-01: 31", "2026-02: 10"));
}

// shows: MON-2
TEST_F(DeliveredTest, AChangeSetsTheDaysAnew) {
  Route(Started("a", "a1", "2026-01-01"));
  Route(Referred("b", "2026-04-01"));
  Route(MakesRoom("2026-02-10"));
  allocation::v1::AllocationsChanged changed = Changed("a", "on", "a1");
  changed.mutable_changed(0)->mutable_budget()->set_cents(90);
  *changed.mutable_changed(0)->mutable_period()->mutable_start_date() = Day("2026-01-01");
  *changed.mutable_changed(0)->mutable_period()->mutable_end_date() = Day("2026-03-31");
  Route(changed);
  EXPECT_THAT(Delivered(), ElementsAre("2026-01: 31", "2026-02: 28", "2026-03: 31"));
}

// shows: MON-2
TEST_F(DeliveredTest, AStartThatIsReportedAfterTheEndCountsUntilThatDay) {
  allocation::v1::AllocationsWithdrawn withdrawn;
  withdrawn.set_route(RouteName("a"));
  type::v1::CareLine* line = withdrawn.add_lines();
  line->set_line("line-1");
  line->set_allocation(AllocationName("a1"));
  *line->mutable_period()->mutable_start_date() = Day("2026-01-01");
  *line->mutable_period()->mutable_end_date() = Day("2026-03-10");
  withdrawn.add_ended_lines("line-1");
  Route(withdrawn);
  Route(Started("a", "a1", "2026-02-27"));
  EXPECT_THAT(Delivered(), ElementsAre("2026-02: 2", "2026-03: 10"));
}

TEST_F(DeliveredTest, AnEndWithoutItsDayIsRefused) {
  monitoring_.Announce(RouteName("b"), MakesRoom("2026-02-10"));
  type::v1::Event event = monitoring_.Announced("allocation").back();
  event.mutable_payload()->PackFrom(MakesRoom(""));
  EXPECT_THAT(monitoring_.Deliver(event, "damaged"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
}

}  // namespace
}  // namespace clientroute::monitoring
