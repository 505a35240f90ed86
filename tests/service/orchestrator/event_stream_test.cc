#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/platform/v1/event_stream.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/server/event_stream_service.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using platform::v1::EventAnswer;
using platform::v1::EventStream;
using platform::v1::StreamEventsRequest;
using platform::v1::StreamEventsResponse;

class EventStreamTest : public testing::Test {
 protected:
  using ClientStream = grpc::ClientReaderWriter<StreamEventsRequest, StreamEventsResponse>;

  EventStreamTest() : door_(orchestrator_.world().Stack("orchestrator", orchestrator_.database())) {
    door_.Add("orchestrator",
              [this](const CallContext& call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                     std::function<void(absl::Status)> done) {
                orchestrator_.service().ReceiveLater(call, std::move(request), std::move(done));
              });
    server_ = orchestrator_.world().Serve({&door_});
    stub_ = EventStream::NewStub(server_->InProcess());
  }

  void Add(const std::string& id, const google::protobuf::Message& payload, StreamEventsRequest* request) {
    platform::v1::DeliverRequest& event = *request->add_events();
    event.set_request_id(id);
    event.set_subscriber("orchestrator");
    event.mutable_event()->set_id(id);
    event.mutable_event()->set_source("test");
    event.mutable_event()->set_aggregate("routes/test");
    event.mutable_event()->set_actor("services/test");
    *event.mutable_event()->mutable_occur_time() = ToProto(orchestrator_.now());
    event.mutable_event()->mutable_payload()->PackFrom(payload);
  }
  static access::v1::CaseOpened CaseOf(const std::string& route, const std::string& name = "cases/1") {
    access::v1::CaseOpened opened;
    opened.set_route(route);
    opened.set_case_(name);
    return opened;
  }
  /// Reads until so many answers came.
  static std::vector<EventAnswer> Read(ClientStream& stream, std::size_t count) {
    std::vector<EventAnswer> answers;
    StreamEventsResponse response;
    while (answers.size() < count && stream.Read(&response)) {
      answers.insert(answers.end(), response.answers().begin(), response.answers().end());
    }
    return answers;
  }

  OrchestratorWorld orchestrator_;
  EventStreamService door_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<EventStream::Stub> stub_;
};

TEST_F(EventStreamTest, EachEventHasItsOwnAnswerAfterItsCommit) {
  for (int i = 1; i <= 3; ++i) orchestrator_.Open(RouteOf(i));
  grpc::ClientContext context;
  Prepare(ServicePersona("intake"), &context);
  const auto stream = stub_->StreamEvents(&context);
  StreamEventsRequest request;
  for (int i = 1; i <= 3; ++i) Add(Cat("case-", i), CaseOf(RouteOf(i)), &request);
  Add("of-nothing", CaseOf(RouteOf(9)), &request);
  Add("case-2", CaseOf(RouteOf(2)), &request);
  Add("case-3", CaseOf(RouteOf(3), "cases/2"), &request);
  Add("no id", CaseOf(RouteOf(1)), &request);
  ASSERT_TRUE(stream->Write(request));
  const std::vector<EventAnswer> answers = Read(*stream, 7);
  std::multimap<std::string, std::string> reasons;
  for (const EventAnswer& answer : answers) reasons.emplace(answer.request_id(), answer.reason());
  EXPECT_THAT(reasons,
              testing::ElementsAre(std::pair("case-1", ""), std::pair("case-2", ""), std::pair("case-2", ""),
                                   std::pair("case-3", ""), std::pair("case-3", "REQUEST_ID_REUSED"),
                                   std::pair("no id", "REQUEST_ID_INVALID"), std::pair("of-nothing", "ROUTE_UNKNOWN")));
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  for (int i = 1; i <= 3; ++i) {
    const v1::Route route = orchestrator_.Get(RouteOf(i));
    EXPECT_EQ(route.state(), "analysing");
    EXPECT_EQ(route.timeline_size(), 2);
  }
}

TEST_F(EventStreamTest, AStreamThatDoesNotReadHoldsUpOnlyItself) {
  constexpr int kMessages = 40;
  constexpr int kEach = 250;
  orchestrator_.Open(RouteOf(1));
  grpc::ClientContext context;
  Prepare(ServicePersona("intake"), &context);
  const auto stream = stub_->StreamEvents(&context);
  std::thread flood([&] {
    for (int message = 0; message < kMessages; ++message) {
      StreamEventsRequest request;
      for (int i = 0; i < kEach; ++i) Add(Cat("flood-", message, "-", i), CaseOf(RouteOf(2)), &request);
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
  });
  EXPECT_THAT(orchestrator_.Deliver("beside", CaseOf(RouteOf(1))), IsOk()) << "others go on";
  const std::vector<EventAnswer> answers = Read(*stream, kMessages * kEach);
  flood.join();
  EXPECT_EQ(answers.size(), static_cast<std::size_t>(kMessages * kEach));
  for (const EventAnswer& answer : answers) ASSERT_EQ(answer.reason(), "ROUTE_UNKNOWN");
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(EventStreamTest, ACallerWhoGoesAwayLeavesWhatHeSentTaken) {
  orchestrator_.Open(RouteOf(1));
  {
    grpc::ClientContext context;
    Prepare(ServicePersona("intake"), &context);
    const auto stream = stub_->StreamEvents(&context);
    StreamEventsRequest request;
    Add("case", CaseOf(RouteOf(1)), &request);
    ASSERT_TRUE(stream->Write(request));
    EXPECT_EQ(Read(*stream, 1).size(), 1U);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  EXPECT_EQ(orchestrator_.Get(RouteOf(1)).state(), "analysing");
}

TEST_F(EventStreamTest, AStreamOfAPersonOrWithTooLongAMessageIsRefused) {
  grpc::ClientContext of_person;
  Prepare(Professional(), &of_person);
  const auto refused = stub_->StreamEvents(&of_person);
  EXPECT_EQ(refused->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  grpc::ClientContext context;
  Prepare(ServicePersona("intake"), &context);
  const auto stream = stub_->StreamEvents(&context);
  StreamEventsRequest request;
  for (int i = 0; i <= EventStreamService::kEventsInMessageMost; ++i) {
    Add(Cat("event-", i), CaseOf(RouteOf(1)), &request);
  }
  stream->Write(request);
  EXPECT_EQ(Read(*stream, 1).size(), 0U);
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace clientroute::orchestrator
