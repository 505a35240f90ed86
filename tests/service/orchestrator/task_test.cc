#include <set>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Stub = v1::Orchestrator::Stub;

class TaskTest : public testing::Test {
 protected:
  std::vector<std::string> KindsFor(const Caller& caller, v1::ListTasksRequest request = {}) {
    auto found = orchestrator_.As(caller, &Stub::ListTasks, request);
    EXPECT_THAT(found, IsOk());
    std::vector<std::string> kinds;
    if (!found.ok()) return kinds;
    for (const v1::Task& task : found->tasks()) kinds.push_back(task.kind());
    return kinds;
  }
  absl::StatusOr<v1::Task> Take(const Caller& caller, const std::string& request_id, const std::string& task) {
    v1::TakeTaskRequest request;
    request.set_request_id(request_id);
    request.set_name(task);
    return orchestrator_.As(caller, &Stub::TakeTask, request);
  }
  absl::StatusOr<v1::Task> HandOver(const Caller& caller, const std::string& request_id, const std::string& task,
                                    const std::string& to) {
    v1::HandOverTaskRequest request;
    request.set_request_id(request_id);
    request.set_name(task);
    request.set_to(to);
    return orchestrator_.As(caller, &Stub::HandOverTask, request);
  }
  static Caller Colleague() {
    Caller colleague = Professional();
    colleague.identity.subject = "persons/test.colleague";
    return colleague;
  }
  /// A route with a task that is completed here: the client moved.
  std::string Moved() {
    orchestrator_.Open(route_);
    EXPECT_THAT(orchestrator_.Signal(Operator(), "moved", route_, "ClientMoved"), IsOk());
    return orchestrator_.OpenTasks(route_, "client_moved").at(0).name();
  }
  /// A route with a task that is answered elsewhere: the conference of a multi case.
  std::string Conference() {
    orchestrator_.Open(route_);
    access::v1::CaseOpened opened;
    opened.set_route(route_);
    opened.set_case_("cases/1");
    access::v1::ProblemAnalysisRecorded analysed;
    analysed.set_route(route_);
    access::v1::TriageDecided triage;
    triage.set_route(route_);
    triage.set_complexity(access::v1::MULTI);
    EXPECT_THAT(orchestrator_.Deliver("case", opened), IsOk());
    EXPECT_THAT(orchestrator_.Deliver("analysis", analysed), IsOk());
    EXPECT_THAT(orchestrator_.Deliver("triage", triage), IsOk());
    return orchestrator_.OpenTasks(route_, "case_conference").at(0).name();
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

TEST_F(TaskTest, SaysWhatForWhomByWhenAndHowItCanEnd) {
  const std::string name = Moved();
  v1::GetTaskRequest request;
  request.set_name(name);
  const auto task = orchestrator_.As(Professional(), &Stub::GetTask, request);
  ASSERT_THAT(task, IsOk());
  EXPECT_EQ(task->title(), "Cliënt is verhuisd: wie is verantwoordelijk?");
  EXPECT_EQ(task->state(), v1::Task::OPEN);
  EXPECT_EQ(task->route(), route_);
  EXPECT_EQ(task->municipality(), "0361");
  EXPECT_EQ(task->role(), "access-professional");
  EXPECT_TRUE(task->has_due_time());
  EXPECT_THAT(task->outcomes(), ElementsAre("stays_here", "handed_over"));
  EXPECT_THAT(task->outcome_titles(), ElementsAre("Blijft hier", "Overgedragen"));
  EXPECT_NE(task->explanation(), "");
}

// shows: PRI-1
TEST_F(TaskTest, OfAnotherMunicipalityIsNotThereWhateverIsDoneWithIt) {
  const std::string task = Moved();
  const Caller elsewhere = Professional({"0362"});
  v1::GetTaskRequest get;
  get.set_name(task);
  EXPECT_THAT(orchestrator_.As(elsewhere, &Stub::GetTask, get), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Take(elsewhere, "t-1", task), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(HandOver(elsewhere, "h-1", task, ""), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(HandOver(elsewhere, "h-2", task, "persons/test.colleague"), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(orchestrator_.Complete(elsewhere, "c-1", task, "stays_here"), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_EQ(orchestrator_.As(Professional(), &Stub::GetTask, get)->state(), v1::Task::OPEN);
}

TEST_F(TaskTest, IsListedForItsRoleAndMunicipalityAlone) {
  Moved();
  EXPECT_THAT(KindsFor(Professional()), ElementsAre("client_moved"));
  EXPECT_THAT(KindsFor(Professional({"0362"})), IsEmpty());
  EXPECT_THAT(KindsFor(BackOffice()), IsEmpty());
  EXPECT_THAT(KindsFor(Operator()), IsEmpty());
  Caller without_purpose = Professional();
  without_purpose.purpose = "operation";
  EXPECT_THAT(KindsFor(without_purpose), IsEmpty());
  v1::ListTasksRequest other;
  other.set_municipality("0362");
  EXPECT_THAT(KindsFor(Professional(), other), IsEmpty());
}

TEST_F(TaskTest, IsCompletedOnceByItsRoleInItsMunicipalityAndTheRouteGoesOn) {
  const std::string task = Moved();
  EXPECT_THAT(orchestrator_.Complete(Professional({"0362"}), "c-1", task, "stays_here"),
              Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(orchestrator_.Complete(BackOffice(), "c-2", task, "stays_here"),
              Fails(StatusCode::kPermissionDenied, "TASK_OF_OTHER_ROLE"));
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-3", task, "postponed"),
              Fails(StatusCode::kInvalidArgument, "OUTCOME_NOT_ALLOWED"));
  const auto completed = orchestrator_.Complete(Professional(), "c-4", task, "stays_here");
  ASSERT_THAT(completed, IsOk());
  EXPECT_EQ(completed->state(), v1::Task::COMPLETED);
  EXPECT_EQ(completed->outcome(), "stays_here");
  EXPECT_EQ(completed->completer(), "persons/test.access-professional");
  EXPECT_THAT(orchestrator_.OpenTasks(route_, "client_moved"), IsEmpty());
  const auto repeated = orchestrator_.Complete(Professional(), "c-4", task, "stays_here");
  ASSERT_THAT(repeated, IsOk()) << "the same request has the same answer";
  EXPECT_EQ(repeated->SerializeAsString(), completed->SerializeAsString());
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-5", task, "handed_over"),
              Fails(StatusCode::kFailedPrecondition, "TASK_CLOSED"));
  const auto twice = orchestrator_.Complete(Professional(), "c-6", task, "handed_over");
  EXPECT_THAT(std::string(twice.status().message()),
              HasSubstr("persons/test.access-professional completed the task with 'stays_here'"));
  const v1::Route route = orchestrator_.Get(route_);
  const v1::TimelineEntry& entry = route.timeline(route.timeline_size() - 1);
  EXPECT_EQ(entry.title(), "Taak afgerond: Cliënt is verhuisd: wie is verantwoordelijk?: Blijft hier");
  EXPECT_EQ(entry.note(), OrchestratorWorld::kNote);
}

// shows: PRI-2
TEST_F(TaskTest, FreeTextIsTakenNeitherWithATaskNorWithASignal) {
  const std::string task = Moved();
  v1::CompleteTaskRequest complete;
  complete.set_request_id("c-1");
  complete.set_name(task);
  complete.set_outcome("stays_here");
  complete.set_note("Mevrouw wil hier blijven.");
  EXPECT_THAT(orchestrator_.As(Professional(), &OrchestratorWorld::Stub::CompleteTask, complete),
              Fails(StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME"));
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk()) << "who works on a route may tell what happened on it";
  v1::SignalRouteRequest signal;
  signal.set_request_id("s-1");
  signal.set_name(route_);
  signal.set_event("CrisisReported");
  signal.set_note("Het liep uit de hand.");
  EXPECT_THAT(orchestrator_.As(Professional(), &OrchestratorWorld::Stub::SignalRoute, signal),
              Fails(StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME"));
  ASSERT_THAT(orchestrator_.Signal(Professional(), "s-2", route_, "CrisisReported"), IsOk());
  const v1::Route route = orchestrator_.Get(route_);
  const v1::TimelineEntry& told = route.timeline(route.timeline_size() - 1);
  EXPECT_EQ(told.event(), "CrisisReported");
  EXPECT_EQ(told.note(), OrchestratorWorld::kNote);
  EXPECT_TRUE(told.attributes().empty());
}

TEST_F(TaskTest, ThatIsAnsweredElsewhereIsCompletedThere) {
  orchestrator_.ComeToPlan(route_);
  const v1::Task plan = orchestrator_.OpenTasks(route_, "perspective_plan").at(0);
  EXPECT_EQ(plan.answered_by(), "clientroute.access.v1.Access/RecordPlan");
  EXPECT_THAT(plan.outcomes(), IsEmpty());
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-1", plan.name(), "done"),
              Fails(StatusCode::kFailedPrecondition, "TASK_ANSWERED_ELSEWHERE"));
  access::v1::PlanRecorded recorded;
  recorded.set_route(route_);
  ASSERT_THAT(orchestrator_.Deliver("plan", recorded, "persons/test.planner"), IsOk());
  v1::GetTaskRequest request;
  request.set_name(plan.name());
  const auto answered = orchestrator_.As(Professional(), &Stub::GetTask, request);
  ASSERT_THAT(answered, IsOk());
  EXPECT_EQ(answered->state(), v1::Task::COMPLETED);
  EXPECT_EQ(answered->completer(), "persons/test.planner");
}

TEST_F(TaskTest, ThatSomeoneTookIsHisAlone) {
  const std::string task = Moved();
  const auto taken = Take(Professional(), "t-1", task);
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->state(), v1::Task::TAKEN);
  EXPECT_EQ(taken->assignee(), "persons/test.access-professional");
  const Caller colleague = Colleague();
  EXPECT_THAT(Take(colleague, "t-2", task), Fails(StatusCode::kFailedPrecondition, "TASK_TAKEN"));
  EXPECT_THAT(orchestrator_.Complete(colleague, "c-1", task, "stays_here"),
              Fails(StatusCode::kFailedPrecondition, "TASK_TAKEN"));
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-2", task, "stays_here"), IsOk());
}

TEST_F(TaskTest, IsHandedOverByWhoTookItToAPersonWhoIsThenInvolved) {
  const std::string task = Moved();
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  EXPECT_THAT(HandOver(Colleague(), "h-1", task, "persons/test.other"),
              Fails(StatusCode::kFailedPrecondition, "TASK_TAKEN"))
      << "it is not his";
  EXPECT_THAT(HandOver(BackOffice(), "h-2", task, "persons/test.colleague"),
              Fails(StatusCode::kPermissionDenied, "TASK_OF_OTHER_ROLE"));
  EXPECT_THAT(HandOver(Professional(), "h-3", task, "the back office"),
              Fails(StatusCode::kInvalidArgument, "NO_PERSON"));
  EXPECT_THAT(HandOver(Professional(), "h-3b", task, "persons/jan jansen"),
              Fails(StatusCode::kInvalidArgument, "NO_PERSON"));
  EXPECT_THAT(HandOver(Professional(), "h-4", task, "persons/test.access-professional"),
              Fails(StatusCode::kInvalidArgument, "OWN_HANDS"));
  const auto handed = HandOver(Professional(), "h-5", task, "persons/test.colleague");
  ASSERT_THAT(handed, IsOk());
  EXPECT_EQ(handed->assignee(), "persons/test.colleague");
  EXPECT_EQ(handed->state(), v1::Task::TAKEN);
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-1", task, "stays_here"),
              Fails(StatusCode::kFailedPrecondition, "TASK_TAKEN"));
  v1::GetRouteRequest look;
  look.set_name(route_);
  EXPECT_THAT(orchestrator_.As(Colleague(), &Stub::GetRoute, look), IsOk());
  EXPECT_THAT(orchestrator_.Complete(Colleague(), "c-2", task, "stays_here"), IsOk());
  EXPECT_THAT(HandOver(Colleague(), "h-6", task, "persons/test.other"),
              Fails(StatusCode::kFailedPrecondition, "TASK_CLOSED"));
  EXPECT_THAT(orchestrator_.Announced(), testing::Contains("TaskHandedOver").Times(1));
}

TEST_F(TaskTest, CanBeHandedBackForAnyoneWhoMayDoIt) {
  const std::string task = Moved();
  EXPECT_THAT(HandOver(Professional(), "h-1", task, ""), Fails(StatusCode::kFailedPrecondition, "TASK_NOT_TAKEN"));
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  const auto back = HandOver(Professional(), "h-2", task, "");
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->state(), v1::Task::OPEN);
  EXPECT_EQ(back->assignee(), "");
  EXPECT_THAT(Take(Colleague(), "t-2", task), IsOk());
}

TEST_F(TaskTest, IsPutBackByAnyoneWhoMayDoItFromWhoCannot) {
  const std::string task = Moved();
  ASSERT_THAT(HandOver(Professional(), "h-1", task, "persons/nobody.by.this.name"), IsOk());
  EXPECT_THAT(HandOver(BackOffice(), "h-2", task, ""), Fails(StatusCode::kPermissionDenied, "TASK_OF_OTHER_ROLE"));
  const auto back = HandOver(Colleague(), "h-3", task, "");
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->state(), v1::Task::OPEN);
  EXPECT_THAT(Take(Professional(), "t-1", task), IsOk());
  EXPECT_THAT(orchestrator_.Announced(), testing::Contains("TaskHandedOver").Times(2));
}

// shows: PRI-1
TEST_F(TaskTest, ShowsTheRouteToWhoHasItInHandsAndAfterwardsOnlyWhileHeIsInvolved) {
  const std::string task = Moved();
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  v1::GetRouteRequest look;
  look.set_name(route_);
  access::v1::InvolvementEnded ended;
  ended.set_client(ClientOf(route_));
  ended.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("ended-1", ended), IsOk());
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, look), IsOk()) << "he must be able to do his task";
  ASSERT_THAT(orchestrator_.Complete(Professional(), "c-1", task, "stays_here"), IsOk());
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, look), Fails(StatusCode::kNotFound, ""))
      << "his involvement had ended, and so has his task";
}

// shows: PRI-1
TEST_F(TaskTest, ThatIsHandedOnEndsWhatItsFormerOwnerSawToo) {
  const std::string task = Moved();
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  access::v1::InvolvementEnded ended;
  ended.set_client(ClientOf(route_));
  ended.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("ended", ended), IsOk());
  ASSERT_THAT(HandOver(Professional(), "h-1", task, "persons/test.colleague"), IsOk());
  v1::GetRouteRequest look;
  look.set_name(route_);
  EXPECT_THAT(orchestrator_.As(Professional(), &Stub::GetRoute, look), Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(orchestrator_.As(Colleague(), &Stub::GetRoute, look), IsOk());
}

TEST_F(TaskTest, ThatIsNoLongerNeededIsCancelled) {
  const std::string task = Conference();
  access::v1::TriageDecided mono;
  mono.set_route(route_);
  mono.set_complexity(access::v1::MONO);
  mono.set_overridden(true);
  ASSERT_THAT(orchestrator_.Deliver("override", mono), IsOk());
  v1::GetTaskRequest request;
  request.set_name(task);
  EXPECT_EQ(orchestrator_.As(Professional(), &Stub::GetTask, request)->state(), v1::Task::CANCELLED);
  EXPECT_THAT(orchestrator_.Complete(Professional(), "c-1", task, "held"),
              Fails(StatusCode::kFailedPrecondition, "TASK_CLOSED"));
  v1::ListTasksRequest ended;
  ended.set_include_ended(true);
  EXPECT_THAT(KindsFor(Professional(), ended),
              UnorderedElementsAre("problem_analysis", "case_conference", "perspective_plan"));
}

TEST_F(TaskTest, OfAContractManagerComesToHim) {
  orchestrator_.ComeToPlan(route_);
  access::v1::PlanRecorded plan;
  plan.set_route(route_);
  access::v1::DecisionTaken decision;
  decision.set_route(route_);
  decision.set_decision("decisions/1");
  decision.set_outcome(access::v1::Decision::GRANT);
  decision.mutable_decide_date()->set_year(2026);
  decision.mutable_decide_date()->set_month(4);
  decision.mutable_decide_date()->set_day(1);
  contracting::v1::ProductsNotContracted gap;
  gap.set_route(route_);
  ASSERT_THAT(orchestrator_.Deliver("plan", plan), IsOk());
  ASSERT_THAT(orchestrator_.Deliver("decision", decision), IsOk());
  ASSERT_THAT(orchestrator_.Deliver("gap", gap), IsOk());
  EXPECT_THAT(KindsFor(ContractManager()), ElementsAre("contract_gap"));
  const std::string task = orchestrator_.OpenTasks(route_, "contract_gap").at(0).name();
  EXPECT_THAT(orchestrator_.Complete(ContractManager(), "c-1", task, "check_again"), IsOk());
  EXPECT_EQ(orchestrator_.Get(route_).state(), "confirming_contracts");
}

TEST_F(TaskTest, ListsArePagedByDueTimeAndStableUnderWhatIsAdded) {
  std::set<std::string> expected;
  for (int i = 1; i <= 7; ++i) {
    orchestrator_.ComeToPlan(RouteOf(i));
    expected.insert(orchestrator_.OpenTasks(RouteOf(i), "perspective_plan").at(0).name());
  }
  std::vector<std::string> seen;
  v1::ListTasksRequest request;
  request.set_page_size(3);
  request.set_role("access-professional");
  for (int page = 0; page < 5; ++page) {
    const auto found = orchestrator_.As(Professional(), &Stub::ListTasks, request);
    ASSERT_THAT(found, IsOk());
    for (const v1::Task& task : found->tasks()) seen.push_back(task.name());
    if (found->next_page_token().empty()) break;
    request.set_page_token(found->next_page_token());
    if (page == 0) orchestrator_.ComeToPlan(RouteOf(50));
  }
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size()) << "none twice";
  for (const std::string& name : expected) EXPECT_THAT(seen, testing::Contains(name));
}

TEST_F(TaskTest, WhatTakingAndCompletingShowsStandsInTheLookLog) {
  const std::string task = Moved();
  const std::size_t before = orchestrator_.Looks().size();
  ASSERT_THAT(Take(Professional(), "t-1", task), IsOk());
  ASSERT_THAT(HandOver(Professional(), "h-1", task, "persons/test.colleague"), IsOk());
  ASSERT_THAT(orchestrator_.Complete(Colleague(), "c-1", task, "stays_here"), IsOk());
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 3);
  EXPECT_EQ(looks.back().subject, "persons/test.colleague");
  EXPECT_EQ(looks.back().method, "clientroute.orchestrator.v1.Orchestrator/CompleteTask");
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
}

TEST_F(TaskTest, EveryLookAtAClientsTasksStandsInTheLookLog) {
  Conference();
  const std::size_t before = orchestrator_.Looks().size();
  KindsFor(Professional());
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 1);
  EXPECT_EQ(looks.back().subject, "persons/test.access-professional");
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
}

}  // namespace
}  // namespace clientroute::orchestrator
