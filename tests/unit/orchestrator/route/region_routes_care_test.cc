#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

namespace clientroute::orchestrator {
namespace {

TEST_F(YouthRoute, CareThatEndedBeforeTheReturnMessageFlowsOutAtOnce) {
  ComeToAllocations();
  Send(1);
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  Stop("line-1", true);
  Stop("line-2", true);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "outflow");
}

TEST_F(YouthRoute, EvaluationComesBackEveryHalfYearAndIsRecorded) {
  ComeToCare();
  driver_.Expire("evaluation");
  EXPECT_EQ(driver_.tasks(), "evaluate");
  EXPECT_EQ(driver_.timers(), "evaluation");
  driver_.Expire("evaluation");
  EXPECT_EQ(driver_.tasks(), "evaluate") << "one task, however long it takes";
  driver_.Tell("EvaluationRecorded", {{"outcome", "LIGHTER"}});
  EXPECT_EQ(driver_.tasks(), "arrange_change");
  driver_.Complete("arrange_change", "asked");
  EXPECT_EQ(driver_.tasks(), "");
  EXPECT_EQ(driver_.state(), "in_care");
}

TEST_F(YouthRoute, ThePlanSaysWhenItIsEvaluatedFirst) {
  ComeToCare();
  driver_.Tell("PlanRecorded", {{"evaluation_dates_first", "2026-06-01"}});
  EXPECT_EQ(driver_.due("plan_evaluation"), Midnight("2026-06-02"));
  driver_.Expire("plan_evaluation");
  EXPECT_EQ(driver_.tasks(), "evaluate");
}

TEST_F(YouthRoute, MonoBecomesMultiInCareWithoutANewApplicationAndBack) {
  ComeToCare();
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  EXPECT_EQ(driver_.tasks(), "case_conference");
  EXPECT_EQ(driver_.part_state("line-1"), "allocated") << "care goes on";
  driver_.Tell("ConferenceHeld", {{"outcome", "MULTI_CONFIRMED"}});
  EXPECT_EQ(driver_.tasks(), "perspective_plan");
  driver_.Tell("PlanRecorded");
  EXPECT_EQ(driver_.state(), "in_care") << "no new decision";
  EXPECT_EQ(driver_.fact("complexity"), "MULTI");
  driver_.Tell("TriageDecided", {{"complexity", "MONO"}});
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.fact("complexity"), "MONO");
}

TEST_F(YouthRoute, InCareTooAConferenceCanEscalate) {
  ComeToCare();
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  driver_.Tell("ConferenceHeld", {{"outcome", "ESCALATE"}});
  EXPECT_EQ(driver_.tasks(), "expert_team");
  driver_.Tell("ExpertTeamDecided", {{"outcome", "OFFER_CREATED"}, {"finding", "NO_OFFER"}});
  driver_.Tell("PlanRecorded");
  EXPECT_EQ(driver_.state(), "in_care");
}

TEST_F(YouthRoute, AChildNotYetBornIsToldOfOutsideTheMessagesAndByMessageOnceItHasANumber) {
  ComeToAllocations();
  driver_.Tell("AllocationMessageWithheld");
  EXPECT_EQ(driver_.state(), "telling_outside");
  driver_.Complete("tell_provider", "told");
  EXPECT_EQ(driver_.state(), "in_care");
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  EXPECT_EQ(driver_.part_state("line-1"), "in_care") << "care can be followed";
  driver_.Tell("ClientNumberRecorded");
  EXPECT_EQ(driver_.commands(), "SendAllocationMessage");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.fact("withheld"), "false");
}

TEST_F(YouthRoute, AftercareHasAContactEachMonthAndEnds) {
  ComeToOutflow();
  Outflow(true);
  EXPECT_EQ(driver_.state(), "in_aftercare");
  EXPECT_EQ(driver_.timers(), "contact_moment decision_end");
  driver_.Expire("contact_moment");
  EXPECT_EQ(driver_.tasks(), "aftercare_contact");
  Contact("GOES_WELL");
  EXPECT_EQ(driver_.tasks(), "");
  EXPECT_EQ(driver_.timers(), "contact_moment decision_end") << "the next one comes";
  Contact("END");
  EXPECT_EQ(driver_.state(), "watched");
  EXPECT_EQ(driver_.timers(), "watch_end");
}

TEST_F(YouthRoute, FromAftercareHelpStartsAgainAtOnceOnTheContinuingDecision) {
  ComeToOutflow();
  Outflow(true);
  Contact("RESTART");
  EXPECT_EQ(driver_.state(), "confirming_contracts");
  EXPECT_EQ(driver_.reference("decision"), "decisions/1");
  EXPECT_EQ(driver_.timers(), "");
  driver_.Tell("ProductsConfirmed", {}, {}, {{"line-1-again-1", {}, "again"}});
  Reserve();
  driver_.Tell("AllocationsMade", {}, {}, {{"line-1-again-1", {}, "again"}});
  EXPECT_EQ(driver_.part_state("line-1-again-1"), "allocated");
  EXPECT_EQ(driver_.part_state("line-1"), "ended");
  EXPECT_EQ(driver_.fact("restarting"), "false");
}

TEST_F(YouthRoute, OnceTheDecisionIsOverARestartNeedsANewRequest) {
  ComeToOutflow();
  Outflow(true);
  EXPECT_EQ(driver_.due("decision_end"), Midnight("2027-01-01"));
  driver_.Expire("decision_end");
  EXPECT_EQ(driver_.state(), "in_aftercare");
  Contact("RESTART");
  EXPECT_EQ(driver_.state(), "watched");
  EXPECT_EQ(driver_.tasks(), "new_referral");
  driver_.Tell("ReturnedToCare");
  EXPECT_EQ(driver_.state(), "returned");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, ARestartThatIsRefusedFlowsOutBecauseCareWasGiven) {
  ComeToOutflow();
  Outflow(true);
  Contact("RESTART");
  driver_.Tell("ProductsNotContracted");
  driver_.Complete("contract_gap", "decide_again");
  Decide("REFUSE");
  EXPECT_EQ(driver_.tasks(), "tell_refusal");
  driver_.Complete("tell_refusal", "told");
  EXPECT_EQ(driver_.state(), "outflow");
  EXPECT_EQ(driver_.fact("restarting"), "false");
}

TEST_F(YouthRoute, ANewAllocationHasItsOwnEndAndOneWithoutAnEndHasNone) {
  ComeToOutflow();
  Outflow(true);
  driver_.Expire("decision_end");
  EXPECT_EQ(driver_.fact("decision_over"), "true");
  RequestChange();
  Decide("GRANT", "change_requests/1");
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}, {"adds_care", "true"}}, {},
               {{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.fact("decision_over"), "false");
  EXPECT_EQ(driver_.fact("last_date"), "onbekend") << "what comes without a last day goes on";
}

TEST_F(YouthRoute, CareThatResumesByAChangeIsEvaluatedAgain) {
  ComeToOutflow();
  Outflow(false);
  EXPECT_EQ(driver_.timers(), "watch_end");
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}, {"adds_care", "true"}}, {},
               {{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.timers(), "evaluation");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
}

TEST_F(YouthRoute, AChangeThatIsRefusedAfterOutflowLeavesItAsItWas) {
  for (const bool aftercare : {true, false}) {
    BeginAnew();
    ComeToOutflow();
    Outflow(aftercare);
    const std::string state = driver_.state();
    const std::string timers = driver_.timers();
    RequestChange();
    DecideOnChange("REFUSE");
    AnswerSent("REFUSED");
    EXPECT_EQ(driver_.state(), state);
    EXPECT_EQ(driver_.timers(), timers);
  }
}

TEST_F(YouthRoute, AReturnWhileAChangeIsConsideredEndsTheRouteAsReturnedOnceThatIsDone) {
  ComeToOutflow();
  Outflow(false);
  RequestChange();
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("ReturnedToCare")), "stays");
  DecideOnChange("REFUSE");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "returned");
}

TEST_F(YouthRoute, AReturnWithinTheWatchEndsItAsReturned) {
  ComeToOutflow();
  Outflow(false);
  driver_.Tell("ReturnedToCare");
  EXPECT_EQ(driver_.state(), "returned");
  EXPECT_EQ(driver_.timers(), "");
}

TEST_F(YouthRoute, AReturnDuringAftercareEndsItToo) {
  ComeToOutflow();
  Outflow(true);
  driver_.Expire("contact_moment");
  driver_.Tell("ReturnedToCare");
  EXPECT_EQ(driver_.state(), "returned");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(WmoRoute, GivesTheInvestigationSixWeeks) {
  ComeToAnalysis();
  ASSERT_EQ(driver_.tasks(), "problem_analysis");
  EXPECT_EQ(driver_.route().main.tasks.front().due, Midnight("2026-04-14"));
}

TEST_F(WmoRoute, GoesTheSameWayAndIsEvaluatedEachYear) {
  ComeToCare();
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.due("evaluation"), Midnight("2027-03-03"));
}

}  // namespace
}  // namespace clientroute::orchestrator
