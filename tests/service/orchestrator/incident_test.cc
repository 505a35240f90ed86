#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/commands/command_policies.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Stub = v1::Orchestrator::Stub;
using Operations = v1::RouteOperations::Stub;

constexpr char kNote[] = "notes/00000000-0000-4000-8000-000000000001";

class IncidentTest : public testing::Test {
 protected:
  void Answer(const std::string& method, absl::Status status) {
    orchestrator_.neighbours().AnswerBy([method, status](const Neighbours::Received& received) {
      return received.method == method ? status : absl::OkStatus();
    });
  }
  void Refuse(const std::string& method) { Answer(method, Error(StatusCode::kFailedPrecondition, "NOT_NOW", "no")); }
  absl::StatusOr<v1::Incident> Skip(const std::string& request_id, const std::string& incident,
                                    const Caller& caller = Operator()) {
    v1::SkipIncidentRequest request;
    request.set_request_id(request_id);
    request.set_name(incident);
    request.set_reason(v1::Incident::DONE_OTHERWISE);
    request.set_note(kNote);
    auto skipped = orchestrator_.As(caller, &Stub::SkipIncident, request);
    orchestrator_.world().Settle();
    return skipped;
  }
  absl::StatusOr<v1::Workload> Workload() {
    return orchestrator_.As(Operator(), &Operations::GetWorkload, v1::GetWorkloadRequest());
  }
  static v1::CommandQueue QueueOf(const v1::Workload& workload, const std::string& service) {
    for (const v1::CommandQueue& queue : workload.commands()) {
      if (queue.service() == service) return queue;
    }
    ADD_FAILURE() << "no queue for " << service;
    return {};
  }
  /// Two commands of one route: the answer that is refused, and the triage behind it.
  void HoldBack() {
    Refuse("SendAnswerMessage");
    orchestrator_.Open(route_);
    orchestrator_.world().Advance(std::chrono::hours(24 * 12));
    access::v1::CaseOpened opened;
    opened.set_route(route_);
    opened.set_case_("cases/1");
    ASSERT_THAT(orchestrator_.Deliver("case", opened), IsOk());
    access::v1::ProblemAnalysisRecorded analysed;
    analysed.set_route(route_);
    ASSERT_THAT(orchestrator_.Deliver("analysis", analysed), IsOk());
    orchestrator_.world().Settle();
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

TEST_F(IncidentTest, ARouteNamesTheCommandThatWaitsAndWhatWaitsBehindIt) {
  HoldBack();
  const v1::Route route = orchestrator_.Get(route_);
  ASSERT_EQ(route.pending_commands_size(), 2);
  const v1::PendingCommand& stuck = route.pending_commands(0);
  EXPECT_EQ(stuck.command(), "AnswerUnderInvestigation");
  EXPECT_EQ(stuck.service(), "messaging");
  EXPECT_TRUE(stuck.given_up());
  EXPECT_EQ(stuck.attempts(), 1);
  EXPECT_THAT(stuck.last_error(), HasSubstr("NOT_NOW"));
  EXPECT_TRUE(stuck.has_create_time());
  EXPECT_EQ(stuck.held_back_by(), "");
  const v1::PendingCommand& behind = route.pending_commands(1);
  EXPECT_EQ(behind.command(), "DecideTriage");
  EXPECT_EQ(behind.held_back_by(), stuck.request_id());
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("AnswerUnderInvestigation aan messaging")));
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("DecideTriage aan access")));
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("wacht tot een eerdere opdracht is uitgevoerd")));
}

TEST_F(IncidentTest, ASkippedCommandStaysOnTheTimelineWithWhoAndWhyAndTheLaterOnesGo) {
  HoldBack();
  ASSERT_THAT(orchestrator_.Incidents(), SizeIs(1));
  const std::string incident = orchestrator_.Incidents()[0].name();
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase SendAnswerMessage");
  const auto skipped = Skip("s-1", incident);
  ASSERT_THAT(skipped, IsOk());
  EXPECT_TRUE(skipped->resolved());
  EXPECT_EQ(skipped->resolution(), v1::Incident::SKIPPED);
  EXPECT_EQ(skipped->resolver(), "persons/test.operator");
  EXPECT_EQ(skipped->skip_reason(), v1::Incident::DONE_OTHERWISE);
  EXPECT_EQ(skipped->note(), kNote);
  EXPECT_EQ(skipped->service(), "messaging");
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase SendAnswerMessage DecideTriage");
  const v1::Route route = orchestrator_.Get(route_);
  const v1::TimelineEntry& last = route.timeline(route.timeline_size() - 1);
  EXPECT_EQ(last.actor(), "persons/test.operator");
  EXPECT_THAT(last.title(), HasSubstr("Opdracht anders opgelost"));
  EXPECT_EQ(last.note(), kNote);
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "failed_command"), IsEmpty());
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
  EXPECT_THAT(Skip("s-1", incident), IsOk()) << "the same answer";
  EXPECT_THAT(Skip("s-2", incident), Fails(StatusCode::kFailedPrecondition, "NOTHING_TO_SKIP"));
}

TEST_F(IncidentTest, HowAnIncidentEndedIsKept) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  v1::RetryIncidentRequest retry;
  retry.set_request_id("i-1");
  retry.set_name(orchestrator_.Incidents().at(0).name());
  orchestrator_.neighbours().AnswerBy(nullptr);
  ASSERT_THAT(orchestrator_.As(Operator(), &Stub::RetryIncident, retry), IsOk());
  orchestrator_.world().Settle();
  const std::vector<v1::Incident> all = orchestrator_.Incidents(true);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].resolution(), v1::Incident::RETRIED);
  EXPECT_EQ(all[0].resolver(), "persons/test.operator");
  EXPECT_TRUE(all[0].has_resolve_time());

  Refuse("OpenCase");
  orchestrator_.Open(RouteOf(2));
  access::v1::CaseOpened opened;
  opened.set_route(RouteOf(2));
  opened.set_case_("cases/2");
  ASSERT_THAT(orchestrator_.Deliver("case-2", opened), IsOk());
  EXPECT_EQ(orchestrator_.Incidents(true).at(0).resolution(), v1::Incident::OVERTAKEN);
}

// shows: PRI-1
TEST_F(IncidentTest, IncidentsAreShownAndSkippedByThoseWhoMay) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  const std::string incident = orchestrator_.Incidents().at(0).name();
  const auto elsewhere = orchestrator_.As(Operator({"0362"}), &Stub::ListIncidents, v1::ListIncidentsRequest());
  ASSERT_THAT(elsewhere, IsOk());
  EXPECT_EQ(elsewhere->incidents_size(), 0);
  EXPECT_THAT(Skip("s-1", incident, Operator({"0362"})), Fails(StatusCode::kPermissionDenied, "NOT_ALLOWED"));
  EXPECT_THAT(Skip("s-2", incident, Professional()), Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  v1::ListIncidentsRequest of_command;
  of_command.set_command("DecideTriage");
  EXPECT_EQ(orchestrator_.As(Operator(), &Stub::ListIncidents, of_command)->incidents_size(), 0);
  of_command.set_command("OpenCase");
  EXPECT_EQ(orchestrator_.As(Operator(), &Stub::ListIncidents, of_command)->incidents_size(), 1);
}

TEST_F(IncidentTest, ASkipWantsAReasonAndAnIncident) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  v1::SkipIncidentRequest request;
  request.set_request_id("s-1");
  request.set_name(orchestrator_.Incidents().at(0).name());
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::SkipIncident, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_reason(static_cast<v1::Incident::SkipReason>(9));
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::SkipIncident, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_reason(v1::Incident::DONE_TWICE);
  request.set_note("De moeder heeft zelf al gebeld.");
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::SkipIncident, request),
              Fails(StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME"))
      << "what is said about a person stands sealed with access";
  request.clear_note();
  request.set_name("incidents/00000000-0000-0000-0000-000000000000");
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::SkipIncident, request), Fails(StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(IncidentTest, ATransientErrorIsRepeatedAsOftenAsThePolicySaysAndThenAPersonIsAsked) {
  Answer("SendAnswerMessage", absl::UnavailableError("down"));
  orchestrator_.Open(route_);
  orchestrator_.world().Advance(std::chrono::hours(24 * 12));
  const std::vector<v1::Incident> incidents = orchestrator_.Incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_EQ(incidents[0].command(), "AnswerUnderInvestigation");
  int tried = 0;
  for (const auto& received : orchestrator_.neighbours().received()) tried += received.method == "SendAnswerMessage";
  EXPECT_EQ(tried, PolicyOfCommand("AnswerUnderInvestigation").attempts_most);
}

TEST_F(IncidentTest, WhatWaitsIsCountedByService) {
  HoldBack();
  const auto workload = Workload();
  ASSERT_THAT(workload, IsOk());
  const v1::CommandQueue messaging = QueueOf(*workload, "messaging");
  EXPECT_EQ(messaging.given_up(), 1);
  EXPECT_EQ(messaging.waiting(), 0);
  EXPECT_THAT(messaging.last_error(), HasSubstr("AnswerUnderInvestigation: "));
  const v1::CommandQueue access = QueueOf(*workload, "access");
  EXPECT_EQ(access.held_back(), 1);
  EXPECT_EQ(access.waiting(), 0);
  EXPECT_GT(access.retries_left(), 0);
  EXPECT_EQ(workload->open_incidents(), 1);
  EXPECT_EQ(workload->open_routes(), 1);
  EXPECT_GE(workload->open_tasks(), 1);
  EXPECT_EQ(workload->timers_due(), 0);
  EXPECT_EQ(workload->paused_routes(), 0);
}

TEST_F(IncidentTest, OneServiceThatIsDownHoldsUpNothingThatGoesToAnother) {
  Answer("OpenCase", absl::UnavailableError("down"));
  // The second route is beyond its case already: what it asks goes elsewhere.
  orchestrator_.ComeToCare(RouteOf(2));
  EXPECT_EQ(orchestrator_.Get(RouteOf(2)).state(), "in_care");
  EXPECT_THAT(orchestrator_.neighbours().methods(), HasSubstr("ProposePlacement"));
}

}  // namespace
}  // namespace clientroute::orchestrator
