#include "services/orchestrator/store/command_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CommandStoreTest : public testing::Test {
 protected:
  void Write(const std::function<absl::Status(Connection&)>& job) { EXPECT_THAT(database_->Write(job), IsOk()); }
  std::int64_t AddRoute(const std::string& name) {
    RouteRow row;
    row.uid = Uuid::Derive(kClientrouteSpace, name);
    row.definition = "youth_standard";
    row.state = "sending";
    row.municipality = "0361";
    row.client = "clients/1";
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(row.id, LastRouteId(connection));
      return InsertRoute(connection, (++row.id, row), {}, "");
    });
    return row.id;
  }
  void AddCommand(std::int64_t route, std::int64_t number, const std::string& name) {
    CommandRow row;
    row.route = route;
    row.number = number;
    row.name = name;
    Write([&](Connection& connection) { return InsertCommand(connection, row); });
  }
  /// What is to be delivered, each as `route/number`; and whether the store says that there is any.
  std::vector<std::string> ToDeliver() {
    std::vector<std::string> found;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::vector<CommandRow> commands, FirstCommands(connection, share_, 0, 100));
      for (const CommandRow& one : commands) found.push_back(Cat(one.route, "/", one.number));
      CLIENTROUTE_ASSIGN(const bool any, HasCommands(connection, share_));
      EXPECT_EQ(any, !commands.empty()) << "the suite is idle exactly when nothing can be delivered";
      return absl::OkStatus();
    });
    return found;
  }

  CommandShare share_{{"OpenCase", "AnswerUnderInvestigation", "SendAllocationMessage"}, 0, 1};
  TestWorld world_;
  Database* database_ = world_.OpenDatabase("orchestrator", OrchestratorMigrations());
};

TEST_F(CommandStoreTest, TheFirstOfEachRouteIsToBeDelivered) {
  const std::int64_t one = AddRoute("one");
  const std::int64_t two = AddRoute("two");
  AddCommand(one, 3, "AnswerUnderInvestigation");
  AddCommand(one, 7, "SendAllocationMessage");
  AddCommand(two, 1, "OpenCase");
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(one, "/3"), Cat(two, "/1")));
  Write([&](Connection& connection) { return RemoveCommand(connection, one, 3); });
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(one, "/7"), Cat(two, "/1")));
}

TEST_F(CommandStoreTest, OneThatWasGivenUpIsOvertakenByNoLaterCommandOfItsRoute) {
  const std::int64_t one = AddRoute("one");
  const std::int64_t two = AddRoute("two");
  AddCommand(one, 3, "AnswerUnderInvestigation");
  AddCommand(one, 7, "SendAllocationMessage");
  AddCommand(two, 1, "OpenCase");
  Write([&](Connection& connection) { return SetFailed(connection, one, 3, true); });
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(two, "/1"))) << "other routes go on";
  Write([&](Connection& connection) { return RemoveCommand(connection, two, 1); });
  EXPECT_THAT(ToDeliver(), IsEmpty()) << "and nothing is left to do until a person acts";
  Write([&](Connection& connection) { return SetFailed(connection, one, 3, false); });
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(one, "/3"))) << "offered again it goes first";
}

TEST_F(CommandStoreTest, OneServiceIsGivenItsOwnCommandsAloneAndNoneThatMustWait) {
  const std::int64_t one = AddRoute("one");
  const std::int64_t two = AddRoute("two");
  AddCommand(one, 3, "AnswerUnderInvestigation");
  AddCommand(one, 7, "OpenCase");
  AddCommand(two, 1, "OpenCase");
  share_.names = {"OpenCase"};
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(two, "/1")));
  share_.names = {"AnswerUnderInvestigation"};
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(one, "/3")));
}

TEST_F(CommandStoreTest, AFailedAttemptSaysWhenTheNextOneIsAndANewOfferForgetsIt) {
  const std::int64_t one = AddRoute("one");
  AddCommand(one, 3, "OpenCase");
  const Instant next = world_.clock()->Now() + std::chrono::seconds(30);
  Write([&](Connection& connection) { return NoteAttempt(connection, one, 3, "UNAVAILABLE down", next); });
  const auto commands = [&] {
    std::vector<CommandRow> found;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(found, ListCommands(connection, one));
      return absl::OkStatus();
    });
    return found;
  };
  ASSERT_EQ(commands().size(), 1u);
  EXPECT_EQ(commands()[0].attempts, 1);
  EXPECT_EQ(commands()[0].last_error, "UNAVAILABLE down");
  EXPECT_EQ(commands()[0].next_attempt, next);
  Write([&](Connection& connection) { return SetFailed(connection, one, 3, true); });
  Write([&](Connection& connection) { return SetFailed(connection, one, 3, false); });
  EXPECT_EQ(commands()[0].attempts, 0);
  EXPECT_EQ(commands()[0].next_attempt, std::nullopt);
}

TEST_F(CommandStoreTest, OnceItIsSettledTheLaterOnesGo) {
  const std::int64_t one = AddRoute("one");
  AddCommand(one, 3, "AnswerUnderInvestigation");
  AddCommand(one, 7, "SendAllocationMessage");
  Write([&](Connection& connection) { return SetFailed(connection, one, 3, true); });
  Write([&](Connection& connection) { return RemoveAnsweredFailures(connection, one, {7}, world_.clock()->Now()); });
  EXPECT_THAT(ToDeliver(), ElementsAre(Cat(one, "/7")));
}

}  // namespace
}  // namespace clientroute::orchestrator
