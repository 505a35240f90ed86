// Care that had ended and goes on after all, reports that come late, and a crisis before triage: with real files,
// through the public interfaces of a suite of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "tests/programs/own_stage.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "31";  // JZ588
constexpr const char* kHour = "04";                  // WJ756
constexpr std::int64_t kTariff = 7'790;              // De Zeewering's for 45A05 in 2026, in cents an hour

/// A suite with one provider and one girl.
class CareGoesOn : public testing::Test {
 protected:
  void SetUp() override {
    provider_ = stage_->AddProvider(kZeewering, kAlkmaar);
    girl_ = std::make_unique<RoutePlay>(stage_.get(), provider_, Duinker());
  }

  static StoryProduct Guidance() { return GuidanceAndDayTreatment().front(); }
  MessageMaker& maker() { return provider_->maker(); }
  AllocatedProduct allocated() { return girl_->Allocated(Guidance().reference).value_or(AllocatedProduct()); }
  orchestrator::v1::Route Route() {
    auto route = girl_->Look();
    EXPECT_TRUE(route.ok()) << route.status();
    return route.ok() ? *route : orchestrator::v1::Route();
  }
  std::string PartState() { return Route().parts().empty() ? "" : Route().parts(0).state(); }
  void Told(const absl::StatusOr<StoryFile>& file) {
    ASSERT_TRUE(file.ok()) << file.status();
    const auto answered = stage_->SendApproved(provider_, *file, "");
    EXPECT_TRUE(answered.ok()) << answered.status();
  }
  /// The message as it takes back what it told (status 3).
  static StoryFile Removing(StoryFile file) {
    const std::string before = "StatusAanlevering>1<";
    const std::size_t at = file.content.find(before);
    EXPECT_NE(at, std::string::npos);
    if (at != std::string::npos) file.content.replace(at, before.size(), "StatusAanlevering>3<");
    return file;
  }
  /// Contracting announces of the route that this line is contracted, whatever it was asked.
  void Confirm(const std::string& route, const std::string& line) {
    contracting::v1::ProductsConfirmed confirmed;
    confirmed.set_route(route);
    confirmed.add_lines()->set_line(line);
    platform::v1::DeliverRequest request;
    request.set_subscriber("orchestrator");
    type::v1::Event& event = *request.mutable_event();
    event.set_id("confirmed-once-more");
    event.set_source("contracting");
    event.set_aggregate(route);
    event.set_sequence(1);
    *event.mutable_occur_time() = ToProto(stage_->now());
    event.set_actor("services/contracting");
    event.set_cause("confirmed-once-more");
    event.mutable_payload()->PackFrom(confirmed);
    SuiteLink contracting(&stage_.suite().process(), ServiceCaller("contracting", "event-delivery"));
    const auto delivered = stage_->Do(contracting, &platform::v1::EventSink::Stub::Deliver, request);
    ASSERT_TRUE(delivered.ok()) << delivered.status();
  }
  std::int64_t Outflows() {
    monitoring::v1::ListFiguresRequest request;
    request.set_figure("outflow");
    *request.mutable_from() = ToProto(StoryDay(1, 1));
    *request.mutable_until() = ToProto(StoryDay(12, 31));
    const auto answer = stage_->contracts().Ask(&monitoring::v1::Monitoring::Stub::ListFigures, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() && !answer->rows().empty() ? answer->rows(0).value() : 0;
  }
  std::int64_t AcceptedCents() {
    monitoring::v1::GetSpendRequest spend;
    *spend.mutable_from() = ToProto(StoryDay(1, 1));
    *spend.mutable_until() = ToProto(StoryDay(12, 31));
    const auto spent = stage_->contracts().Ask(&monitoring::v1::Monitoring::Stub::GetSpend, spend);
    EXPECT_TRUE(spent.ok()) << spent.status();
    return spent.ok() ? spent->total().accepted().cents() : -1;
  }

  OwnStage stage_;
  Provider* provider_ = nullptr;
  std::unique_ptr<RoutePlay> girl_;
};

// shows: ROU-4, ROU-6, MON-1
TEST_F(CareGoesOn, AStopThatIsTakenBackAfterTheOutflowUndoesIt) {
  ASSERT_TRUE(BringIntoCare(*stage_, *girl_, {Guidance()}).ok());
  ASSERT_TRUE(girl_->Start(Guidance().reference, StoryDay(3, 16)).ok());
  ASSERT_TRUE(girl_->Stop(Guidance().reference, StoryDay(3, 16), StoryDay(6, 30), kAccordingToPlan).ok());
  ASSERT_TRUE(girl_->LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(6, 30), false).ok());
  ASSERT_TRUE(girl_->ExpectState("watched").ok());
  EXPECT_EQ(Outflows(), 1);

  auto stop = maker().Stop(stage_->Today(), Duinker(), allocated(), StoryDay(3, 16), StoryDay(6, 30), kAccordingToPlan);
  ASSERT_TRUE(stop.ok()) << stop.status();
  Told(Removing(*stop));
  EXPECT_EQ(Route().state(), "in_care");
  EXPECT_EQ(PartState(), "in_care");
  EXPECT_EQ(Outflows(), 0) << "she did not leave";
  const auto known = girl_->LookInCase();
  ASSERT_TRUE(known.ok()) << known.status();
  ASSERT_EQ(known->outflows_size(), 1);
  EXPECT_TRUE(known->outflows(0).has_undo_time());

  ASSERT_TRUE(girl_->Stop(Guidance().reference, StoryDay(3, 16), StoryDay(7, 31), kAccordingToPlan).ok());
  ASSERT_TRUE(girl_->ExpectState("outflow").ok()) << "it is recorded anew";
  ASSERT_TRUE(girl_->LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(7, 31), false).ok());
  EXPECT_EQ(Outflows(), 1);
}

TEST_F(CareGoesOn, ANewStartOnTheSameAllocationBringsTheRouteBack) {
  ASSERT_TRUE(BringIntoCare(*stage_, *girl_, {Guidance()}).ok());
  ASSERT_TRUE(girl_->Start(Guidance().reference, StoryDay(3, 16)).ok());
  ASSERT_TRUE(girl_->Stop(Guidance().reference, StoryDay(3, 16), StoryDay(4, 30), kAccordingToPlan).ok());
  ASSERT_TRUE(girl_->LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(4, 30), true).ok());
  ASSERT_TRUE(girl_->ExpectState("in_aftercare").ok());
  ASSERT_TRUE(girl_->Start(Guidance().reference, StoryDay(6, 1)).ok());
  EXPECT_EQ(Route().state(), "in_care");
  EXPECT_EQ(Outflows(), 0);
}

// shows: CLM-1
TEST_F(CareGoesOn, WhatWasEndedByAWithdrawalIsWaitedForReportedAndPaid) {
  ASSERT_TRUE(BringIntoCare(*stage_, *girl_, {Guidance()}).ok());
  const AllocatedProduct given = allocated();
  ASSERT_TRUE(stage_->MoveTo(StoryDay(3, 25)).ok());
  intake::v1::WithdrawReferralRequest withdraw;
  withdraw.set_name(Route().referral());
  withdraw.set_reason("Bedacht zich.");
  withdraw.set_cause(intake::v1::RESIDENT_DECLINES);
  ASSERT_TRUE(stage_->Do(stage_->access(), &intake::v1::Intake::Stub::WithdrawReferral, withdraw).ok());
  ASSERT_TRUE(girl_->ReceiveChangedAllocations(StoryDay(3, 26)).ok());
  EXPECT_EQ(PartState(), "awaiting_report");
  EXPECT_EQ(Route().state(), "in_care") << "a report can still come";
  ASSERT_TRUE(stage_->MoveTo(StoryDay(4, 14)).ok());
  ASSERT_EQ(Route().open_tasks_size(), 2) << "to end care, and to ask where the report is";
  Told(maker().Start(stage_->Today(), Duinker(), given, StoryDay(3, 16)));
  Told(maker().Stop(stage_->Today(), Duinker(), given, StoryDay(3, 16), StoryDay(3, 25), kAccordingToPlan));
  EXPECT_EQ(PartState(), "ended");
  EXPECT_EQ(Route().state(), "outflow") << "care was given";
  constexpr std::int64_t kHours = 4;
  const auto claim = maker().Claim(
      stage_->Today(), {"ZW202603",
                        StoryDay(3, 1),
                        StoryDay(3, 31),
                        Duinker(),
                        {{"ZW-03-1", "", given, StoryDay(3, 16), StoryDay(3, 25), kHours, kHour, kTariff}}});
  ASSERT_TRUE(claim.ok()) << claim.status();
  ASSERT_TRUE(stage_->Send(provider_, *claim, "").ok());
  ASSERT_TRUE(stage_->Receive(provider_, {ReturnKindOf(claim->kind)}, "").ok());
  EXPECT_EQ(AcceptedCents(), kHours * kTariff);
}

// shows: ROU-4
TEST_F(CareGoesOn, WhereNewsThatContradictsItselfLeavesNothingToPlaceTheRouteFollowsTheCareThatRuns) {
  // He was placed in a crisis, far away. Care ends, is to start again, and there is no place nearby. Then the provider
  // takes its stop back, and contracting says that what runs again is what was to be arranged: nothing is left to
  // place.
  Provider* far = stage_->AddProvider(kDuinrug, kDenHelder);
  RoutePlay boy(stage_.get(), far, Meeuwis());
  constexpr std::string_view kReference = "DR-2026-0009-1";
  constexpr int kNights = 7;
  const Date start = StoryDay(3, 6);
  const auto do_all = [](const std::vector<absl::Status>& steps) {
    for (const absl::Status& step : steps) ASSERT_TRUE(step.ok()) << step;
  };
  do_all({boy.RequestAllocation({{std::string(kReference), "43", "43A01", start, StoryDay(6, 30), kNights, "14", "2"}}),
          BringToPlace(*stage_, boy), boy.ExpectState("waiting_for_place"),
          boy.Report("CrisisReported", "Hij kan niet naar huis."),
          boy.AnswerTask("crisis_response", "place_now", "Meteen een plek."), boy.Grant("Spoed."),
          boy.ReceiveAllocation(1, start), boy.Start(kReference, start),
          boy.Stop(kReference, start, StoryDay(4, 10), kAccordingToPlan),
          boy.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(4, 10), /*aftercare=*/true),
          stage_->MoveTo(StoryDay(5, 18)),
          boy.ContactInAftercare(access::v1::AftercareContact::RESTART, "Het gaat thuis niet."),
          boy.ExpectState("waiting_for_place")});

  ASSERT_FALSE(HasFatalFailure());

  const auto stop = far->maker().Stop(stage_->Today(), Meeuwis(), *boy.Allocated(kReference), start, StoryDay(4, 10),
                                      kAccordingToPlan);
  ASSERT_TRUE(stop.ok()) << stop.status();
  ASSERT_TRUE(stage_->SendApproved(far, Removing(*stop), "").ok());
  Confirm(boy.name(), "line-1");
  ASSERT_TRUE(stage_->MoveTo(StoryDay(5, 27)).ok()) << "a place is looked for again every week";
  const auto settled = boy.Look();
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_EQ(settled->state(), "in_care") << "there is nothing left to start again";
  EXPECT_EQ(settled->parts(0).state(), "in_care");
  EXPECT_EQ(settled->pending_commands_size(), 0);
  for (const auto& task : settled->open_tasks()) EXPECT_NE(task.kind(), "failed_command");
  orchestrator::v1::ListIncidentsRequest list;
  list.set_route(boy.name());
  list.set_include_resolved(true);
  const auto incidents = stage_->operators().Ask(&orchestrator::v1::Orchestrator::Stub::ListIncidents, list);
  ASSERT_TRUE(incidents.ok()) << incidents.status();
  EXPECT_EQ(incidents->incidents_size(), 0) << "nothing failed, and nobody had to say so";

  // Care ends once more, and the route goes on to its end.
  do_all({boy.Stop(kReference, start, StoryDay(5, 29), kAccordingToPlan), boy.ExpectState("outflow"),
          boy.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(5, 29), /*aftercare=*/false),
          boy.ExpectState("watched")});
}

// shows: ROU-7, ALL-2
TEST_F(CareGoesOn, ACrisisBeforeTriageIsDecidedOnAndPlacedAtOnce) {
  ASSERT_TRUE(girl_->RequestAllocation({Guidance()}).ok());
  ASSERT_TRUE(girl_->Report("CrisisReported", "Het gaat thuis niet langer.").ok());
  ASSERT_TRUE(girl_->AnswerTask("crisis_response", "place_now", "Meteen een plek.").ok());
  ASSERT_TRUE(girl_->ExpectState("deciding").ok());
  access::v1::TakeDecisionRequest decide;
  decide.set_route(girl_->name());
  decide.set_outcome(access::v1::Decision::GRANT);
  decide.set_motivation("Crisis.");
  EXPECT_FALSE(stage_->Do(stage_->access(), &access::v1::Access::Stub::TakeDecision, decide).ok())
      << "without a plan only in a crisis";
  decide.set_crisis(true);
  const auto decided = stage_->Do(stage_->access(), &access::v1::Access::Stub::TakeDecision, decide);
  ASSERT_TRUE(decided.ok()) << decided.status();
  ASSERT_TRUE(girl_->ReceiveChangedAllocations(stage_->Today().AddDays(1)).ok());
  ASSERT_TRUE(girl_->ExpectState("in_care").ok());
  ASSERT_TRUE(girl_->Analyse({.held = {}, .narrative = "Achteraf.", .lighter_help_considered = "Kon niet meer."}).ok());
  EXPECT_EQ(Route().state(), "in_care") << "triage followed";
}

// shows: ROU-7
TEST_F(CareGoesOn, ACrisisInCareIsAnsweredByTheChangeThatTheProviderAsksFor) {
  ASSERT_TRUE(BringIntoCare(*stage_, *girl_, {Guidance()}).ok());
  ASSERT_TRUE(girl_->Start(Guidance().reference, StoryDay(3, 16)).ok());
  ASSERT_TRUE(girl_->Report("CrisisReported", "Het gaat thuis niet langer.").ok());
  StoryChange change;
  change.reference = "ZW-2026-0901";
  change.reason = "1";  // WJ758
  constexpr int kHours = 6;
  change.changed.push_back({allocated(), StoryDay(4, 1), StoryDay(12, 31), kHours, kHour, "2"});
  ASSERT_TRUE(girl_->RequestChange(change).ok());
  const orchestrator::v1::Route waiting = Route();
  EXPECT_EQ(waiting.interrupt_state(), "acute");
  EXPECT_THAT(waiting.waits_for(), testing::Contains(testing::HasSubstr("Wacht tot voorbij is: Crisis")));
  ASSERT_TRUE(girl_->AnswerTask("crisis_response", "place_now", "Meer hulp, meteen.").ok());
  EXPECT_EQ(Route().interrupt_state(), "");
  ASSERT_TRUE(girl_->ExpectState("considering_change").ok());
  ASSERT_TRUE(girl_->DecideChange(access::v1::Decision::GRANT, "Crisis.").ok());
  ASSERT_TRUE(girl_->ReceiveChangedAllocations(AddWorkingDays(stage_->Today(), 1)).ok());
  ASSERT_TRUE(girl_->ExpectState("in_care").ok());
}

}  // namespace
}  // namespace clientroute::suite
