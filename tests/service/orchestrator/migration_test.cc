#include <memory>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/migrations.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"
#include "tests/service/orchestrator/versions.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::HasSubstr;
using testing::SizeIs;
using Stub = v1::Orchestrator::Stub;
using Operations = v1::RouteOperations::Stub;

/// Routes 1 and 2 wait for their case to be opened, on the first version; then the second is there too.
class MigrationTest : public testing::Test {
 protected:
  MigrationTest() {
    database_ = OpenDatabase();
    {
      OrchestratorWorld before(database_.get());
      before.Open(RouteOf(1));
      before.Open(RouteOf(2));
      // And one that has ended.
      OpenWithoutRequest(before, RouteOf(3));
      intake::v1::ReferralWithdrawn withdrawn;
      withdrawn.set_route(RouteOf(3));
      withdrawn.set_referral("referrals/1");
      EXPECT_THAT(before.Deliver("withdrawn", withdrawn), IsOk());
      before.world().Settle();
    }
    database_.reset();
    database_ = OpenDatabase();
  }
  std::unique_ptr<Database> OpenDatabase() {
    auto database = OpenSqlite({.path = folder_.path() + "/orchestrator.db"}, OrchestratorMigrations());
    EXPECT_THAT(database, IsOk());
    return *std::move(database);
  }
  OrchestratorWorld& Start(std::shared_ptr<const DefinitionLibrary> definitions) {
    world_ = std::make_unique<OrchestratorWorld>(database_.get(), std::move(definitions));
    return *world_;
  }
  absl::StatusOr<v1::CheckMigrationResponse> Check(const std::string& mapping, const Caller& caller = Operator()) {
    v1::CheckMigrationRequest request;
    request.set_mapping(mapping);
    request.set_mapping_file("mapping.textproto");
    return world_->As(caller, &Operations::CheckMigration, request);
  }
  absl::StatusOr<v1::MigrateRouteResponse> Move(const std::string& request_id, const std::string& route,
                                                const std::string& mapping, bool accept = false,
                                                const Caller& caller = Operator()) {
    v1::MigrateRouteRequest request;
    request.set_request_id(request_id);
    request.set_name(route);
    request.set_mapping(mapping);
    request.set_mapping_file("mapping.textproto");
    request.set_accept_differences(accept);
    auto moved = world_->As(caller, &Operations::MigrateRoute, request);
    world_->world().Settle();
    return moved;
  }
  absl::StatusOr<v1::ReplayRoutesResponse> Replay(int version, const std::string& mapping = "") {
    v1::ReplayRoutesRequest request;
    request.set_against_version(version);
    request.set_mapping(mapping);
    return world_->As(Operator(), &Operations::ReplayRoutes, request);
  }
  absl::Status OpenCase(const std::string& id, const std::string& route) {
    access::v1::CaseOpened opened;
    opened.set_route(route);
    opened.set_case_("cases/1");
    return world_->Deliver(id, opened);
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<OrchestratorWorld> world_;
};

// shows: ROU-1
TEST_F(MigrationTest, ARouteIsMovedAsOneRecordAndGoesOnThere) {
  Start(WithRenamedState());
  const std::size_t announced = world_->Announced().size();
  const auto checked = Check(RenamedStateMapping());
  ASSERT_THAT(checked, IsOk());
  ASSERT_EQ(checked->routes_size(), 2);
  EXPECT_EQ(checked->routes(0).verdict(), v1::MigrationCheck::FITS) << checked->routes(0).why();
  EXPECT_EQ(checked->routes(0).from_state(), "opening_case");
  EXPECT_EQ(checked->routes(0).to_state(), "opening_file");
  EXPECT_EQ(world_->Get(RouteOf(1)).definition_version(), 1) << "a check changes nothing";

  const v1::Route before = world_->Get(RouteOf(1));
  const auto moved = Move("m-1", RouteOf(1), RenamedStateMapping());
  ASSERT_THAT(moved, IsOk());
  EXPECT_TRUE(moved->moved());
  EXPECT_EQ(moved->version(), 2);
  const v1::Route after = world_->Get(RouteOf(1));
  EXPECT_EQ(after.definition_version(), 2);
  EXPECT_EQ(after.state(), "opening_file");
  ASSERT_EQ(after.timeline_size(), before.timeline_size() + 1);
  const v1::TimelineEntry& entry = after.timeline(before.timeline_size());
  EXPECT_EQ(entry.title(), "Overgezet van versie 1 naar versie 2");
  EXPECT_EQ(entry.actor(), "persons/test.operator");
  EXPECT_EQ(entry.from_state(), "opening_case");
  EXPECT_EQ(entry.to_state(), "opening_file");
  EXPECT_THAT(entry.explanation(), HasSubstr("De casus heet nu dossier."));
  ASSERT_EQ(after.timers_size(), before.timers_size());
  for (int i = 0; i < after.timers_size(); ++i) {
    EXPECT_EQ(after.timers(i).due_time().seconds(), before.timers(i).due_time().seconds());
  }
  EXPECT_EQ(world_->Announced().size(), announced + 1) << "that it moved";
  EXPECT_EQ(world_->Get(RouteOf(2)).definition_version(), 1) << "the other is left alone";

  ASSERT_THAT(OpenCase("case", RouteOf(1)), IsOk());
  EXPECT_EQ(world_->Get(RouteOf(1)).state(), "analysing");
}

TEST_F(MigrationTest, WhatWasBrokenOffIsSimplyAskedAgain) {
  Start(WithRenamedState());
  ASSERT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping()), IsOk());
  const auto same = Move("m-1", RouteOf(1), RenamedStateMapping());
  ASSERT_THAT(same, IsOk());
  EXPECT_TRUE(same->moved()) << "the first answer again";
  const std::int64_t sequence = same->sequence();
  const auto again = Move("m-2", RouteOf(1), RenamedStateMapping());
  ASSERT_THAT(again, IsOk());
  EXPECT_FALSE(again->moved());
  EXPECT_EQ(again->sequence(), sequence) << "nothing was written";
  const auto left = Check(RenamedStateMapping());
  ASSERT_THAT(left, IsOk());
  ASSERT_EQ(left->routes_size(), 1) << "only the other is left to do";
  EXPECT_EQ(left->routes(0).route(), RouteOf(2));
}

TEST_F(MigrationTest, ItsTimersFireAndItsWholeHistoryRunsAgainAfterARestart) {
  Start(WithRenamedState());
  ASSERT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping()), IsOk());
  world_.reset();
  database_.reset();
  database_ = OpenDatabase();
  Start(WithRenamedState());
  world_->world().Advance(std::chrono::hours(24 * 30));
  const v1::Route route = world_->Get(RouteOf(1));
  EXPECT_EQ(route.state(), "opening_file");
  EXPECT_THAT(world_->OpenTasks(RouteOf(1), "request_late"), SizeIs(1));
  const auto replayed = Replay(2, RenamedStateMapping());
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->replayed(), 2);
  EXPECT_EQ(replayed->differences_size(), 0)
      << replayed->differences(0).recorded() << " / " << replayed->differences(0).replayed();
}

TEST_F(MigrationTest, AMappingWithAHoleIsRefusedWithFileAndLineBeforeAnythingMoves) {
  Start(WithRenamedState());
  const std::string hole = "definition: 'youth_standard'\nfrom_version: 1\nto_version: 2\ncharts { chart: 'main' }\n";
  const auto checked = Check(hole);
  EXPECT_THAT(checked, Fails(StatusCode::kInvalidArgument, "MAPPING_BROKEN"));
  EXPECT_THAT(checked.status().message(), HasSubstr("mapping.textproto:4:1: chart main, state opening_case"));
  EXPECT_THAT(Move("m-1", RouteOf(1), hole), Fails(StatusCode::kInvalidArgument, "MAPPING_BROKEN"));
  EXPECT_THAT(Check("charts {"), Fails(StatusCode::kInvalidArgument, "MAPPING_BROKEN"));
  EXPECT_THAT(Check("definition: 'youth_standard' from_version: 1 to_version: 9"),
              Fails(StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED"));
  EXPECT_EQ(world_->Get(RouteOf(1)).definition_version(), 1);
}

// shows: ROU-1
TEST_F(MigrationTest, ARouteThatWouldStrandStaysAndIsToldWhy) {
  // There the case is opened by a command that is not on its way for those who come over.
  Start(WithRenamedState());
  const std::string mapping =
      "definition: 'youth_standard' from_version: 1 to_version: 2 charts { chart: 'main'"
      " states { from: 'opening_case' to: 'allocating' } }";
  const auto checked = Check(mapping);
  ASSERT_THAT(checked, IsOk());
  ASSERT_EQ(checked->routes_size(), 2);
  EXPECT_EQ(checked->routes(0).verdict(), v1::MigrationCheck::STRANDED);
  EXPECT_NE(checked->routes(0).why(), "");
  const auto moved = Move("m-1", RouteOf(1), mapping, true);
  EXPECT_THAT(moved, Fails(StatusCode::kFailedPrecondition, "ROUTE_STRANDED")) << "also when differences are accepted";
  EXPECT_EQ(world_->Get(RouteOf(1)).definition_version(), 1);
  EXPECT_EQ(world_->Get(RouteOf(1)).state(), "opening_case");
}

TEST_F(MigrationTest, AHistoryThatWouldHaveGoneAnotherWayMovesOnlyWhenThatIsAccepted) {
  Start(WithSecondVersion({{"\"opening_case\"", "\"opening_file\""}, {"working_days: 5", "working_days: 6"}}));
  const auto checked = Check(RenamedStateMapping());
  ASSERT_THAT(checked, IsOk());
  ASSERT_EQ(checked->routes_size(), 2);
  EXPECT_EQ(checked->routes(0).verdict(), v1::MigrationCheck::DIFFERS) << checked->routes(0).why();
  EXPECT_EQ(checked->routes(0).difference().sequence(), 1);
  EXPECT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping()),
              Fails(StatusCode::kFailedPrecondition, "HISTORY_DIFFERS"));
  ASSERT_THAT(Move("m-2", RouteOf(1), RenamedStateMapping(), true), IsOk());
  EXPECT_EQ(world_->Get(RouteOf(1)).definition_version(), 2);
}

TEST_F(MigrationTest, WhatIsPausedClosedOrElsewhereIsNotMoved) {
  Start(WithRenamedState());
  v1::PauseRouteRequest pause;
  pause.set_request_id("p-1");
  pause.set_name(RouteOf(1));
  pause.set_reason(v1::PauseRouteRequest::INVESTIGATION);
  ASSERT_THAT(world_->As(Operator(), &Stub::PauseRoute, pause), IsOk());
  EXPECT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping()), Fails(StatusCode::kFailedPrecondition, "ROUTE_PAUSED"));
  const auto checked = Check(RenamedStateMapping());
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->routes(0).verdict(), v1::MigrationCheck::PAUSED);
  EXPECT_THAT(Move("m-2", RouteOf(3), RenamedStateMapping()), Fails(StatusCode::kFailedPrecondition, "ROUTE_CLOSED"));
  EXPECT_THAT(Move("m-3", RouteOf(7), RenamedStateMapping()), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  const std::string back =
      "definition: 'youth_standard' from_version: 2 to_version: 1 charts { chart: 'main'"
      " states { from: 'opening_file' to: 'opening_case' } }";
  // Running on the target already is where it should be; a mapping of another definition is not.
  EXPECT_THAT(Move("m-4", RouteOf(1), back), IsOk());
}

// shows: PRI-1
TEST_F(MigrationTest, OnlyAnOperatorOfItsMunicipalityMovesARoute) {
  Start(WithRenamedState());
  EXPECT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping(), false, Operator({"0362"})),
              Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Move("m-2", RouteOf(1), RenamedStateMapping(), false, Professional()),
              Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_EQ(Check(RenamedStateMapping(), Operator({"0362"}))->routes_size(), 0);
  const std::size_t looks = world_->Looks().size();
  EXPECT_EQ(Check(RenamedStateMapping())->routes_size(), 2);
  ASSERT_EQ(world_->Looks().size(), looks + 1);
  EXPECT_THAT(world_->Looks().back().clients, SizeIs(2));
}

TEST_F(MigrationTest, AReplayShowsPerRouteWhatWouldDifferAndChangesNothing) {
  Start(WithRenamedState());
  const auto without = Replay(2);
  ASSERT_THAT(without, IsOk());
  EXPECT_EQ(without->replayed(), 2);
  ASSERT_EQ(without->differences_size(), 2);
  EXPECT_EQ(without->differences(0).sequence(), 1);
  EXPECT_EQ(without->differences(0).event(), "ReferralAccepted");
  EXPECT_EQ(without->differences(0).about(), "stand");
  EXPECT_EQ(without->differences(0).recorded(), "opening_case");
  EXPECT_EQ(without->differences(0).replayed(), "opening_file");
  const auto with = Replay(2, RenamedStateMapping());
  ASSERT_THAT(with, IsOk());
  EXPECT_EQ(with->differences_size(), 0);
  const auto same = Replay(1);
  ASSERT_THAT(same, IsOk());
  EXPECT_EQ(same->replayed(), 2);
  EXPECT_EQ(same->differences_size(), 0);
  EXPECT_THAT(Replay(9), Fails(StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED"));
  EXPECT_EQ(world_->Get(RouteOf(1)).definition_version(), 1);
}

TEST_F(MigrationTest, AReplayGoesByPagesOverEveryRouteOnce) {
  Start(WithRenamedState());
  v1::ReplayRoutesRequest request;
  request.set_against_version(2);
  request.set_page_size(1);
  int replayed = 0;
  int pages = 0;
  do {
    const auto page = world_->As(Operator(), &Operations::ReplayRoutes, request);
    ASSERT_THAT(page, IsOk());
    replayed += page->replayed();
    request.set_page_token(page->next_page_token());
    ASSERT_LT(++pages, 10);
  } while (!request.page_token().empty());
  EXPECT_EQ(replayed, 2);
}

TEST_F(MigrationTest, ADefinitionThatRoutesRunOnCannotBeTakenAway) {
  const auto empty = DefinitionLibrary::Of({});
  ASSERT_THAT(empty, IsOk());
  TestWorld world;
  EXPECT_THAT(OrchestratorService::Create(world.Stack("orchestrator", database_.get()), *empty),
              Fails(StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED"));
}

TEST_F(MigrationTest, AMovedRoutesHistoryIsExportedWhole) {
  Start(WithRenamedState());
  ASSERT_THAT(Move("m-1", RouteOf(1), RenamedStateMapping()), IsOk());
  v1::ExportRouteRequest request;
  request.set_name(RouteOf(1));
  const auto history = world_->As(Operator(), &Operations::ExportRoute, request);
  ASSERT_THAT(history, IsOk());
  EXPECT_EQ(history->definition(), "youth_standard");
  EXPECT_EQ(history->version(), 1) << "that it opened on";
  ASSERT_EQ(history->records_size(), 2);
  EXPECT_EQ(history->records(1).event().migrated().to_version(), 2);
  EXPECT_THAT(world_->As(Operator({"0362"}), &Operations::ExportRoute, request),
              Fails(StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace clientroute::orchestrator
