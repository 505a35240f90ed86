#include "services/platform/server/server.h"

#include <gmock/gmock.h>
#include <google/protobuf/duration.pb.h>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <thread>

#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/event_sink_client.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using testing::ElementsAre;

// Asks the health service, whose proto is compiled into gRPC itself: field 1 of the answer says 1 for serving, 2 for
// not.
std::string Health(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const grpc::Slice nothing;
  grpc::ByteBuffer request(&nothing, 1);
  grpc::ByteBuffer answer;
  grpc::Status status;
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
  call->StartCall();
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  if (!status.ok()) return Cat("error ", static_cast<int>(status.error_code()));
  grpc::Slice slice;
  EXPECT_TRUE(answer.TrySingleSlice(&slice).ok() || answer.DumpToSingleSlice(&slice).ok());
  return std::string(reinterpret_cast<const char*>(slice.begin()), slice.size());
}

TEST(ServerTest, ServesHealthOnAPortOfItsChoiceUntilItIsDrained) {
  auto server = StartServer("127.0.0.1:0", {});
  ASSERT_THAT(server, IsOk());
  ASSERT_GT((*server)->port(), 0);
  const std::string address = Cat("127.0.0.1:", (*server)->port());
  EXPECT_EQ(Health(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())), "\x08\x01");
  (*server)->Drain(std::chrono::milliseconds(0));
  (*server)->Drain(std::chrono::milliseconds(0));
  EXPECT_THAT(Health(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())), testing::StartsWith("error"));
}

TEST(ServerTest, AddressThatIsTakenIsRefused) {
  auto first = StartServer("127.0.0.1:0", {});
  ASSERT_THAT(first, IsOk());
  auto second = StartServer(Cat("127.0.0.1:", (*first)->port()), {});
  EXPECT_THAT(second, Fails(StatusCode::kUnavailable, "ADDRESS_IN_USE"));
}

class EventSinkTest : public testing::Test {
 protected:
  // Takes an event by announcing the same one, of an aggregate of its own.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) {
    if (refuse_) return Error(StatusCode::kFailedPrecondition, "DOES_NOT_FIT", "no");
    google::protobuf::Duration payload;
    EXPECT_TRUE(event.payload().UnpackTo(&payload));
    taken_.push_back(payload.seconds());
    last_ = unit.call();
    return unit.Announce("cases/1", payload);
  }
  void Announce(std::int64_t number) {
    CallContext call;
    call.method = "clientroute.test.v1.Test/Do";
    call.request_id = Cat("r-", number);
    call.identity.subject = "persons/j.devries";
    call.now = world_.clock()->Now();
    google::protobuf::Duration payload;
    payload.set_seconds(number);
    google::protobuf::Duration answer;
    ASSERT_THAT(
        WriteOnce(*source_, call, payload, &answer, [&](UnitOfWork& u) { return u.Announce("routes/1", payload); }),
        IsOk());
  }

  TestWorld world_;
  Database* source_ = world_.OpenDatabase("intake", {});
  Database* target_ = world_.OpenDatabase("access", {});
  ServerCalls calls_{world_.Stack("access", target_)};
  EventSinkService sink_{world_.Stack("events", nullptr)};
  std::unique_ptr<Server> server_ = world_.Serve({&sink_});
  std::vector<std::int64_t> taken_;
  CallContext last_;
  bool refuse_ = false;
};

TEST_F(EventSinkTest, EventsArriveOverACallOnceEachWithTheirCauseAndActor) {
  sink_.AddWriter("access", &calls_,
                  [this](UnitOfWork& unit, const type::v1::Event& event) { return Take(unit, event); });
  const auto relay = [&] {
    return MakeRelay("intake", source_, SubscribeOver(server_->InProcess(), "access", {}), world_.clock(),
                     world_.random(), world_.logger(), world_.metrics());
  };
  Announce(1);
  Announce(2);
  world_.Add(relay());
  world_.Settle();
  EXPECT_THAT(taken_, ElementsAre(1, 2));
  EXPECT_EQ(last_.identity.on_behalf_of, "persons/j.devries");
  EXPECT_EQ(last_.cause, last_.request_id);
  // A crash between delivery and cursor delivers again; the receiver takes it once.
  ASSERT_THAT(source_->Write([](Connection& c) { return c.Execute("DELETE FROM relay_cursor").status(); }), IsOk());
  (void)relay()->Run();
  EXPECT_THAT(taken_, ElementsAre(1, 2));
  ASSERT_THAT(target_->Read([&](Connection& c) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto events, ListEvents(c, 0, 10));
    EXPECT_EQ(events.size(), 2u);
    EXPECT_EQ(events[1].actor(), "persons/j.devries");
    EXPECT_EQ(events[1].cause(), last_.request_id);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(EventSinkTest, UnknownSubscriberAndRefusalAreDeadLetters) {
  refuse_ = true;
  sink_.AddWriter("access", &calls_,
                  [this](UnitOfWork& unit, const type::v1::Event& event) { return Take(unit, event); });
  for (const char* subscriber : {"access", "nobody"}) {
    world_.Add(MakeRelay("intake", source_, SubscribeOver(server_->InProcess(), subscriber, {}), world_.clock(),
                         world_.random(), world_.logger(), world_.metrics()));
  }
  Announce(1);
  world_.Settle();
  ASSERT_THAT(source_->Read([](Connection& c) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto letters, ListDeadLetters(c, 10));
    EXPECT_EQ(letters.size(), 2u);
    EXPECT_THAT(letters[0].error, testing::HasSubstr("DOES_NOT_FIT"));
    EXPECT_THAT(letters[1].error, testing::HasSubstr("SUBSCRIBER_UNKNOWN"));
    return absl::OkStatus();
  }),
              IsOk());
}

/// A subscriber whose writer answers later.
class LaterSubscriberTest : public EventSinkTest {
 protected:
  using Work = std::function<void(CallContext, ServerCalls::Done)>;
  /// Before the first call.
  void Subscribe(Work work) {
    sink_.Add("later",
              [this, work = std::move(work)](const grpc::ServerContextBase& context,
                                             const platform::v1::DeliverRequest& request, ServerCalls::Reply reply) {
                calls_.SubmitLater(context, EventSinkService::kMethod, request, work, std::move(reply));
              });
  }
  absl::Status Deliver(const std::string& request_id) {
    platform::v1::DeliverRequest request;
    request.set_request_id(request_id);
    request.set_subscriber("later");
    type::v1::Event& event = *request.mutable_event();
    event.set_id("e-1");
    event.set_source("intake");
    event.set_aggregate("cases/1");
    event.set_sequence(1);
    event.set_actor("services/intake");
    event.set_cause("test");
    *event.mutable_occur_time() = ToProto(world_.clock()->Now());
    event.mutable_payload()->PackFrom(google::protobuf::Duration());
    const auto stub = platform::v1::EventSink::NewStub(server_->InProcess());
    return Call(ServiceCaller("intake", "event-delivery"), stub.get(), &platform::v1::EventSink::Stub::Deliver, request)
        .status();
  }
};

TEST_F(LaterSubscriberTest, TheAnswerMayComeFromAnotherThreadAfterTheCallWasHandedOn) {
  std::thread writer;
  Subscribe([&](const CallContext& call, const ServerCalls::Done& done) {
    writer = std::thread([id = call.request_id, subject = call.identity.subject, done] {
      done(Error(StatusCode::kFailedPrecondition, "DOES_NOT_FIT", Cat(id, " of ", subject)));
    });
  });
  const absl::Status status = Deliver("e-1");
  writer.join();
  EXPECT_EQ(ReasonOf(status), "DOES_NOT_FIT");
  EXPECT_EQ(status.message(), "e-1 of services/intake");
}

TEST_F(LaterSubscriberTest, ARefusedCallIsNotHandedOn) {
  bool handed_on = false;
  Subscribe([&](const CallContext&, const ServerCalls::Done& done) {
    handed_on = true;
    done(absl::OkStatus());
  });
  EXPECT_EQ(ReasonOf(Deliver("not a request id")), "REQUEST_ID_INVALID");
  EXPECT_FALSE(handed_on);
}

TEST_F(LaterSubscriberTest, AnExceptionOnTheWayToTheWriterIsAnAnswerAndTheFirstAnswerCounts) {
  Subscribe([](const CallContext& call, const ServerCalls::Done& done) {
    if (call.request_id == "answered") done(absl::OkStatus());
    throw std::runtime_error("the way is broken");
  });
  EXPECT_EQ(ReasonOf(Deliver("lost")), "UNEXPECTED");
  EXPECT_THAT(Deliver("answered"), IsOk());
}

}  // namespace
}  // namespace clientroute
