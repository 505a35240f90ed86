// The messages of the Wmo go the same ways, by their own tables.
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/platform/calls/proto_values.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WmoTest : public MessagingTest {
 protected:
  WmoTest() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }
  static Message Parsed(const std::string& bytes) {
    ParseOutcome read = ParseMessage(bytes);
    EXPECT_TRUE(read.ok());
    EXPECT_THAT(CheckContent(*read.message), IsEmpty());
    return *std::move(read.message);
  }
  static FileHeader Header(const std::string& identification = "1") {
    return {.standard = "WMO", .identification = identification};
  }
  void AskForGuidance() {
    Put("verzoek.xml", WriteRequest(Header(), {{.category = "02", .code = "02A01", .referrer = "06"}}));
    Settle();
  }

  const std::string client_;
};

TEST_F(WmoTest, ARequestBecomesAReferralUnderTheWmo) {
  AskForGuidance();
  EXPECT_EQ(MessageOf("verzoek.xml").kind(), "WMO315");
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(Parsed(OnlyOut("WMO316")).schema().name(), "WMO316");
  ASSERT_THAT(intake_.referrals(), SizeIs(1));
  EXPECT_EQ(intake_.referrals()[0].referral().law(), type::v1::WMO);
  EXPECT_EQ(intake_.referrals()[0].referral().lines(0).law(), type::v1::WMO);
  ASSERT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_EQ(allocation_.submissions()[0].header().law(), type::v1::WMO);
  EXPECT_EQ(allocation_.submissions()[0].header().kind(), "WMO315");
}

TEST_F(WmoTest, AnAllocationIsToldByItsOwnMessageAndNumbersAreItsOwn) {
  AskForGuidance();
  for (const type::v1::Law law : {type::v1::WMO, type::v1::JEUGDWET}) {
    allocation_.Add(TestAllocation(client_, 1, law));
  }
  v1::SendAllocationMessageRequest request = SendRequest(client_, {1});
  *request.mutable_lines(0) = TestAllocation(client_, 1, type::v1::WMO).line();
  request.mutable_lines(0)->set_line("line-2");
  *request.add_lines() = TestAllocation(client_, 1).line();
  ASSERT_THAT(Send(request), IsOk());
  Settle();
  const Message message = Parsed(OnlyOut("WMO301"));
  ASSERT_THAT(message.All("ToegewezenProduct"_class), SizeIs(1));
  EXPECT_EQ(message.All("ToegewezenProduct"_class)[0].Get("Product/Code"_field), "02A01");
  EXPECT_THAT(Parsed(OnlyOut("JW301")).All("ToegewezenProduct"_class), SizeIs(1));
  const auto events = EventsOf<v1::AllocationMessageSent>(database_);
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[0].law(), type::v1::JEUGDWET);
  EXPECT_EQ(events[1].law(), type::v1::WMO);
  EXPECT_EQ(events[1].unanswered(), 2);
  Put("retour.xml", WriteReturn(OnlyOut("WMO301"), {}));
  Settle();
  EXPECT_EQ(MessageOf("retour.xml").kind(), "WMO302");
  ASSERT_THAT(EventsOf<v1::AllocationMessageAnswered>(database_), SizeIs(1));
  EXPECT_TRUE(EventsOf<v1::AllocationMessageAnswered>(database_)[0].accepted());
  EXPECT_EQ(EventsOf<v1::AllocationMessageAnswered>(database_)[0].unanswered(), 1);
}

TEST_F(WmoTest, StartsStopsAndChangesGoToAllocation) {
  Put("1start.xml", WriteStart(Header("1"), {{.category = "02", .code = "02A01"}}));
  Put("2stop.xml", WriteStop(Header("2"), {{.category = "02", .code = "02A01", .end = "2026-04-01", .reason = "20"}}));
  Put("3wijziging.xml", WriteChange(Header("3")));
  Settle();
  std::vector<std::string> kinds;
  for (const auto& submission : allocation_.submissions()) {
    kinds.push_back(submission.header().kind());
    EXPECT_EQ(submission.header().law(), type::v1::WMO);
  }
  EXPECT_THAT(kinds, ElementsAre("WMO305", "WMO307", "WMO317"));
  for (const char* kind : {"WMO306", "WMO308", "WMO318"}) EXPECT_EQ(Parsed(OnlyOut(kind)).schema().name(), kind);
}

TEST_F(WmoTest, ARequestIsAnsweredByItsOwnMessage) {
  AskForGuidance();
  v1::SendAnswerMessageRequest request;
  request.set_request_id("answer-1");
  request.set_route(RouteName(1));
  request.set_client(client_);
  request.set_municipality(kMunicipality);
  request.set_request_message(MessageOf("verzoek.xml").name());
  request.set_answer(v1::REFUSED);
  request.set_reason("3");
  ASSERT_THAT(Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAnswerMessage, request),
              IsOk());
  Settle();
  const std::string bytes = OnlyOut("WMO319");
  EXPECT_EQ(Parsed(bytes).body()->Get("RedenAfwijzingVerzoek"_field), "3");
  Put("retour.xml", WriteReturn(bytes, {}));
  Settle();
  EXPECT_EQ(MessageOf("retour.xml").kind(), "WMO320");
  ASSERT_THAT(EventsOf<v1::AnswerMessageAnswered>(database_), SizeIs(1));
  EXPECT_TRUE(EventsOf<v1::AnswerMessageAnswered>(database_)[0].accepted());
  EXPECT_EQ(EventsOf<v1::AnswerMessageAnswered>(database_)[0].explanation(),
            "De aanbieder heeft geen opmerkingen bij het antwoordbericht.");
}

TEST_F(WmoTest, AClaimIsJudgedUnderTheWmoAndAnswered) {
  Put("maart.xml", WriteClaim(Header(), {{.category = "02", .code = "02A01"}}));
  Settle();
  ASSERT_THAT(claims_.submissions(), SizeIs(1));
  EXPECT_EQ(claims_.submissions()[0].header().kind(), "WMO323");
  EXPECT_EQ(claims_.submissions()[0].header().law(), type::v1::WMO);
  EXPECT_EQ(Parsed(OnlyOut("WMO325")).body()->Get("TotaalToegekendBedrag/TotaalBedrag"_field), "30000");
}

TEST_F(WmoTest, TheSameIdentificationUnderTheOtherLawIsAnotherMessage) {
  Put("wmo.xml", WriteStart(Header("1"), {{.category = "02", .code = "02A01"}}));
  Put("jeugd.xml", WriteStart({.identification = "1"}));
  Settle();
  EXPECT_EQ(MessageOf("wmo.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("jeugd.xml").state(), v1::Message::ACCEPTED);
}

}  // namespace
}  // namespace clientroute::messaging::testing
