#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

type::v1::Date Day(const char* text) { return ToProto(Date::Parse(text).value()); }

/// A route whose care runs, and what happens to it then; each settles.
class ChangeTest : public testing::Test {
 protected:
  template <typename Event>
  void Tell(Event event) {
    event.set_route(route_);
    EXPECT_THAT(orchestrator_.Deliver(Cat("told-", ++told_), event), IsOk());
    orchestrator_.world().Settle();
  }
  void RequestChange(const std::string& name) {
    allocation::v1::ChangeRequested requested;
    requested.set_change_request(name);
    requested.set_provider("42420001");
    requested.set_direction(allocation::v1::ChangeRequest::UP);
    *requested.mutable_wanted_date() = Day("2026-06-01");
    requested.set_message(Cat("messages/of-", name.substr(name.find('/') + 1)));
    requested.add_lines()->set_line("line-3");
    Tell(requested);
  }
  void Decide(access::v1::Decision::Outcome outcome, const std::string& change_request = "") {
    access::v1::DecisionTaken decision;
    decision.set_decision("decisions/2");
    decision.set_change_request(change_request);
    decision.set_outcome(outcome);
    *decision.mutable_decide_date() = Day("2026-05-11");
    Tell(decision);
  }
  void Sent() {
    messaging::v1::AllocationMessageSent sent;
    sent.set_message("messages/301");
    *sent.mutable_send_date() = Day("2026-05-12");
    sent.set_unanswered(1);
    Tell(sent);
    messaging::v1::AllocationMessageAnswered answered;
    answered.set_message("messages/301");
    answered.set_accepted(true);
    Tell(answered);
  }
  void AnswerSent(messaging::v1::RequestAnswer answer) {
    messaging::v1::AnswerMessageSent sent;
    sent.set_message("messages/319");
    sent.set_answer(answer);
    *sent.mutable_send_date() = Day("2026-05-12");
    *sent.mutable_request_date() = Day("2026-05-04");
    Tell(sent);
  }
  void StopCare() {
    for (const char* part : {"line-1", "line-2"}) {
      allocation::v1::CareStarted started;
      started.set_part(part);
      started.set_allocation("allocations/1");
      *started.mutable_start_date() = Day("2026-04-13");
      Tell(started);
      allocation::v1::CareStopped stopped;
      stopped.set_part(part);
      stopped.set_allocation("allocations/1");
      *stopped.mutable_end_date() = Day("2026-05-10");
      stopped.set_definitive(true);
      Tell(stopped);
    }
  }
  void FlowOut(bool aftercare) {
    access::v1::OutflowRecorded outflow;
    outflow.set_destination(access::v1::Outflow::HOME);
    outflow.set_obstacle(access::v1::Outflow::NONE);
    *outflow.mutable_end_date() = Day("2026-05-10");
    outflow.set_aftercare(aftercare);
    *outflow.mutable_watch_until() = Day("2027-05-10");
    Tell(outflow);
  }
  std::string State() { return orchestrator_.Get(route_).state(); }
  /// The request of the last command that left.
  template <typename Request>
  Request Last(const std::string& method) {
    Request request;
    const auto received = orchestrator_.neighbours().received();
    EXPECT_EQ(received.back().method, method);
    EXPECT_TRUE(request.ParseFromString(received.back().request));
    return request;
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
  int told_ = 0;
};

TEST_F(ChangeTest, AGrantedChangeIsAppliedOnItsDecisionAndToldWithItsNewPart) {
  orchestrator_.ComeToCare(route_);
  RequestChange("change_requests/1");
  EXPECT_EQ(State(), "considering_change");
  EXPECT_EQ(orchestrator_.Get(route_).lines_size(), 2) << "what is only asked for is no line of the route";
  EXPECT_EQ(orchestrator_.OpenTasks(route_, "change_decision").at(0).answered_by(),
            "clientroute.access.v1.Access/TakeDecision");
  Decide(access::v1::Decision::GRANT, "change_requests/1");
  const auto apply = Last<allocation::v1::ApplyChangeRequest>("ApplyChange");
  EXPECT_EQ(apply.change_request(), "change_requests/1");
  EXPECT_EQ(apply.decision(), "decisions/2");
  EXPECT_EQ(apply.client(), ClientOf(route_));
  allocation::v1::AllocationsChanged changed;
  changed.set_change_request("change_requests/1");
  *changed.mutable_first_date() = Day("2026-04-13");
  changed.add_lines()->set_line("line-3");
  type::v1::CareLine* stretched = changed.add_changed();
  *stretched = orchestrator_.Get(route_).lines(0);
  *stretched->mutable_period()->mutable_end_date() = Day("2027-04-12");
  Tell(changed);
  EXPECT_EQ(FromProto(orchestrator_.Get(route_).lines(0).period().end_date())->ToString(), "2027-04-12");
  EXPECT_EQ(orchestrator_.neighbours().received().back().method, "SendAllocationMessage");
  Sent();
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "in_care");
  EXPECT_EQ(route.parts_size(), 3);
}

TEST_F(ChangeTest, ARefusedChangeIsAnsweredAndTheOneThatWaitedComesNext) {
  orchestrator_.ComeToCare(route_);
  RequestChange("change_requests/1");
  RequestChange("change_requests/2");
  const v1::Route waiting = orchestrator_.Get(route_);
  EXPECT_THAT(waiting.timeline(waiting.timeline_size() - 1).explanation(), HasSubstr("zodra hij verdergaat"));
  EXPECT_THAT(waiting.waits_for(), Contains("Wacht op zijn beurt: Aanbieder vraagt een wijziging aan"));
  Decide(access::v1::Decision::REFUSE, "change_requests/1");
  const auto refused = Last<messaging::v1::SendAnswerMessageRequest>("SendAnswerMessage");
  EXPECT_EQ(refused.answer(), messaging::v1::REFUSED);
  EXPECT_EQ(refused.change_request(), "change_requests/1");
  EXPECT_EQ(refused.request_message(), "messages/of-1");
  EXPECT_EQ(refused.reason(), "7");
  AnswerSent(messaging::v1::REFUSED);
  EXPECT_EQ(State(), "considering_change");
  Decide(access::v1::Decision::GRANT, "change_requests/2");
  EXPECT_EQ(Last<allocation::v1::ApplyChangeRequest>("ApplyChange").change_request(), "change_requests/2");
}

TEST_F(ChangeTest, ADecisionOnAnotherChangeThanTheOneInHandIsShownToAPersonWithItsReason) {
  orchestrator_.ComeToCare(route_);
  RequestChange("change_requests/1");
  Decide(access::v1::Decision::GRANT, "change_requests/2");
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "considering_change");
  EXPECT_THAT(route.timeline(route.timeline_size() - 1).explanation(),
              HasSubstr("Dit gaat over change_requests/2; de route is bezig met change_requests/1."));
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "unexpected_event"), SizeIs(1));
  Decide(access::v1::Decision::GRANT, "change_requests/1");
  EXPECT_EQ(Last<allocation::v1::ApplyChangeRequest>("ApplyChange").change_request(), "change_requests/1");
}

TEST_F(ChangeTest, AfterCareEndedACrisisAsksForWhatThereWasFromTheDayOfItsDecision) {
  orchestrator_.ComeToCare(route_);
  StopCare();
  FlowOut(true);
  ASSERT_THAT(orchestrator_.Signal(Operator(), "crisis", route_, "CrisisReported"), IsOk());
  const auto tasks = orchestrator_.OpenTasks(route_, "crisis_response");
  ASSERT_THAT(tasks, SizeIs(1));
  ASSERT_THAT(orchestrator_.Complete(Professional(), "place", tasks[0].name(), "place_now"), IsOk());
  Decide(access::v1::Decision::GRANT);
  const auto confirm = Last<contracting::v1::ConfirmContractsRequest>("ConfirmContracts");
  ASSERT_EQ(confirm.lines_size(), 2);
  EXPECT_EQ(confirm.lines(0).line(), "line-1-again-1");
  EXPECT_EQ(FromProto(confirm.lines(0).period().start_date())->ToString(), "2026-05-11");
  contracting::v1::ProductsConfirmed confirmed;
  *confirmed.mutable_lines() = confirm.lines();
  Tell(confirmed);
  EXPECT_EQ(Last<allocation::v1::ProposePlacementRequest>("ProposePlacement").urgency(), 2);
}

TEST_F(ChangeTest, AStopThatIsTakenBackAfterTheOutflowUndoesItAtAccess) {
  orchestrator_.ComeToCare(route_);
  StopCare();
  FlowOut(true);
  allocation::v1::CareStopRemoved removed;
  removed.set_part("line-1");
  removed.set_state(allocation::v1::CareAllocation::IN_CARE);
  Tell(removed);
  EXPECT_EQ(State(), "in_care");
  EXPECT_EQ(Last<access::v1::UndoOutflowRequest>("UndoOutflow").route(), route_);
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "unexpected_event"), IsEmpty());
}

TEST_F(ChangeTest, AChangeThatWaitsForACrisisIsShownWithWhatItWaitsFor) {
  orchestrator_.ComeToCare(route_);
  ASSERT_THAT(orchestrator_.Signal(Operator(), "crisis", route_, "CrisisReported"), IsOk());
  RequestChange("change_requests/1");
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.interrupt_state(), "acute");
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("Wacht tot voorbij is: Crisis: Aanbieder vraagt")));
}

TEST_F(ChangeTest, WhatTakesLongerThanTheTermIsAnsweredAsUnderInvestigation) {
  orchestrator_.Open(route_);
  access::v1::CaseOpened opened;
  opened.set_case_("cases/1");
  Tell(opened);
  orchestrator_.world().AdvanceTo(LocalMidnight(Date::Parse("2026-04-10").value()));
  EXPECT_EQ(State(), "investigating");
  const auto answer = Last<messaging::v1::SendAnswerMessageRequest>("SendAnswerMessage");
  EXPECT_EQ(answer.answer(), messaging::v1::UNDER_INVESTIGATION);
  EXPECT_NE(answer.request_message(), "") << "every reference in the message that asked";
  EXPECT_TRUE(answer.only_open());
  EXPECT_EQ(answer.reason(), "");
  AnswerSent(messaging::v1::UNDER_INVESTIGATION);
  EXPECT_EQ(orchestrator_.TimerNames(route_), "investigation_term");
}

// shows: ROU-2
TEST_F(ChangeTest, MonoBecomesMultiAndBackWithoutANewApplication) {
  orchestrator_.ComeToCare(route_);
  access::v1::TriageDecided multi;
  multi.set_complexity(access::v1::MULTI);
  Tell(multi);
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "case_conference"), SizeIs(1));
  access::v1::ConferenceHeld held;
  held.set_outcome(access::v1::Conference::MULTI_CONFIRMED);
  Tell(held);
  Tell(access::v1::PlanRecorded());
  EXPECT_EQ(State(), "in_care");
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "decision"), SizeIs(0)) << "nothing is decided twice";
  access::v1::TriageDecided mono;
  mono.set_complexity(access::v1::MONO);
  Tell(mono);
  EXPECT_EQ(State(), "in_care");
  EXPECT_THAT(orchestrator_.Announced(), Contains("RouteOpened").Times(1));
}

// shows: ROU-4
TEST_F(ChangeTest, FromAftercareHelpStartsAgainAtOnceOnTheContinuingDecision) {
  orchestrator_.ComeToCare(route_);
  StopCare();
  FlowOut(true);
  EXPECT_EQ(State(), "in_aftercare");
  orchestrator_.world().Advance(std::chrono::hours(24 * 32));
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "aftercare_contact"), SizeIs(1));
  access::v1::AftercareContactRecorded contact;
  contact.set_outcome(access::v1::AftercareContact::RESTART);
  *contact.mutable_date() = Day("2026-06-15");
  Tell(contact);
  const auto confirm = Last<contracting::v1::ConfirmContractsRequest>("ConfirmContracts");
  ASSERT_EQ(confirm.lines_size(), 2);
  EXPECT_EQ(confirm.lines(0).line(), "line-1-again-1");
  EXPECT_EQ(FromProto(confirm.lines(0).period().start_date())->ToString(), "2026-06-15");
  EXPECT_EQ(confirm.running_lines_size(), 0);
  contracting::v1::ProductsConfirmed confirmed;
  *confirmed.mutable_lines() = confirm.lines();
  Tell(confirmed);
  allocation::v1::PlacesReserved reserved;
  *reserved.mutable_lines() = confirm.lines();
  Tell(reserved);
  const auto make = Last<allocation::v1::MakeAllocationsRequest>("MakeAllocations");
  EXPECT_EQ(make.lines_size(), 2);
  EXPECT_EQ(make.decision(), "decisions/1") << "no new decision";
  allocation::v1::AllocationsMade made;
  *made.mutable_first_date() = Day("2026-06-15");
  *made.mutable_lines() = confirm.lines();
  Tell(made);
  Sent();
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "in_care");
  EXPECT_EQ(route.parts_size(), 4);
}

// shows: ROU-6
TEST_F(ChangeTest, AReturnToCareWithinTheWatchClosesTheEarlierRouteAsReturned) {
  orchestrator_.ComeToCare(route_);
  StopCare();
  FlowOut(false);
  access::v1::ReturnedToCare returned;
  returned.set_new_route(RouteOf(2));
  Tell(returned);
  EXPECT_EQ(State(), "returned");
  EXPECT_TRUE(orchestrator_.Get(route_).closed());
}

TEST_F(ChangeTest, AChildWithoutANumberIsFollowedAndItsMessageLeavesOnceItHasOne) {
  orchestrator_.ComeToCare(route_);
  RequestChange("change_requests/1");
  Decide(access::v1::Decision::GRANT, "change_requests/1");
  allocation::v1::AllocationsChanged changed;
  changed.set_change_request("change_requests/1");
  *changed.mutable_first_date() = Day("2026-04-13");
  Tell(changed);
  messaging::v1::AllocationMessageWithheld withheld;
  withheld.set_client(ClientOf(route_));
  Tell(withheld);
  const auto tasks = orchestrator_.OpenTasks(route_, "tell_provider");
  ASSERT_THAT(tasks, SizeIs(1));
  EXPECT_THAT(orchestrator_.Complete(BackOffice(), "told", tasks[0].name(), "told"), IsOk());
  EXPECT_EQ(State(), "in_care");
  intake::v1::ClientNumberRecorded number;
  number.set_client(ClientOf(route_));
  Tell(number);
  EXPECT_EQ(orchestrator_.neighbours().received().back().method, "SendAllocationMessage");
  Sent();
  EXPECT_EQ(State(), "in_care");
}

}  // namespace
}  // namespace clientroute::orchestrator
