#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

/// A crisis: beside the normal way, and back to where it was, or on to a place at once.
namespace clientroute::orchestrator {
namespace {

TEST_F(YouthRoute, ACrisisInAftercareLeadsToADecisionAndWhatAftercareStillAskedIsAnswered) {
  ComeToOutflow();
  Outflow(true);
  driver_.Expire("contact_moment");
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.fact("restarting"), "true") << "what had ended is asked for anew";
  EXPECT_EQ(driver_.tasks(), "aftercare_contact decision");
  EXPECT_EQ(Verdict(driver_.Expire("contact_moment")), "taken");
  Contact("RESTART");
  EXPECT_EQ(driver_.tasks(), "decision restart_asked") << "nothing that was told is lost";
  driver_.Complete("restart_asked", "arranged");
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  Reserve();
  driver_.Tell("AllocationsMade", {}, {}, {{"line-1-again-1", {}, "again"}});
  EXPECT_EQ(driver_.part_state("line-1-again-1"), "allocated");
  EXPECT_EQ(driver_.timers(), "evaluation");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, ACrisisWhileAReturnMessageIsLateLeadsOnAndTheLateAnswerIsHeard) {
  ComeToAllocations();
  Send(1);
  for (const char* line : {"line-1", "line-2"}) Stop(line, true);
  driver_.Expire("return_message_term");
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(Verdict(driver_.Complete("return_message_late", "asked")), "taken");
  Answer(false, 0);
  EXPECT_EQ(driver_.tasks(), "correct_earlier_message decision");
}

TEST_F(YouthRoute, WhatIsBeingAllocatedWhenACrisisComesIsTakenInAfterIt) {
  ComeToDecision();
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  Reserve();
  driver_.Tell("CrisisReported");
  driver_.Tell("AllocationsMade", {}, {}, {{"line-1", {}, "1"}});
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.interrupt_state(), "acute") << "there is a place; nobody need decide again";
  driver_.Complete("crisis_response", "resolved");
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.part_state("line-1"), "allocated");
}

TEST_F(YouthRoute, ACrisisComesBackToWhereItWas) {
  ComeToAnalysis();
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "resolved");
  EXPECT_EQ(driver_.state(), "analysing");
}

TEST_F(YouthRoute, ACrisisAfterTriageLeadsToAPlaceAtOnce) {
  ComeToAnalysis();
  driver_.Tell("ProblemAnalysisRecorded");
  driver_.Tell("TriageDecided", {{"complexity", "MONO"}});
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.interrupt_state(), "");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.fact("urgency"), "2") << "it takes what fits";
}

TEST_F(YouthRoute, ACrisisBeforeTriageIsPlacedAtOnceAndTriageFollows) {
  ComeToAnalysis();
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.fact("urgency"), "2");
  EXPECT_EQ(driver_.tasks(), "decision problem_analysis");
  driver_.Tell("ProblemAnalysisRecorded");
  EXPECT_EQ(driver_.commands(), "DecideTriage");
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  EXPECT_EQ(driver_.state(), "deciding") << "the crisis first";
  EXPECT_EQ(driver_.tasks(), "decision multi_meanwhile");
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  driver_.Tell("PlacesReserved", {{"second_best", "true"}});
  driver_.Tell("AllocationsMade", {}, {}, {{"line-1", {}, "1"}});
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.fact("urgency"), "0");
}

TEST_F(YouthRoute, ATriageThatFollowsACrisisPlacementIsTakenInWhereverTheRouteIs) {
  ComeToAnalysis();
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  Decide("GRANT");
  driver_.Tell("ProblemAnalysisRecorded");
  EXPECT_EQ(driver_.commands(), "ConfirmContracts DecideTriage");
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("TriageDecided", {{"complexity", "MONO"}})), "stays");
  EXPECT_EQ(driver_.commands(), "ConfirmContracts");
}

TEST_F(YouthRoute, ACrisisBeforeItsCaseIsOpenIsDecidedOnAsSoonAsThatIs) {
  Accept();
  driver_.Tell("CrisisReported");
  driver_.Tell("CaseOpened", {{"case", "cases/1"}, {"returned", "false"}});
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.interrupt_state(), "");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.tasks(), "decision problem_analysis");
}

TEST_F(YouthRoute, ACrisisInCareIsPlacedByItsProviderWhoseChangeIsDecidedOnWithUrgency) {
  ComeToCare();
  driver_.Tell("CrisisReported");
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.interrupt_state(), "change_awaited");
  EXPECT_EQ(driver_.tasks(), "crisis_change");
  RequestChange();
  EXPECT_EQ(driver_.interrupt_state(), "");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.reference("change_request"), "change_requests/1");
  EXPECT_EQ(driver_.fact("urgency"), "2");
  DecideOnChange("GRANT");
  Changed({{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.fact("urgency"), "0") << "the crisis is arranged";
}

TEST_F(YouthRoute, AChangeThatIsAskedForInACrisisWaitsWithWhyAndIsDecidedOnAtOnceWhereItIsTheAnswer) {
  ComeToCare();
  driver_.Tell("CrisisReported");
  const StepResult result = RequestChange();
  EXPECT_EQ(DescribeResult(YouthStandard(), result), "deferred");
  ASSERT_EQ(Taken(result).notes.size(), 1u);
  EXPECT_NE(Taken(result).notes[0].find("wacht tot de crisis voorbij is"), std::string::npos);
  EXPECT_EQ(driver_.reference("change_request"), "") << "it is not in hand yet";
  driver_.MoveTo(At("2026-03-04"));
  driver_.Complete("crisis_response", "place_now");
  EXPECT_EQ(driver_.interrupt_state(), "");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.fact("urgency"), "2");
  EXPECT_EQ(driver_.due("change_term"), Midnight("2026-03-10")) << "its term runs from when it came (OP346)";
}

TEST_F(YouthRoute, AChangeThatIsAskedForInACrisisGoesOnAfterIt) {
  ComeToCare();
  driver_.Tell("CrisisReported");
  RequestChange();
  driver_.Tell("CrisisResolved");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.fact("urgency"), "0") << "the crisis is over";
  EXPECT_EQ(driver_.fact("change_waits"), "false");
}

TEST_F(YouthRoute, ACrisisInCareThatNeedsNoChangeLeavesNoUrgencyBehind) {
  for (const bool told : {true, false}) {
    BeginAnew();
    ComeToCare();
    driver_.Tell("CrisisReported");
    driver_.Complete("crisis_response", "place_now");
    driver_.Tell("CrisisReported");
    if (told) {
      driver_.Tell("CrisisResolved");
    } else {
      driver_.Complete("crisis_change", "resolved");
    }
    EXPECT_EQ(driver_.state(), "in_care");
    EXPECT_EQ(driver_.fact("urgency"), "0");
  }
}

TEST_F(YouthRoute, ASecondChangeInACrisisDoesNotTakeThePlaceOfTheOneInHand) {
  ComeToCare();
  RequestChange("change_requests/1");
  driver_.Tell("CrisisReported");
  RequestChange("change_requests/2");
  EXPECT_EQ(driver_.reference("change_request"), "change_requests/1");
  driver_.Tell("CrisisResolved");
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.reference("change_request"), "change_requests/1");
}

}  // namespace
}  // namespace clientroute::orchestrator
