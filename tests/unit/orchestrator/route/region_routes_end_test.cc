#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

/// What cuts a route short: a referral that is withdrawn, a client who dies.
namespace clientroute::orchestrator {
namespace {

TEST_F(YouthRoute, OfAChildNotYetBornThatDiesTheProviderHearsOutsideTheMessagesAndTheRouteEnds) {
  ComeToAllocations();
  driver_.Tell("AllocationMessageWithheld");
  driver_.Complete("tell_provider", "told");
  driver_.Tell("ClientDied");
  Withdrawn(false);
  EXPECT_EQ(driver_.part_state("line-1"), "withdrawn");
  EXPECT_EQ(driver_.part_state("line-2"), "withdrawn");
  EXPECT_EQ(driver_.state(), "telling_outside");
  driver_.Complete("tell_provider", "told");
  EXPECT_EQ(driver_.state(), "deceased");
}

TEST_F(YouthRoute, OfAChildNotYetBornThatIsWithdrawnNothingIsSentAnyMore) {
  ComeToAllocations();
  driver_.Tell("AllocationMessageWithheld");
  driver_.Tell("ReferralWithdrawn");
  Withdrawn(false);
  EXPECT_EQ(driver_.state(), "telling_outside");
  driver_.Tell("ClientNumberRecorded");
  EXPECT_EQ(driver_.commands(), "") << "nobody was told by message of what is withdrawn";
  driver_.Complete("tell_provider", "told");
  EXPECT_EQ(driver_.state(), "withdrawn");
}

TEST_F(YouthRoute, AChildThatGetsItsNumberAfterCareEndedIsToldOfByMessageAndItsAftercareGoesOn) {
  for (const bool aftercare : {true, false}) {
    BeginAnew();
    ComeToAllocations();
    driver_.Tell("AllocationMessageWithheld");
    driver_.Complete("tell_provider", "told");
    for (const char* line : {"line-1", "line-2"}) {
      driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, line);
      Stop(line, true);
    }
    Outflow(aftercare);
    const std::string state = driver_.state();
    driver_.Tell("ClientNumberRecorded");
    EXPECT_EQ(driver_.commands(), "SendAllocationMessage") << state;
    Send(1);
    Answer(true, 0);
    EXPECT_EQ(driver_.state(), state);
    driver_.Tell("ClientNumberRecorded");
    EXPECT_EQ(driver_.state(), state) << "it was sent";
  }
}

TEST_F(YouthRoute, WhatIsTakenBackWhileItsMessageLeavesIsToldOnceItIsKnownThatItDid) {
  ComeToAllocations();
  driver_.Tell("ReferralWithdrawn");
  Withdrawn(false);
  EXPECT_EQ(driver_.state(), "sending");
  Send(1);
  EXPECT_EQ(driver_.fact("allocations_withdrawn"), "false");
  Withdrawn(true);
  EXPECT_EQ(driver_.commands(), "SendAllocationMessage");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "withdrawn");
}

TEST_F(YouthRoute, WhatStartedAndIsTakenBackByTheProviderIsNotWithdrawnWithWhatWas) {
  ComeToCare();
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  driver_.Tell("ReferralWithdrawn");
  Withdrawn(true);
  Send(1);
  driver_.Tell("CareStartRemoved", {}, "line-1");
  EXPECT_EQ(driver_.part_state("line-1"), "allocated") << "its allocation stands";
  EXPECT_EQ(driver_.part_state("line-2"), "withdrawn");
}

struct Ending {
  const char* event;
  const char* state;
};

class ChangeThatIsCutShort : public YouthRoute, public testing::WithParamInterface<Ending> {};

TEST_P(ChangeThatIsCutShort, IsRefusedToTheProviderBeforeTheRouteEnds) {
  ComeToCare();
  RequestChange();
  driver_.Tell(GetParam().event);
  EXPECT_EQ(driver_.state(), "refusing_change");
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused");
  Withdrawn(true);
  EXPECT_EQ(driver_.part_state("line-1"), "withdrawn");
  EXPECT_EQ(driver_.state(), "refusing_change") << "one after the other";
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "sending") << "reason 13";
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), GetParam().state);
}

TEST_P(ChangeThatIsCutShort, WhileItIsAppliedEndsWithItsOutcome) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell(GetParam().event);
  EXPECT_EQ(driver_.state(), "applying_change");
  Withdrawn(true);
  driver_.Tell("AllocationsRefused", {{"change_request", "change_requests/1"}});
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused") << "allocation had closed it";
  AnswerSent("REFUSED");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), GetParam().state);
}

TEST_P(ChangeThatIsCutShort, AfterItWasAppliedIsTakenBackWithTheRest) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell(GetParam().event);
  driver_.Tell("AllocationsChanged", {{"change_request", "change_requests/1"}, {"adds_care", "true"}}, {},
               {{"line-3", {}, "3"}});
  EXPECT_EQ(driver_.part_state("line-3"), "allocated");
  Withdrawn(true);
  EXPECT_EQ(driver_.part_state("line-3"), "withdrawn");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), GetParam().state);
}

TEST_P(ChangeThatIsCutShort, WhereItWasImpossibleIsRefusedWithoutWaitingForAPerson) {
  ComeToCare();
  RequestChange();
  DecideOnChange("GRANT");
  driver_.Tell("AllocationsRefused", {{"change_request", "change_requests/1"}});
  EXPECT_EQ(driver_.tasks(), "change_conflict");
  driver_.Tell(GetParam().event);
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "in_care");
  Withdrawn(true);
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), GetParam().state);
}

INSTANTIATE_TEST_SUITE_P(Endings, ChangeThatIsCutShort,
                         testing::Values(Ending{"ReferralWithdrawn", "withdrawn"}, Ending{"ClientDied", "deceased"}),
                         [](const auto& one) { return std::string(one.param.event); });

TEST_F(YouthRoute, WhoDiesAfterCareWhileAChangeIsConsideredIsAnsweredForFirst) {
  ComeToOutflow();
  Outflow(true);
  RequestChange();
  driver_.Tell("ClientDied");
  EXPECT_EQ(driver_.commands(), "AnswerChangeRefused");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "deceased");
}

TEST_F(YouthRoute, WithdrawnBeforeAllocationItEndsAndLetsGoOfPlaces) {
  ComeToDecision("MONO", false);
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("ReferralWithdrawn")),
            "main: deciding -> withdrawn; command ReleasePlaces; -task decision");
}

class RequestThatIsCutShort : public YouthRoute, public testing::WithParamInterface<Ending> {};

TEST_P(RequestThatIsCutShort, IsRefusedToTheProviderThatAskedBeforeTheRouteEnds) {
  ComeToDecision();
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell(GetParam().event)),
            "main: deciding -> refusing; command ReleasePlaces; command AnswerRefused; -task decision");
  EXPECT_EQ(driver_.fact("refusal_reason"), "7");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "refusal_sent");
  EXPECT_EQ(driver_.timers(), "") << "the request is answered (OP274)";
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "true"}});
  EXPECT_EQ(driver_.state(), GetParam().state);
}

TEST_P(RequestThatIsCutShort, WhoseAnswerIsRejectedEndsOnceTheProviderKnows) {
  ComeToDecision();
  driver_.Tell(GetParam().event);
  AnswerSent("REFUSED");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "false"}});
  EXPECT_EQ(driver_.tasks(), "correct_refusal");
  driver_.Complete("correct_refusal", "settled");
  EXPECT_EQ(driver_.state(), GetParam().state);
}

TEST_P(RequestThatIsCutShort, WhileItsCaseIsOpenedOrItsTriageIsDoneTakesInWhatIsStillUnderWay) {
  Accept();
  driver_.Tell(GetParam().event);
  EXPECT_EQ(driver_.state(), "refusing");
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("CaseOpened", {{"case", "cases/1"}, {"returned", "false"}})),
            "stays");
  EXPECT_EQ(driver_.tasks(), "") << "nobody need analyse any more";
  BeginAnew();
  ComeToAnalysis();
  driver_.Tell("ProblemAnalysisRecorded");
  driver_.Tell(GetParam().event);
  EXPECT_EQ(driver_.state(), "triaging") << "its outcome comes first";
  driver_.Tell("TriageDecided", {{"complexity", "MONO"}});
  EXPECT_EQ(driver_.commands(), "AnswerRefused");
}

TEST_P(RequestThatIsCutShort, WhenItIsRefusedAlreadyIsRefusedOnce) {
  ComeToDecision();
  Decide("REFUSE");
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell(GetParam().event)), "stays; command ReleasePlaces");
  AnswerSent("REFUSED");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "true"}});
  EXPECT_EQ(driver_.state(), GetParam().state);
}

INSTANTIATE_TEST_SUITE_P(Endings, RequestThatIsCutShort,
                         testing::Values(Ending{"ReferralWithdrawn", "withdrawn"}, Ending{"ClientDied", "deceased"}),
                         [](const auto& one) { return std::string(one.param.event); });

TEST_F(YouthRoute, ARestartThatIsWithdrawnFlowsOutBecauseCareWasGiven) {
  for (const char* state : {"confirming_contracts", "placing", "waiting_for_place", "deciding"}) {
    BeginAnew();
    ComeToOutflow();
    Outflow(true);
    Contact("RESTART");
    if (std::string_view(state) != "confirming_contracts") driver_.Tell("ProductsConfirmed");
    if (std::string_view(state) == "waiting_for_place" || std::string_view(state) == "deciding")
      driver_.Tell("NoPlaceFound");
    if (std::string_view(state) == "deciding") driver_.Complete("find_place", "decide_again");
    ASSERT_EQ(driver_.state(), state);
    const StepResult result = driver_.Tell("ReferralWithdrawn");
    EXPECT_EQ(Taken(result).commands.size(), 1u);
    EXPECT_EQ(Taken(result).commands.at(0).name, "ReleasePlaces") << state;
    EXPECT_EQ(driver_.state(), "outflow") << state;
    EXPECT_EQ(driver_.tasks(), "outflow") << state;
    EXPECT_EQ(driver_.fact("restarting"), "false");
    driver_.Tell("ProductsConfirmed");
    Reserve();
    EXPECT_EQ(driver_.state(), "outflow") << "what was under way changes nothing any more";
    Outflow(false);
    EXPECT_EQ(driver_.state(), "watched");
  }
}

TEST_F(YouthRoute, WithdrawnBeforeCareStartedTheProviderHearsThatItIsTakenBack) {
  ComeToCare();
  driver_.Tell("ReferralWithdrawn");
  EXPECT_EQ(driver_.tasks(), "end_care");
  Withdrawn(true);
  EXPECT_EQ(driver_.state(), "sending");
  EXPECT_EQ(driver_.part_state("line-1"), "withdrawn");
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "withdrawn");
}

TEST_F(YouthRoute, WithdrawnInCareWhatRunsEndsAndFlowsOut) {
  ComeToCare();
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  driver_.Tell("ReferralWithdrawn");
  Withdrawn(true);
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.part_state("line-1"), "in_care");
  EXPECT_EQ(driver_.part_state("line-2"), "withdrawn");
  Stop("line-1", true);
  EXPECT_EQ(driver_.state(), "outflow");
}

TEST_F(YouthRoute, WhoDiesInCareFlowsNowhere) {
  ComeToCare();
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  driver_.Tell("ClientDied");
  Stop("line-1", true);
  Stop("line-2", true);
  EXPECT_EQ(driver_.state(), "deceased");
}

}  // namespace
}  // namespace clientroute::orchestrator
