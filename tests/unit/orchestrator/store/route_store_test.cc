#include "services/orchestrator/store/route_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/orchestrator/migrations.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;

class RouteStoreTest : public testing::Test {
 protected:
  RouteStoreTest() {
    row_.id = 1;
    row_.uid = Uuid::Derive(kClientrouteSpace, "route");
    row_.definition = "youth_standard";
    row_.version = 1;
    row_.state = "triage";
    row_.municipality = "0361";
    row_.client = "clients/1";
    row_.sequence = 1;
    EXPECT_THAT(Write([&](Connection& c) { return InsertRoute(c, row_, {Instant{}, {}}, ""); }), IsOk());
  }
  absl::Status Write(const std::function<absl::Status(Connection&)>& job) { return database_->Write(job); }
  RouteRow Read() {
    RouteRow read;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, row_.uid));
      EXPECT_TRUE(row.has_value());
      read = row.value_or(RouteRow());
      return absl::OkStatus();
    }),
                IsOk());
    return read;
  }
  /// A change to the second sequence that names other values everywhere and says that nothing of them changed.
  RouteChange Change() {
    RouteChange change;
    change.id = 1;
    change.sequence_before = 1;
    change.sequence = 2;
    change.state = "planning";
    change.interrupt_state = "acute";
    change.closed = true;
    change.municipality = "0363";
    change.client = "clients/2";
    change.case_name = "cases/1";
    change.state_changed = change.closed_changed = change.place_changed = change.case_changed = false;
    return change;
  }
  std::vector<std::string> Terms() {
    std::vector<std::string> terms;
    EXPECT_THAT(database_->Read([&](Connection& connection) {
      return connection.Query("SELECT due_at, next_timer_at FROM route", {}, [&](const Row& row) {
        for (const int column : {0, 1}) terms.push_back(row.IsNull(column) ? "none" : std::to_string(row.Int(column)));
        return absl::OkStatus();
      });
    }),
                IsOk());
    return terms;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("orchestrator", OrchestratorMigrations());
  RouteRow row_;
};

TEST_F(RouteStoreTest, OnlyWhatChangedIsWritten) {
  ASSERT_THAT(Write([&](Connection& c) { return UpdateRoute(c, Change()); }), IsOk());
  RouteRow read = Read();
  EXPECT_EQ(read.sequence, 2);
  EXPECT_EQ(read.interrupt_state, "acute");
  EXPECT_EQ(read.state, "triage");
  EXPECT_FALSE(read.closed);
  EXPECT_EQ(read.municipality, "0361");
  EXPECT_EQ(read.client, "clients/1");
  EXPECT_EQ(read.case_name, "");
  EXPECT_THAT(Terms(), testing::ElementsAre("0", "none"));
}

TEST_F(RouteStoreTest, EveryGroupOfColumnsIsWrittenByItself) {
  const auto of = [](const RouteRow& row) {
    return std::vector<std::string>{row.state, row.closed ? "closed" : "", row.municipality, row.client, row.case_name};
  };
  std::int64_t sequence = 1;
  for (unsigned groups = 0; groups < 32; ++groups) {
    RouteChange change = Change();
    change.sequence_before = sequence;
    change.sequence = ++sequence;
    // Other values every time, so that what is written now cannot stand there from before.
    const std::string mark = std::to_string(groups);
    change.state += mark;
    change.municipality = mark;
    change.client += mark;
    change.case_name += mark;
    std::vector<std::string> expected = of(Read());
    std::vector<std::string> terms = Terms();
    if ((change.state_changed = (groups & 1U) != 0)) expected[0] = change.state;
    if ((change.closed_changed = (groups & 2U) != 0)) {
      change.closed = expected[1].empty();
      expected[1] = change.closed ? "closed" : "";
    }
    if ((change.place_changed = (groups & 4U) != 0)) {
      expected[2] = change.municipality;
      expected[3] = change.client;
    }
    if ((change.case_changed = (groups & 8U) != 0)) expected[4] = change.case_name;
    if ((groups & 16U) != 0) {
      change.terms = RouteTerms{{}, Instant{std::chrono::microseconds(groups)}};
      terms = {"none", mark};
    }
    ASSERT_THAT(Write([&](Connection& c) { return UpdateRoute(c, change); }), IsOk()) << groups;
    EXPECT_EQ(of(Read()), expected) << groups;
    EXPECT_EQ(Terms(), terms) << groups;
  }
}

TEST_F(RouteStoreTest, AChangeStandsForTheOneBeforeItToo) {
  RouteChange first = Change();
  first.state_changed = first.closed_changed = first.place_changed = first.case_changed = true;
  first.terms = RouteTerms{Instant{std::chrono::microseconds(7)}, {}};
  RouteChange second = Change();
  second.sequence_before = 2;
  second.sequence = 3;
  second.state = "deciding";
  Absorb(first, second);
  ASSERT_THAT(Write([&](Connection& c) { return UpdateRoute(c, second); }), IsOk());
  const RouteRow read = Read();
  EXPECT_EQ(read.sequence, 3);
  EXPECT_EQ(read.state, "deciding");
  EXPECT_TRUE(read.closed);
  EXPECT_EQ(read.municipality, "0363");
  EXPECT_EQ(read.client, "clients/2");
  EXPECT_EQ(read.case_name, "cases/1");
  EXPECT_THAT(Terms(), testing::ElementsAre("7", "none"));
  RouteChange third = Change();
  third.terms = RouteTerms{{}, Instant{std::chrono::microseconds(9)}};
  Absorb(first, third);
  EXPECT_EQ(third.terms->due, std::nullopt) << "the later terms hold";
}

TEST_F(RouteStoreTest, ARouteThatSomebodyElseMovedIsNotOverwritten) {
  RouteChange change = Change();
  change.sequence_before = 4;
  EXPECT_THAT(Write([&](Connection& c) { return UpdateRoute(c, change); }), Fails(StatusCode::kAborted, "ROUTE_MOVED"));
  EXPECT_EQ(Read().sequence, 1);
}

}  // namespace
}  // namespace clientroute::orchestrator
