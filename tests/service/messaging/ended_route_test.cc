// Requests that their route left open when it ended (OP344), and the terms of all requests (OP274, OP346).
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/messaging/codec/message_reader.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/delivery.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kChange[] = "change_requests/00000000-0000-4000-8000-000000000007";

class EndedRouteTest : public MessagingTest {
 protected:
  EndedRouteTest() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }

  absl::Status Deliver(const google::protobuf::Message& payload) {
    const absl::Status status = Hear(payload);
    Settle();
    return status;
  }
  /// The same, while what waits goes on waiting.
  absl::Status Hear(const google::protobuf::Message& payload) {
    const Instant now = world_.clock()->Now();
    const std::string id = Uuid::Derive(kClientrouteSpace, Cat("event ", ++delivered_)).ToString();
    return DeliverTo(*database_, now, EventOf(id, now, payload), service_->listener());
  }
  absl::Status Close(const std::string& route) {
    orchestrator::v1::RouteClosed closed;
    closed.set_route(route);
    closed.set_state("closed");
    return Deliver(closed);
  }
  absl::Status Consider(const std::string& message, const std::string& route, bool care_goes_on = false) {
    allocation::v1::ChangeRequested requested;
    requested.set_care_goes_on(care_goes_on);
    requested.set_route(route);
    requested.set_change_request(kChange);
    requested.set_provider(kProvider);
    requested.set_message(message);
    return Deliver(requested);
  }
  /// A request for allocation; its route.
  std::string Ask(const std::vector<std::string>& references = {"ref-1"}) {
    std::vector<RequestedRow> rows;
    for (const std::string& reference : references) {
      rows.push_back({.reference = reference, .code = Cat("45A0", rows.size() + 1)});
    }
    Put("verzoek.xml", WriteRequest({}, rows));
    Settle();
    const v1::Message asked = MessageOf("verzoek.xml");
    EXPECT_EQ(asked.state(), v1::Message::ACCEPTED);
    EXPECT_EQ(asked.routes_size(), 1);
    return asked.routes_size() == 1 ? asked.routes(0) : "";
  }
  /// A request for change; its message.
  std::string AskForChange() {
    Put("wijziging.xml", WriteChange({}));
    Settle();
    EXPECT_EQ(MessageOf("wijziging.xml").state(), v1::Message::ACCEPTED);
    return MessageOf("wijziging.xml").name();
  }
  absl::StatusOr<v1::SendAnswerMessageResponse> Answer(v1::RequestAnswer answer, const std::string& reason = "",
                                                       const std::string& reference = "ref-1") const {
    v1::SendAnswerMessageRequest request;
    request.set_request_id(Cat("answer-", static_cast<int>(answer), "/", reference));
    request.set_route(RouteName(1));
    request.set_client(client_);
    request.set_municipality(kMunicipality);
    *request.add_lines() = TestAllocation(client_, 1).line();
    request.mutable_lines(0)->set_provider_reference(reference);
    request.set_answer(answer);
    request.set_reason(reason);
    return Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAnswerMessage, request);
  }
  /// What a person answers to the change.
  absl::StatusOr<v1::Message> AnswerAsPerson(const std::string& message, v1::RequestAnswer answer,
                                             const std::string& reason = "",
                                             const Caller& caller = BackOffice()) const {
    v1::AnswerRequestRequest request;
    request.set_request_id(Cat("person-", static_cast<int>(answer), "-", reason));
    request.set_name(message);
    request.set_answer(answer);
    request.set_reason(reason);
    return Call(caller, stub_.get(), &v1::Messaging::Stub::AnswerRequest, request);
  }
  /// The messages that are left to a person.
  std::vector<std::string> Left() const {
    v1::ListMessagesRequest request;
    request.set_left_to_person(true);
    const auto listed = Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ListMessages, request);
    EXPECT_THAT(listed, IsOk());
    std::vector<std::string> names;
    if (listed.ok()) {
      for (const v1::Message& message : listed->messages()) {
        EXPECT_TRUE(message.left_to_person());
        names.push_back(message.name());
      }
    }
    return names;
  }
  /// What the 319s say: reference, answer and reason.
  std::vector<std::string> Refusals() const {
    std::vector<std::string> found;
    for (const auto& [name, bytes] : Out()) {
      if (!name.starts_with("JW319")) continue;
      const ParseOutcome read = ParseMessage(bytes);
      EXPECT_TRUE(read.ok()) << name;
      if (!read.ok()) continue;
      found.push_back(Cat(read.message->body()->Get("ReferentieAanbieder"_field), " ",
                          read.message->body()->Get("VerzoekAntwoord"_field), " ",
                          read.message->body()->Get("RedenAfwijzingVerzoek"_field)));
    }
    return found;
  }
  std::optional<Date> Due(const std::string& file) const {
    const v1::Message message = MessageOf(file);
    return message.has_answer_due_date() ? FromProto(message.answer_due_date()) : std::nullopt;
  }

  const std::string client_;
  int delivered_ = 0;
};

// shows: MSG-3
TEST_F(EndedRouteTest, ARequestThatItsRouteLeavesOpenIsRefusedAndItsTermEnds) {
  const std::string route = Ask({"ref-1", "ref-2"});
  EXPECT_EQ(Due("verzoek.xml"), Date::Of(2026, 4, 10)) << "five working days, Easter between (OP274)";
  ASSERT_THAT(Close(route), IsOk());
  EXPECT_THAT(Refusals(), ElementsAre("ref-1 1 7", "ref-2 1 7"));
  EXPECT_EQ(Due("verzoek.xml"), std::nullopt);
  const auto events = EventsOf<v1::OpenRequestsRefused>(database_);
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].request_message(), MessageOf("verzoek.xml").name());
  EXPECT_THAT(events[0].provider_references(), ElementsAre("ref-1", "ref-2"));
  EXPECT_EQ(events[0].provider(), kProvider);
  EXPECT_EQ(events[0].law(), type::v1::JEUGDWET);
  EXPECT_EQ(events[0].reason(), "7");
  EXPECT_THAT(EventsOf<v1::AnswerMessageSent>(database_), IsEmpty()) << "no route waits for it any more";
  ASSERT_THAT(Close(route), IsOk());
  EXPECT_THAT(Refusals(), SizeIs(2)) << "once each (TR365)";
}

TEST_F(EndedRouteTest, AChangeForCareThatIsOverIsToldToBeANewRequest) {
  ASSERT_THAT(Close(RouteName(1)), IsOk());
  const std::string message = AskForChange();
  EXPECT_THAT(Refusals(), IsEmpty());
  EXPECT_EQ(Due("wijziging.xml"), Date::Of(2026, 4, 10)) << "OP346";
  ASSERT_THAT(Consider(message, RouteName(1)), IsOk());
  EXPECT_THAT(Refusals(), ElementsAre("vow-1 1 1"));
  EXPECT_EQ(Due("wijziging.xml"), std::nullopt);
  ASSERT_THAT(EventsOf<v1::OpenRequestsRefused>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::OpenRequestsRefused>(database_)[0].change_request(), kChange);
}

// shows: MSG-3, ROU-3
TEST_F(EndedRouteTest, AChangeForCareThatGoesOnIsLeftToAPersonWhoAnswersIt) {
  ASSERT_THAT(Close(RouteName(1)), IsOk());
  world_.Advance(std::chrono::minutes(1));
  const std::string message = AskForChange();
  ASSERT_THAT(Consider(message, RouteName(1), /*care_goes_on=*/true), IsOk());
  EXPECT_THAT(Refusals(), IsEmpty());
  EXPECT_THAT(EventsOf<v1::OpenRequestsRefused>(database_), IsEmpty());
  EXPECT_EQ(Due("wijziging.xml"), Date::Of(2026, 4, 10)) << "its term runs (OP346)";
  EXPECT_THAT(Left(), ElementsAre(message));

  const auto told = AnswerAsPerson(message, v1::UNDER_INVESTIGATION);
  ASSERT_THAT(told, IsOk());
  EXPECT_TRUE(told->left_to_person()) << "the answer is still to come";
  Settle();
  EXPECT_THAT(Refusals(), ElementsAre("vow-1 2 "));
  EXPECT_EQ(Due("wijziging.xml"), Date::Of(2026, 5, 27)) << "eight weeks (OP346)";
  EXPECT_THAT(EventsOf<v1::OpenRequestsRefused>(database_), IsEmpty());
  const auto refused = AnswerAsPerson(message, v1::REFUSED, "1");
  ASSERT_THAT(refused, IsOk());
  EXPECT_FALSE(refused->left_to_person());
  Settle();
  EXPECT_THAT(Refusals(), ::testing::UnorderedElementsAre("vow-1 2 ", "vow-1 1 1"));
  EXPECT_EQ(Due("wijziging.xml"), std::nullopt);
  EXPECT_THAT(Left(), IsEmpty());
  ASSERT_THAT(EventsOf<v1::OpenRequestsRefused>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::OpenRequestsRefused>(database_)[0].change_request(), kChange);
  EXPECT_EQ(EventsOf<v1::OpenRequestsRefused>(database_)[0].reason(), "1");
  EXPECT_THAT(AnswerAsPerson(message, v1::REFUSED, "7"),
              Fails(absl::StatusCode::kFailedPrecondition, "REQUEST_ANSWERED"));
  EXPECT_THAT(AnswerAsPerson(message, v1::REFUSED, "1"), IsOk()) << "the first answer again";
}

TEST_F(EndedRouteTest, WhatWasAskedBeforeTheRouteEndedIsRefusedThoughCareWentOnThen) {
  const std::string message = AskForChange();
  ASSERT_THAT(Consider(message, RouteName(1), /*care_goes_on=*/true), IsOk());
  EXPECT_THAT(Left(), IsEmpty()) << "the route considers it";
  world_.Advance(std::chrono::minutes(1));
  ASSERT_THAT(Close(RouteName(1)), IsOk());
  EXPECT_THAT(Refusals(), ElementsAre("vow-1 1 1"));
}

TEST_F(EndedRouteTest, WhatARouteAnswersOrNobodyAskedIsNotAnsweredByAPerson) {
  const std::string message = AskForChange();
  EXPECT_THAT(AnswerAsPerson(message, v1::REFUSED, "1"),
              Fails(absl::StatusCode::kFailedPrecondition, "REQUEST_UNKNOWN"))
      << "nobody told yet who considers it";
  ASSERT_THAT(Consider(message, RouteName(1), /*care_goes_on=*/true), IsOk());
  EXPECT_THAT(AnswerAsPerson(message, v1::REFUSED, "1"), Fails(absl::StatusCode::kFailedPrecondition, "ROUTE_ANSWERS"));
  ASSERT_THAT(Close(RouteName(2)), IsOk());
  world_.Advance(std::chrono::minutes(1));
  Put("andere.xml", WriteChange({.identification = "2"}, {ChangedRow{}}, "vow-2"));
  Settle();
  const std::string other = MessageOf("andere.xml").name();
  ASSERT_THAT(Consider(other, RouteName(2), /*care_goes_on=*/true), IsOk());
  EXPECT_THAT(AnswerAsPerson(other, v1::REFUSED), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(AnswerAsPerson(other, v1::REFUSED, "1", BackOffice({kOtherMunicipality})),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_MUNICIPALITY"));
  EXPECT_THAT(AnswerAsPerson(RouteName(3), v1::REFUSED, "1"),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(EndedRouteTest, TheOrderInWhichThingsAreHeardDoesNotMatter) {
  // Allocation tells of the change before its own message is finished.
  allocation_.FailKind("JW317", grpc::Status(grpc::StatusCode::UNAVAILABLE, "later"));
  Put("wijziging.xml", WriteChange({}));
  RunAWhile();
  const std::string message = MessageOf("wijziging.xml").name();
  ASSERT_NE(MessageOf("wijziging.xml").state(), v1::Message::ACCEPTED);
  orchestrator::v1::RouteClosed closed;
  allocation::v1::ChangeRequested requested;
  requested.set_route(RouteName(1));
  requested.set_change_request(kChange);
  requested.set_message(message);
  closed.set_route(RouteName(1));
  allocation_.FailKind("JW317", grpc::Status::OK);
  // Both are heard while it waits for its next try.
  ASSERT_THAT(Hear(requested), IsOk());
  ASSERT_THAT(Hear(closed), IsOk());
  EXPECT_THAT(Refusals(), IsEmpty());
  world_.Advance(std::chrono::hours(1));
  Settle();
  EXPECT_EQ(MessageOf("wijziging.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(Refusals(), ElementsAre("vow-1 1 1"));
}

TEST_F(EndedRouteTest, WhatWasAnsweredIsNotAnsweredAgain) {
  const std::string route = Ask({"ref-1", "ref-2", "ref-3"});
  allocation_.Add(TestAllocation(client_, 1));
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  ASSERT_THAT(Answer(v1::UNDER_INVESTIGATION, "", "ref-2"), IsOk());
  ASSERT_THAT(Answer(v1::REFUSED, "2", "ref-3"), IsOk());
  ASSERT_THAT(Close(route), IsOk());
  EXPECT_THAT(Refusals(), ::testing::UnorderedElementsAre("ref-2 2 ", "ref-3 1 2", "ref-2 1 7"));
  EXPECT_EQ(Due("verzoek.xml"), std::nullopt);
}

TEST_F(EndedRouteTest, WhatIsRemarkedOnSuchAnAnswerIsForAPersonAndForNoRoute) {
  const std::string route = Ask();
  ASSERT_THAT(Close(route), IsOk());
  Put("retour.xml", WriteReturn(OnlyOut("JW319"), {{"Antwoord[1]", "9355"}}));
  Settle();
  EXPECT_EQ(MessageOf(OutName("JW319")).state(), v1::Message::ANSWERED_WITH_ERRORS);
  EXPECT_THAT(EventsOf<v1::AnswerMessageAnswered>(database_), IsEmpty());
  ASSERT_THAT(EventsOf<v1::MessageRejected>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::MessageRejected>(database_)[0].message(), MessageOf(OutName("JW319")).name());
  EXPECT_THAT(EventsOf<v1::MessageRejected>(database_)[0].return_codes(), ElementsAre("9355"));
}

// shows: MSG-3, ROU-3
TEST_F(EndedRouteTest, TheTermOfARequestEndsWithItsLastAnswerAndMovesWithAnInvestigation) {
  Ask({"ref-1", "ref-2"});
  ASSERT_THAT(Answer(v1::REFUSED, "2", "ref-1"), IsOk());
  EXPECT_EQ(Due("verzoek.xml"), Date::Of(2026, 4, 10)) << "the other is open";
  ASSERT_THAT(Answer(v1::UNDER_INVESTIGATION, "", "ref-2"), IsOk());
  EXPECT_EQ(Due("verzoek.xml"), Date::Of(2026, 5, 27)) << "eight weeks after its own date (OP346)";
  ASSERT_THAT(Answer(v1::REFUSED, "2", "ref-2"), IsOk());
  EXPECT_EQ(Due("verzoek.xml"), std::nullopt);
  world_.Advance(std::chrono::days(100));
  for (const auto& late : EventsOf<v1::MessageLate>(database_)) EXPECT_NE(late.kind(), "JW315");
}

// shows: MSG-3
TEST_F(EndedRouteTest, ARequestThatNobodyAnswersIsLateOnceAndStaysSo) {
  Ask({"ref-1", "ref-2"});
  world_.Advance(std::chrono::days(10));
  ASSERT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::MessageLate>(database_)[0].kind(), "JW315");
  EXPECT_EQ(FromProto(EventsOf<v1::MessageLate>(database_)[0].due_date()), Date::Of(2026, 4, 10));
  ASSERT_THAT(Answer(v1::REFUSED, "2", "ref-1"), IsOk());
  EXPECT_EQ(Due("verzoek.xml"), Date::Of(2026, 4, 10));
  world_.Advance(std::chrono::days(1));
  std::size_t requests = 0;
  for (const auto& late : EventsOf<v1::MessageLate>(database_)) requests += late.kind() == "JW315" ? 1 : 0;
  EXPECT_EQ(requests, 1U) << "told once";
}

TEST_F(EndedRouteTest, AnEventThatSaysNothingOrIsNotForMessagingIsRefused) {
  EXPECT_THAT(Close("routes/nonsense"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Consider("nonsense", RouteName(1)), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver(orchestrator::v1::RouteOpened()),
              Fails(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

}  // namespace
}  // namespace clientroute::messaging::testing
