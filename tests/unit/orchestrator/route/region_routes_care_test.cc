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

TEST_F(YouthRoute, AChangeThatIsGrantedIsAppliedToldAndBringsItsNewPart) {
  ComeToCare();
  RequestChange();
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.tasks(), "change_decision");
  EXPECT_EQ(driver_.route().lines.size(), 2u) << "what is only asked for is no line of the route";
  DecideOnChange("GRANT");
  EXPECT_EQ(driver_.commands(), "ApplyChange");
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}, {"last_date", "2027-01-31"}}, {},
               {{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.part_state("line-3"), "allocated");
  EXPECT_EQ(driver_.part_state("line-1"), "allocated");
  EXPECT_EQ(driver_.route().parts.size(), 3u);
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
}

TEST_F(YouthRoute, AChangeThatOnlyStretchesBringsNoPart) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}});
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.route().parts.size(), 2u);
}

TEST_F(YouthRoute, WhatIsStretchedHasItsEndWatchedAnew) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Take(
      Announced{"AllocationsChanged",
                "",
                {{"change_request", "change_requests/1"}},
                {},
                {{"line-1", {{"period_start_date", "2026-04-01"}, {"period_end_date", "2027-01-31"}}, "longer"},
                 {"line-2", {{"period_start_date", "2026-04-01"}}, "the same"}}});
  EXPECT_EQ(driver_.due("allocation_end", "line-1"), Midnight("2027-02-01"));
  EXPECT_FALSE(driver_.due("allocation_end", "line-2").has_value());
  EXPECT_EQ(driver_.due("start_term", "line-1"), Midnight("2026-04-16")) << "it starts when it did";
  EXPECT_EQ(driver_.route().lines[0].payload, "longer");
}

TEST_F(YouthRoute, AChangeThatIsRefusedIsAnsweredAndLeavesCareAsItIs) {
  ComeToCare();
  RequestChange();
  driver_.Expire("change_notice");
  EXPECT_EQ(driver_.commands(), "AnswerChangeUnderInvestigation");
  AnswerSent("UNDER_INVESTIGATION");
  EXPECT_EQ(driver_.timers(), "evaluation investigation_term");
  DecideOnChange("REFUSE");
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused");
  EXPECT_EQ(driver_.timers(), "evaluation");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "in_care");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "true"}});
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, AChangeThatAllocationCannotMakeGoesToAPerson) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell("AllocationsRefused", {{"change_request", "change_requests/1"}});
  EXPECT_EQ(driver_.tasks(), "change_conflict");
  driver_.Complete("change_conflict", "refuse");
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused");
}

TEST_F(YouthRoute, ASecondChangeRequestWaitsForTheFirst) {
  ComeToCare();
  RequestChange("change_requests/1");
  EXPECT_EQ(DescribeResult(YouthStandard(), RequestChange("change_requests/2")), "deferred");
  driver_.MoveTo(At("2026-03-05"));
  DecideOnChange("REFUSE");
  EXPECT_EQ(driver_.reference("change_request"), "change_requests/1");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.reference("change_request"), "change_requests/2");
  EXPECT_EQ(driver_.due("change_term"), Midnight("2026-03-10")) << "its term runs from when it came (OP346)";
}

TEST_F(YouthRoute, ADecisionThatNobodyAskedForChangesNothingAndAPersonLooks) {
  ComeToCare();
  const StepResult result = driver_.Tell(
      "DecisionTaken",
      {{"decision", "decisions/2"}, {"outcome", "GRANT"}, {"decide_date", "2026-03-09"}, {"partly_refused", "false"}});
  EXPECT_EQ(DescribeResult(YouthStandard(), result), "unexpected; +task unexpected_event");
  EXPECT_EQ(driver_.reference("decision"), "decisions/1");
}

TEST_F(YouthRoute, ADecisionOnAnotherChangeThanTheOneInHandChangesNothingAndAPersonLooks) {
  ComeToCare();
  RequestChange("change_requests/1");
  const StepResult result = Decide("GRANT", "change_requests/2");
  EXPECT_EQ(DescribeResult(YouthStandard(), result), "unexpected; +task unexpected_event");
  ASSERT_FALSE(Taken(result).notes.empty());
  EXPECT_EQ(Taken(result).notes[0], "Dit gaat over change_requests/2; de route is bezig met change_requests/1.");
  EXPECT_EQ(driver_.state(), "considering_change");
  Decide("GRANT", "change_requests/1");
  EXPECT_EQ(driver_.state(), "applying_change");
  EXPECT_EQ(DescribeResult(YouthStandard(), Changed({}, "change_requests/2")), "stays; +task allocated_meanwhile");
  EXPECT_EQ(driver_.state(), "applying_change");
  EXPECT_EQ(driver_.commands(), "ApplyChange") << "it is not answered by that";
}

TEST_F(YouthRoute, ADecisionOnAChangeIsNoDecisionOnTheRequest) {
  ComeToDecision();
  EXPECT_EQ(DescribeResult(YouthStandard(), Decide("GRANT", "change_requests/1")),
            "unexpected; +task unexpected_event");
  EXPECT_EQ(driver_.state(), "deciding");
}

TEST_F(YouthRoute, ADecisionOnAChangeThatIsDoneIsNoDecisionOnWhatComesAfterIt) {
  ComeToOutflow();
  RequestChange();
  DecideOnChange("REFUSE");
  AnswerSent("REFUSED");
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  ASSERT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(DescribeResult(YouthStandard(), Decide("GRANT", "change_requests/1")),
            "unexpected; +task unexpected_event");
  Decide("GRANT");
  EXPECT_EQ(driver_.state(), "confirming_contracts");
}

TEST_F(YouthRoute, ADecisionThatNamesNoChangeIsNotTheAnswerToOneAndTheRouteWaitsOn) {
  ComeToCare();
  RequestChange();
  for (const char* outcome : {"GRANT", "REFUSE"}) {
    EXPECT_EQ(DescribeResult(YouthStandard(), Decide(outcome)), "unexpected; +task unexpected_event") << outcome;
    EXPECT_EQ(driver_.state(), "considering_change");
  }
  EXPECT_EQ(driver_.tasks(), "change_decision unexpected_event unexpected_event") << "it still has to be decided";
  EXPECT_EQ(driver_.fact("outcome"), "GRANT") << "nothing was learnt of it";
  DecideOnChange("GRANT");
  EXPECT_EQ(driver_.state(), "applying_change");
}

TEST_F(YouthRoute, ADecisionThatComesInACrisisBeforeItsChangeIsInHandIsTakenAfterIt) {
  ComeToCare();
  driver_.Tell("CrisisReported");
  EXPECT_EQ(DescribeResult(YouthStandard(), RequestChange()), "deferred");
  EXPECT_EQ(DescribeResult(YouthStandard(), Decide("GRANT", "change_requests/1")), "deferred");
  driver_.Tell("CrisisResolved");
  EXPECT_EQ(driver_.state(), "applying_change");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, LinesOfADecisionOnAChangeAreNoLinesOfTheRoute) {
  ComeToCare();
  RequestChange();
  Decide("GRANT", "change_requests/1", {{"line-3", {}, "granted"}});
  EXPECT_EQ(driver_.state(), "applying_change");
  EXPECT_EQ(driver_.route().lines.size(), 2u) << "they are once allocation has made them";
  Changed({{"line-3", {}, "3"}});
  ASSERT_EQ(driver_.route().lines.size(), 3u);
  EXPECT_EQ(driver_.route().lines[2].payload, "3");
}

TEST_F(YouthRoute, AChangeOfAnotherRouteThatTouchesThisOneTakesEffectHereToo) {
  ComeToCare();
  EXPECT_EQ(DescribeResult(YouthStandard(),
                           Changed({{"line-3", {{"period_start_date", "2026-05-01"}}, "3"}}, "change_requests/9",
                                   {{"line-1", {{"period_end_date", "2026-12-31"}}, "longer"}})),
            "care(line-3): begins allocated; -timer start_term(line-1); -timer allocation_end(line-1); "
            "+timer allocation_end(line-1); +timer start_term(line-3); +task allocated_meanwhile");
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.route().lines.size(), 3u);
  EXPECT_EQ(driver_.route().lines[0].payload, "longer");
  EXPECT_EQ(driver_.due("allocation_end", "line-1"), Midnight("2027-01-01"));
  driver_.Tell("CareStarted", {{"start_date", "2026-05-02"}}, "line-3");
  EXPECT_EQ(driver_.part_state("line-3"), "in_care");
  EXPECT_EQ(driver_.tasks(), "allocated_meanwhile") << "nothing was unexpected";
  EXPECT_EQ(driver_.reference("change_request"), "") << "it knows no change of its own";
}

TEST_F(YouthRoute, AChangeOfAnotherRouteTakesEffectWhileAnOwnOneIsInHandAndDoesNotAnswerIt) {
  ComeToCare();
  RequestChange();
  Changed({{"line-7", {}, "7"}}, "change_requests/9");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.part_state("line-7"), "allocated");
  DecideOnChange("GRANT");
  Changed({{"line-8", {}, "8"}}, "change_requests/9");
  EXPECT_EQ(driver_.state(), "applying_change");
  EXPECT_EQ(driver_.commands(), "ApplyChange");
  EXPECT_EQ(driver_.part_state("line-8"), "allocated");
  Changed({{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.route().parts.size(), 5u);
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

TEST_F(YouthRoute, WhatMayNotBeAllocatedGoesToAPerson) {
  ComeToDecision();
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  Reserve();
  driver_.Tell("AllocationsRefused");
  EXPECT_EQ(driver_.tasks(), "allocation_conflict");
  driver_.Complete("allocation_conflict", "try_again");
  EXPECT_EQ(driver_.state(), "placing");
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
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}}, {}, {{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.fact("decision_over"), "false");
  EXPECT_EQ(driver_.fact("last_date"), "onbekend") << "what comes without a last day goes on";
}

TEST_F(YouthRoute, CareThatResumesByAChangeIsEvaluatedAgain) {
  ComeToOutflow();
  Outflow(false);
  EXPECT_EQ(driver_.timers(), "watch_end");
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}}, {}, {{"line-3", {}, "3"}});
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
