#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

// The clock stands at 1 April 2026 and moves when told.
namespace clientroute::monitoring {
namespace {

using access::v1::Outflow;
using allocation::v1::ChangeRequest;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::KIND;
using v1::MONTH;
using v1::MUNICIPALITY;
using v1::PRODUCT;
using v1::PROVIDER;

constexpr Instant Midday(int month, int day) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / month / day) + std::chrono::hours(11));
}

class FiguresTest : public testing::Test {
 protected:
  void Route(const google::protobuf::Message& event) {
    const auto* route = event.GetDescriptor()->FindFieldByName("route");
    monitoring_.Announce(event.GetReflection()->GetString(event, route), event);
    monitoring_.Settle();
  }
  std::vector<std::string> Figure(std::string_view figure, const std::vector<v1::Division>& by = {}) {
    return monitoring_.Figure(figure, by);
  }

  MonitoringWorld monitoring_;
};

// shows: MON-1
TEST_F(FiguresTest, InflowCountsARouteOnceAndOncePerProductThatItAsksFor) {
  Route(Referred("a", "2026-03-31", "0361", "42420001", "45A04+45A53"));
  Route(Referred("b", "2026-04-01", "0361"));
  Route(Referred("c", "2026-04-01", "0373", "42420002"));
  EXPECT_THAT(Figure("inflow"), ElementsAre("3"));
  EXPECT_THAT(Figure("inflow", {MONTH}), ElementsAre("2026-03: 1", "2026-04: 2"));
  EXPECT_THAT(Figure("inflow", {PRODUCT}), ElementsAre("45A04: 3", "45A53: 1"));
  EXPECT_THAT(Figure("inflow", {MUNICIPALITY, PROVIDER}), ElementsAre("0361 42420001: 2", "0373 42420002: 1"));
  EXPECT_THAT(Figure("inflow", {KIND}), ElementsAre("2: 3"));
}

// shows: MON-1
TEST_F(FiguresTest, WaitingTimeRunsFromTheReferralToTheFirstDayOfCare) {
  Route(Referred("a", "2026-03-02"));
  Route(Referred("b", "2026-03-20"));
  Route(Allocated("a", "a1"));
  Route(Allocated("b", "b1"));
  Route(Started("a", "a1", "2026-04-01"));
  Route(Started("b", "b1", "2026-04-10"));
  Route(Started("b", "b1", "2026-05-01"));
  // 30 and 21 days: 25.5.
  EXPECT_THAT(Figure("waiting_time", {MONTH}), ElementsAre("2026-04: 26 (2, at most 30)"));
}

TEST_F(FiguresTest, AStartTakenBackWaitsAgainAndWasNeverAStart) {
  Route(Referred("a", "2026-03-02"));
  Route(Allocated("a", "a1"));
  EXPECT_THAT(Figure("waiting"), ElementsAre("2026-03: 1", "2026-04: 1"));
  Route(Started("a", "a1", "2026-03-30"));
  EXPECT_THAT(Figure("waiting"), IsEmpty());
  EXPECT_THAT(Figure("waiting_time"), ElementsAre("28 (1, at most 28)"));
  Route(StartRemoved("a", "a1", "2026-03-30"));
  EXPECT_THAT(Figure("waiting"), ElementsAre("2026-03: 1", "2026-04: 1"));
  EXPECT_THAT(Figure("waiting_time"), IsEmpty());
  // On 31 March 29 days, today 30.
  EXPECT_THAT(Figure("waiting_days"), ElementsAre("2026-03: 29 (1, at most 29)", "2026-04: 30 (1, at most 30)"));
}

TEST_F(FiguresTest, OneOfTwoStartsTakenBackLeavesTheOther) {
  Route(Referred("a", "2026-03-02"));
  Route(Allocated("a", "a1"));
  Route(Started("a", "a1", "2026-03-30"));
  Route(Started("a", "a1", "2026-04-06"));
  Route(StartRemoved("a", "a1", "2026-03-30"));
  EXPECT_THAT(Figure("waiting_time", {MONTH}), ElementsAre("2026-04: 35 (1, at most 35)"));
}

// shows: MON-1
TEST_F(FiguresTest, WhoWaitsIsWhoIsNeitherStartedNorWithdrawnNorAtTheEnd) {
  for (const char* route : {"started", "withdrawn", "closed", "waits"}) Route(Referred(route, "2026-03-10"));
  Route(Referred("later", "2026-05-10"));
  monitoring_.world().AdvanceTo(Midday(4, 20));
  Route(Allocated("started", "s1"));
  Route(Started("started", "s1", "2026-04-13"));
  Route(Withdrawn("withdrawn"));
  Route(Closed("closed"));
  monitoring_.world().AdvanceTo(Midday(5, 15));
  EXPECT_THAT(Figure("waiting"), ElementsAre("2026-03: 4", "2026-04: 1", "2026-05: 2"));
}

// shows: MON-1
TEST_F(FiguresTest, ThroughFlowIsCareThatRanBeforeTheMonthAndStillRunsAtItsEnd) {
  monitoring_.world().AdvanceTo(Midday(6, 10));
  for (const char* route : {"long", "short", "broken"}) {
    Route(Referred(route, "2026-03-02"));
    Route(Allocated(route, route));
    Route(Started(route, route, "2026-03-09"));
  }
  Route(Stopped("short", "short", "2026-03-09", "2026-05-20"));
  Route(Stopped("broken", "broken", "2026-03-09", "2026-04-20", false));
  Route(Started("broken", "broken", "2026-05-11"));
  EXPECT_THAT(Figure("through_flow"), ElementsAre("2026-04: 2", "2026-05: 1", "2026-06: 2"));
  Route(StopRemoved("short", "short", "2026-03-09"));
  EXPECT_THAT(Figure("through_flow"), ElementsAre("2026-04: 2", "2026-05: 2", "2026-06: 3"));
}

// shows: MON-1
TEST_F(FiguresTest, CareAtASchoolIsAShareOfAllThatRunsByWhatWasSaidLast) {
  monitoring_.world().AdvanceTo(Midday(5, 10));
  for (const char* route : {"a", "b", "c"}) {
    Route(Referred(route, "2026-03-02"));
    allocation::v1::AllocationsMade made = Allocated(route, route);
    if (route != std::string_view("c")) made.add_school_lines(made.lines(0).line());
    Route(made);
    Route(Started(route, route, "2026-04-06"));
  }
  EXPECT_THAT(Figure("at_school"), ElementsAre("2026-04: 6667", "2026-05: 6667"));
  Route(Stopped("b", "b", "2026-04-06", "2026-05-04"));
  EXPECT_THAT(Figure("at_school"), ElementsAre("2026-04: 6667", "2026-05: 5000"));
  // It goes on elsewhere.
  Route(Changed("a", "moved", "a"));
  EXPECT_THAT(Figure("at_school"), ElementsAre("2026-04: 3333", "2026-05: 0"));
}

// shows: MON-1
TEST_F(FiguresTest, OutflowIsCountedByDestinationAndOnlyAsItWasRecordedLast) {
  for (const char* route : {"a", "b", "c"}) {
    Route(Referred(route, "2026-03-02"));
    Route(Allocated(route, route));
  }
  Route(Left("a", Outflow::HOME, "2026-04-10"));
  Route(Left("b", Outflow::WMO, "2026-04-30", Outflow::HOUSING));
  Route(Left("c", Outflow::HOME, "2026-04-30"));
  Route(Left("c", Outflow::EDUCATION, "2026-05-04"));
  EXPECT_THAT(Figure("outflow", {MONTH, KIND}),
              ElementsAre("2026-04 HOME: 1", "2026-04 WMO: 1", "2026-05 EDUCATION: 1"));
  EXPECT_THAT(Figure("outflow", {PROVIDER, PRODUCT}), ElementsAre("42420001 45A04: 3"));
  EXPECT_THAT(Figure("outflow_held_up", {KIND}), ElementsAre("HOUSING: 1"));
  // Care goes on after all.
  access::v1::OutflowUndone undone;
  undone.set_route(RouteName("b"));
  Route(undone);
  EXPECT_THAT(Figure("outflow", {MONTH, KIND}), ElementsAre("2026-04 HOME: 1", "2026-05 EDUCATION: 1"));
  EXPECT_THAT(Figure("outflow_held_up", {KIND}), IsEmpty());
  Route(Left("b", Outflow::HOME, "2026-06-30"));
  EXPECT_THAT(Figure("outflow", {MONTH}), ElementsAre("2026-04: 1", "2026-05: 1", "2026-06: 1"));
}

// shows: MON-1, ALL-2
TEST_F(FiguresTest, ASecondBestPlacementIsCountedWhenItIsAllocatedAndNotWhenItIsOnlyHeld) {
  for (const char* route : {"best", "second", "held"}) Route(Referred(route, "2026-03-02"));
  Route(Reserved("best", false));
  Route(Allocated("best", "b1"));
  Route(Reserved("second", true));
  Route(Allocated("second", "s1"));
  Route(Reserved("held", true));
  EXPECT_THAT(Figure("second_best", {MONTH, PROVIDER}), ElementsAre("2026-04 42420001: 1"));
  allocation::v1::AllocationsWithdrawn withdrawn;
  withdrawn.set_route(RouteName("second"));
  withdrawn.add_lines()->set_allocation(AllocationName("s1"));
  Route(withdrawn);
  EXPECT_THAT(Figure("second_best"), IsEmpty());
  // A change in a crisis.
  allocation::v1::AllocationsChanged changed = Changed("best", "c1", "b1");
  *changed.add_lines() = changed.changed(0);
  changed.mutable_lines(0)->set_allocation(AllocationName("b2"));
  changed.set_second_best(true);
  Route(changed);
  EXPECT_THAT(Figure("second_best", {MONTH, PROVIDER}), ElementsAre("2026-04 42420001: 1"))
      << "what is new, and not what stood already";
}

TEST_F(FiguresTest, WhatWasEndedAndNotDeletedCountsAsAllocated) {
  Route(Referred("a", "2026-03-02"));
  Route(Reserved("a", true));
  Route(Allocated("a", "a1"));
  allocation::v1::AllocationsWithdrawn withdrawn;
  withdrawn.set_route(RouteName("a"));
  withdrawn.add_lines()->set_allocation(AllocationName("a1"));
  withdrawn.mutable_lines(0)->set_line("line-1");
  withdrawn.add_ended_lines("line-1");
  Route(withdrawn);
  EXPECT_THAT(Figure("second_best", {MONTH}), ElementsAre("2026-04: 1"));
}

// shows: MON-1
TEST_F(FiguresTest, AChangeCountsWhenItTookEffectByItsDirection) {
  Route(Referred("a", "2026-03-02"));
  Route(Allocated("a", "a1"));
  Route(ChangeAskedFor("a", "more", ChangeRequest::UP));
  Route(ChangeAskedFor("a", "less", ChangeRequest::DOWN));
  Route(ChangeAskedFor("a", "refused", ChangeRequest::UP));
  EXPECT_THAT(Figure("scaled_up"), IsEmpty());
  Route(Changed("a", "more", "a1"));
  monitoring_.world().AdvanceTo(Midday(5, 15));
  Route(Changed("a", "less", "a1"));
  EXPECT_THAT(Figure("scaled_up", {MONTH, PRODUCT}), ElementsAre("2026-04 45A04: 1"));
  EXPECT_THAT(Figure("scaled_down", {MONTH, PROVIDER}), ElementsAre("2026-05 42420001: 1"));
}

// shows: MON-1
TEST_F(FiguresTest, AChangeTakesTheDaysFromItsRequestUntilItIsApplied) {
  Route(Referred("a", "2026-03-02"));
  Route(Allocated("a", "a1"));
  monitoring_.world().AdvanceTo(Midday(5, 1));
  Route(ChangeAskedFor("a", "more", ChangeRequest::UP));
  Route(ChangeAskedFor("a", "open", ChangeRequest::UP));
  EXPECT_THAT(Figure("change_days"), IsEmpty());
  monitoring_.world().AdvanceTo(Midday(5, 15));
  Route(Changed("a", "more", "a1"));
  EXPECT_THAT(Figure("change_days", {MONTH, PROVIDER}), ElementsAre("2026-05 42420001: 14 (1, at most 14)"));
}

// shows: MON-2
TEST_F(FiguresTest, AnAllocatedAmountIsWhatItIsAfterItsLastChangeAndNothingWhenItIsTakenBack) {
  Route(Referred("a", "2026-03-02"));
  allocation::v1::AllocationsMade made = Allocated("a", "a1");
  made.mutable_lines(0)->mutable_tariff()->set_cents(6'120);
  made.mutable_lines(0)->mutable_volume()->set_amount(10);
  made.mutable_lines(0)->mutable_volume()->set_frequency(type::v1::TOTAL);
  Route(made);
  Route(Allocated("a", "without-an-amount"));
  EXPECT_THAT(Figure("allocated_amount", {MONTH, PRODUCT}), ElementsAre("2026-04 45A04: 61200"));
  monitoring_.world().AdvanceTo(Midday(5, 15));
  Route(ChangeAskedFor("a", "less", ChangeRequest::DOWN));
  allocation::v1::AllocationsChanged changed = Changed("a", "less", "a1");
  changed.mutable_changed(0)->mutable_budget()->set_cents(50'000);
  Route(changed);
  EXPECT_THAT(Figure("allocated_amount", {MONTH}), ElementsAre("2026-04: 50000"));
  allocation::v1::AllocationsWithdrawn withdrawn;
  withdrawn.set_route(RouteName("a"));
  withdrawn.add_lines()->set_allocation(AllocationName("a1"));
  Route(withdrawn);
  EXPECT_THAT(Figure("allocated_amount", {MONTH}), IsEmpty());
}

// shows: ACC-1
TEST_F(FiguresTest, ATriageThatAProfessionalDecidedOtherwiseIsCountedAndOnlyTheLastOne) {
  for (const char* route : {"a", "b"}) Route(Referred(route, "2026-03-02"));
  Route(Triaged("a", access::v1::MONO, false));
  Route(Triaged("b", access::v1::MONO, false));
  Route(Triaged("b", access::v1::MULTI, true));
  EXPECT_THAT(Figure("triage", {MONTH, KIND}), ElementsAre("2026-04 MONO: 1", "2026-04 MULTI: 1"));
  EXPECT_THAT(Figure("triage_overridden", {KIND}), ElementsAre("MULTI: 1"));
}

// shows: MON-1, ROU-6
TEST_F(FiguresTest, AReturnIsCountedOnceUnderTheRouteThatTheClientIsBackOn) {
  Route(Referred("first", "2026-03-02"));
  Route(Left("first", Outflow::HOME, "2026-03-31"));
  Route(Referred("again", "2026-04-01", "0373"));
  Route(Returned("first", "again"));
  EXPECT_THAT(Figure("returns", {MONTH, MUNICIPALITY}), ElementsAre("2026-04 0373: 1"));
}

// shows: MON-1, ROU-7
TEST_F(FiguresTest, ADecisionByTheWordOfACrisisIsCounted) {
  for (const char* route : {"a", "b"}) {
    Route(Referred(route, "2026-03-02"));
    access::v1::DecisionTaken taken;
    taken.set_route(RouteName(route));
    taken.set_decision(NameOf("decisions", Uuid::Derive(kClientrouteSpace, route)));
    taken.set_outcome(access::v1::Decision::GRANT);
    taken.set_crisis(route[0] == 'b');
    Route(taken);
  }
  EXPECT_THAT(Figure("crisis_decisions", {MUNICIPALITY}), ElementsAre("0361: 1"));
}

// shows: MON-1
TEST_F(FiguresTest, AReturnFromAnOutflowThatIsTakenBackWasNone) {
  for (const char* route : {"a", "b"}) {
    Route(Referred(route, "2026-03-02"));
    Route(Allocated(route, route));
    Route(Left(route, Outflow::HOME, "2026-04-10"));
    Route(Referred(Cat(route, "-again"), "2026-05-04"));
    Route(Allocated(Cat(route, "-again"), Cat(route, "2")));
    Route(Returned(route, Cat(route, "-again")));
  }
  EXPECT_THAT(Figure("returns"), ElementsAre("2"));
  access::v1::OutflowUndone undone;
  undone.set_route(RouteName("a"));
  Route(undone);
  EXPECT_THAT(Figure("returns"), ElementsAre("1"));
}

TEST_F(FiguresTest, AnEventThatComesAgainIsNotCountedAgainWhateverItsRequestId) {
  Route(Referred("a", "2026-03-02"));
  Route(Allocated("a", "a1"));
  Route(Started("a", "a1", "2026-03-30"));
  Route(StartRemoved("a", "a1", "2026-03-30"));
  const std::vector<std::string> before = monitoring_.Dump();
  for (const type::v1::Event& event : monitoring_.Announced("allocation")) {
    EXPECT_THAT(monitoring_.Deliver(event, Cat("again-", event.id())), IsOk());
  }
  EXPECT_EQ(monitoring_.Dump(), before);
}

// shows: MON-1
TEST_F(FiguresTest, MedianAndNinetiethPercentileAreDaysThatWereWaited) {
  for (int i = 0; i < 10; ++i) {
    const std::string route = Cat("r", i);
    Route(Referred(route, Cat("2026-03-1", i)));
    Route(Allocated(route, route));
    Route(Started(route, route, "2026-03-31"));
  }
  const auto told = monitoring_.List(Over2026("waiting_time"), Manager());
  ASSERT_THAT(told, IsOk());
  ASSERT_EQ(told->rows_size(), 1);
  // 12 to 21 days.
  EXPECT_EQ(told->rows(0).median(), 16);
  EXPECT_EQ(told->rows(0).ninetieth(), 20);
  EXPECT_EQ(told->rows(0).most(), 21);
  EXPECT_EQ(told->rows(0).value(), 17);
}

// shows: MON-1, REG-3
TEST_F(FiguresTest, ASegmentHasAllThatStandsBelowItAndAProductThatMovesTakesItsPastAlong) {
  monitoring_.Announce("products/1-45A04", Placed("45A04", "support_oriented/ambulatory/light"));
  monitoring_.Announce("products/1-45A53", Placed("45A53", "support_oriented/residence"));
  Route(Referred("a", "2026-03-02", "0361", "42420001", "45A04"));
  Route(Referred("b", "2026-03-02", "0361", "42420001", "45A04+45A53"));
  EXPECT_THAT(Figure("inflow", {v1::SEGMENT}),
              ElementsAre("support_oriented/ambulatory/light: 2", "support_oriented/residence: 1"));
  v1::ListFiguresRequest request = Over2026("inflow");
  for (const auto& [segment, value] : {std::pair("support_oriented", 2), std::pair("support_oriented/ambulatory", 2),
                                       std::pair("support_oriented/residence", 1), std::pair("support", 0)}) {
    request.set_segment(segment);
    const auto told = monitoring_.List(request, Manager());
    ASSERT_THAT(told, IsOk());
    EXPECT_EQ(told->rows().empty() ? 0 : told->rows(0).value(), value) << segment;
  }
  monitoring_.Announce("products/1-45A04", Placed("45A04", "crisis/ambulatory"));
  monitoring_.Settle();
  EXPECT_THAT(Figure("inflow", {v1::SEGMENT}), ElementsAre("crisis/ambulatory: 2", "support_oriented/residence: 1"));
}

TEST_F(FiguresTest, AFigureKnowsWhatWasDeliveredBeforeItWasAskedWithoutAnyWorkInBetween) {
  Route(Referred("a", "2026-03-02"));
  type::v1::Event event = monitoring_.Announced("intake").front();
  const auto next = Referred("b", "2026-03-03");
  event.set_aggregate(next.route());
  event.mutable_payload()->PackFrom(next);
  event.set_id(Uuid::Derive(kClientrouteSpace, "next").ToString());
  EXPECT_THAT(Figure("inflow"), ElementsAre("1"));
  ASSERT_THAT(monitoring_.Deliver(event, event.id()), IsOk());
  EXPECT_THAT(Figure("inflow"), ElementsAre("2"));
}

TEST_F(FiguresTest, AnEventThatIsNotCountedOrIsDamagedIsRefused) {
  Route(Referred("a", "2026-03-02"));
  type::v1::Event event = monitoring_.Announced("intake").front();
  type::v1::Event damaged = event;
  damaged.set_sequence(0);
  EXPECT_THAT(monitoring_.Deliver(damaged, "d-1"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  damaged = event;
  damaged.mutable_payload()->PackFrom(Referred("a", "2026-03-02", ""));
  EXPECT_THAT(monitoring_.Deliver(damaged, "d-2"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  event.mutable_payload()->PackFrom(intake::v1::ClientErased());
  EXPECT_THAT(monitoring_.Deliver(event, "d-3"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

}  // namespace
}  // namespace clientroute::monitoring
