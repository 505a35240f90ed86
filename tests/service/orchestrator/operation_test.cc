#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Stub = v1::Orchestrator::Stub;

class OperationTest : public testing::Test {
 protected:
  absl::StatusOr<v1::Route> Pause(const std::string& request_id) {
    v1::PauseRouteRequest request;
    request.set_request_id(request_id);
    request.set_name(route_);
    request.set_reason(v1::PauseRouteRequest::INVESTIGATION);
    return orchestrator_.As(Operator(), &Stub::PauseRoute, request);
  }
  absl::StatusOr<v1::Route> Resume(const std::string& request_id) {
    v1::ResumeRouteRequest request;
    request.set_request_id(request_id);
    request.set_name(route_);
    auto resumed = orchestrator_.As(Operator(), &Stub::ResumeRoute, request);
    orchestrator_.world().Settle();
    return resumed;
  }
  absl::StatusOr<v1::Incident> Retry(const std::string& request_id, const std::string& incident) {
    v1::RetryIncidentRequest request;
    request.set_request_id(request_id);
    request.set_name(incident);
    auto retried = orchestrator_.As(Operator(), &Stub::RetryIncident, request);
    orchestrator_.world().Settle();
    return retried;
  }
  void Refuse(const std::string& method) {
    orchestrator_.neighbours().AnswerBy([method](const Neighbours::Received& received) {
      return received.method == method ? Error(StatusCode::kFailedPrecondition, "NOT_NOW", "no") : absl::OkStatus();
    });
  }
  absl::Status OpenCase(const std::string& id, const std::string& route) {
    access::v1::CaseOpened opened;
    opened.set_route(route);
    opened.set_case_("cases/1");
    return orchestrator_.Deliver(id, opened);
  }

  /// By hand in the record, as a person would.
  void Mend(const std::function<void(v1::RouteSnapshot&)>& change) {
    const Uuid uid = *IdIn(route_, "routes");
    ASSERT_THAT(orchestrator_.database()->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto row, FindRoute(connection, uid));
      change(row->snapshot);
      const std::string bytes = row->snapshot.SerializeAsString();
      return connection.Execute("UPDATE route SET snapshot = $2 WHERE id = $1", {row->id, Blob{bytes}}).status();
    }),
                IsOk());
    orchestrator_.service().engine().Forget();
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

TEST_F(OperationTest, APausedRouteKeepsWhatArrivesAndTakesItInOrderWhenItGoesOn) {
  orchestrator_.Open(route_);
  ASSERT_THAT(Pause("p-1"), IsOk());
  EXPECT_THAT(Pause("p-2"), Fails(StatusCode::kFailedPrecondition, "ROUTE_PAUSED"));
  v1::PauseRouteRequest told;
  told.set_request_id("p-3");
  told.set_name(route_);
  told.set_reason(v1::PauseRouteRequest::ON_REQUEST);
  told.set_note("Zijn moeder belde.");
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::PauseRoute, told),
              Fails(StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME"));
  EXPECT_THAT(OpenCase("case", route_), IsOk());
  access::v1::ProblemAnalysisRecorded analysed;
  analysed.set_route(route_);
  EXPECT_THAT(orchestrator_.Deliver("analysis", analysed), IsOk());
  v1::Route route = orchestrator_.Get(route_);
  EXPECT_TRUE(route.paused());
  EXPECT_EQ(route.state(), "opening_case");
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("stilgezet")));
  EXPECT_THAT(orchestrator_.Signal(Operator(), "s-1", route_, "CrisisReported"),
              Fails(StatusCode::kFailedPrecondition, "ROUTE_PAUSED"));
  ASSERT_THAT(Resume("r-1"), IsOk());
  EXPECT_THAT(Resume("r-2"), Fails(StatusCode::kFailedPrecondition, "ROUTE_NOT_PAUSED"));
  route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "triaging");
  EXPECT_FALSE(route.paused());
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase DecideTriage");
}

TEST_F(OperationTest, WhatWasAskedSoLongAgoThatItsAnswerIsForgottenIsNotDoneAgain) {
  orchestrator_.Open(route_);
  ASSERT_THAT(Pause("p-1"), IsOk());
  EXPECT_THAT(OpenCase("case", route_), IsOk());
  ASSERT_THAT(Resume("r-1"), IsOk());
  const int before = orchestrator_.Get(route_).timeline_size();
  ASSERT_THAT(orchestrator_.database()->Write(
                  [](Connection& connection) { return connection.Execute("DELETE FROM request_answer").status(); }),
              IsOk());
  EXPECT_THAT(Pause("p-1"), Fails(StatusCode::kFailedPrecondition, "REQUEST_ANSWER_FORGOTTEN"));
  EXPECT_THAT(OpenCase("case", route_), IsOk()) << "its answer says nothing that could be forgotten";
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_FALSE(route.paused());
  EXPECT_EQ(route.timeline_size(), before);
}

// shows: PRI-1
TEST_F(OperationTest, ARouteThatIsSignalledPausedOrResumedIsShownAndThatStandsInTheLookLog) {
  orchestrator_.Open(route_);
  const std::size_t before = orchestrator_.Looks().size();
  ASSERT_THAT(orchestrator_.Signal(Operator(), "s-1", route_, "ClientMoved"), IsOk());
  ASSERT_THAT(Pause("p-1"), IsOk());
  ASSERT_THAT(Resume("r-1"), IsOk());
  ASSERT_THAT(Resume("r-1"), IsOk()) << "the same answer, and another look";
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 4);
  const char* methods[] = {"SignalRoute", "PauseRoute", "ResumeRoute", "ResumeRoute"};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(looks[before + i].method, Cat("clientroute.orchestrator.v1.Orchestrator/", methods[i]));
    EXPECT_EQ(looks[before + i].subject, "persons/test.operator");
    EXPECT_THAT(looks[before + i].clients, ElementsAre(ClientOf(route_)));
  }
}

TEST_F(OperationTest, ATimerThatFallsDueWhilePausedFiresWhenTheRouteGoesOn) {
  orchestrator_.Open(route_);
  ASSERT_THAT(Pause("p-1"), IsOk());
  orchestrator_.world().Advance(std::chrono::hours(24 * 30));
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "request_late"), IsEmpty());
  ASSERT_THAT(Resume("r-1"), IsOk());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "request_late"), SizeIs(1));
}

TEST_F(OperationTest, ACommandIsRepeatedUnderTheSameIdUntilItsServiceIsBack) {
  int failures = 2;
  orchestrator_.neighbours().AnswerBy(
      [&](const Neighbours::Received&) { return failures-- > 0 ? absl::UnavailableError("down") : absl::OkStatus(); });
  orchestrator_.Open(route_);
  const auto received = orchestrator_.neighbours().received();
  ASSERT_EQ(received.size(), 3u);
  EXPECT_EQ(received[0].request_id, received[2].request_id);
  EXPECT_EQ(received[0].request, received[2].request);
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
  EXPECT_EQ(orchestrator_.Get(route_).pending_commands_size(), 0);
}

TEST_F(OperationTest, ACommandThatIsRefusedBecomesAnIncidentAndATaskAndCanBeOfferedAgain) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  std::vector<v1::Incident> incidents = orchestrator_.Incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_EQ(incidents[0].command(), "OpenCase");
  EXPECT_THAT(incidents[0].error(), HasSubstr("NOT_NOW"));
  EXPECT_EQ(incidents[0].route(), route_);
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "failed_command"), SizeIs(1));
  const v1::Route route = orchestrator_.Get(route_);
  ASSERT_EQ(route.pending_commands_size(), 1);
  EXPECT_EQ(route.pending_commands(0).command(), "OpenCase");
  // Still refused: another incident, at the same moment of the clock.
  ASSERT_THAT(Retry("i-1", incidents[0].name()), IsOk());
  EXPECT_THAT(Retry("i-2", incidents[0].name()), Fails(StatusCode::kFailedPrecondition, "NOTHING_TO_RETRY"));
  incidents = orchestrator_.Incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  orchestrator_.neighbours().AnswerBy(nullptr);
  const auto retried = Retry("i-3", incidents[0].name());
  ASSERT_THAT(retried, IsOk());
  EXPECT_TRUE(retried->resolved());
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase OpenCase OpenCase");
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "failed_command"), IsEmpty());
  EXPECT_THAT(orchestrator_.Incidents(true), SizeIs(2));
}

TEST_F(OperationTest, APersonCanSettleAFailedCommandFromItsTask) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  const std::string task = orchestrator_.OpenTasks(route_, "failed_command").at(0).name();
  EXPECT_THAT(orchestrator_.Complete(Operator(), "c-1", task, "settled"), IsOk());
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
  EXPECT_EQ(orchestrator_.Get(route_).pending_commands_size(), 0);
}

TEST_F(OperationTest, TheOutcomeThatComesAfterAllEndsIncidentAndTask) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "failed_command"), IsEmpty());
  EXPECT_EQ(orchestrator_.Get(route_).state(), "analysing");
}

TEST_F(OperationTest, WhileOneCommandIsStuckTheRoutesOtherEventsAndOtherRoutesGoOn) {
  Refuse("OpenCase");
  orchestrator_.Open(route_);
  orchestrator_.Open(RouteOf(2));
  ASSERT_THAT(orchestrator_.Signal(Operator(), "s-1", route_, "ClientMoved"), IsOk());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "client_moved"), SizeIs(1));
  EXPECT_EQ(orchestrator_.neighbours().received().size(), 2u);
}

TEST_F(OperationTest, ACommandThatWasGivenUpIsNotOvertakenByTheLaterOnesOfItsRoute) {
  Refuse("SendAnswerMessage");
  orchestrator_.Open(route_);
  orchestrator_.world().Advance(std::chrono::hours(24 * 12));
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase SendAnswerMessage");
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  access::v1::ProblemAnalysisRecorded analysed;
  analysed.set_route(route_);
  ASSERT_THAT(orchestrator_.Deliver("analysis", analysed), IsOk());
  orchestrator_.world().Settle();
  EXPECT_EQ(orchestrator_.Get(route_).state(), "triaging") << "the route's events go on";
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase SendAnswerMessage") << "DecideTriage waits";
  orchestrator_.neighbours().AnswerBy(nullptr);
  ASSERT_THAT(Retry("i-1", orchestrator_.Incidents().at(0).name()), IsOk());
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase SendAnswerMessage SendAnswerMessage DecideTriage");
}

TEST_F(OperationTest, ARouteThatEndsLetsGoOfItsPlacesWhateverWasGivenUp) {
  Refuse("OpenCase");
  OpenWithoutRequest(orchestrator_, route_);
  intake::v1::ReferralWithdrawn withdrawn;
  withdrawn.set_route(route_);
  withdrawn.set_referral("referrals/1");
  ASSERT_THAT(orchestrator_.Deliver("withdrawn", withdrawn), IsOk());
  orchestrator_.world().Settle();
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase ReleasePlaces");
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
}

TEST_F(OperationTest, ADecisionAtAWrongMomentChangesNothingAndIsSeen) {
  orchestrator_.ComeToCare(route_);
  access::v1::DecisionTaken decision;
  decision.set_route(route_);
  decision.set_decision("decisions/2");
  decision.set_outcome(access::v1::Decision::REFUSE);
  decision.mutable_decide_date()->set_year(2026);
  decision.mutable_decide_date()->set_month(4);
  decision.mutable_decide_date()->set_day(2);
  ASSERT_THAT(orchestrator_.Deliver("second", decision), IsOk());
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "in_care");
  EXPECT_TRUE(route.timeline(route.timeline_size() - 1).unexpected());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "unexpected_event"), SizeIs(1));
}

TEST_F(OperationTest, ADamagedRouteIsPausedWithAnIncidentAndTheOthersGoOn) {
  orchestrator_.Open(route_);
  orchestrator_.Open(RouteOf(2));
  v1::RouteSnapshot kept;
  Mend([&](v1::RouteSnapshot& snapshot) {
    kept = snapshot;
    snapshot.mutable_main()->set_state("gone");
  });
  EXPECT_THAT(OpenCase("case-1", route_), IsOk()) << "it is kept";
  EXPECT_THAT(OpenCase("case-2", RouteOf(2)), IsOk());
  EXPECT_TRUE(orchestrator_.Get(route_).paused());
  EXPECT_EQ(orchestrator_.Get(RouteOf(2)).state(), "analysing");
  const std::vector<v1::Incident> incidents = orchestrator_.Incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_THAT(incidents[0].error(), HasSubstr("gone"));
  EXPECT_THAT(Retry("i-1", incidents[0].name()), Fails(StatusCode::kFailedPrecondition, "NOTHING_TO_RETRY"));
  // Let go on without being mended it stops again, and nothing is lost.
  ASSERT_THAT(Resume("r-1"), IsOk());
  EXPECT_TRUE(orchestrator_.Get(route_).paused());
  EXPECT_THAT(orchestrator_.Incidents(), SizeIs(1));
  Mend([&](v1::RouteSnapshot& snapshot) { snapshot = kept; });
  ASSERT_THAT(Resume("r-2"), IsOk());
  EXPECT_EQ(orchestrator_.Get(route_).state(), "analysing");
  EXPECT_THAT(orchestrator_.Incidents(), IsEmpty());
}

TEST_F(OperationTest, ARouteIsFoundByTheFirstCharactersOfItsIdWhereTheyNameOne) {
  for (int i = 1; i <= 20; ++i) orchestrator_.Open(RouteOf(i));
  v1::GetRouteRequest request;
  request.set_name(route_.substr(7, 13));
  const auto found = orchestrator_.As(Operator(), &Stub::GetRoute, request);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->name(), route_);
  request.set_name("ffffffffffff");
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
  request.set_name("%");
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
}

// shows: PRI-1
TEST_F(OperationTest, ARouteIsShownToThoseWhoMayAndWhoIsInvolved) {
  orchestrator_.Open(route_);
  v1::GetRouteRequest request;
  request.set_name(route_);
  EXPECT_THAT(orchestrator_.As(Operator(), &Stub::GetRoute, request), IsOk());
  EXPECT_THAT(orchestrator_.As(Operator({"0362"}), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(orchestrator_.As(ContractManager(), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
  EXPECT_EQ(orchestrator_.As(Professional(), &Stub::ListRoutes, v1::ListRoutesRequest())->routes_size(), 0);
  access::v1::PersonInvolved involved;
  involved.set_client(ClientOf(route_));
  involved.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("involved", involved), IsOk());
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, request), IsOk());
  EXPECT_EQ(orchestrator_.As(Professional(), &Stub::ListRoutes, v1::ListRoutesRequest())->routes_size(), 1);
  EXPECT_THAT(orchestrator_.As(Professional({"0362"}), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
  access::v1::InvolvementEnded ended;
  ended.set_client(ClientOf(route_));
  ended.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("ended", ended), IsOk());
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, request), Fails(StatusCode::kNotFound, ""));
}

TEST_F(OperationTest, RoutesAreListedByStateAndClientPagedNewestFirst) {
  for (int i = 1; i <= 5; ++i) orchestrator_.Open(RouteOf(i));
  ASSERT_THAT(OpenCase("case", RouteOf(3)), IsOk());
  v1::ListRoutesRequest request;
  request.mutable_filter()->set_state("opening_case");
  request.set_page_size(3);
  const auto first = orchestrator_.As(Operator(), &Stub::ListRoutes, request);
  ASSERT_THAT(first, IsOk());
  std::vector<std::string> names;
  for (const v1::Route& route : first->routes()) names.push_back(route.name());
  EXPECT_THAT(names, ElementsAre(RouteOf(5), RouteOf(4), RouteOf(2)));
  request.set_page_token(first->next_page_token());
  const auto second = orchestrator_.As(Operator(), &Stub::ListRoutes, request);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->routes_size(), 1);
  EXPECT_EQ(second->routes(0).name(), RouteOf(1));
  EXPECT_EQ(second->routes(0).timeline_size(), 0);
  EXPECT_EQ(second->next_page_token(), "");
  v1::ListRoutesRequest of_client;
  of_client.mutable_filter()->set_client(ClientOf(RouteOf(4)));
  EXPECT_EQ(orchestrator_.As(Operator(), &Stub::ListRoutes, of_client)->routes_size(), 1);
}

TEST_F(OperationTest, DefinitionsAreShownWithTheirDiagram) {
  const auto definitions = orchestrator_.As(Service(), &Stub::ListDefinitions, v1::ListDefinitionsRequest());
  ASSERT_THAT(definitions, IsOk());
  ASSERT_EQ(definitions->definitions_size(), 3);
  EXPECT_EQ(definitions->definitions(0).name(), "message_attention");
  EXPECT_EQ(definitions->definitions(1).name(), "wmo_standard");
  EXPECT_EQ(definitions->definitions(2).name(), "youth_standard");
  EXPECT_THAT(definitions->definitions(2).diagram_dot(), HasSubstr("digraph \"youth_standard\""));
}

TEST(RestartTest, WhatWasWrittenGoesOnAfterAStop) {
  TempFolder folder;
  const std::string route = RouteOf(1);
  const auto open = [&] {
    auto database = OpenSqlite({.path = folder.path() + "/orchestrator.db"}, OrchestratorMigrations());
    EXPECT_THAT(database, IsOk());
    return *std::move(database);
  };
  {
    const std::unique_ptr<Database> database = open();
    OrchestratorWorld orchestrator(database.get());
    // Taken in and answered; the process stops before anything is sent.
    intake::v1::ReferralAccepted accepted;
    accepted.set_route(route);
    accepted.set_referral("referrals/1");
    accepted.set_client("clients/1");
    accepted.set_household("households/1");
    accepted.set_municipality("0361");
    accepted.set_law(type::v1::JEUGDWET);
    accepted.mutable_receive_date()->set_year(2026);
    accepted.mutable_receive_date()->set_month(4);
    accepted.mutable_receive_date()->set_day(1);
    ASSERT_THAT(orchestrator.Deliver("accepted", accepted), IsOk());
    EXPECT_THAT(orchestrator.neighbours().received(), IsEmpty());
    EXPECT_EQ(orchestrator.Get(route).pending_commands_size(), 1);
  }
  const std::unique_ptr<Database> database = open();
  OrchestratorWorld orchestrator(database.get());
  orchestrator.world().Settle();
  EXPECT_EQ(orchestrator.neighbours().methods(), "OpenCase");
  EXPECT_EQ(orchestrator.Get(route).state(), "opening_case");
  EXPECT_EQ(orchestrator.Get(route).pending_commands_size(), 0);
}

}  // namespace
}  // namespace clientroute::orchestrator
