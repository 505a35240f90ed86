// Messages that nothing but a person acts on: what is asked of him, once, and when he is needed no more (MSG-3, MSG-4).
#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/delivery.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/hub/hub_fixture.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Asked = v1::MessageNeedsAttention;

/// The routes on which a person was asked for, oldest first.
std::vector<std::string> RoutesAsked(Database* database) {
  std::vector<std::string> routes;
  for (const Asked& asked : EventsOf<Asked>(database)) routes.push_back(asked.route());
  return routes;
}
/// And those on which he is needed no more.
std::vector<std::string> RoutesSettled(Database* database) {
  std::vector<std::string> routes;
  for (const auto& settled : EventsOf<v1::MessageSettled>(database)) routes.push_back(settled.route());
  return routes;
}

class LateMessage : public MessagingTest {
 protected:
  LateMessage() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }

  /// Past the last day, where nothing comes to rest.
  void Pass(Date last_day) {
    world_.clock()->Set(EndOfTerm(last_day));
    RunAWhile();
  }
  /// An allocation message on route 1; its bytes.
  std::string SendOne() {
    allocation_.Add(TestAllocation(client_, 1));
    EXPECT_THAT(Send(SendRequest(client_, {1})), IsOk());
    Settle();
    return OnlyOut("JW301");
  }
  absl::Status CloseRoute() {
    orchestrator::v1::RouteClosed closed;
    closed.set_route(RouteName(1));
    closed.set_state("closed");
    const Instant now = world_.clock()->Now();
    const std::string id = Uuid::Derive(kClientrouteSpace, "event closed").ToString();
    return DeliverTo(*database_, now, EventOf(id, now, closed), service_->listener());
  }

  const std::string client_;
};

// shows: MSG-3
TEST_F(LateMessage, AStartThatWeAnswerLateAsksForAPersonOnceAndNoMoreWhenItIsAnswered) {
  allocation_.Down(true);
  Put("start.xml", WriteStart({}));
  RunAWhile();
  const v1::Message start = MessageOf("start.xml");
  ASSERT_EQ(start.state(), v1::Message::WAITING);
  EXPECT_THAT(EventsOf<Asked>(database_), IsEmpty());
  Pass(*Date::Of(2026, 4, 8));
  ASSERT_THAT(EventsOf<Asked>(database_), SizeIs(1));
  const Asked asked = EventsOf<Asked>(database_)[0];
  EXPECT_EQ(asked.message(), start.name());
  EXPECT_EQ(asked.municipality(), kMunicipality);
  EXPECT_EQ(asked.reason(), Asked::OUR_ANSWER_LATE);
  EXPECT_EQ(asked.kind(), "JW305");
  EXPECT_EQ(asked.provider(), kProvider);
  EXPECT_EQ(FromProto(asked.due_date()), Date::Of(2026, 4, 8));
  EXPECT_EQ(asked.explanation(),
            Cat("JW305 van aanbieder ", kProvider, " (", start.name(), "), te beantwoorden tot en met 8 april 2026"));
  EXPECT_THAT(asked.DebugString(), Not(HasSubstr(kBsn)));
  EXPECT_TRUE(IdIn(asked.route(), "routes"));
  Pass(*Date::Of(2026, 4, 20));
  EXPECT_THAT(EventsOf<Asked>(database_), SizeIs(1)) << "asked once";
  EXPECT_THAT(EventsOf<v1::MessageSettled>(database_), IsEmpty());
  allocation_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(asked.route()));
}

// shows: MSG-3
TEST_F(LateMessage, OneThatFailedAsksAtOnceAndNotAgainWhenItsTermHasPassed) {
  allocation_.FailKind("JW305", {grpc::StatusCode::INVALID_ARGUMENT, "this is no start"});
  Put("start.xml", WriteStart({}));
  Settle();
  ASSERT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);
  ASSERT_THAT(EventsOf<Asked>(database_), SizeIs(1));
  const Asked asked = EventsOf<Asked>(database_)[0];
  EXPECT_EQ(asked.reason(), Asked::FAILED);
  EXPECT_EQ(asked.explanation(),
            Cat("JW305 van aanbieder ", kProvider, " (", MessageOf("start.xml").name(), "), niet te verwerken"));
  Pass(*Date::Of(2026, 4, 8));
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<Asked>(database_), SizeIs(1)) << "there is one thing to do";
  ASSERT_THAT(Retry("start.xml"), IsOk());
  Settle();
  ASSERT_THAT(RoutesAsked(database_), SizeIs(2)) << "it failed again";
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(RoutesAsked(database_)[0]));
  allocation::v1::ClassVerdict verdict;
  verdict.set_class_path("Client[1]");
  verdict.set_return_code("9019");
  allocation_.FailKind("JW305", grpc::Status::OK);
  allocation_.Judge("JW305", {verdict});
  ASSERT_THAT(Retry("start.xml", "retry-2"), IsOk());
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::REJECTED);
  EXPECT_EQ(RoutesSettled(database_), RoutesAsked(database_));
}

TEST_F(LateMessage, OneThatIsLateAndThenFailsAsksForThatInstead) {
  allocation_.Down(true);
  Put("start.xml", WriteStart({}));
  RunAWhile();
  Pass(*Date::Of(2026, 4, 8));
  ASSERT_THAT(RoutesAsked(database_), SizeIs(1));
  allocation_.Down(false);
  allocation_.FailKind("JW305", {grpc::StatusCode::INVALID_ARGUMENT, "this is no start"});
  Settle();
  ASSERT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);
  ASSERT_THAT(RoutesAsked(database_), SizeIs(2));
  EXPECT_EQ(EventsOf<Asked>(database_)[1].reason(), Asked::FAILED);
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(RoutesAsked(database_)[0]));
}

TEST_F(LateMessage, WhatIsAnsweredInTimeAsksNobody) {
  Put("start.xml", WriteStart({}));
  Settle();
  Pass(*Date::Of(2026, 4, 20));
  EXPECT_THAT(EventsOf<Asked>(database_), IsEmpty());
  EXPECT_THAT(EventsOf<v1::MessageSettled>(database_), IsEmpty());
}

TEST_F(LateMessage, ARequestThatWasAcceptedIsForTheRouteThatConsidersIt) {
  Put("verzoek.xml", WriteRequest({}));
  Settle();
  ASSERT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  Pass(*Date::Of(2026, 4, 20));
  ASSERT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<Asked>(database_), IsEmpty());
}

// shows: MSG-3
TEST_F(LateMessage, AMessageOfOursWhoseReturnStaysAwayIsForItsRouteAndForAPersonWhenThatHasEnded) {
  const std::string sent = SendOne();
  ASSERT_THAT(CloseRoute(), IsOk());
  Settle();
  Pass(*Date::Of(2026, 4, 8));
  ASSERT_THAT(EventsOf<Asked>(database_), SizeIs(1));
  const Asked asked = EventsOf<Asked>(database_)[0];
  EXPECT_EQ(asked.reason(), Asked::RETURN_LATE);
  EXPECT_THAT(asked.explanation(), HasSubstr("retourbericht verwacht tot en met 8 april 2026"));
  Put("retour.xml", WriteReturn(sent, {}));
  Settle();
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(asked.route()));
}

TEST_F(LateMessage, AMessageOfOursThatARouteWaitsForAsksNobodyElse) {
  SendOne();
  Pass(*Date::Of(2026, 4, 8));
  ASSERT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<Asked>(database_), IsEmpty());
}

using DeadLetterAttention = HttpHubTest;

// shows: MSG-4
TEST_F(DeadLetterAttention, AsksForAPersonUntilItArrivesAndAnewWhenItDoesNot) {
  SetFaults("refuse=1000&code=IB010");
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(EventsOf<Asked>(database_), SizeIs(1));
  const Asked asked = EventsOf<Asked>(database_)[0];
  EXPECT_EQ(asked.reason(), Asked::UNDELIVERED);
  EXPECT_EQ(asked.kind(), "JW301");
  EXPECT_THAT(asked.explanation(), HasSubstr("geweigerd met IB010"));
  EXPECT_FALSE(asked.has_due_date());
  ASSERT_THAT(Resend(asked.message(), "again-1"), IsOk());
  Settle();
  ASSERT_THAT(RoutesAsked(database_), SizeIs(2)) << "it did not arrive again";
  EXPECT_NE(RoutesAsked(database_)[1], RoutesAsked(database_)[0]);
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(RoutesAsked(database_)[0]));
  SetFaults("");
  ASSERT_THAT(Resend(asked.message(), "again-2"), IsOk());
  Settle();
  EXPECT_THAT(AtProvider(), SizeIs(1));
  EXPECT_THAT(RoutesSettled(database_), ElementsAre(RoutesAsked(database_)[0], RoutesAsked(database_)[1]));
}

TEST_F(DeadLetterAttention, WhatArrivesAsksNobody) {
  Send(kBsn, 1);
  Settle();
  EXPECT_THAT(AtProvider(), SizeIs(1));
  EXPECT_THAT(EventsOf<Asked>(database_), IsEmpty());
  EXPECT_THAT(EventsOf<v1::MessageSettled>(database_), IsEmpty());
}

}  // namespace
}  // namespace clientroute::messaging::testing
