#include <gtest/gtest.h>

#include "tests/unit/orchestrator/region_route.h"

/// Care that had ended and goes on after all, and reports that come late.
namespace clientroute::orchestrator {
namespace {

constexpr const char* kAgainAndOutflowUndone = "UndoOutflow";

/// One way in which a part that has ended begins again.
struct Beginning {
  const char* name;
  const char* event;
  Attributes said;
  const char* state;
};

class CareThatBeginsAgain : public YouthRoute, public testing::WithParamInterface<Beginning> {
 protected:
  StepResult Begin() { return driver_.Tell(GetParam().event, GetParam().said, "line-1"); }
  static int UndoneBy(const StepResult& result) {
    int undone = 0;
    for (const Command& command : Taken(result).commands) undone += command.name == kAgainAndOutflowUndone ? 1 : 0;
    return undone;
  }
};

TEST_P(CareThatBeginsAgain, BeforeItsOutflowIsRecordedIsFollowedAgain) {
  ComeToOutflow();
  ASSERT_EQ(driver_.tasks(), "outflow");
  const StepResult result = Begin();
  EXPECT_EQ(driver_.part_state("line-1"), GetParam().state);
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.tasks(), "") << "there is no outflow to record any more";
  EXPECT_EQ(driver_.timers(), "evaluation");
  EXPECT_EQ(driver_.fact("parts_open"), "1");
}

TEST_P(CareThatBeginsAgain, AfterItsOutflowUndoesItAndIsEvaluatedAgain) {
  for (const bool aftercare : {true, false}) {
    BeginAnew();
    ComeToOutflow();
    Outflow(aftercare);
    if (aftercare) driver_.Expire("contact_moment");
    const StepResult result = Begin();
    EXPECT_EQ(driver_.state(), "in_care") << aftercare;
    EXPECT_EQ(driver_.timers(), "evaluation") << "no contact moment, no end of the watch";
    EXPECT_EQ(driver_.tasks(), "");
    EXPECT_EQ(driver_.fact("flowed_out"), "false");
    EXPECT_EQ(UndoneBy(result), 1);
  }
}

TEST_P(CareThatBeginsAgain, EndsAgainAndItsOutflowIsRecordedAnew) {
  ComeToOutflow();
  Outflow(false);
  Begin();
  if (driver_.part_state("line-1") == "allocated") {
    driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  }
  Stop("line-1", true);
  EXPECT_EQ(driver_.state(), "outflow");
  EXPECT_EQ(driver_.tasks(), "outflow");
  Outflow(true);
  EXPECT_EQ(driver_.state(), "in_aftercare");
  EXPECT_EQ(driver_.timers(), "contact_moment decision_end");
}

TEST_P(CareThatBeginsAgain, WhileAChangeIsConsideredIsThereWhenThatIsDone) {
  ComeToOutflow();
  Outflow(false);
  RequestChange();
  EXPECT_EQ(UndoneBy(Begin()), 1);
  EXPECT_EQ(driver_.state(), "considering_change");
  DecideOnChange("REFUSE");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "in_care");
  Stop("line-1", true);
  if (driver_.part_state("line-1") == "ended") EXPECT_EQ(driver_.state(), "outflow") << "the earlier one was undone";
}

TEST_P(CareThatBeginsAgain, OnARouteThatIsClosedGoesToAPerson) {
  ComeToOutflow();
  Outflow(false);
  driver_.Expire("watch_end");
  ASSERT_EQ(driver_.state(), "closed");
  const StepResult result = Begin();
  EXPECT_EQ(driver_.state(), "closed");
  ASSERT_EQ(Taken(result).tasks_opened.size(), 1u);
  const std::string title = Taken(result).tasks_opened[0].title;
  if (std::string(GetParam().event) != "CareStopped") {
    EXPECT_NE(title.find("op een afgeronde route"), std::string::npos) << title;
    EXPECT_NE(title.find("nieuwe aanvraag"), std::string::npos) << "it says what to do: " << title;
  }
  EXPECT_EQ(driver_.part_state("line-1"), "ended");
}

INSTANTIATE_TEST_SUITE_P(
    Ways, CareThatBeginsAgain,
    testing::Values(Beginning{"AStopThatIsTakenBack", "CareStopRemoved", {{"state", "IN_CARE"}}, "in_care"},
                    Beginning{"AStopAfterATemporaryOne", "CareStopRemoved", {{"state", "INTERRUPTED"}}, "interrupted"},
                    Beginning{"AStopWithoutItsStart", "CareStopRemoved", {{"state", "ALLOCATED"}}, "allocated"},
                    Beginning{"ANewStart", "CareStarted", {{"start_date", "2026-10-05"}}, "in_care"},
                    Beginning{"AStopThatIsTemporaryAfterAll",
                              "CareStopped",
                              {{"end_date", "2026-09-30"}, {"definitive", "false"}},
                              "interrupted"},
                    Beginning{"AnExtension", "AllocationExtended", {}, "interrupted"}),
    [](const auto& info) { return std::string(info.param.name); });

// The form of the outflow was open when the provider took the stop back.
TEST_P(CareThatBeginsAgain, UndoesAnOutflowThatIsRecordedAfterIt) {
  ComeToOutflow();
  Begin();
  ASSERT_EQ(driver_.state(), "in_care");
  const StepResult result = Outflow(false);
  EXPECT_EQ(UndoneBy(result), 1);
  EXPECT_EQ(driver_.state(), "in_care");
  EXPECT_EQ(driver_.fact("flowed_out"), "false");
  EXPECT_EQ(driver_.tasks(), "");
}

TEST_F(YouthRoute, AnOutflowThatIsRecordedWhileAChangeIsConsideredGoesToAPerson) {
  ComeToOutflow();
  RequestChange();
  const StepResult result = Outflow(false);
  EXPECT_EQ(driver_.state(), "considering_change");
  EXPECT_EQ(driver_.tasks(), "change_decision outflow_meanwhile");
  driver_.Complete("outflow_meanwhile", "settled");
  EXPECT_EQ(driver_.tasks(), "change_decision");
}

TEST_F(YouthRoute, AChangeOfWhatHadEndedThatAddsNoCareLeavesTheOutflow) {
  for (const bool aftercare : {true, false}) {
    BeginAnew();
    ComeToOutflow();
    Outflow(aftercare);
    RequestChange();
    DecideOnChange("GRANT");
    const StepResult result =
        Changed({}, "change_requests/1", {{"line-1", {{"period_end_date", "2026-09-30"}}, "shorter"}});
    for (const Command& command : Taken(result).commands) EXPECT_NE(command.name, kAgainAndOutflowUndone);
    EXPECT_EQ(driver_.fact("flowed_out"), "true");
    Send(1);
    Answer(true, 0);
    EXPECT_EQ(driver_.state(), aftercare ? "in_aftercare" : "watched");
    EXPECT_EQ(driver_.timers(), aftercare ? "contact_moment decision_end" : "watch_end") << "nothing is evaluated";
    EXPECT_EQ(driver_.tasks(), "");
  }
}

TEST_F(YouthRoute, AChangeThatAddsCareAfterTheOutflowSaysSoToAccess) {
  ComeToOutflow();
  Outflow(false);
  RequestChange();
  DecideOnChange("GRANT");
  const StepResult result = Changed({{"line-3", {}, "new"}});
  EXPECT_EQ(Taken(result).commands.front().name, kAgainAndOutflowUndone);
  EXPECT_EQ(driver_.fact("flowed_out"), "false");
  EXPECT_EQ(driver_.timers(), "evaluation");
}

TEST_F(YouthRoute, AChangeOfAnotherRouteThatBringsCareWhileAChangeIsConsideredUndoesTheOutflow) {
  ComeToOutflow();
  Outflow(false);
  RequestChange();
  Changed({{"foreign-1", {}, "new"}}, "change_requests/of-another-route");
  EXPECT_EQ(driver_.fact("flowed_out"), "false");
  DecideOnChange("REFUSE");
  AnswerSent("REFUSED");
  EXPECT_EQ(driver_.state(), "in_care");
  Stop("foreign-1", true);
  EXPECT_EQ(driver_.state(), "outflow") << "it ends anew";
}

TEST_F(YouthRoute, AfterItsEndACaseManagerConcernsNobodyAndAChangeRequestSaysWhoAnswersIt) {
  ComeToOutflow();
  Outflow(false);
  driver_.Expire("watch_end");
  ASSERT_EQ(driver_.state(), "closed");
  EXPECT_EQ(DescribeResult(YouthStandard(), driver_.Tell("CaseManagerNamed")), "noted");
  EXPECT_EQ(driver_.tasks(), "");
  const StepResult asked = RequestChange();
  ASSERT_EQ(Taken(asked).tasks_opened.size(), 1u);
  const std::string& title = Taken(asked).tasks_opened[0].title;
  EXPECT_NE(title.find("kreeg de aanbieder een afwijzing"), std::string::npos) << title;
  EXPECT_NE(title.find("beantwoordt u het verzoek"), std::string::npos) << title;
}

TEST_F(YouthRoute, WhatStaysEndedChangesNothing) {
  ComeToOutflow();
  driver_.Tell("CareStopRemoved", {{"state", "ENDED"}}, "line-1");
  Stop("line-1", true);
  EXPECT_EQ(driver_.part_state("line-1"), "ended");
  EXPECT_EQ(driver_.state(), "outflow");
  EXPECT_EQ(driver_.tasks("line-1"), "");
}

TEST_F(YouthRoute, AnExtensionOfWhatHadEndedIsWatchedUntilItsNewEnd) {
  ComeToOutflow();
  Outflow(false);
  RequestChange();
  DecideOnChange("GRANT");
  Changed({}, "change_requests/1",
          {{"line-1", {{"period_start_date", "2026-04-01"}, {"period_end_date", "2027-01-31"}}, "longer"}});
  driver_.Tell("AllocationExtended", {}, "line-1");
  EXPECT_EQ(driver_.due("allocation_end", "line-1"), Midnight("2027-02-01"));
  EXPECT_EQ(driver_.due("allocation_end", "line-2"), std::nullopt);
}

TEST_F(YouthRoute, AChangeOfAnotherRouteThatBringsCareInAftercareUndoesTheOutflow) {
  for (const bool aftercare : {true, false}) {
    BeginAnew();
    ComeToOutflow();
    Outflow(aftercare);
    const StepResult result = Changed({{"foreign-1", {}, "new"}}, "change_requests/of-another-route");
    EXPECT_EQ(driver_.part_state("foreign-1"), "allocated");
    EXPECT_EQ(driver_.state(), "in_care");
    EXPECT_EQ(driver_.timers(), "evaluation");
    EXPECT_EQ(driver_.fact("flowed_out"), "false");
    EXPECT_EQ(Taken(result).commands.back().name, "UndoOutflow");
  }
}

class LateReport : public YouthRoute {
 protected:
  void ComeToWithdrawal() {
    ComeToCare();
    driver_.Tell("ReferralWithdrawn");
    driver_.Tell("AllocationEndedUnstarted", {{"last_date", "2026-04-10"}}, "line-1");
    Withdrawn(true);
    Send(1);
    Answer(true, 0);
  }
};

TEST_F(LateReport, OfWhatWasEndedAndNotDeletedIsWaitedFor) {
  ComeToWithdrawal();
  EXPECT_EQ(driver_.part_state("line-1"), "awaiting_report");
  EXPECT_EQ(driver_.part_state("line-2"), "withdrawn");
  EXPECT_EQ(driver_.state(), "in_care") << "a report can still come";
  EXPECT_EQ(driver_.timers("line-1"), "report_term");
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  Stop("line-1", true);
  EXPECT_EQ(driver_.state(), "outflow") << "care was given";
}

TEST_F(LateReport, ThatDoesNotComeIsAskedAfter) {
  ComeToWithdrawal();
  driver_.Expire("report_term", "line-1");
  EXPECT_EQ(driver_.tasks("line-1"), "report_late");
  driver_.Complete("report_late", "asked", "line-1");
  EXPECT_EQ(driver_.timers("line-1"), "report_term") << "anew";
  driver_.Expire("report_term", "line-1");
  driver_.Complete("report_late", "nothing_given", "line-1");
  EXPECT_EQ(driver_.part_state("line-1"), "withdrawn");
  EXPECT_EQ(driver_.state(), "withdrawn") << "no care was given";
}

TEST_F(LateReport, WhenItComesNeedsNobodyToAskAnyMore) {
  ComeToWithdrawal();
  driver_.Expire("report_term", "line-1");
  driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, "line-1");
  EXPECT_EQ(driver_.tasks("line-1"), "");
}

TEST_F(LateReport, OfAClientWhoDiedIsWaitedForToo) {
  ComeToCare();
  driver_.Tell("ClientDied");
  driver_.Tell("AllocationEndedUnstarted", {{"last_date", "2026-04-10"}}, "line-1");
  Withdrawn(true);
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
  Stop("line-1", true);
  EXPECT_EQ(driver_.state(), "deceased");
}

TEST_F(YouthRoute, WhereNothingIsLeftToArrangeTheAccessTeamSaysWhatNow) {
  ComeToDecision("MONO", false);
  Decide("GRANT");
  driver_.Tell("NothingToConfirm");
  EXPECT_EQ(driver_.state(), "nothing_to_arrange");
  EXPECT_EQ(driver_.tasks(), "nothing_left");
  driver_.Complete("nothing_left", "decide_again");
  EXPECT_EQ(driver_.tasks(), "decision");
  Decide("GRANT");
  driver_.Tell("NothingToConfirm");
  driver_.Complete("nothing_left", "leave_it");
  EXPECT_EQ(driver_.tasks(), "tell_refusal");
}

TEST_F(YouthRoute, WhereNothingIsLeftOfARequestByMessageItIsAnsweredAll) {
  ComeToDecision();
  Decide("GRANT");
  driver_.Tell("NothingToConfirm");
  driver_.Complete("nothing_left", "leave_it");
  EXPECT_EQ(driver_.commands(), "AnswerRefused");
}

TEST_F(YouthRoute, WhereNothingIsLeftOfARestartTheRouteFlowsOut) {
  ComeToOutflow();
  Outflow(true);
  Contact("RESTART");
  driver_.Tell("NothingToConfirm");
  driver_.Complete("nothing_left", "leave_it");
  EXPECT_EQ(driver_.state(), "outflow");
  EXPECT_EQ(driver_.fact("restarting"), "false");
}

TEST_F(YouthRoute, WhereNothingIsLeftToPlaceTheAccessTeamSaysWhatNow) {
  ComeToDecision("MONO", false);
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  EXPECT_EQ(driver_.state(), "placing");
  driver_.Tell("NothingToArrange");
  EXPECT_EQ(driver_.tasks(), "nothing_left");
  driver_.Complete("nothing_left", "decide_again");
  Decide("GRANT");
  driver_.Tell("ProductsConfirmed");
  Reserve();
  EXPECT_EQ(driver_.fact("allocation_under_way"), "true");
  driver_.Tell("NothingToArrange");
  EXPECT_EQ(driver_.state(), "nothing_to_arrange");
  EXPECT_EQ(driver_.fact("allocation_under_way"), "false");
}

TEST_F(YouthRoute, WhereWhatWasToStartAgainRunsAlreadyTheRouteFollowsIt) {
  for (const bool reserved : {false, true}) {
    SCOPED_TRACE(reserved ? "while it is allocated" : "while a place is looked for");
    BeginAnew();
    ComeToOutflow();
    Outflow(true);
    Contact("RESTART");
    driver_.Tell("ProductsConfirmed");
    driver_.Tell("CareStarted", {{"start_date", "2026-11-03"}}, "line-1");
    EXPECT_EQ(driver_.state(), "placing");
    EXPECT_EQ(driver_.fact("parts_open"), "1");
    if (reserved) Reserve();
    driver_.Tell("NothingToArrange");
    EXPECT_EQ(driver_.state(), "in_care");
    EXPECT_EQ(driver_.fact("restarting"), "false");
    EXPECT_EQ(driver_.fact("allocation_under_way"), "false");
    EXPECT_EQ(driver_.tasks(), "");
    driver_.Expire("evaluation");
    EXPECT_EQ(driver_.tasks(), "evaluate");
    Stop("line-1", true);
    EXPECT_EQ(driver_.state(), "outflow");
  }
}

// shows: ACC-4
TEST_F(YouthRoute, AClinicalAdmissionAsksForACaseManagerUntilThereIsOne) {
  ComeToCare();
  driver_.Tell("CaseManagerWanted");
  EXPECT_EQ(driver_.tasks(), "name_case_manager");
  driver_.Tell("CaseManagerWanted");
  EXPECT_EQ(driver_.tasks(), "name_case_manager") << "one task";
  driver_.Tell("CaseManagerNamed");
  EXPECT_EQ(driver_.tasks(), "");
  driver_.Tell("CaseManagerNamed");
  EXPECT_EQ(driver_.tasks(), "") << "nobody need look at another one";
}

}  // namespace
}  // namespace clientroute::orchestrator
