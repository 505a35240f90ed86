// Answers to providers' requests (319), and the providers' return messages to them (320).
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr absl::StatusCode kPrecondition = absl::StatusCode::kFailedPrecondition;

class AnswerMessageTest : public MessagingTest {
 protected:
  AnswerMessageTest() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }

  /// A request (315) with these references came in and was approved.
  void Ask(const std::vector<std::string>& references = {"ref-1"}) {
    std::vector<RequestedRow> rows;
    for (const std::string& reference : references) {
      rows.push_back({.reference = reference, .code = "45A0" + std::to_string(rows.size() + 1)});
    }
    Put("verzoek.xml", WriteRequest({}, rows));
    Settle();
    ASSERT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  }
  v1::SendAnswerMessageRequest Request(v1::RequestAnswer answer, const std::string& reason = "",
                                       const std::string& reference = "ref-1") const {
    v1::SendAnswerMessageRequest request;
    request.set_request_id("answer-" + std::to_string(answer) + reason + "/" + reference);
    request.set_route(RouteName(1));
    request.set_client(client_);
    request.set_municipality(kMunicipality);
    *request.add_lines() = TestAllocation(client_, 1).line();
    request.mutable_lines(0)->set_provider_reference(reference);
    request.set_answer(answer);
    request.set_reason(reason);
    return request;
  }
  absl::StatusOr<v1::SendAnswerMessageResponse> Answer(const v1::SendAnswerMessageRequest& request) const {
    return Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAnswerMessage, request);
  }
  static Message Parsed(const std::string& bytes) {
    ParseOutcome read = ParseMessage(bytes);
    EXPECT_TRUE(read.ok());
    EXPECT_THAT(CheckContent(*read.message), IsEmpty());
    return *std::move(read.message);
  }

  const std::string client_;
};

TEST_F(AnswerMessageTest, ARefusalTellsItsReasonAndIsAnnounced) {
  Ask();
  const auto sent = Answer(Request(v1::REFUSED, "2"));
  ASSERT_THAT(sent, IsOk());
  Settle();
  const Message message = Parsed(OnlyOut("JW319"));
  EXPECT_EQ(message.sender(), kMunicipality);
  EXPECT_EQ(message.receiver(), kProvider);
  EXPECT_EQ(message.body()->Get("ReferentieAanbieder"_field), "ref-1");
  EXPECT_EQ(message.body()->Get("VerzoekAntwoord"_field), "1");
  EXPECT_EQ(message.body()->Get("RedenAfwijzingVerzoek"_field), "2");
  ASSERT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(1));
  const v1::AnswerMessageSent event = EventsOf<v1::AnswerMessageSent>(database_)[0];
  EXPECT_EQ(event.route(), RouteName(1));
  EXPECT_EQ(event.message(), sent->messages(0));
  EXPECT_EQ(event.provider(), kProvider);
  EXPECT_THAT(event.provider_references(), ElementsAre("ref-1"));
  EXPECT_EQ(event.answer(), v1::REFUSED);
  EXPECT_EQ(event.law(), type::v1::JEUGDWET);
  EXPECT_EQ(FromProto(event.send_date()), Date::Of(2026, 4, 1));
  const v1::Message stored = MessageOf(OutName("JW319"));
  EXPECT_EQ(stored.state(), v1::Message::SENT);
  EXPECT_EQ(FromProto(stored.answer_due_date()), Date::Of(2026, 4, 8));  // three working days, Easter between
  EXPECT_THAT(stored.routes(), ElementsAre(RouteName(1)));
}

TEST_F(AnswerMessageTest, TheSameCommandAgainSendsNothingMore) {
  Ask();
  ASSERT_THAT(Answer(Request(v1::REFUSED, "2")), IsOk());
  ASSERT_THAT(Answer(Request(v1::REFUSED, "2")), IsOk());
  Settle();
  EXPECT_NE(OnlyOut("JW319"), "");
  EXPECT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(1));
}

// rules: TR360
TEST_F(AnswerMessageTest, InvestigationIsToldOnceAndThenTheRefusal) {
  Ask();
  ASSERT_THAT(Answer(Request(v1::UNDER_INVESTIGATION)), IsOk());
  v1::SendAnswerMessageRequest again = Request(v1::UNDER_INVESTIGATION);
  again.set_request_id("again");
  EXPECT_THAT(Answer(again), Fails(kPrecondition, "REQUEST_ANSWERED"));  // TR360
  ASSERT_THAT(Answer(Request(v1::REFUSED, "7")), IsOk());
  EXPECT_THAT(Answer(Request(v1::REFUSED, "3")), Fails(kPrecondition, "REQUEST_ANSWERED"));  // TR365
  EXPECT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(2));
}

// OP346: the eight weeks run from the request's own date, not from that of the answer.
TEST_F(AnswerMessageTest, AnAnswerTellsTheDateOfItsRequest) {
  Ask();
  world_.Advance(std::chrono::days(4));
  ASSERT_THAT(Answer(Request(v1::UNDER_INVESTIGATION)), IsOk());
  world_.Advance(std::chrono::days(30));
  ASSERT_THAT(Answer(Request(v1::REFUSED, "7")), IsOk());
  const auto events = EventsOf<v1::AnswerMessageSent>(database_);
  ASSERT_THAT(events, SizeIs(2));
  for (const v1::AnswerMessageSent& event : events) EXPECT_EQ(FromProto(event.request_date()), Date::Of(2026, 4, 1));
  EXPECT_EQ(FromProto(events[0].send_date()), Date::Of(2026, 4, 5));
}

TEST_F(AnswerMessageTest, WhatWasAllocatedIsNotRefusedAnyMore) {
  Ask();
  allocation_.Add(TestAllocation(client_, 1));
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  EXPECT_THAT(EventsOf<v1::AllocationMessageSent>(database_)[0].provider_references(), ElementsAre("ref-1"));
  EXPECT_THAT(EventsOf<v1::AllocationMessageSent>(database_)[0].allocation_numbers(), ElementsAre(1));
  EXPECT_THAT(Answer(Request(v1::REFUSED, "2")), Fails(kPrecondition, "REQUEST_ANSWERED"));  // TR359
}

// rules: TR355
TEST_F(AnswerMessageTest, WhatWasNeverAskedByMessageIsRefusedAsACommand) {
  Ask();
  EXPECT_THAT(Answer(Request(v1::REFUSED, "2", "ref-2")), Fails(kPrecondition, "REQUEST_UNKNOWN"));  // TR355
  v1::SendAnswerMessageRequest elsewhere = Request(v1::REFUSED, "2");
  elsewhere.set_municipality(kOtherMunicipality);
  EXPECT_THAT(Answer(elsewhere), Fails(kPrecondition, "REQUEST_UNKNOWN"));
  Settle();
  EXPECT_THAT(EventsOf<v1::AnswerMessageSent>(database_), IsEmpty());
}

TEST_F(AnswerMessageTest, ALineThatNobodyAskedForByMessageIsAnsweredWithoutOne) {
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "2", "");
  const auto sent = Answer(request);
  ASSERT_THAT(sent, IsOk());
  EXPECT_THAT(sent->messages(), IsEmpty());
  ASSERT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::AnswerMessageSent>(database_)[0].message(), "");
  EXPECT_EQ(FromProto(EventsOf<v1::AnswerMessageSent>(database_)[0].request_date()), Date::Of(2026, 4, 1));
}

TEST_F(AnswerMessageTest, TheMessageOfARequestNamesAllItsReferences) {
  Ask({"ref-1", "ref-2"});
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "4");
  request.clear_lines();
  request.set_request_message(MessageOf("verzoek.xml").name());
  const auto sent = Answer(request);
  ASSERT_THAT(sent, IsOk());
  EXPECT_EQ(sent->messages_size(), 2);
  ASSERT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<v1::AnswerMessageSent>(database_)[0].provider_references(),
              UnorderedElementsAre("ref-1", "ref-2"));
}

// shows: MSG-1
TEST_F(AnswerMessageTest, WhatARequestThatWasGrantedInPartLeavesOpenIsRefused) {
  Ask({"ref-1", "ref-2", "ref-3"});
  allocation_.Add(TestAllocation(client_, 1));
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  ASSERT_THAT(Answer(Request(v1::UNDER_INVESTIGATION, "", "ref-3")), IsOk());
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "6");
  request.clear_lines();
  request.set_request_message(MessageOf("verzoek.xml").name());
  request.set_request_id("rest-1");
  EXPECT_THAT(Answer(request), Fails(kPrecondition, "REQUEST_ANSWERED")) << "ref-1 was allocated (TR359)";
  request.set_request_id("rest-2");
  request.set_only_open(true);
  const auto sent = Answer(request);
  ASSERT_THAT(sent, IsOk());
  EXPECT_EQ(sent->messages_size(), 2);
  const v1::AnswerMessageSent event = EventsOf<v1::AnswerMessageSent>(database_).back();
  EXPECT_THAT(event.provider_references(), UnorderedElementsAre("ref-2", "ref-3"));
  EXPECT_EQ(event.reason(), "6");
  request.set_request_id("rest-3");
  ASSERT_THAT(Answer(request), IsOk());
  EXPECT_EQ(EventsOf<v1::AnswerMessageSent>(database_).back().message(), "") << "nothing is open any more";
}

TEST_F(AnswerMessageTest, AMessageThatAskedForNothingIsNotAnswered) {
  Put("fout.xml", "geen bericht");
  Settle();
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "4");
  request.clear_lines();
  request.set_request_message(MessageOf("fout.xml").name());
  EXPECT_THAT(Answer(request), Fails(kPrecondition, "REQUEST_UNKNOWN"));
  request.set_request_message(NameOf("messages", Uuid::Derive(kClientrouteSpace, "none")));
  EXPECT_THAT(Answer(request), Fails(kPrecondition, "REQUEST_UNKNOWN"));
  Ask();
  request.set_request_message(MessageOf("verzoek.xml").name());
  request.set_municipality(kOtherMunicipality);
  EXPECT_THAT(Answer(request), Fails(kPrecondition, "REQUEST_UNKNOWN"));
}

TEST_F(AnswerMessageTest, AChangeRequestIsAnsweredByItsMessage) {
  Put("wijziging.xml", WriteChange({}, {ChangedRow{}}, "vow-7"));
  Settle();
  v1::SendAnswerMessageRequest request = Request(v1::UNDER_INVESTIGATION);
  request.clear_lines();
  request.set_request_message(MessageOf("wijziging.xml").name());
  request.set_change_request(NameOf("change_requests", Uuid::Derive(kClientrouteSpace, "vow-7")));
  ASSERT_THAT(Answer(request), IsOk());
  Settle();
  const Message message = Parsed(OnlyOut("JW319"));
  EXPECT_EQ(message.body()->Get("ReferentieAanbieder"_field), "vow-7");
  EXPECT_EQ(message.body()->Get("VerzoekAntwoord"_field), "2");
  EXPECT_FALSE(message.body()->Has("RedenAfwijzingVerzoek"_field));
  ASSERT_THAT(EventsOf<v1::AnswerMessageSent>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::AnswerMessageSent>(database_)[0].change_request(), request.change_request());
  EXPECT_THAT(MessageOf("wijziging.xml").routes(), ElementsAre(RouteName(1)));  // known now
}

TEST_F(AnswerMessageTest, AnotherMunicipalityIsNamedWhereTheYouthBelongsThere) {
  Ask();
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "8");
  EXPECT_THAT(Answer(request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));  // TR377
  request.set_responsible_municipality("0363");
  ASSERT_THAT(Answer(request), IsOk());
  Settle();
  const Message message = Parsed(OnlyOut("JW319"));
  ASSERT_THAT(message.All("Woonplaatsbeginsel"_class), SizeIs(1));
  EXPECT_EQ(message.All("Woonplaatsbeginsel"_class)[0].Get("Gemeente"_field), "0363");
}

TEST_F(AnswerMessageTest, NamesEveryWrongField) {
  v1::SendAnswerMessageRequest request = Request(v1::REFUSED, "99");
  request.set_route("routes/1");
  request.set_client("x");
  request.set_municipality("x");
  request.set_change_request("x");
  request.set_responsible_municipality("0363");
  request.set_request_message("x");
  const absl::Status status = Answer(request).status();
  EXPECT_THAT(status, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("route", "client", "municipality", "change_request", "reason",
                                           "responsible_municipality", "request_message"));
  EXPECT_THAT(Answer(Request(v1::UNDER_INVESTIGATION, "2")),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(AnswerMessageTest, TheProvidersReturnMessageEndsTheTermAndIsAnnounced) {
  Ask();
  ASSERT_THAT(Answer(Request(v1::REFUSED, "2")), IsOk());
  Settle();
  Put("retour.xml", WriteReturn(OnlyOut("JW319"), {{"Antwoord[1]", "9355"}}));
  Settle();
  ASSERT_THAT(EventsOf<v1::AnswerMessageAnswered>(database_), SizeIs(1));
  const v1::AnswerMessageAnswered event = EventsOf<v1::AnswerMessageAnswered>(database_)[0];
  EXPECT_EQ(event.route(), RouteName(1));
  EXPECT_EQ(event.message(), MessageOf(OutName("JW319")).name());
  EXPECT_FALSE(event.accepted());
  EXPECT_THAT(event.explanation(), HasSubstr("9355"));
  EXPECT_EQ(MessageOf(OutName("JW319")).state(), v1::Message::ANSWERED_WITH_ERRORS);
  EXPECT_FALSE(MessageOf(OutName("JW319")).has_answer_due_date());
  EXPECT_EQ(MessageOf("retour.xml").kind(), "JW320");
  EXPECT_THAT(EventsOf<v1::AllocationMessageAnswered>(database_), IsEmpty());
}

}  // namespace
}  // namespace clientroute::messaging::testing
