#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/timers/numbered_timers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"
#include "tests/service/orchestrator/versions.h"

/// What should not arrive, and the answer to it. Beside these: what does not fit the state, an unknown route and an
/// unreadable event (route_test), the wrong person at a task (task_test), a mapping with a hole and a definition that
/// was taken away (migration_test), streams that are not read (event_stream_test, watch_all_test).
namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::SizeIs;

access::v1::CaseOpened CaseOf(const std::string& route) {
  access::v1::CaseOpened opened;
  opened.set_route(route);
  opened.set_case_("cases/1");
  return opened;
}

class BadInputTest : public testing::Test {
 protected:
  std::vector<NumberedTimer> TimersOf(OrchestratorWorld& orchestrator, const std::string& route) {
    std::vector<NumberedTimer> timers;
    EXPECT_THAT(orchestrator.database()->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const auto row, FindRoute(connection, *IdIn(route, "routes")));
      CLIENTROUTE_ASSIGN(timers, ListTimersOf(connection, row->id));
      return absl::OkStatus();
    }),
                IsOk());
    return timers;
  }

  /// On disk, where those who read need not wait for who writes.
  std::unique_ptr<Database> OpenFile() {
    return OpenSqlite({.path = folder_.path() + "/orchestrator.db"}, OrchestratorMigrations()).value();
  }

  TempFolder folder_;
  const std::string route_ = RouteOf(1);
};

TEST_F(BadInputTest, AStaleTimerLeavesNoTraceAndTheOthersOfItsBatchFire) {
  OrchestratorWorld orchestrator;
  orchestrator.Open(route_);
  orchestrator.Open(RouteOf(2));
  const std::vector<NumberedTimer> running = TimersOf(orchestrator, RouteOf(2));
  ASSERT_FALSE(running.empty());
  const std::vector<NumberedTimer> first = TimersOf(orchestrator, route_);
  ASSERT_FALSE(first.empty());
  const int before = orchestrator.Get(route_).timeline_size();
  const NumberedTimer stale{orchestrator.now(), first.front().owner, 999};
  const NumberedTimer of_nobody{orchestrator.now(), 999, 1};
  const NumberedTimer fired = running.front();
  orchestrator.world().Advance(std::chrono::hours(24 * 90));
  const std::vector<absl::Status> answers =
      orchestrator.service().engine().FireAll(std::vector<NumberedTimer>{stale, of_nobody, fired});
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_THAT(answers[0], IsOk()) << "it is taken away";
  EXPECT_THAT(answers[1], Fails(StatusCode::kFailedPrecondition, "ROUTE_UNKNOWN"));
  EXPECT_THAT(answers[2], IsOk()) << "it fired long ago, and so is stale too";
  const int after = orchestrator.Get(route_).timeline_size();
  orchestrator.service().engine().FireAll(std::vector<NumberedTimer>{stale});
  EXPECT_EQ(orchestrator.Get(route_).timeline_size(), after);
  EXPECT_GE(after, before);
}

TEST_F(BadInputTest, ATimerThatIsNotDueIsRefusedAndRunsOn) {
  OrchestratorWorld orchestrator;
  orchestrator.Open(route_);
  const std::vector<NumberedTimer> running = TimersOf(orchestrator, route_);
  ASSERT_FALSE(running.empty());
  const int before = orchestrator.Get(route_).timeline_size();
  const std::vector<absl::Status> answers = orchestrator.service().engine().FireAll({&running.front(), 1});
  EXPECT_THAT(answers.at(0), Fails(StatusCode::kFailedPrecondition, "EVENT_REFUSED"));
  EXPECT_EQ(orchestrator.Get(route_).timeline_size(), before);
  EXPECT_EQ(TimersOf(orchestrator, route_).size(), running.size());
}

TEST_F(BadInputTest, ADefinitionThatChangedUnderItsRoutesIsRefusedAtTheStart) {
  {
    const std::unique_ptr<Database> database = OpenFile();
    OrchestratorWorld orchestrator(database.get(), WithRenamedState());
    orchestrator.Open(route_);
  }
  // The second version, on which it runs, with another state by that name.
  const auto changed = WithSecondVersion({{"opening_case", "opening_a_file"}});
  const std::unique_ptr<Database> database = OpenFile();
  TestWorld world;
  EXPECT_THAT(OrchestratorService::Create(world.Stack("orchestrator", database.get()), changed),
              Fails(StatusCode::kFailedPrecondition, "DEFINITION_CHANGED"));
  EXPECT_THAT(OrchestratorService::Create(world.Stack("orchestrator", database.get()), WithRenamedState()), IsOk());
}

/// The record held, as by a slow disk: nothing can be written until it is let go.
class HeldRecord {
 public:
  explicit HeldRecord(Database* database)
      : holder_([this, database] {
          EXPECT_THAT(database->Write([this](Connection&) -> absl::Status {
            held_.set_value();
            let_go_.get_future().wait();
            return absl::OkStatus();
          }),
                      IsOk());
        }) {
    held_.get_future().wait();
  }
  void LetGo() {
    let_go_.set_value();
    holder_.join();
  }

 private:
  std::promise<void> held_;
  std::promise<void> let_go_;
  std::thread holder_;
};

/// One after the other, without waiting for the answers.
std::vector<std::future<absl::Status>> DeliverLater(OrchestratorWorld& orchestrator, const std::string& sender,
                                                    std::size_t events) {
  std::vector<std::future<absl::Status>> answers;
  for (std::size_t i = 0; i < events; ++i) {
    auto request = std::make_shared<platform::v1::DeliverRequest>();
    request->set_request_id(Cat(sender, "-", i));
    request->set_subscriber("orchestrator");
    type::v1::Event& event = *request->mutable_event();
    event.set_id(request->request_id());
    event.set_source("test");
    event.set_aggregate("routes/test");
    event.set_actor("services/test");
    *event.mutable_occur_time() = ToProto(orchestrator.now());
    event.mutable_payload()->PackFrom(CaseOf(RouteOf(3)));
    CallContext call;
    call.request_id = request->request_id();
    call.method = "clientroute.platform.v1.EventStream/StreamEvents";
    call.identity.kind = Identity::Kind::kService;
    call.identity.subject = Cat("services/", sender);
    call.cause = "test";
    call.now = orchestrator.now();
    auto answer = std::make_shared<std::promise<absl::Status>>();
    answers.push_back(answer->get_future());
    orchestrator.service().ReceiveLater(call, std::move(request),
                                        [answer](absl::Status status) { answer->set_value(std::move(status)); });
  }
  return answers;
}

/// How many were told to come back; all others were read.
std::size_t CountBusy(std::vector<std::future<absl::Status>>& answers) {
  std::size_t busy = 0;
  for (std::future<absl::Status>& answer : answers) {
    const absl::Status status = answer.get();
    const bool refused = ReasonOf(status) == "ROUTE_WRITER_BUSY";
    busy += refused ? 1 : 0;
    if (!refused) EXPECT_EQ(ReasonOf(status), "ROUTE_UNKNOWN");
  }
  return busy;
}

TEST_F(BadInputTest, WhoFloodsIsToldToComeBackAndNobodyElseIs) {
  const std::unique_ptr<Database> database = OpenFile();
  OrchestratorWorld orchestrator(database.get());
  orchestrator.Open(route_);
  HeldRecord record(orchestrator.database());
  const std::size_t flood = GroupCommit::kOfOneMost + GroupCommit::kBatchMost + 100;
  auto flooded = DeliverLater(orchestrator, "flood", flood);
  auto others = DeliverLater(orchestrator, "intake", 100);
  v1::CountRoutesRequest asked;
  asked.set_by(v1::CountRoutesRequest::STATE);
  const auto counted = orchestrator.As(Operator(), &v1::RouteOperations::Stub::CountRoutes, asked);
  EXPECT_THAT(counted, IsOk()) << "who only asks is answered all the same";
  record.LetGo();
  const std::size_t busy = CountBusy(flooded);
  EXPECT_GE(busy, 100u) << "beyond what may wait";
  EXPECT_LE(busy, flood - GroupCommit::kOfOneMost) << "and no more than that";
  EXPECT_EQ(CountBusy(others), 0u) << "who sends beside the flood is taken in";
  EXPECT_THAT(orchestrator.Deliver("case", CaseOf(route_)), IsOk()) << "others go on";
  EXPECT_EQ(orchestrator.Get(route_).state(), "analysing");
  auto again = DeliverLater(orchestrator, "flood", GroupCommit::kOfOneMost);
  EXPECT_EQ(CountBusy(again), 0u) << "who comes back is taken in";
}

TEST_F(BadInputTest, MoreThanMayWaitOfAllTogetherIsRefused) {
  const std::unique_ptr<Database> database = OpenFile();
  OrchestratorWorld orchestrator(database.get());
  orchestrator.Open(route_);
  HeldRecord record(orchestrator.database());
  std::vector<std::vector<std::future<absl::Status>>> floods;
  for (const char* sender : {"one", "two", "three"}) {
    floods.push_back(DeliverLater(orchestrator, sender, GroupCommit::kOfOneMost));
  }
  record.LetGo();
  std::size_t busy = 0;
  for (auto& flood : floods) busy += CountBusy(flood);
  const std::size_t too_many = 3 * GroupCommit::kOfOneMost - GroupCommit::kQueueMost;
  EXPECT_GE(busy, too_many - GroupCommit::kBatchMost);
  EXPECT_LE(busy, too_many);
}

}  // namespace
}  // namespace clientroute::orchestrator
