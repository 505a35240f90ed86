#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

/// Changes of care that runs: asked for by its provider, decided on, and applied or refused.
namespace clientroute::orchestrator {
namespace {

TEST_F(YouthRoute, AChangeThatIsGrantedIsAppliedToldAndBringsItsNewPart) {
  ComeToCare();
  RequestChange();
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.tasks(), "change_decision");
  EXPECT_EQ(driver_.route().lines.size(), 2u) << "what is only asked for is no line of the route";
  DecideOnChange("GRANT");
  EXPECT_EQ(driver_.commands(), "ApplyChange");
  driver_.Tell("AllocationsChanged",
               {{"change_request", "change_requests/1"}, {"last_date", "2027-01-31"}, {"adds_care", "true"}}, {},
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
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}, {"adds_care", "false"}});
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
                {{"change_request", "change_requests/1"}, {"adds_care", "false"}},
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

}  // namespace
}  // namespace clientroute::orchestrator
