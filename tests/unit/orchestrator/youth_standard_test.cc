#include <gtest/gtest.h>

#include "services/orchestrator/definition_checker.h"
#include "services/orchestrator/event_catalogue_codec.h"
#include "services/orchestrator/route_commands.h"
#include "services/orchestrator/work_catalogue_codec.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

TEST(YouthStandard, IsLetThroughByTheCheckerAgainstTheRealEventsAndCommands) {
  const std::string file = "workflows/routes/youth_standard.textproto";
  const CheckedDefinition checked =
      LoadText(file, ReadRepositoryFile(file), BuildEventCatalogue(), RouteCommands(), BuildWorkCatalogue());
  for (const Problem& problem : checked.problems) ADD_FAILURE() << Describe(file, problem);
  ASSERT_TRUE(checked.definition.has_value());
  EXPECT_EQ(checked.definition->Label(), "youth_standard@1");
}

/// Drives the region's route with the events as the services announce them.
class YouthRoute : public testing::Test {
 protected:
  void Accept(bool by_message = true) {
    driver_.Tell("ReferralAccepted", {{"referral", "referrals/1"},
                                      {"client", "clients/1"},
                                      {"household", "households/1"},
                                      {"municipality", "0361"},
                                      {"law", "JEUGDWET"},
                                      {"receive_date", "2026-03-02"},
                                      {"has_message", by_message ? "true" : "false"}});
  }
  void Decide(const std::string& outcome) {
    driver_.Tell("DecisionTaken", {{"decision", "decisions/1"}, {"outcome", outcome}, {"decide_date", "2026-03-03"}});
  }
  void ComeToDecision(const std::string& complexity = "MONO") {
    Accept();
    driver_.Tell("CaseOpened", {{"case", "cases/1"}});
    driver_.Tell("ProblemAnalysisRecorded");
    driver_.Tell("TriageDecided", {{"complexity", complexity}});
    if (complexity == "MULTI") driver_.Complete("case_conference", "multi_confirmed");
    driver_.Tell("PlanRecorded");
  }
  void ComeToAllocations() {
    ComeToDecision();
    Decide("GRANT");
    driver_.Tell("ProductsConfirmed");
    driver_.Tell("PlacesReserved");
    driver_.Tell("AllocationsMade", {}, {},
                 {{"line-1", {{"period_start_date", "2026-04-01"}, {"period_end_date", "2026-09-30"}}, "1"},
                  {"line-2", {{"period_start_date", "2026-04-01"}}, "2"}});
  }
  void Send(int unanswered) {
    driver_.Tell("AllocationMessageSent", {{"send_date", "2026-03-04"}, {"unanswered", std::to_string(unanswered)}});
  }
  StepResult Answer(bool accepted, int unanswered) {
    return driver_.Tell("AllocationMessageAnswered",
                        {{"accepted", accepted ? "true" : "false"}, {"unanswered", std::to_string(unanswered)}});
  }
  StepResult Stop(const std::string& line, bool definitive) {
    return driver_.Tell("CareStopped", {{"end_date", "2026-09-30"}, {"definitive", definitive ? "true" : "false"}},
                        line);
  }
  static Instant Midnight(const char* day) { return LocalMidnight(Date::Parse(day).value()); }

  RouteDriver driver_{YouthStandard()};
};

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
  Accept();
  driver_.Tell("CaseOpened", {{"case", "cases/1"}});
  driver_.Tell("ProblemAnalysisRecorded");
  driver_.Tell("TriageDecided", {{"complexity", "MULTI"}});
  driver_.Complete("case_conference", "mono_suffices");
  EXPECT_EQ(driver_.state(), "planning");
  EXPECT_EQ(driver_.fact("complexity"), "MONO");
}

TEST_F(YouthRoute, ARefusalIsToldAndEndsTheRoute) {
  ComeToDecision();
  Decide("REFUSE");
  EXPECT_EQ(driver_.tasks(), "tell_refusal");
  driver_.Complete("tell_refusal", "told");
  EXPECT_EQ(driver_.state(), "refused");
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

TEST_F(YouthRoute, ARejectedMessageIsMendedAndSentAgain) {
  ComeToAllocations();
  Send(1);
  Answer(false, 0);
  EXPECT_EQ(driver_.tasks(), "correct_message");
  driver_.Complete("correct_message", "resend");
  EXPECT_EQ(driver_.commands(), "SendAllocationMessage");
}

TEST_F(YouthRoute, CareThatEndedBeforeTheReturnMessageClosesItAtOnceAndLeavesNothingRunning) {
  ComeToAllocations();
  Send(1);
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  Stop("line-1", true);
  Stop("line-2", true);
  const StepResult result = Answer(true, 0);
  EXPECT_EQ(driver_.state(), "closed");
  EXPECT_TRUE(Taken(result).timers_started.empty()) << "the evaluation was over before it began";
  EXPECT_EQ(Taken(result).timers_ended.size(), 1u) << "the term for the return message";
}

TEST_F(YouthRoute, EvaluationComesBackEveryHalfYear) {
  ComeToAllocations();
  Send(1);
  Answer(true, 0);
  driver_.Expire("evaluation");
  EXPECT_EQ(driver_.tasks(), "evaluate");
  EXPECT_EQ(driver_.timers(), "evaluation");
  driver_.Expire("evaluation");
  EXPECT_EQ(driver_.tasks(), "evaluate") << "one task, however long it takes";
}

TEST_F(YouthRoute, WithdrawnBeforeAllocationItEndsAndLetsGoOfPlaces) {
  ComeToDecision();
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("ReferralWithdrawn")),
            "main: deciding -> withdrawn; command ReleasePlaces; -timer request_term; -task decision");
}

TEST_F(YouthRoute, WithdrawnInCareItEndsWithTheCare) {
  ComeToAllocations();
  Send(1);
  Answer(true, 0);
  driver_.Tell("ReferralWithdrawn");
  EXPECT_EQ(driver_.tasks(), "end_care");
  Stop("line-1", true);
  Stop("line-2", true);
  EXPECT_EQ(driver_.state(), "closed");
}

}  // namespace
}  // namespace clientroute::orchestrator
