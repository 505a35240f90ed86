// What a list of tasks says and how it is asked for: orders, whose hands, and the words for people.
#include <chrono>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Stub = v1::Orchestrator::Stub;

class TaskWordsTest : public testing::Test {
 protected:
  /// The task of a client who moved.
  std::string Moved(int route) {
    orchestrator_.Open(RouteOf(route));
    EXPECT_THAT(orchestrator_.Signal(Operator(), Cat("moved-", route), RouteOf(route), "ClientMoved"), IsOk());
    return orchestrator_.OpenTasks(RouteOf(route), "client_moved").at(0).name();
  }
  absl::StatusOr<v1::Task> Take(const Caller& caller, const std::string& request_id, const std::string& task) {
    v1::TakeTaskRequest request;
    request.set_request_id(request_id);
    request.set_name(task);
    return orchestrator_.As(caller, &Stub::TakeTask, request);
  }
  v1::Task Get(const Caller& caller, const std::string& task) {
    v1::GetTaskRequest request;
    request.set_name(task);
    auto found = orchestrator_.As(caller, &Stub::GetTask, request);
    EXPECT_THAT(found, IsOk());
    return found.ok() ? *found : v1::Task();
  }
  std::vector<std::string> Names(v1::ListTasksRequest request, const Caller& caller = Professional()) {
    std::vector<std::string> names;
    request.set_page_size(1);
    do {
      const auto page = orchestrator_.As(caller, &Stub::ListTasks, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return names;
      for (const v1::Task& task : page->tasks()) names.push_back(task.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  static Caller Colleague() {
    Caller colleague = Professional();
    colleague.identity.subject = "persons/test.colleague";
    return colleague;
  }

  OrchestratorWorld orchestrator_;
};

TEST_F(TaskWordsTest, ListsAreOrderedByOpeningWhenAskedPageByPage) {
  const std::string first = Moved(1);
  orchestrator_.world().Advance(std::chrono::hours(24));
  const std::string second = Moved(2);
  orchestrator_.world().Advance(std::chrono::hours(24));
  const std::string third = Moved(3);
  v1::ListTasksRequest request;
  request.set_order(v1::ListTasksRequest::OLDEST);
  EXPECT_THAT(Names(request), ElementsAre(first, second, third));
  request.set_order(v1::ListTasksRequest::NEWEST);
  EXPECT_THAT(Names(request), ElementsAre(third, second, first));
}

TEST_F(TaskWordsTest, ATokenOfAnotherOrderOrFilterIsRefusedWithTheReason) {
  Moved(1);
  Moved(2);
  v1::ListTasksRequest request;
  request.set_page_size(1);
  const auto page = orchestrator_.As(Professional(), &Stub::ListTasks, request);
  ASSERT_THAT(page, IsOk());
  request.set_page_token(page->next_page_token());
  request.set_order(v1::ListTasksRequest::NEWEST);
  const auto other_order = orchestrator_.As(Professional(), &Stub::ListTasks, request);
  EXPECT_THAT(other_order, Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
  EXPECT_THAT(std::string(other_order.status().message()), HasSubstr("another filter or order"));
  request.set_order(v1::ListTasksRequest::DUE);
  request.set_mine(true);
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::ListTasks, request),
              Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(TaskWordsTest, AnUnknownOrderIsRefused) {
  v1::ListTasksRequest request;
  request.set_order(static_cast<v1::ListTasksRequest::Order>(9));
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::ListTasks, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(TaskWordsTest, MineAreThoseInMyHandsAndStayFoundWhenTheyEnd) {
  const std::string mine = Moved(1);
  const std::string of_colleague = Moved(2);
  Moved(3);
  ASSERT_THAT(Take(Professional(), "t-1", mine), IsOk());
  ASSERT_THAT(Take(Colleague(), "t-2", of_colleague), IsOk());
  v1::ListTasksRequest request;
  request.set_mine(true);
  EXPECT_THAT(Names(request), ElementsAre(mine));
  EXPECT_THAT(Names(request, Colleague()), ElementsAre(of_colleague));
  request.set_mine(false);
  request.set_assignee("persons/test.colleague");
  EXPECT_THAT(Names(request), ElementsAre(of_colleague));
  EXPECT_THAT(Names(request, Professional({"0362"})), IsEmpty());
  request.set_mine(true);
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::ListTasks, request),
              Fails(StatusCode::kInvalidArgument, "FILTER_INVALID"));
  request.clear_assignee();
  ASSERT_THAT(orchestrator_.Complete(Professional(), "c-1", mine, "stays_here"), IsOk());
  EXPECT_THAT(Names(request), IsEmpty());
  request.set_include_ended(true);
  EXPECT_THAT(Names(request), ElementsAre(mine));
}

TEST_F(TaskWordsTest, SaysWhyWhoLooksSeesItAndInWhoseHandsItIs) {
  const std::string task = Moved(1);
  EXPECT_EQ(
      Get(Professional(), task).reason(),
      "U ziet deze taak omdat u medewerker van de toegang bent voor gemeente 0361. Niemand heeft haar in handen.");
  EXPECT_THAT(Get(BackOffice(), task).reason(), HasSubstr("zij is voor een medewerker van de toegang"));
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  EXPECT_THAT(Get(Professional(), task).reason(), HasSubstr("U hebt haar in handen."));
  EXPECT_THAT(Get(Colleague(), task).reason(), HasSubstr("persons/test.access-professional heeft haar in handen."));
  const auto done = orchestrator_.Complete(Professional(), "c-1", task, "stays_here");
  ASSERT_THAT(done, IsOk());
  EXPECT_THAT(done->reason(), HasSubstr("Zij is afgerond."));
  EXPECT_EQ(done->outcome_title(), done->outcome_titles(0));
}

TEST_F(TaskWordsTest, AListOfRoutesSaysWhatEachWaitsFor) {
  Moved(1);
  const auto routes = orchestrator_.As(Operator(), &Stub::ListRoutes, v1::ListRoutesRequest());
  ASSERT_THAT(routes, IsOk());
  ASSERT_EQ(routes->routes_size(), 1);
  const v1::Route route = orchestrator_.Get(RouteOf(1));
  EXPECT_GT(route.waits_for_size(), 0);
  EXPECT_EQ(std::vector<std::string>(routes->routes(0).waits_for().begin(), routes->routes(0).waits_for().end()),
            std::vector<std::string>(route.waits_for().begin(), route.waits_for().end()));
}

}  // namespace
}  // namespace clientroute::orchestrator
