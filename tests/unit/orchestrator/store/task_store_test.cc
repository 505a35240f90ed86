#include "services/orchestrator/store/task_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/orchestrator/migrations.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

class TaskStoreTest : public testing::Test {
 protected:
  std::int64_t AddRoute(const std::string& name) {
    RouteRow row;
    row.uid = Uuid::Derive(kClientrouteSpace, name);
    row.definition = "youth_standard";
    row.state = "triage";
    row.municipality = "0361";
    row.client = "clients/" + name;
    EXPECT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(row.id, LastRouteId(connection));
      return InsertRoute(connection, (++row.id, row), {}, "");
    }),
                IsOk());
    return row.id;
  }
  void AddTask(std::int64_t route, std::int64_t number) {
    TaskRow task;
    task.route = route;
    task.number = number;
    task.kind = "triage";
    EXPECT_THAT(database_->Write([&](Connection& connection) { return InsertTask(connection, task); }), IsOk());
  }
  std::optional<TaskRow> Find(const Uuid& uid) {
    std::optional<TaskRow> found;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(found, FindTask(connection, uid));
      return absl::OkStatus();
    }),
                IsOk());
    return found;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("orchestrator", OrchestratorMigrations());
};

TEST_F(TaskStoreTest, ATaskIsFoundByTheIdThatItsRouteAndNumberMake) {
  const Uuid one = Uuid::Derive(kClientrouteSpace, "one");
  const Uuid two = Uuid::Derive(kClientrouteSpace, "two");
  const std::int64_t route = AddRoute("one");
  AddTask(route, 3);
  AddTask(route, kNumbersMost);
  AddTask(AddRoute("two"), 3);
  const std::optional<TaskRow> found = Find(TaskUid(one, 3));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->uid, TaskUid(one, 3));
  EXPECT_EQ(found->route_uid, one);
  EXPECT_EQ(found->number, 3);
  EXPECT_EQ(Find(TaskUid(one, kNumbersMost))->number, kNumbersMost);
  EXPECT_EQ(Find(TaskUid(two, 3))->client, "clients/two");
  EXPECT_FALSE(Find(TaskUid(one, 4)).has_value());
  EXPECT_FALSE(Find(one).has_value()) << "a route is no task";
  EXPECT_FALSE(Find(Uuid()).has_value());
  EXPECT_FALSE(Find(TaskUid(Uuid::Derive(kClientrouteSpace, "three"), 3)).has_value());
}

TEST_F(TaskStoreTest, EveryNumberOfARouteHasAnIdOfItsOwn) {
  const Uuid route = Uuid::Derive(kClientrouteSpace, "one");
  std::set<Uuid> ids = {route};
  for (std::int64_t number = 1; number <= 1'000; ++number) ids.insert(TaskUid(route, number));
  ids.insert(TaskUid(route, kNumbersMost));
  EXPECT_EQ(ids.size(), 1'002U);
}

TEST_F(TaskStoreTest, TheOpenOnesOfARouteAreItsOwnInTheirOrder) {
  const std::int64_t one = AddRoute("one");
  const std::int64_t two = AddRoute("two");
  for (const std::int64_t number : {9, 2, 5}) AddTask(one, number);
  AddTask(two, 1);
  EXPECT_THAT(database_->Write([&](Connection& connection) {
    return EndTask(connection, one, 5, TaskState::kCompleted, "done", "persons/1", Instant{});
  }),
              IsOk());
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::vector<TaskRow> open, ListOpenTasks(connection, one));
    std::vector<std::int64_t> numbers;
    for (const TaskRow& task : open) numbers.push_back(task.number);
    EXPECT_THAT(numbers, testing::ElementsAre(2, 9));
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace clientroute::orchestrator
