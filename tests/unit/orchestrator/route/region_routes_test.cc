#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

namespace clientroute::orchestrator {
namespace {

TEST(RegionRoutes, AreLetThroughByTheCheckerAgainstTheRealEventsAndCommands) {
  EXPECT_EQ(YouthStandard().Label(), "youth_standard@1");
  EXPECT_EQ(WmoStandard().Label(), "wmo_standard@1");
}

TEST_F(YouthRoute, GoesFromRequestToCareAndEndsWithTheLastPart) {
  ComeToAllocations();
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.due("request_term"), Midnight("2026-03-10")) << "OP274: five working days after receipt";
  EXPECT_EQ(driver_.reference("case"), "cases/1");
  Send(1);
  EXPECT_EQ(driver_.state(), "awaiting_answer");
  EXPECT_EQ(driver_.due("return_message_term"), Midnight("2026-03-10")) << "OP090: three working days after sending";
  EXPECT_FALSE(driver_.due("request_term").has_value()) << "answered";
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.due("start_term", "line-1"), Midnight("2026-04-16"));
  EXPECT_EQ(driver_.due("allocation_end", "line-1"), Midnight("2026-10-01"));
  EXPECT_FALSE(driver_.due("allocation_end", "line-2").has_value()) << "it goes on without an end";
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  driver_.Tell("CareStarted", {{"start_date", "2026-04-06"}}, "line-2");
  Stop("line-1", false);
  EXPECT_EQ(driver_.part_state("line-1"), "interrupted");
  driver_.Tell("CareStarted", {{"start_date", "2026-05-06"}}, "line-1");
  Stop("line-1", true);
  EXPECT_EQ(driver_.state(), "in_care");
  Stop("line-2", true);
  EXPECT_EQ(driver_.state(), "outflow");
  EXPECT_EQ(driver_.tasks(), "outflow");
  Outflow(false);
  EXPECT_EQ(driver_.state(), "watched");
  EXPECT_EQ(driver_.timers(), "watch_end");
  EXPECT_EQ(driver_.due("watch_end"), Midnight("2027-10-01"));
  driver_.Expire("watch_end");
  EXPECT_EQ(driver_.state(), "closed");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, ARequestThatIsAnsweredLateBecomesATask) {
  Accept();
  driver_.Expire("request_term");
  EXPECT_EQ(driver_.tasks(), "request_late");
  EXPECT_EQ(driver_.state(), "opening_case");
}

TEST_F(YouthRoute, AReferralWithoutAMessageHasNoTermOfTheMessages) {
  Accept(false);
  EXPECT_EQ(driver_.timers(), "");
}

TEST_F(YouthRoute, MultiGoesByTheConference) {
  ComeToDecision("MULTI");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.fact("complexity"), "MULTI");
}

TEST_F(YouthRoute, TheConferenceCanFindThatMonoSuffices) {
  ComeToAnalysis();
  driver_.Tell("ProblemAnalysisRecorded");
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  EXPECT_EQ(driver_.tasks(), "case_conference");
  driver_.Tell("ConferenceHeld", {{"outcome", "MONO_SUFFICES"}});
  EXPECT_EQ(driver_.state(), "planning");
  EXPECT_EQ(driver_.fact("complexity"), "MONO");
}

TEST_F(YouthRoute, TheConferenceCanEscalateToTheExpertTeamAndThatToAnotherTable) {
  ComeToAnalysis();
  driver_.Tell("ProblemAnalysisRecorded");
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  driver_.Tell("ConferenceHeld", {{"outcome", "ESCALATE"}});
  EXPECT_EQ(driver_.state(), "at_expert_team");
  EXPECT_EQ(driver_.tasks(), "expert_team");
  driver_.Tell("ExpertTeamDecided", {{"outcome", "OTHER_TABLE"}, {"finding", "NO_OFFER"}});
  EXPECT_EQ(driver_.tasks(), "other_table");
  driver_.Complete("other_table", "advised");
  EXPECT_EQ(driver_.state(), "planning");
}

TEST_F(YouthRoute, AnAnalysisThatTakesLongerThanTheTermIsAnsweredInTime) {
  ComeToAnalysis();
  EXPECT_EQ(driver_.due("investigation_notice"), Midnight("2026-03-07")) << "a working day before OP274";
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Expire("investigation_notice")),
            "main: analysing -> investigating; command AnswerUnderInvestigation; !timer investigation_notice");
  EXPECT_EQ(driver_.tasks(), "problem_analysis") << "who works on it goes on";
  AnswerSent("UNDER_INVESTIGATION");
  EXPECT_EQ(driver_.timers(), "investigation_term") << "the answer is in time";
  EXPECT_EQ(driver_.due("investigation_term"), Midnight("2026-04-28"))
      << "OP346: eight weeks after the day of the request";
  driver_.Tell("ProblemAnalysisRecorded");
  EXPECT_EQ(driver_.state(), "triaging");
  driver_.Expire("investigation_term");
  EXPECT_EQ(driver_.tasks(), "investigation_late");
}

TEST_F(YouthRoute, LaterOnTheWayTooTheProviderHearsThatItIsUnderInvestigationAndTheRouteStays) {
  ComeToDecision();
  driver_.Expire("investigation_notice");
  EXPECT_EQ(driver_.state(), "deciding");
  EXPECT_EQ(driver_.commands(), "AnswerUnderInvestigation");
  AnswerSent("UNDER_INVESTIGATION");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "false"}});
  EXPECT_EQ(driver_.tasks(), "correct_answer decision");
  driver_.Complete("correct_answer", "settled");
  EXPECT_EQ(driver_.tasks(), "decision");
}

TEST_F(YouthRoute, ARefusalIsAnsweredToTheProviderThatAsked) {
  ComeToDecision();
  Decide("REFUSE");
  EXPECT_EQ(driver_.commands(), "AnswerRefused");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "refusal_sent");
  EXPECT_EQ(driver_.timers(), "") << "the message's own route watches its return: one task when it is late";
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "true"}});
  EXPECT_EQ(driver_.state(), "refused");
}

TEST_F(YouthRoute, AnEarlierAnswerThatLeavesLateIsNotTakenForTheRefusal) {
  ComeToDecision();
  driver_.Expire("investigation_notice");
  Decide("REFUSE");
  EXPECT_EQ(driver_.commands(), "AnswerRefused AnswerUnderInvestigation");
  AnswerSent("UNDER_INVESTIGATION");
  EXPECT_EQ(driver_.state(), "refusing");
  EXPECT_EQ(driver_.commands(), "AnswerRefused") << "when it fails, a person is asked";
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "refusal_sent");
}

TEST_F(YouthRoute, ARefusalThatTheProviderRejectsIsSettledByAPerson) {
  ComeToDecision();
  Decide("REFUSE");
  AnswerSent("REFUSED");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "false"}});
  EXPECT_EQ(driver_.tasks(), "correct_refusal");
  driver_.Complete("correct_refusal", "settled");
  EXPECT_EQ(driver_.state(), "refused");
}

TEST_F(YouthRoute, ARefusalWithoutARequestByMessageIsToldByAPerson) {
  ComeToDecision("MONO", false);
  Decide("REFUSE");
  EXPECT_EQ(driver_.tasks(), "tell_refusal");
  driver_.Complete("tell_refusal", "told");
  EXPECT_EQ(driver_.state(), "refused");
}

// shows: MSG-1
TEST_F(YouthRoute, WhatAGrantOfPartRefusesIsAnsweredAfterTheAllocationMessage) {
  ComeToDecision();
  driver_.Tell("DecisionTaken", {{"decision", "decisions/1"},
                                 {"outcome", "GRANT"},
                                 {"decide_date", "2026-03-09"},
                                 {"partly_refused", "true"},
                                 {"refusal_reason", "6"}});
  EXPECT_EQ(driver_.commands(), "ConfirmContracts") << "until then another decision may still grant it";
  driver_.Tell("ProductsConfirmed");
  driver_.Tell("PlacesReserved", {{"second_best", "false"}});
  driver_.Tell("AllocationsMade", {{"last_date", "2026-12-31"}}, {}, {{"line-1", {}, "1"}});
  Send(1);
  EXPECT_EQ(driver_.state(), "awaiting_answer");
  EXPECT_EQ(driver_.commands(), "AnswerRestRefused");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "awaiting_answer");
  EXPECT_EQ(driver_.commands(), "");
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
}

TEST_F(YouthRoute, WhatAGrantOfPartRefusesIsToldByAPersonWhereNobodyAskedByMessage) {
  ComeToDecision("MONO", false);
  driver_.Tell("DecisionTaken", {{"decision", "decisions/1"},
                                 {"outcome", "GRANT"},
                                 {"decide_date", "2026-03-09"},
                                 {"partly_refused", "true"},
                                 {"refusal_reason", "6"}});
  EXPECT_EQ(driver_.tasks(), "tell_partial_refusal");
  EXPECT_EQ(driver_.state(), "confirming_contracts");
  driver_.Complete("tell_partial_refusal", "told");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, WithoutAContractTheContractManagerIsAsked) {
  ComeToDecision();
  Decide("GRANT");
  driver_.Tell("ProductsNotContracted");
  EXPECT_EQ(driver_.tasks(), "contract_gap");
  driver_.Complete("contract_gap", "check_again");
  EXPECT_EQ(driver_.commands(), "ConfirmContracts");
}

TEST_F(YouthRoute, WithoutAPlaceItWaitsAndSearchesAgain) {
  ComeToDecision();
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  driver_.Tell("NoPlaceFound");
  EXPECT_EQ(driver_.state(), "waiting_for_place");
  driver_.Expire("placement_retry");
  EXPECT_EQ(driver_.commands(), "ProposePlacement");
  driver_.Tell("NoPlaceFound");
  driver_.Tell("CapacityFreed");
  EXPECT_EQ(driver_.commands(), "ProposePlacement");
}

TEST_F(YouthRoute, EveryProviderMustAnswer) {
  ComeToAllocations();
  Send(1);
  Send(2);
  Answer(true, 1);
  EXPECT_EQ(driver_.state(), "awaiting_answer");
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
}

// shows: MSG-3
TEST_F(YouthRoute, AMessageThatIsNotReturnedBecomesATaskWhereverTheRouteWentMeanwhile) {
  for (const bool answered : {false, true}) {
    SCOPED_TRACE(answered ? "returned in time" : "not returned");
    BeginAnew();
    ComeToAllocations();
    Send(1);
    RequestChange();
    for (const char* line : {"line-1", "line-2"}) Stop(line, true);
    driver_.Tell("CrisisReported");
    driver_.Complete("crisis_response", "place_now");
    ASSERT_EQ(driver_.state(), "deciding");
    EXPECT_THAT(driver_.timers(), testing::HasSubstr("return_message_term"));
    if (answered) {
      Answer(true, 0);
      EXPECT_THAT(driver_.timers(), testing::Not(testing::HasSubstr("return_message_term")));
      continue;
    }
    driver_.Expire("return_message_term");
    EXPECT_THAT(driver_.tasks(), testing::HasSubstr("return_message_late"));
    Answer(true, 0);
    EXPECT_THAT(driver_.tasks(), testing::Not(testing::HasSubstr("return_message_late"))) << "it came after all";
  }
}

// shows: MSG-3
TEST_F(YouthRoute, WhoHasNotReturnedIsWaitedForAlsoAfterAnotherRejected) {
  ComeToAllocations();
  Send(1);
  Send(2);
  Answer(false, 1);
  EXPECT_EQ(driver_.state(), "message_rejected");
  driver_.Expire("return_message_term");
  EXPECT_EQ(driver_.tasks(), "correct_message return_message_late");
  Answer(true, 0);
  EXPECT_EQ(driver_.tasks(), "correct_message");
}

TEST_F(YouthRoute, ARejectedMessageIsMendedAndSentAgain) {
  ComeToAllocations();
  Send(1);
  Answer(false, 0);
  EXPECT_EQ(driver_.tasks(), "correct_message");
  driver_.Complete("correct_message", "resend");
  EXPECT_EQ(driver_.commands(), "SendAllocationMessage");
}

}  // namespace
}  // namespace clientroute::orchestrator
