#include <thread>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/timers/numbered_timers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Stub = v1::Orchestrator::Stub;

class RouteTest : public testing::Test {
 protected:
  absl::Status Care(const std::string& id, const std::string& part, bool start) {
    if (start) {
      allocation::v1::CareStarted started;
      started.set_route(route_);
      started.set_part(part);
      started.set_allocation("allocations/1");
      *started.mutable_start_date() = ToProto(LocalDate(orchestrator_.now()));
      return orchestrator_.Deliver(id, started, "providers/42420001");
    }
    allocation::v1::CareStopped stopped;
    stopped.set_route(route_);
    stopped.set_part(part);
    stopped.set_allocation("allocations/1");
    *stopped.mutable_end_date() = ToProto(LocalDate(orchestrator_.now()));
    stopped.set_definitive(true);
    return orchestrator_.Deliver(id, stopped, "providers/42420001");
  }

  absl::Status FlowOut(const char* watch_until) {
    access::v1::OutflowRecorded outflow;
    outflow.set_route(route_);
    outflow.set_destination(access::v1::Outflow::HOME);
    outflow.set_obstacle(access::v1::Outflow::NONE);
    *outflow.mutable_end_date() = ToProto(LocalDate(orchestrator_.now()));
    *outflow.mutable_watch_until() = ToProto(Date::Parse(watch_until).value());
    const absl::Status status = orchestrator_.Deliver("outflow", outflow);
    orchestrator_.world().Settle();
    return status;
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

// shows: ROU-1
TEST_F(RouteTest, GoesFromReferralToTheEndOfCare) {
  orchestrator_.ComeToCare(route_);
  EXPECT_EQ(orchestrator_.neighbours().methods(),
            "OpenCase DecideTriage ConfirmContracts ProposePlacement MakeAllocations SendAllocationMessage");
  v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.state(), "in_care");
  EXPECT_EQ(route.state_title(), "Zorg loopt");
  EXPECT_EQ(route.case_(), "cases/1");
  EXPECT_EQ(route.lines_size(), 2);
  ASSERT_EQ(route.parts_size(), 2);
  EXPECT_EQ(route.parts(0).state_title(), "Toegewezen");
  for (const char* part : {"line-1", "line-2"}) {
    EXPECT_THAT(Care(Cat("start-", part), part, true), IsOk());
    EXPECT_THAT(Care(Cat("stop-", part), part, false), IsOk());
  }
  orchestrator_.world().Settle();
  EXPECT_EQ(orchestrator_.Get(route_).state(), "outflow");
  EXPECT_THAT(FlowOut("2027-05-01"), IsOk());
  EXPECT_EQ(orchestrator_.Get(route_).state(), "watched");
  orchestrator_.world().AdvanceTo(LocalMidnight(Date::Parse("2027-05-02").value()));
  route = orchestrator_.Get(route_);
  EXPECT_TRUE(route.closed());
  EXPECT_EQ(route.state(), "closed");
  EXPECT_EQ(route.timers_size(), 0);
  EXPECT_EQ(route.open_tasks_size(), 0);
  EXPECT_THAT(orchestrator_.Announced(), Contains("RouteClosed").Times(1));
  EXPECT_THAT(orchestrator_.Announced(), Contains("RouteOpened").Times(1));
}

TEST_F(RouteTest, ACommandCarriesWhatTheRouteKnowsUnderAnIdOfItsOwn) {
  orchestrator_.Open(route_);
  const auto received = orchestrator_.neighbours().received();
  ASSERT_EQ(received.size(), 1u);
  access::v1::OpenCaseRequest request;
  ASSERT_TRUE(request.ParseFromString(received[0].request));
  EXPECT_EQ(request.route(), route_);
  EXPECT_EQ(request.client(), ClientOf(route_));
  EXPECT_EQ(request.law(), type::v1::JEUGDWET);
  EXPECT_EQ(request.lines_size(), 2);
  EXPECT_THAT(request.request_id(), HasSubstr(route_.substr(7)));
}

TEST_F(RouteTest, ItsTimelineSaysWhatWhoWhyAndWhatFollowed) {
  orchestrator_.ComeToPlan(route_);
  const v1::Route route = orchestrator_.Get(route_);
  ASSERT_EQ(route.timeline_size(), 4);
  const v1::TimelineEntry& opened = route.timeline(0);
  EXPECT_EQ(opened.event(), "ReferralAccepted");
  EXPECT_EQ(opened.title(), "Verwijzing aangenomen");
  EXPECT_EQ(opened.from_state(), "");
  EXPECT_EQ(opened.to_state(), "opening_case");
  EXPECT_EQ(opened.message(), "messages/1");
  EXPECT_THAT(opened.commands(), ElementsAre("OpenCase"));
  EXPECT_THAT(opened.timers(),
              ElementsAre(HasSubstr("+investigation_notice 2026-04-"), HasSubstr("+request_term 2026-04-")));
  EXPECT_EQ(route.timeline(2).actor(), "persons/test.analyst");
  EXPECT_THAT(route.timeline(2).tasks(), ElementsAre("-problem_analysis"));
  EXPECT_THAT(route.timeline(3).explanation(), HasSubstr("Eén criterium gold"));
  EXPECT_THAT(route.timeline(3).explanation(), HasSubstr("Mono: losse trajecten volstaan."));
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("Maak het perspectiefplan")));
  EXPECT_THAT(route.waits_for(), Contains(HasSubstr("OP274")));
}

TEST_F(RouteTest, ARepeatedDeliveryIsOneEventAndOtherContentUnderItsIdIsRefused) {
  orchestrator_.Open(route_);
  orchestrator_.Open(route_);
  EXPECT_EQ(orchestrator_.Get(route_).timeline_size(), 1);
  EXPECT_EQ(orchestrator_.neighbours().methods(), "OpenCase");
  access::v1::CaseOpened other;
  other.set_route(route_);
  other.set_case_("cases/9");
  EXPECT_THAT(orchestrator_.Deliver(Cat(route_, "-accepted"), other),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(RouteTest, WhatCannotBeTakenInIsRefusedForGoodWithItsReason) {
  access::v1::CaseOpened opened;
  opened.set_route(RouteOf(99));
  opened.set_case_("cases/1");
  EXPECT_THAT(orchestrator_.Deliver("e-1", opened), Fails(StatusCode::kFailedPrecondition, "ROUTE_UNKNOWN"));
  orchestrator_.Open(route_);
  opened.set_route(route_);
  opened.clear_case_();
  EXPECT_THAT(orchestrator_.Deliver("e-2", opened), Fails(StatusCode::kFailedPrecondition, "EVENT_REFUSED"));
  opened.set_route("routes/not-an-id");
  EXPECT_THAT(orchestrator_.Deliver("e-3", opened), Fails(StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  intake::v1::ClientErased erased;
  erased.set_client("clients/1");
  EXPECT_THAT(orchestrator_.Deliver("e-4", erased), Fails(StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
  EXPECT_EQ(orchestrator_.Get(route_).timeline_size(), 1);
}

TEST_F(RouteTest, WhatHasNoPlaceInItsStateIsKeptAndAPersonLooks) {
  orchestrator_.Open(route_);
  EXPECT_THAT(Care("stop-early", "line-1", false), IsOk());
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_TRUE(route.timeline(1).unexpected());
  EXPECT_THAT(route.timeline(1).explanation(), HasSubstr("een medewerker kijkt ernaar"));
  const std::vector<v1::Task> tasks = orchestrator_.OpenTasks(route_, "unexpected_event");
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].title(), "Onverwachte gebeurtenis: Zorg gestopt");
  EXPECT_THAT(orchestrator_.Complete(BackOffice(), "c-1", tasks[0].name(), "seen"), IsOk());
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "unexpected_event"), IsEmpty());
}

// shows: ROU-3
TEST_F(RouteTest, ATermThatPassesBecomesATaskAtLocalMidnight) {
  orchestrator_.Open(route_);
  const Instant due = LocalMidnight(Date::Parse("2026-04-11").value());  // Good Friday and Easter Monday do not count
  orchestrator_.world().AdvanceTo(due - std::chrono::seconds(1));
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "request_late"), IsEmpty());
  orchestrator_.world().AdvanceTo(due);
  ASSERT_EQ(orchestrator_.OpenTasks(route_, "request_late").size(), 1u);
  const v1::Route route = orchestrator_.Get(route_);
  const v1::TimelineEntry& entry = route.timeline(route.timeline_size() - 1);
  EXPECT_EQ(entry.event(), "TimerExpired");
  EXPECT_THAT(entry.title(), HasSubstr("Termijn verstreken"));
  EXPECT_EQ(FromProto(entry.time()), due);
}

// shows: ROU-3
TEST_F(RouteTest, AfterDowntimeOverdueTimersFireInOrderOnceAndAClosedRouteHasNone) {
  orchestrator_.ComeToCare(route_);
  // Nothing ran for two years; then everything is due at once.
  orchestrator_.world().clock()->Set(orchestrator_.now() + std::chrono::hours(24 * 730));
  orchestrator_.world().Settle();
  v1::Route route = orchestrator_.Get(route_);
  Instant last{};
  int fired = 0;
  for (const v1::TimelineEntry& entry : route.timeline()) {
    if (entry.event() != "TimerExpired") continue;
    ++fired;
    const Instant time = FromProto(entry.time()).value();
    EXPECT_LE(last, time);
    last = time;
  }
  EXPECT_GE(fired, 6) << "start and end of both parts, and the evaluations";
  for (const char* part : {"line-1", "line-2"}) EXPECT_THAT(Care(Cat("stop-", part), part, false), IsOk());
  orchestrator_.world().Settle();
  EXPECT_THAT(FlowOut("2027-05-01"), IsOk());
  EXPECT_TRUE(orchestrator_.Get(route_).closed()) << "the watch was over already";
  EXPECT_THAT(orchestrator_.database()->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto row, FindRoute(connection, *IdIn(route_, "routes")));
    CLIENTROUTE_ASSIGN(const auto timers, ListTimersOf(connection, row->id));
    EXPECT_THAT(timers, IsEmpty());
    return absl::OkStatus();
  }),
              IsOk());
}

// shows: ROU-7
TEST_F(RouteTest, ACrisisInterruptsAndWhatHappensMeanwhileCountsAfterwards) {
  orchestrator_.ComeToPlan(route_);
  EXPECT_THAT(orchestrator_.Signal(Professional(), "s-1", route_, "CrisisReported"),
              Fails(StatusCode::kPermissionDenied, ""))
      << "not involved yet";
  const std::string plan = orchestrator_.OpenTasks(route_, "perspective_plan").at(0).name();
  v1::TakeTaskRequest take;
  take.set_request_id("t-1");
  take.set_name(plan);
  ASSERT_THAT(orchestrator_.As(Professional(), &Stub::TakeTask, take), IsOk());
  ASSERT_THAT(orchestrator_.Signal(Professional(), "s-1", route_, "CrisisReported"), IsOk());
  EXPECT_EQ(orchestrator_.Get(route_).interrupt_state(), "acute");
  access::v1::PlanRecorded recorded;
  recorded.set_route(route_);
  ASSERT_THAT(orchestrator_.Deliver("plan", recorded), IsOk());
  EXPECT_EQ(orchestrator_.Get(route_).state(), "planning");
  const auto crisis = orchestrator_.OpenTasks(route_, "crisis_response");
  ASSERT_EQ(crisis.size(), 1u);
  ASSERT_THAT(orchestrator_.Complete(Professional(), "c-1", crisis[0].name(), "resolved"), IsOk());
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.interrupt_state(), "");
  EXPECT_EQ(route.state(), "deciding");
}

TEST_F(RouteTest, WhatAPersonTellsMustBeASignalThatFits) {
  orchestrator_.ComeToPlan(route_);
  const Caller operator_caller = Operator();
  EXPECT_THAT(orchestrator_.Signal(operator_caller, "s-1", route_, "CaseOpened"),
              Fails(StatusCode::kInvalidArgument, ""));
  EXPECT_THAT(orchestrator_.Signal(operator_caller, "s-2", route_, "Nonsense"),
              Fails(StatusCode::kInvalidArgument, ""));
  EXPECT_THAT(orchestrator_.Signal(operator_caller, "s-3", route_, "CrisisResolved"),
              Fails(StatusCode::kFailedPrecondition, "EVENT_DOES_NOT_FIT"));
  EXPECT_THAT(orchestrator_.Signal(operator_caller, "s-4", RouteOf(5), "CrisisReported"),
              Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(orchestrator_.Signal(operator_caller, "s-5", route_, "ClientMoved"), IsOk());
  EXPECT_EQ(orchestrator_.OpenTasks(route_, "client_moved").size(), 1u);
}

TEST_F(RouteTest, TheJournalFoldsIntoTheStateThatIsStored) {
  orchestrator_.ComeToCare(route_);
  EXPECT_THAT(Care("start", "line-1", true), IsOk());
  EXPECT_THAT(Care("start-again", "line-9", true), IsOk());
  const Definition* definition = orchestrator_.service().engine().definitions().Find("youth_standard", 1);
  ASSERT_NE(definition, nullptr);
  EXPECT_THAT(orchestrator_.database()->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto row, FindRoute(connection, *IdIn(route_, "routes")));
    CLIENTROUTE_ASSIGN(const auto records, ReadJournal(connection, row->id));
    std::vector<TakenEvent> events;
    for (const v1::JournalRecord& record : records) {
      events.push_back({FromRecord(record.event()).value(), FromProto(record.take_time()).value()});
    }
    const auto again = Replay(*definition, route_, events);
    EXPECT_TRUE(std::holds_alternative<Route>(again));
    EXPECT_EQ(ToSnapshot(*definition, std::get<Route>(again)).DebugString(), row->snapshot.DebugString());
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(RouteTest, ManyCallersAtOnceAreEachAnsweredAndNothingIsLost) {
  constexpr int kCallers = 16;
  constexpr int kEach = 4;
  std::vector<std::thread> callers;
  for (int c = 0; c < kCallers; ++c) {
    callers.emplace_back([&, c] {
      for (int i = 0; i < kEach; ++i) {
        intake::v1::ReferralAccepted accepted;
        accepted.set_route(RouteOf(100 + c * kEach + i));
        accepted.set_referral("referrals/1");
        accepted.set_client("clients/1");
        accepted.set_household("households/1");
        accepted.set_municipality("0361");
        accepted.set_law(type::v1::JEUGDWET);
        *accepted.mutable_receive_date() = ToProto(Date::Parse("2026-04-01").value());
        EXPECT_THAT(orchestrator_.Deliver(Cat("many-", c, "-", i), accepted), IsOk());
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  orchestrator_.world().Settle();
  EXPECT_EQ(orchestrator_.neighbours().received().size(), static_cast<std::size_t>(kCallers * kEach));
  for (int r = 0; r < kCallers * kEach; ++r) EXPECT_EQ(orchestrator_.Get(RouteOf(100 + r)).state(), "opening_case");
}

}  // namespace
}  // namespace clientroute::orchestrator
