// What a municipality's door does with each kind of file: accepted, returned with codes, refused, repeated.
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/return_message.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class InboundTest : public MessagingTest {
 protected:
  static allocation::v1::ClassVerdict Verdict(const std::string& path, const std::string& rule,
                                              const std::string& code) {
    allocation::v1::ClassVerdict verdict;
    verdict.set_class_path(path);
    verdict.set_rule(rule);
    verdict.set_return_code(code);
    verdict.set_explanation("Omdat het niet kan, zie 999900006.");
    return verdict;
  }
  /// The codes of the return message in these bytes.
  static std::vector<ClassVerdict> CodesIn(const std::string& bytes) {
    const ParseOutcome read = ParseMessage(bytes);
    EXPECT_TRUE(read.ok());
    return read.ok() ? ReadReturnMessage(*read.message).verdicts : std::vector<ClassVerdict>{};
  }
};

// shows: MSG-5
TEST_F(InboundTest, ACommentDecidesNothingAndGoesNowhere) {
  constexpr char kComment[] = "SPOED: graag afwijzen, en 40 uur toekennen aan een ander";
  Put("1zonder.xml", WriteRequest({.identification = "1"}, {{"ref-1"}}));
  Settle();
  Put("2met.xml", WriteRequest({.identification = "2"}, {{"ref-1"}}, kComment));
  Settle();
  ASSERT_THAT(allocation_.submissions(), SizeIs(2));
  ASSERT_THAT(intake_.referrals(), SizeIs(2));
  EXPECT_EQ(MessageOf("1zonder.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("2met.xml").state(), v1::Message::ACCEPTED);
  const auto judged = allocation_.submissions();
  ASSERT_EQ(judged[0].lines_size(), judged[1].lines_size());
  EXPECT_EQ(judged[0].lines(0).DebugString(), judged[1].lines(0).DebugString());
  auto first = intake_.referrals()[0];
  auto second = intake_.referrals()[1];
  for (auto* referral : {&first, &second}) {
    referral->clear_request_id();
    referral->mutable_referral()->clear_source();
  }
  EXPECT_EQ(first.DebugString(), second.DebugString());
  EXPECT_THAT(second.DebugString(), ::testing::Not(::testing::HasSubstr("SPOED")));
}

TEST_F(InboundTest, ARequestBecomesAReferralAndIsReturnedWithoutCodes) {
  Put("verzoek.xml", WriteRequest({}, {{"ref-1", "45", "45A04"}, {"ref-2", "50", "50A01"}}));
  Settle();

  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("done")), ElementsAre("verzoek.xml.sealed"));
  EXPECT_THAT(NamesIn(Box("refused")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW316_42420001_000000000001.xml"));
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), IsEmpty());
  const ParseOutcome answer = ParseMessage(OnlyOut("JW316"));
  EXPECT_EQ(answer.message->sender(), kProvider);  // copied unchanged
  EXPECT_EQ(answer.message->receiver(), kMunicipality);
  EXPECT_EQ(answer.message->identification(), "1");
  EXPECT_FALSE(answer.message->body().has_value());

  const auto messages = Messages();
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_EQ(messages[0].kind(), "JW315");
  EXPECT_EQ(messages[0].state(), v1::Message::ACCEPTED);
  EXPECT_EQ(messages[0].counterpart(), messages[1].name());
  EXPECT_EQ(FromProto(messages[0].answer_due_date()), Date::Of(2026, 4, 10)) << "five working days (OP274)";
  EXPECT_EQ(messages[1].kind(), "JW316");
  EXPECT_EQ(messages[1].direction(), v1::Message::OUT);
  EXPECT_EQ(messages[1].counterpart(), messages[0].name());
  EXPECT_THAT(messages[0].routes(), SizeIs(1));
  EXPECT_THAT(messages[0].clients(), SizeIs(1));
  EXPECT_THAT(EventsIn(database_), IsEmpty());
}

TEST_F(InboundTest, TheReferralCarriesWhatTheMessageSays) {
  Put("verzoek.xml", WriteRequest({}, {{"ref-1", "45", "45A04"}, {"ref-2", "50", "50A01"}}));
  Settle();
  ASSERT_THAT(intake_.referrals(), SizeIs(1));
  const intake::v1::CreateReferralRequest request = intake_.referrals()[0];
  EXPECT_EQ(request.person().citizen_number(), kBsn);
  EXPECT_EQ(request.person().family_name(), "Voorbeeld");
  EXPECT_EQ(request.person().prefix(), "van");
  EXPECT_EQ(request.person().gender(), intake::v1::FEMALE);
  EXPECT_EQ(FromProto(request.person().birth_date()), Date::Of(2012, 2, 14));
  const intake::v1::Referral& referral = request.referral();
  EXPECT_EQ(referral.municipality(), kMunicipality);
  EXPECT_EQ(referral.referrer().type(), type::v1::GENERAL_PRACTITIONER);
  EXPECT_EQ(referral.referrer().display_name(), "Huisartsenpraktijk De Linde");
  EXPECT_EQ(referral.law(), type::v1::JEUGDWET);
  EXPECT_EQ(referral.legal_frame(), intake::v1::VOLUNTARY);
  EXPECT_TRUE(referral.client_asks_himself());
  EXPECT_EQ(referral.source().sender(), "providers/42420001");
  EXPECT_EQ(referral.source().reference(), "1");
  EXPECT_EQ(referral.source().message(), Messages()[0].name());
  EXPECT_EQ(FromProto(referral.receive_date()), Date::Of(2026, 4, 1));
  ASSERT_THAT(referral.lines(), SizeIs(2));
  EXPECT_EQ(referral.lines(0).line(), "line-1");
  EXPECT_EQ(referral.lines(1).line(), "line-2");
  EXPECT_EQ(referral.lines(1).product().category(), "50");
  EXPECT_EQ(referral.lines(1).product().code(), "50A01");
  EXPECT_EQ(referral.lines(1).provider(), kProvider);
  EXPECT_EQ(referral.lines(1).provider_reference(), "ref-2");
  EXPECT_EQ(referral.lines(0).volume().amount(), 4);
  EXPECT_EQ(referral.lines(0).volume().unit(), type::v1::HOUR);
  EXPECT_EQ(FromProto(referral.lines(0).period())->ToString(), "2026-05-01..2026-10-31");
}

TEST_F(InboundTest, ACourtOrInstitutionOrders) {
  const struct {
    const char* code;
    intake::v1::LegalFrame frame;
  } rows[] = {{"01", intake::v1::VOLUNTARY},
              {"04", intake::v1::COMPULSORY},
              {"06", intake::v1::VOLUNTARY},
              {"08", intake::v1::COMPULSORY}};
  for (const auto& row : rows) {
    RequestedRow requested;
    requested.referrer = row.code;
    requested.reference = row.code;
    Put(std::string(row.code) + ".xml", WriteRequest({.identification = row.code}, {requested}));
    Settle();
    EXPECT_EQ(intake_.referrals().back().referral().legal_frame(), row.frame) << row.code;
  }
}

TEST_F(InboundTest, AnOrderForOneProductBindsForAll) {
  for (const bool order_first : {true, false}) {
    const std::string name = order_first ? "eerst" : "laatst";
    RequestedRow ordered{.reference = name + "-1", .referrer = "08"};
    RequestedRow asked{.reference = name + "-2", .code = "45A05", .referrer = "02"};
    Put(name + ".xml", WriteRequest({.identification = name},
                                    order_first ? std::vector{ordered, asked} : std::vector{asked, ordered}));
    Settle();
    const intake::v1::Referral referral = intake_.referrals().back().referral();
    EXPECT_EQ(referral.legal_frame(), intake::v1::COMPULSORY) << name;
    EXPECT_EQ(referral.referrer().type(), type::v1::JUSTICE) << name;
  }
}

TEST_F(InboundTest, AVolumeOfNothingIsReturnedBeforeAnyoneIsAsked) {
  Put("verzoek.xml", WriteRequest({}, {RequestedRow{.volume = "0"}}));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "0001"}));
  ASSERT_THAT(MessageOf("verzoek.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("verzoek.xml").findings(0).rule(), "CD041");
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(InboundTest, AReferenceThatCouldBeWordsAboutAPersonIsReturned) {
  Put("verzoek.xml", WriteRequest({}, {RequestedRow{}, RequestedRow{.reference = "broer van Ada", .code = "45A05"}}));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "0001"}));
  ASSERT_THAT(MessageOf("verzoek.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("verzoek.xml").findings(0).class_path(), "Client[1]/AangevraagdeProducten/AangevraagdProduct[2]");
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
  EXPECT_THAT(intake_.referrals(), IsEmpty());
}

TEST_F(InboundTest, MoreProductsThanARouteCarriesAreReturned) {
  std::vector<RequestedRow> rows;
  for (int i = 0; i < 101; ++i) {
    const std::string code = {'4', '5', 'A', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
    rows.push_back({.reference = std::to_string(i), .code = code});
  }
  Put("verzoek.xml", WriteRequest({}, rows));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "0001"}));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(InboundTest, AControlCharacterInANameIsReadAsASpace) {
  Put("verzoek.xml", Replaced(WriteRequest({}), "Achternaam>", "Achternaam>van\tder "));
  Settle();
  EXPECT_THAT(intake_.referrals().back().person().family_name(), StartsWith("van der "));
}

TEST_F(InboundTest, NothingIsDecidedFromAComment) {
  Put("verzoek.xml", WriteRequest({}, {RequestedRow{}}, "SPOED: graag een andere aanbieder en 40 uur"));
  Settle();
  ASSERT_THAT(intake_.referrals(), SizeIs(1));
  ASSERT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_EQ(intake_.referrals()[0].ShortDebugString().find("SPOED"), std::string::npos);
  EXPECT_EQ(allocation_.submissions()[0].ShortDebugString().find("SPOED"), std::string::npos);
}

TEST_F(InboundTest, TheOwnerGetsTheClassesOfTheMessage) {
  const std::string client = intake_.Register(kBsn);
  Put("1start.xml", WriteStart({}, {{.number = "7"}, {.number = "8", .status = "3"}}));
  Put("2stop.xml", WriteStop({}, {{.number = "7", .end = "2026-04-01", .reason = "20"}}));
  Settle();
  const auto submissions = allocation_.submissions();
  ASSERT_THAT(submissions, SizeIs(2));
  const auto& start = submissions[0];
  EXPECT_EQ(start.header().message(), MessageOf("1start.xml").name());
  EXPECT_EQ(start.header().kind(), "JW305");
  EXPECT_EQ(start.header().provider(), kProvider);
  EXPECT_EQ(start.header().municipality(), kMunicipality);
  EXPECT_EQ(start.header().law(), type::v1::JEUGDWET);
  EXPECT_EQ(FromProto(start.header().date()), Date::Of(2026, 4, 1));
  ASSERT_THAT(start.lines(), SizeIs(2));
  EXPECT_EQ(start.lines(0).class_path(), "Client[1]/StartProducten/StartProduct[1]");
  EXPECT_EQ(start.lines(0).client_path(), "Client[1]");
  EXPECT_EQ(start.lines(0).client(), client);
  EXPECT_EQ(start.lines(0).started_product().allocation_number(), 7);
  EXPECT_EQ(start.lines(0).started_product().product().code(), "45A04");
  EXPECT_EQ(FromProto(start.lines(0).started_product().start_date()), Date::Of(2026, 4, 1));
  EXPECT_EQ(start.lines(1).started_product().status(), 3);
  const auto& stopped = submissions[1].lines(0).stopped_product();
  EXPECT_EQ(stopped.stop_reason(), "20");
  EXPECT_EQ(FromProto(stopped.end_date()), Date::Of(2026, 4, 1));
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW306_42420001_000000000001.xml", "JW308_42420001_000000000002.xml"));
  EXPECT_THAT(intake_.referrals(), IsEmpty());
}

TEST_F(InboundTest, AnUnknownClientOfAStartIsNotRegistered) {
  Put("start.xml", WriteStart({}));
  Settle();
  EXPECT_EQ(intake_.clients(), 0U);
  EXPECT_EQ(allocation_.submissions().at(0).lines(0).client(), "");
}

TEST_F(InboundTest, LargeMessagesGoToTheOwnerInChunks) {
  std::vector<DeliveredRow> rows;
  for (int i = 1; i <= 2'001; ++i) rows.push_back({.number = std::to_string(i)});
  Put("start.xml", WriteStart({}, rows));
  Settle();
  EXPECT_THAT(allocation_.chunk_sizes(), ElementsAre(1'000, 1'000, 1));
}

TEST_F(InboundTest, TheOwnersCodesAreReturnedClassByClass) {
  const std::string path = "Client[1]/StartProducten/StartProduct[2]";
  allocation_.Judge("JW305", {Verdict(path, "TR019", "9019")});
  Put("start.xml", WriteStart({}, {{.number = "7"}, {.number = "8"}}));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW306")),
              UnorderedElementsAre(ClassVerdict{"Client[1]", "0200"},
                                   ClassVerdict{"Client[1]/StartProducten/StartProduct[1]", "0200"},
                                   ClassVerdict{path, "9019"}));
  const v1::Message message = MessageOf("start.xml");
  EXPECT_EQ(message.state(), v1::Message::REJECTED);
  ASSERT_THAT(message.findings(), SizeIs(1));
  EXPECT_EQ(message.findings(0).rule(), "TR019");
  EXPECT_GT(message.findings(0).line(), 0);
  EXPECT_EQ(message.findings(0).explanation(), "Omdat het niet kan, zie *********.");
  const auto rejected = EventsOf<v1::MessageRejected>(database_);
  ASSERT_THAT(rejected, SizeIs(1));
  EXPECT_EQ(rejected[0].message(), message.name());
  EXPECT_EQ(rejected[0].kind(), "JW305");
  EXPECT_THAT(rejected[0].return_codes(), ElementsAre("9019"));
  EXPECT_EQ(EventsIn(database_)[0].aggregate(), message.name());
}

TEST_F(InboundTest, ARejectedRequestMakesNoReferral) {
  allocation_.Judge("JW315", {Verdict("Header", "TR378", "S300")});
  Put("verzoek.xml", WriteRequest({}));
  Settle();
  EXPECT_THAT(intake_.referrals(), IsEmpty());
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "S300"}));
}

TEST_F(InboundTest, ContentThatBreaksARuleIsReturnedWithTheHeaderAlone) {
  // CS002: nine digits that fail the eleven test.
  Put("verzoek.xml", Replaced(WriteRequest({}), kBsn, "999900007"));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "0001"}));
  EXPECT_FALSE(ParseMessage(OnlyOut("JW316")).message->body().has_value());
  const v1::Message message = MessageOf("verzoek.xml");
  EXPECT_EQ(message.state(), v1::Message::REJECTED);
  ASSERT_THAT(message.findings(), SizeIs(1));
  EXPECT_EQ(message.findings(0).rule(), "CS002");
  EXPECT_THAT(message.findings(0).class_path(), StartsWith("Client[1]"));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
  EXPECT_EQ(intake_.clients(), 0U);
}

TEST_F(InboundTest, AMessageFromTomorrowIsReturnedWithoutAskingTheOwner) {
  Put("verzoek.xml", WriteRequest({.signed_on = "2026-04-02"}));
  Settle();
  EXPECT_THAT(CodesIn(OnlyOut("JW316")), ElementsAre(ClassVerdict{"Header", "8848"}));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
  EXPECT_EQ(intake_.clients(), 0U);
}

TEST_F(InboundTest, ACodeThatNoProductListCanHoldIsReturned) {
  Put("verzoek.xml", WriteRequest({}, {{"ref-1", "45", "a"}, {"ref-2", "45", "45A04"}}));
  Settle();
  const auto codes = CodesIn(OnlyOut("JW316"));
  EXPECT_THAT(codes,
              ::testing::Contains(ClassVerdict{"Client[1]/AangevraagdeProducten/AangevraagdProduct[1]", "S329"}));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(InboundTest, WhatIsNotForThisDoorIsRefusedWithItsReason) {
  const std::string request = WriteRequest({.municipality = kOtherMunicipality});
  Put("deur.xml", request);
  Settle();
  EXPECT_THAT(NamesIn(Box("refused")), ElementsAre("deur.xml.report.json", "deur.xml.report.txt", "deur.xml.sealed"));
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  EXPECT_THAT(FilesIn(Box("refused"))["deur.xml.report.txt"], HasSubstr("andere gemeente"));
  const v1::Message message = MessageOf("deur.xml");
  EXPECT_EQ(message.state(), v1::Message::REFUSED);
  EXPECT_EQ(message.kind(), "JW315");
  EXPECT_EQ(message.provider(), kProvider);
  ASSERT_THAT(EventsOf<v1::MessageRejected>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<v1::MessageRejected>(database_)[0].return_codes(), IsEmpty());
  // The identification is free: at its own door the same message is taken.
  Put("deur.xml", request, kOtherMunicipality);
  Settle();
  EXPECT_THAT(NamesIn(Box("out", kOtherMunicipality)), ElementsAre("JW316_42420001_000000000001.xml"));
}

TEST_F(InboundTest, KindsThatAMunicipalitySendsItselfAreRefused) {
  const std::string client = intake_.Register(kBsn);
  intake_.SetPerson(client, TestPerson());
  allocation_.Add(TestAllocation(client, 1));
  ASSERT_THAT(Send(SendRequest(client, {1})), IsOk());
  Put("verzoek.xml", WriteRequest({.bsn = kOtherBsn}));
  Settle();
  Put("onze301.xml", OnlyOut("JW301"));
  Put("onze316.xml", OnlyOut("JW316"));
  Settle();
  for (const char* name : {"onze301.xml", "onze316.xml"}) {
    EXPECT_EQ(MessageOf(name).state(), v1::Message::REFUSED) << name;
    EXPECT_THAT(FilesIn(Box("refused"))[std::string(name) + ".report.txt"],
                HasSubstr("ontvangt dit soort bericht niet"));
  }
}

TEST_F(InboundTest, TheSameBytesAgainGetTheStoredAnswerAgain) {
  const std::string request = WriteRequest({});
  Put("verzoek.xml", request);
  Settle();
  const auto first = Out();
  std::filesystem::remove(Box("out") / first.begin()->first);  // the provider took it
  Put("verzoek.xml", request);
  Put("onder andere naam.xml", request);
  Settle();
  EXPECT_EQ(Out(), first);
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_THAT(NamesIn(Box("done")),
              ElementsAre("onder_andere_naam.xml.sealed", "verzoek.xml.sealed", "verzoek.xml~2.sealed"));
  EXPECT_EQ(MessageOf("verzoek.xml~2").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("verzoek.xml~2").counterpart(), MessageOf("verzoek.xml").counterpart());
  EXPECT_EQ(ContentOf(MessageOf("verzoek.xml~2").name())->content(), request);
}

TEST_F(InboundTest, OtherBytesUnderAUsedIdentificationAreReturned) {
  Put("een.xml", WriteRequest({}));
  Settle();
  Put("twee.xml", WriteRequest({}, {{"ref-2", "50", "50A01"}}));
  Settle();
  EXPECT_THAT(CodesIn(Out()["JW316_42420001_000000000002.xml"]), ElementsAre(ClassVerdict{"Header", "9056"}));
  EXPECT_EQ(MessageOf("twee.xml").state(), v1::Message::REJECTED);
  EXPECT_EQ(MessageOf("twee.xml").findings(0).rule(), "TR056");
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
  // Another kind or another sender may use it.
  Put("start.xml", WriteStart({}));
  Put("ander.xml", WriteRequest({.provider = "42420002", .bsn = kOtherBsn}));
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("ander.xml").state(), v1::Message::ACCEPTED);
  // The refused one again: its own answer again.
  Put("twee.xml", WriteRequest({}, {{"ref-2", "50", "50A01"}}));
  Settle();
  EXPECT_EQ(MessageOf("twee.xml~2").counterpart(), MessageOf("twee.xml").counterpart());
}

TEST_F(InboundTest, AMessageThatCountsAsNotSentLeavesItsIdentificationFree) {
  const std::string wrong = Replaced(WriteRequest({}), kBsn, "999900007");
  Put("fout.xml", wrong);
  Put("goed.xml", WriteRequest({}));
  Settle();
  EXPECT_EQ(MessageOf("fout.xml").state(), v1::Message::REJECTED);
  EXPECT_EQ(MessageOf("goed.xml").state(), v1::Message::ACCEPTED);
  Put("fout.xml", wrong);
  Put("derde.xml", WriteRequest({}, {{"ref-3", "50", "50A01"}}));
  Settle();
  EXPECT_EQ(MessageOf("fout.xml~2").counterpart(), MessageOf("fout.xml").counterpart());
  EXPECT_EQ(MessageOf("derde.xml").findings(0).return_code(), "9056");
}

TEST_F(InboundTest, EachMunicipalityCountsItsOwnReturnMessages) {
  Put("a.xml", WriteRequest({.identification = "a"}));
  Put("b.xml", WriteRequest({.municipality = kOtherMunicipality, .identification = "b", .bsn = kOtherBsn}),
      kOtherMunicipality);
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW316_42420001_000000000001.xml"));
  EXPECT_THAT(NamesIn(Box("out", kOtherMunicipality)), ElementsAre("JW316_42420001_000000000001.xml"));
}

TEST_F(InboundTest, AFolderOfFilesIsHandledInTheOrderOfTheirTime) {
  for (int i = 120; i > 0; --i) {
    FileHeader header;
    header.identification = std::to_string(i);
    header.bsn = kBsn;
    Put(std::to_string(i) + ".xml", WriteStart(header, {{.number = std::to_string(i)}}));
  }
  Settle();
  const auto submissions = allocation_.submissions();
  ASSERT_THAT(submissions, SizeIs(120));
  for (int i = 0; i < 120; ++i) {
    EXPECT_EQ(submissions[static_cast<std::size_t>(i)].lines(0).started_product().allocation_number(), 120 - i);
  }
  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("done")), SizeIs(120));
}

}  // namespace
}  // namespace clientroute::messaging::testing
