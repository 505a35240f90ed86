#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/numbered_row.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kPerson[] = "persons/test.director";
const std::vector<std::string> kMunicipalities = {"", "0361", "0362", "0363"};
const std::vector<std::string> kRoles = {"access-professional", "back-office", "case-director"};

/// Tasks of three roles in four municipalities: many with one term, some without any, two of three ended.
class TaskListTest : public testing::Test {
 protected:
  static constexpr std::int64_t kRoutes = 60;
  static constexpr std::int64_t kNumbers = 6;

  TaskListTest() {
    EXPECT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
      for (std::int64_t route = 1; route <= kRoutes; ++route) {
        CLIENTROUTE_RETURN_IF_ERROR(AddRoute(connection, route));
        for (std::int64_t number = 1; number <= kNumbers; ++number) {
          CLIENTROUTE_RETURN_IF_ERROR(AddTask(connection, route, number));
        }
      }
      // One way to be involved and the other.
      CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(connection, 7, kPerson));
      CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(connection, 8, kPerson));
      return AddInvolvedWithClient(connection, "clients/9", kPerson);
    }),
                IsOk());
  }
  absl::Status AddRoute(Connection& connection, std::int64_t id) {
    RouteRow row;
    row.id = id;
    row.uid = UidOf(id);
    row.client = Cat("clients/", id);
    return InsertRoute(connection, row, {}, "");
  }
  absl::Status AddTask(Connection& connection, std::int64_t route, std::int64_t number) {
    TaskRow task;
    task.id = RowOf(route, number);
    task.route = route;
    task.number = number;
    task.municipality = kMunicipalities[static_cast<std::size_t>(route) % kMunicipalities.size()];
    task.role = kRoles[static_cast<std::size_t>(route + number) % kRoles.size()];
    // Five moments on which they were opened, and three terms, for all of them.
    task.opened = kTestStart - seconds(route % 5);
    if (number != 4) task.due = kTestStart + seconds(route % 3);
    CLIENTROUTE_RETURN_IF_ERROR(InsertTask(connection, task));
    task.state = number % 3 == 0 ? TaskState::kOpen : number % 3 == 1 ? TaskState::kCompleted : TaskState::kCancelled;
    if (number == 4) task.state = TaskState::kTaken;
    if (number == 4) task.assignee = kPerson;
    all_.push_back(task);
    if (task.state == TaskState::kOpen) return absl::OkStatus();
    if (task.state == TaskState::kTaken) return AssignTask(connection, task.id, kPerson);
    return EndTask(connection, route, number, task.state, "done", kPerson, kTestStart);
  }
  static Uuid UidOf(std::int64_t route) { return Uuid::Derive(kClientrouteSpace, Cat("route-", route)); }

  /// What a list must hold: by a plain look at every task.
  std::vector<std::int64_t> Expected(const TaskFilter& filter) const {
    std::vector<TaskKey> keys;
    for (const TaskRow& task : all_) {
      const bool ended = task.state == TaskState::kCompleted || task.state == TaskState::kCancelled;
      if (ended && !filter.include_ended) continue;
      if (filter.route && UidOf(task.route) != *filter.route) continue;
      if (!filter.role.empty() && task.role != filter.role) continue;
      if (filter.municipalities && !filter.municipalities->contains(task.municipality)) continue;
      if (filter.roles && !filter.roles->contains(task.role)) continue;
      if (!filter.involved.empty() && (task.route < 7 || task.route > 9)) continue;
      if (!filter.assignee.empty() && task.assignee != filter.assignee) continue;
      keys.push_back(KeyOf(task, filter.order));
    }
    std::ranges::sort(keys);
    std::vector<std::int64_t> ids;
    for (const TaskKey& key : keys) ids.push_back(std::abs(key.id));
    return ids;
  }

  struct Page {
    std::vector<std::int64_t> ids;
    std::vector<PlanRecorder::Asked> asked;
    std::int64_t rows = 0;
  };
  /// One page after `filter`'s key, which then is that of its last task.
  Page Read(TaskFilter& filter, int limit) {
    Page page;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      PlanRecorder recorder(connection);
      CLIENTROUTE_ASSIGN(const std::vector<TaskRow> tasks, ListTaskRows(recorder, filter, limit));
      for (const TaskRow& task : tasks) {
        page.ids.push_back(task.id);
        filter.after = KeyOf(task, filter.order);
      }
      page.asked = recorder.asked();
      page.rows = recorder.rows();
      return absl::OkStatus();
    }),
                IsOk());
    return page;
  }
  /// Each of which may read of every queue no more than the page holds.
  void ReadTenPages(TaskFilter filter) {
    constexpr int kPage = 3;
    const std::size_t queues = kMunicipalities.size() * kRoles.size();
    const std::size_t halves = filter.include_ended ? 2 : 1;
    // By term: at the term of the last one, after it, and without any.
    const std::size_t looks = filter.order == TaskOrder::kDue ? 3 : 1;
    std::size_t found = 0;
    for (int i = 0; i < 10; ++i) {
      const Page page = Read(filter, kPage);
      found += page.ids.size();
      // The queues that there are, those of each that may stand on the page, and the page itself.
      EXPECT_LE(page.rows, static_cast<std::int64_t>(halves * queues * (1 + looks * kPage) + kPage)) << i;
      EXPECT_LE(page.asked.size(), halves * (1 + looks * queues) + kPage) << i;
    }
    EXPECT_EQ(found, 30U);
  }

  std::vector<std::int64_t> ReadAll(TaskFilter filter, int limit) {
    std::vector<std::int64_t> ids;
    for (std::size_t pages = 0; pages <= all_.size(); ++pages) {
      const Page page = Read(filter, limit);
      ids.insert(ids.end(), page.ids.begin(), page.ids.end());
      EXPECT_LE(page.ids.size(), static_cast<std::size_t>(limit));
      if (page.ids.size() < static_cast<std::size_t>(limit)) break;
    }
    return ids;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("orchestrator", OrchestratorMigrations());
  std::vector<TaskRow> all_;
};

std::vector<std::pair<std::string, TaskFilter>> Lists() {
  using Set = std::set<std::string>;
  std::vector<std::pair<std::string, TaskFilter>> lists = {
      {"of all", {}},
      {"of a role everywhere", {.role = "back-office"}},
      {"of a municipality", {.municipalities = Set{"0361"}}},
      {"of no municipality", {.municipalities = Set{""}}},
      {"of a person with two roles in two municipalities",
       {.municipalities = Set{"0361", "0363"}, .roles = Set{"access-professional", "case-director"}}},
      {"of one of his roles",
       {.role = "case-director", .municipalities = Set{"0361"}, .roles = Set{"back-office", "case-director"}}},
      {"of a role that he has not", {.role = "case-director", .municipalities = Set{"0361"}, .roles = Set{"operator"}}},
      {"of nothing that he may see", {.municipalities = Set{}, .roles = Set{"back-office"}}},
      {"of a person's routes",
       {.municipalities = Set{"", "0361", "0363"}, .roles = Set{"case-director", "back-office"}, .involved = kPerson}},
      {"of a route", {.route = Uuid::Derive(kClientrouteSpace, "route-5")}},
      {"of a route of his", {.route = Uuid::Derive(kClientrouteSpace, "route-8"), .involved = kPerson}},
      {"of a route of others", {.route = Uuid::Derive(kClientrouteSpace, "route-5"), .involved = kPerson}},
      {"in a person's hands", {.municipalities = Set{"0361", "0362"}, .assignee = kPerson}},
      {"in a person's hands, of his routes", {.involved = kPerson, .assignee = kPerson}},
      {"in a person's hands, of a route", {.route = Uuid::Derive(kClientrouteSpace, "route-5"), .assignee = kPerson}},
      {"in nobody's hands who is there", {.assignee = "persons/nobody"}},
  };
  for (std::size_t i = 0, count = lists.size(); i < count; ++i) {
    for (const auto& [words, order] :
         {std::pair{", newest first", TaskOrder::kNewest}, std::pair{", oldest first", TaskOrder::kOldest}}) {
      lists.emplace_back(lists[i].first + words, lists[i].second);
      lists.back().second.order = order;
    }
  }
  for (std::size_t i = 0, count = lists.size(); i < count; ++i) {
    lists.emplace_back(lists[i].first + ", with what has ended", lists[i].second);
    lists.back().second.include_ended = true;
  }
  return lists;
}

TEST_F(TaskListTest, EveryListHoldsWhatItShouldInItsOrderWhateverItsPages) {
  std::size_t longest = 0;
  for (const auto& [name, filter] : Lists()) {
    SCOPED_TRACE(name);
    const std::vector<std::int64_t> expected = Expected(filter);
    longest = std::max(longest, expected.size());
    for (const int limit : {1, 2, 7, 1'000}) EXPECT_EQ(ReadAll(filter, limit), expected) << limit;
  }
  EXPECT_EQ(longest, all_.size());
}

TEST_F(TaskListTest, EveryListIsFoundByAnIndexInItsOrder) {
  for (const auto& [name, filter] : Lists()) {
    SCOPED_TRACE(name);
    TaskFilter page = filter;
    for (const char* which : {"first", "second"}) {
      SCOPED_TRACE(which);
      const Page read = Read(page, 2);
      for (const auto& [sql, plan, rows] : read.asked) {
        EXPECT_THAT(plan, Not(HasSubstr("SCAN t"))) << sql;
        EXPECT_THAT(plan, Not(HasSubstr("SCAN r"))) << sql;
        EXPECT_THAT(plan, Not(HasSubstr("SCAN involved"))) << sql;
        // The tasks of a route, of a person's routes or in his hands are ordered; all others come in order.
        const bool few = filter.route || !filter.involved.empty() || !filter.assignee.empty();
        if (!few) EXPECT_THAT(plan, Not(HasSubstr("TEMP B-TREE"))) << sql;
        if (sql.find(" FROM task WHERE") != std::string::npos && filter.order != TaskOrder::kDue) {
          EXPECT_THAT(plan, HasSubstr("(municipality=? AND role=? AND opened_at")) << sql;
        }
        if (sql.find("due_at > ") != std::string::npos && sql.find("coalesce") == std::string::npos) {
          EXPECT_THAT(plan, HasSubstr("(municipality=? AND role=? AND due_at>? AND due_at<?)")) << sql;
        }
        if (sql.find("due_at = ") != std::string::npos || sql.find("due_at IS NULL") != std::string::npos) {
          EXPECT_THAT(plan, HasSubstr("(municipality=? AND role=? AND due_at=? AND rowid>?)")) << sql;
        }
      }
    }
  }
}

TEST_F(TaskListTest, APageReadsNoMoreOfAQueueThanItMayHold) {
  for (const TaskOrder order : {TaskOrder::kDue, TaskOrder::kNewest, TaskOrder::kOldest}) {
    for (const bool ended : {false, true}) ReadTenPages({.include_ended = ended, .order = order});
  }
}

TEST_F(TaskListTest, TheQueuesAreThoseThatThereAre) {
  const auto queues = [&](const std::string& view) {
    std::set<std::pair<std::string, std::string>> found;
    EXPECT_THAT(database_->Read([&](Connection& connection) {
      PlanRecorder recorder(connection);
      const absl::Status status = recorder.Query(Cat("SELECT municipality, role FROM ", view), {}, [&](const Row& row) {
        EXPECT_TRUE(found.emplace(row.Text(0), row.Text(1)).second) << row.Text(0);
        return absl::OkStatus();
      });
      EXPECT_THAT(recorder.asked().back().plan, Not(HasSubstr("SCAN t")));
      return status;
    }),
                IsOk());
    return found;
  };
  EXPECT_EQ(queues("task_queue").size(), kMunicipalities.size() * kRoles.size());
  EXPECT_EQ(queues("ended_task_queue").size(), kMunicipalities.size() * kRoles.size());
  ASSERT_THAT(database_->Write([](Connection& connection) { return connection.Execute("DELETE FROM task").status(); }),
              IsOk());
  EXPECT_THAT(queues("task_queue"), IsEmpty());
  ASSERT_THAT(database_->Write([&](Connection& connection) { return AddTask(connection, 2, 3); }), IsOk());
  EXPECT_THAT(queues("task_queue"), ElementsAre(std::pair<std::string, std::string>("0362", "case-director")));
  EXPECT_THAT(queues("ended_task_queue"), IsEmpty());
}

}  // namespace
}  // namespace clientroute::orchestrator
