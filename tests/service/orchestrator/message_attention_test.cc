// The tasks of messages that ask for a person: on routes that are no client's.
#include <string>

#include "clientroute/messaging/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using Stub = v1::Orchestrator::Stub;

class MessageAttentionTest : public testing::Test {
 protected:
  void Ask(const std::string& id, const std::string& municipality = "0361") {
    messaging::v1::MessageNeedsAttention asked;
    asked.set_route(route_);
    asked.set_message("messages/1");
    asked.set_municipality(municipality);
    asked.set_reason(messaging::v1::MessageNeedsAttention::UNDELIVERED);
    asked.set_explanation("JW316 aan aanbieder 42420001 (messages/1), geweigerd met IB010");
    asked.set_kind("JW316");
    asked.set_provider("42420001");
    EXPECT_THAT(orchestrator_.Deliver(id, asked), IsOk());
    orchestrator_.world().Settle();
  }
  void ComeRight(const std::string& id) {
    messaging::v1::MessageSettled settled;
    settled.set_route(route_);
    settled.set_message("messages/1");
    EXPECT_THAT(orchestrator_.Deliver(id, settled), IsOk());
    orchestrator_.world().Settle();
  }
  std::vector<v1::Task> TasksOf(const Caller& caller, bool include_ended = false) {
    v1::ListTasksRequest request;
    request.set_include_ended(include_ended);
    const auto found = orchestrator_.As(caller, &Stub::ListTasks, request);
    EXPECT_THAT(found, IsOk());
    if (!found.ok()) return {};
    return {found->tasks().begin(), found->tasks().end()};
  }
  v1::Workload Workload() {
    const auto workload =
        orchestrator_.As(Operator(), &v1::RouteOperations::Stub::GetWorkload, v1::GetWorkloadRequest());
    EXPECT_THAT(workload, IsOk());
    return workload.value_or(v1::Workload());
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(7);
};

// shows: MSG-3, MSG-4
TEST_F(MessageAttentionTest, TheBackOfficeOfItsMunicipalityHasATaskThatSaysWhichMessage) {
  Ask("asked");
  const auto tasks = TasksOf(BackOffice());
  ASSERT_THAT(tasks, SizeIs(1));
  EXPECT_EQ(tasks[0].title(),
            "Zorg dat een bericht aankomt: JW316 aan aanbieder 42420001 (messages/1), geweigerd met IB010");
  EXPECT_EQ(tasks[0].role(), "back-office");
  EXPECT_EQ(tasks[0].route(), route_);
  EXPECT_TRUE(tasks[0].has_due_time());
  EXPECT_THAT(TasksOf(BackOffice({"0363"})), IsEmpty());
  EXPECT_THAT(TasksOf(Professional()), IsEmpty());
}

TEST_F(MessageAttentionTest, APersonTakesAndCompletesIt) {
  Ask("asked");
  const std::string name = TasksOf(BackOffice()).at(0).name();
  v1::TakeTaskRequest take;
  take.set_request_id("take-1");
  take.set_name(name);
  ASSERT_THAT(orchestrator_.As(BackOffice(), &Stub::TakeTask, take), IsOk());
  const auto done = orchestrator_.Complete(BackOffice(), "done-1", name, "seen_to");
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::Task::COMPLETED);
  EXPECT_EQ(orchestrator_.Get(route_).state(), "message_seen_to");
  ComeRight("settled");  // after all: nobody is asked anything
  EXPECT_THAT(TasksOf(BackOffice()), IsEmpty());
}

TEST_F(MessageAttentionTest, ItGoesByItselfWhenTheMessageComesRight) {
  Ask("asked");
  ComeRight("settled");
  EXPECT_THAT(TasksOf(BackOffice()), IsEmpty());
  const auto ended = TasksOf(BackOffice(), /*include_ended=*/true);
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].state(), v1::Task::CANCELLED);
  EXPECT_TRUE(orchestrator_.Get(route_).closed());
}

TEST_F(MessageAttentionTest, AskedTwiceByTheSameEventItIsOneTask) {
  Ask("asked");
  Ask("asked");
  EXPECT_THAT(TasksOf(BackOffice()), SizeIs(1));
}

// Not a client's: nobody was looked at, no other service hears of it, and it is not counted as one.
TEST_F(MessageAttentionTest, ItIsNoClientsRoute) {
  orchestrator_.Open(RouteOf(1));
  EXPECT_EQ(Workload().open_routes(), 1);
  const std::size_t looks = orchestrator_.Looks().size();
  const std::size_t announced = orchestrator_.Announced().size();
  const std::int64_t tasks = Workload().open_tasks();
  Ask("asked");
  const v1::Route route = orchestrator_.Get(route_);
  EXPECT_EQ(route.client(), "");
  EXPECT_EQ(route.definition(), "message_attention");
  EXPECT_THAT(TasksOf(BackOffice()), Contains(testing::Property(&v1::Task::route, route_)));
  EXPECT_THAT(orchestrator_.Looks(), SizeIs(looks));
  EXPECT_EQ(Workload().open_routes(), 1);
  EXPECT_EQ(Workload().open_tasks(), tasks + 1);
  orchestrator_.world().Advance(std::chrono::days(30));
  EXPECT_EQ(Workload().late_tasks(), 2) << "one of each route";
  EXPECT_EQ(Workload().late_routes(), 1) << "the client's own";
  ComeRight("settled");
  std::vector<std::string> told = orchestrator_.Announced();
  told.erase(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(announced));
  EXPECT_THAT(told, Each(Not(StartsWith("Route"))));
}

TEST_F(MessageAttentionTest, ItIsLeftOutOfListsAndCountsUnlessAskedFor) {
  orchestrator_.Open(RouteOf(1));
  Ask("asked");
  const auto listed = [&](const v1::RouteFilter& filter) {
    v1::ListRoutesRequest request;
    *request.mutable_filter() = filter;
    const auto routes = orchestrator_.As(Operator(), &Stub::ListRoutes, request);
    EXPECT_THAT(routes, IsOk());
    std::vector<std::string> names;
    if (routes.ok()) {
      for (const v1::Route& route : routes->routes()) names.push_back(route.name());
    }
    return names;
  };
  const auto counted = [&](const v1::RouteFilter& filter) {
    v1::CountRoutesRequest request;
    request.set_by(v1::CountRoutesRequest::DEFINITION);
    *request.mutable_filter() = filter;
    const auto counts = orchestrator_.As(Operator(), &v1::RouteOperations::Stub::CountRoutes, request);
    EXPECT_THAT(counts, IsOk());
    std::vector<std::string> values;
    if (counts.ok()) {
      for (const v1::RouteCount& count : counts->counts()) values.push_back(count.value());
      EXPECT_EQ(counts->total(), static_cast<std::int64_t>(values.size()));
    }
    return values;
  };
  v1::RouteFilter filter;
  filter.set_open_only(true);
  EXPECT_THAT(listed(filter), testing::ElementsAre(RouteOf(1)));
  EXPECT_THAT(counted(filter), testing::ElementsAre("youth_standard@1"));
  filter.set_include_without_client(true);
  EXPECT_THAT(listed(filter), testing::UnorderedElementsAre(RouteOf(1), route_));
  EXPECT_THAT(counted(filter), testing::UnorderedElementsAre("youth_standard@1", "message_attention@1"));
  filter.set_include_without_client(false);
  filter.set_definition("message_attention");
  EXPECT_THAT(listed(filter), testing::ElementsAre(route_));
  EXPECT_THAT(counted(filter), testing::ElementsAre("message_attention@1"));
  EXPECT_THAT(TasksOf(BackOffice()), Contains(testing::Property(&v1::Task::route, route_))) << "its task stays";
}

}  // namespace
}  // namespace clientroute::orchestrator
