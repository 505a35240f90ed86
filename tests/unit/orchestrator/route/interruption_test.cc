#include <gtest/gtest.h>

#include "services/orchestrator/route/step.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

const Attributes& kAsked = SmallAsked();

TEST(Interruption, TheMainChartWaitsWhereItWasAndGoesOnFromThere) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Alarm")), "alarm: begins loud; +task calm");
  EXPECT_EQ(driver.state(), "looking");
  EXPECT_EQ(driver.interrupt_state(), "loud");
  EXPECT_EQ(driver.tasks(), "calm view");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Quiet")), "alarm: loud -> over; -task calm");
  EXPECT_EQ(driver.state(), "looking");
  EXPECT_EQ(driver.interrupt_state(), "");
  EXPECT_EQ(driver.timers(), "look_term patience");
}

TEST(Interruption, WhatHappensMeanwhileIsTakenInOnReturnInOrder) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Alarm");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Looked", {{"good", "true"}})), "deferred; ~task view");
  EXPECT_EQ(driver.fact("good"), "onbekend") << "learnt when it is taken in";
  EXPECT_EQ(driver.commands(), "") << "the command was answered all the same";
  EXPECT_EQ(driver.state(), "looking");
  const StepResult back = driver.Complete("calm", "calmed");
  EXPECT_EQ(DescribeResult(SmallDefinition(), back),
            "alarm: loud -> over; main: looking -> judging; -timer look_term; =task calm; +task judge");
  EXPECT_EQ(driver.fact("good"), "true");
}

TEST(Interruption, ATimerThatFallsDueMeanwhileIsAnsweredOnReturn) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Alarm");
  const std::int64_t number = driver.route().main.timers.back().number;
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Expire("look_term")), "deferred; !timer look_term");
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{number})), "STALE_TIMER");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Quiet")),
            "alarm: loud -> over; main: looking -> judging; -task calm; -task view; +task judge");
}

TEST(Interruption, AnExpiryThatAnEarlierEventMadeVoidIsPassedOver) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Alarm");
  driver.Tell("Looked", {{"good", "true"}});
  driver.Expire("look_term");
  driver.Tell("Quiet");
  EXPECT_EQ(driver.state(), "judging");
  EXPECT_EQ(driver.fact("rounds"), "0");
  EXPECT_EQ(driver.tasks(), "judge");
}

TEST(Interruption, ATaskThatIsCompletedMeanwhileTakesEffectOnReturnAndOnlyOnce) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Tell("Alarm");
  const std::int64_t judge = driver.route().main.tasks.front().number;
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Complete("judge", "split")), "deferred; =task judge");
  EXPECT_EQ(Verdict(driver.Take(TaskCompleted{judge, "stop"})), "TASK_CLOSED");
  const StepResult back = driver.Tell("Quiet");
  EXPECT_EQ(driver.state(), "splitting");
  EXPECT_EQ(Taken(back).commands.size(), 1u);
  EXPECT_EQ(Taken(back).tasks_ended.size(), 1u) << "the task of the alarm; the other was ended when it was completed";
}

TEST(Interruption, PartsGoOn) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, {{"line-1", {{"weight", "5"}}, ""}});
  driver.Tell("Alarm");
  driver.Tell("PieceDone", {{"clean", "true"}}, "line-1");
  EXPECT_EQ(driver.part_state("line-1"), "ready");
  EXPECT_EQ(driver.state(), "working") << "the main chart waits, also with what it would do by itself";
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Quiet")),
            "alarm: loud -> over; main: working -> done; command Forget; -task calm");
}

TEST(Interruption, ItCanLetTheRouteGoOnElsewhere) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Alarm");
  driver.Tell("Looked", {{"good", "true"}});
  const StepResult burnt = driver.Tell("Fire");
  EXPECT_EQ(driver.state(), "dropped");
  EXPECT_TRUE(IsClosed(SmallDefinition(), driver.route()));
  EXPECT_EQ(driver.timers(), "");
  // What was kept back has no place any more, and a person looks.
  EXPECT_EQ(driver.tasks(), "unexpected_event");
  EXPECT_EQ(Taken(burnt).moves.size(), 2u);
}

TEST(Interruption, WhatIsKeptBackIsBounded) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Alarm");
  for (std::size_t i = 0; i < kDeferredEventsMax; ++i) EXPECT_EQ(Verdict(driver.Tell("Asked", kAsked)), "taken");
  EXPECT_EQ(Verdict(driver.Tell("Asked", kAsked)), "TOO_MANY_DEFERRED");
  EXPECT_EQ(Verdict(driver.Tell("Quiet")), "taken");
  EXPECT_TRUE(driver.route().deferred.empty());
}

TEST(Interruption, InterruptsEveryStateOfTheYouthRouteAndReturnsToIt) {
  const Definition& youth = YouthStandard();
  for (std::size_t i = 0; i < youth.main_chart().states.size(); ++i) {
    const State& state = youth.main_chart().states[i];
    RouteDriver driver(youth);
    driver.route().sequence = 1;
    driver.route().main.state = static_cast<StateId>(i);
    // A part that runs keeps the route from closing by itself; where care is over, none does.
    const bool over = state.name == "outflow" || state.name == "in_aftercare" || state.name == "watched";
    ChartRun part;
    part.chart = youth.FindChart("care").value();
    part.key = "line-1";
    part.facts.resize(youth[part.chart].facts.size());
    if (over) part.state = youth[part.chart].FindState("ended").value();
    driver.route().parts.push_back(part);
    driver.route().facts[kPartsOpenFact] = over ? 0 : 1;
    driver.route().facts[kPartsTotalFact] = 1;
    const StepResult reported = driver.Tell("CrisisReported");
    if (state.final) {
      EXPECT_EQ(Verdict(reported), "EVENT_DOES_NOT_FIT") << state.name;
      continue;
    }
    EXPECT_EQ(Verdict(reported), "taken") << state.name;
    EXPECT_EQ(driver.interrupt_state(), "acute") << state.name;
    EXPECT_EQ(Taken(reported).tasks_opened.size(), 1u) << state.name;
    EXPECT_EQ(Verdict(driver.Tell("CrisisResolved")), "taken") << state.name;
    EXPECT_EQ(driver.interrupt_state(), "") << state.name;
    EXPECT_EQ(driver.state(), state.name);
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
