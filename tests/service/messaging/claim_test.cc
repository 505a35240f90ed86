// A provider's claim (323): submitted whole, judged line by line by its owner, answered by a claim answer (325).
#include "services/messaging/codec/message_reader.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/privacy/look_log.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kLinePath[] = "Declaratie[1]/Clienten/Client[1]/Prestaties/Prestatie[2]";

/// March by two clients: three lines, 900 euros in all.
std::vector<ClaimedRow> ThreeLines() {
  return {{.reference = "P1"},
          {.reference = "P2", .number = "2", .code = "45A05"},
          {.bsn = kOtherBsn, .reference = "P3", .number = "3"}};
}

class ClaimTest : public MessagingTest {
 protected:
  ClaimTest() : client_(intake_.Register(kBsn)), other_(intake_.Register(kOtherBsn)) {}

  /// What claims says: these broken rules, and so much granted.
  void Judge(const std::string& path, const std::string& rule, const std::string& code, std::int64_t granted_cents) {
    claims::v1::SubmitMessageResponse judgement;
    claims::v1::ClassVerdict& verdict = *judgement.add_verdicts();
    verdict.set_class_path(path);
    verdict.set_rule(rule);
    verdict.set_return_code(code);
    verdict.set_explanation("Niet voor 999900006.");
    judgement.mutable_total_accepted()->set_cents(granted_cents);
    judgement.set_refused(path.find('/') == std::string::npos);
    claims_.Judge(judgement);
  }
  Message Answer() const {
    ParseOutcome read = ParseMessage(OnlyOut("JW325"));
    EXPECT_TRUE(read.ok());
    return *std::move(read.message);
  }
  static std::vector<std::string> Codes(const InstanceView& instance) {
    const auto codes = instance.return_codes();
    return {codes.begin(), codes.end()};
  }

  const std::string client_;
  const std::string other_;
};

TEST_F(ClaimTest, AClaimIsAnsweredWithAllThatWasGranted) {
  Put("maart.xml", WriteClaim({.identification = "77"}, ThreeLines()));
  Settle();
  EXPECT_THAT(NamesIn(Box("done")), ElementsAre("maart.xml.sealed"));
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW325_42420001_000000000001.xml"));
  const Message answer = Answer();
  EXPECT_EQ(answer.sender(), kMunicipality);  // the answer is the municipality's own
  EXPECT_EQ(answer.receiver(), kProvider);
  EXPECT_EQ(answer.header().Get("DeclaratieIdentificatie/Identificatie"_field), "77");
  EXPECT_THAT(Codes(answer.header()), ElementsAre("0200"));
  EXPECT_THAT(Codes(*answer.body()), ElementsAre("8001"));
  EXPECT_EQ(answer.body()->Get("TotaalToegekendBedrag/TotaalBedrag"_field), "90000");
  EXPECT_THAT(answer.All("Prestatie"_class), IsEmpty());

  const v1::Message message = MessageOf("maart.xml");
  EXPECT_EQ(message.kind(), "JW323");
  EXPECT_EQ(message.state(), v1::Message::ACCEPTED);
  EXPECT_EQ(message.counterpart(), MessageOf("JW325_42420001_000000000001.xml").name());
  EXPECT_THAT(message.clients(), UnorderedElementsAre(client_, other_));
  EXPECT_THAT(EventsIn(database_), IsEmpty());
  EXPECT_TRUE(ContentOf(message.name()).ok());
  EXPECT_THAT(FilesIn(Box("done"))["maart.xml.sealed"], ::testing::Not(HasSubstr(kBsn)));
}

TEST_F(ClaimTest, ALargeClaimIsWaitedFor) {
  Put("maart.xml", WriteClaim({.identification = "77"}, ThreeLines()));
  Settle();
  EXPECT_GT(claims_.patience(), std::chrono::minutes(4)) << "of five";
}

TEST_F(ClaimTest, ClaimsIsToldWhatTheMessageSays) {
  std::vector<ClaimedRow> rows = ThreeLines();
  rows.push_back({.bsn = "999900031", .reference = "C1", .previous = "P0", .number = "9", .volume = 2});
  Put("maart.xml", WriteClaim({}, rows, "D2026M03"));
  Settle();
  ASSERT_THAT(claims_.submissions(), SizeIs(1));
  const claims::v1::SubmitMessageRequest claim = claims_.submissions()[0];
  EXPECT_EQ(claim.header().message(), MessageOf("maart.xml").name());
  EXPECT_EQ(claim.header().kind(), "JW323");
  EXPECT_EQ(claim.header().provider(), kProvider);
  EXPECT_EQ(claim.header().municipality(), kMunicipality);
  EXPECT_EQ(claim.header().law(), type::v1::JEUGDWET);
  EXPECT_EQ(claim.header().claim_number(), "D2026M03");
  EXPECT_EQ(FromProto(claim.header().period()), Period::Of(*Date::Of(2026, 3, 1), Date::Of(2026, 3, 31)));
  EXPECT_EQ(FromProto(claim.header().claim_date()), Date::Of(2026, 4, 1));
  EXPECT_EQ(claim.header().total().cents(), 75'000);
  EXPECT_FALSE(claim.header().total().credit());
  ASSERT_EQ(claim.lines_size(), 4);
  const claims::v1::SubmittedClaimLine& second = claim.lines(1);
  EXPECT_EQ(second.class_path(), kLinePath);
  EXPECT_EQ(second.client_path(), "Declaratie[1]/Clienten/Client[1]");
  EXPECT_EQ(second.client(), client_);
  EXPECT_EQ(second.reference(), "P2");
  EXPECT_EQ(second.allocation_number(), 2);
  EXPECT_EQ(second.product().category(), "45");
  EXPECT_EQ(second.product().code(), "45A05");
  EXPECT_EQ(FromProto(second.period()), Period::Of(*Date::Of(2026, 3, 1), Date::Of(2026, 3, 31)));
  EXPECT_EQ(second.volume().amount(), 4);
  EXPECT_EQ(second.volume().unit(), type::v1::HOUR);
  EXPECT_EQ(second.tariff().cents(), 7'500);
  EXPECT_EQ(second.amount().cents(), 30'000);
  EXPECT_FALSE(second.amount().credit());
  EXPECT_EQ(claim.lines(2).client(), other_);
  const claims::v1::SubmittedClaimLine& credit = claim.lines(3);
  EXPECT_EQ(credit.client(), "");  // nobody knows the number, and nobody registers it
  EXPECT_EQ(credit.previous_reference(), "P0");
  EXPECT_TRUE(credit.amount().credit());
  EXPECT_EQ(intake_.clients(), 2U);
}

TEST_F(ClaimTest, ARefusedLineComesBackAloneWithItsCode) {
  Judge(kLinePath, "TR321", "9321", 60'000);
  Put("maart.xml", WriteClaim({}, ThreeLines()));
  Settle();
  const Message answer = Answer();
  EXPECT_THAT(Codes(*answer.body()), ElementsAre("0200"));
  EXPECT_EQ(answer.body()->Get("TotaalIngediendBedrag/TotaalBedrag"_field), "90000");
  EXPECT_EQ(answer.body()->Get("TotaalToegekendBedrag/TotaalBedrag"_field), "60000");
  ASSERT_THAT(answer.All("Prestatie"_class), SizeIs(1));
  const InstanceView line = answer.All("Prestatie"_class)[0];
  EXPECT_EQ(line.Get("ProductReferentie/ReferentieNummer"_field), "P2");
  EXPECT_THAT(Codes(line), ElementsAre("9321"));
  EXPECT_THAT(Codes(line.parent()), ElementsAre("0200"));
  const v1::Message message = MessageOf("maart.xml");
  EXPECT_EQ(message.state(), v1::Message::REJECTED);
  ASSERT_EQ(message.findings_size(), 1);
  EXPECT_EQ(message.findings(0).class_path(), kLinePath);
  EXPECT_EQ(message.findings(0).rule(), "TR321");
  EXPECT_GT(message.findings(0).line(), 0);
  EXPECT_EQ(message.findings(0).explanation(), "Niet voor *********.");
  ASSERT_THAT(EventsOf<v1::MessageRejected>(database_), SizeIs(1));
  EXPECT_THAT(EventsOf<v1::MessageRejected>(database_)[0].return_codes(), ElementsAre("9321"));
}

TEST_F(ClaimTest, ARefusedClaimIsGrantedNothing) {
  Judge("Declaratie", "TR333", "9333", 0);
  Put("maart.xml", WriteClaim({}, ThreeLines()));
  Settle();
  const Message answer = Answer();
  EXPECT_THAT(Codes(answer.header()), ElementsAre("0200"));
  EXPECT_THAT(Codes(*answer.body()), ElementsAre("9333"));
  EXPECT_EQ(answer.body()->Get("TotaalToegekendBedrag/TotaalBedrag"_field), "0");
  EXPECT_THAT(answer.All("Prestatie"_class), IsEmpty());
  ASSERT_THAT(MessageOf("maart.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("maart.xml").findings(0).class_path(), "Declaratie[1]");
}

TEST_F(ClaimTest, AClaimThatBreaksTheContentRulesIsReturnedByItsHeaderAndNobodyIsAsked) {
  // TR358: the total is not the sum of the lines.
  Put("maart.xml", Replaced(WriteClaim({}, ThreeLines()), "<ijw:TotaalBedrag>90000", "<ijw:TotaalBedrag>90001"));
  Settle();
  const Message answer = Answer();
  EXPECT_THAT(Codes(answer.header()), ElementsAre("0001"));
  EXPECT_FALSE(answer.body().has_value());
  ASSERT_THAT(MessageOf("maart.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("maart.xml").findings(0).rule(), "TR358");
  EXPECT_THAT(claims_.submissions(), IsEmpty());
}

TEST_F(ClaimTest, TheSameClaimAgainIsAnsweredTheSameAndAnotherUnderItsIdentificationIsReturned) {
  const std::string claim = WriteClaim({}, ThreeLines());
  Put("een.xml", claim);
  Settle();
  Put("twee.xml", claim);
  Settle();
  EXPECT_EQ(MessageOf("twee.xml").counterpart(), MessageOf("een.xml").counterpart());
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  Put("drie.xml", WriteClaim({}, {{.reference = "P9"}}, "D9"));
  Settle();
  ASSERT_THAT(MessageOf("drie.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("drie.xml").findings(0).return_code(), "9056");
  const ParseOutcome answer = ParseMessage(Out()["JW325_42420001_000000000002.xml"]);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(Codes(answer.message->header()), ElementsAre("9056"));
  EXPECT_THAT(claims_.submissions(), SizeIs(1));
}

TEST_F(ClaimTest, ClaimsIsDownAndTheClaimsOfAProviderKeepTheirOrder) {
  claims_.Down(true);
  Put("1maart.xml", WriteClaim({.identification = "1"}, {{.reference = "P1"}}, "D1"));
  Put("2maart.xml", WriteClaim({.identification = "2"}, {{.bsn = kOtherBsn, .reference = "P2"}}, "D2"));
  Put("3start.xml", WriteStart({.identification = "3"}));
  RunAWhile();
  EXPECT_EQ(MessageOf("1maart.xml").state(), v1::Message::WAITING);
  EXPECT_EQ(MessageOf("2maart.xml").state(), v1::Message::RECEIVED);
  EXPECT_EQ(MessageOf("3start.xml").state(), v1::Message::ACCEPTED);
  // Ten working days from the first of April, Easter between (OP090x4).
  EXPECT_EQ(FromProto(MessageOf("1maart.xml").answer_due_date()), Date::Of(2026, 4, 17));
  claims_.Down(false);
  Settle();
  ASSERT_THAT(claims_.submissions(), SizeIs(2));
  EXPECT_EQ(claims_.submissions()[0].header().claim_number(), "D1");
  EXPECT_EQ(MessageOf("2maart.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(ClaimTest, AClaimThatClaimsRefusesForGoodFailsVisiblyAndIsJudgedWhenRetried) {
  claims_.FailWith({grpc::StatusCode::INVALID_ARGUMENT, "no claim"});
  Put("maart.xml", WriteClaim({}, ThreeLines()));
  Settle();
  EXPECT_EQ(MessageOf("maart.xml").state(), v1::Message::FAILED);
  claims_.FailWith(grpc::Status::OK);
  ASSERT_THAT(Retry("maart.xml"), IsOk());
  Settle();
  EXPECT_EQ(MessageOf("maart.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(ClaimTest, AnAnswerThatWouldGrantAnotherAmountThanWasPostedIsNotSent) {
  Judge(kLinePath, "TR321", "9321", 60'001);
  Put("maart.xml", WriteClaim({}, ThreeLines()));
  Settle();
  EXPECT_EQ(MessageOf("maart.xml").state(), v1::Message::FAILED);
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
}

TEST_F(ClaimTest, NothingThatIsKeptOrSaidNamesAPerson) {
  Judge(kLinePath, "TR321", "9321", 60'000);
  Put("maart_999900006.xml", WriteClaim({}, ThreeLines()));
  Settle();
  std::string said = world_.logger()->Text();
  for (const type::v1::Event& event : EventsIn(database_)) said += event.SerializeAsString();
  for (const v1::Message& message : Messages()) said += message.SerializeAsString();
  for (const char* box : {"done", "refused"}) {
    for (const auto& [name, bytes] : FilesIn(Box(box))) said += name + bytes;
  }
  for (const char* bsn : {kBsn, kOtherBsn}) EXPECT_THAT(said, ::testing::Not(HasSubstr(bsn)));
  // Who may read the bytes is shown them, and that is logged for every client in them.
  const auto content = ContentOf(Messages().at(0).name());
  ASSERT_THAT(content, IsOk());
  EXPECT_THAT(content->content(), HasSubstr(kOtherBsn));
  std::vector<LookEntry> looks;
  ASSERT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(connection, 0, 100, std::nullopt));
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_THAT(looks, SizeIs(1));
  EXPECT_THAT(looks[0].clients, UnorderedElementsAre(client_, other_));
}

TEST_F(ClaimTest, ManyLinesGoInChunksAndTakeEffectOnce) {
  std::vector<ClaimedRow> rows;
  for (int i = 0; i < 2'001; ++i) {
    rows.push_back({.reference = "P" + std::to_string(i), .number = std::to_string(i + 1), .volume = 1});
  }
  Put("maart.xml", WriteClaim({}, rows));
  Settle();
  EXPECT_EQ(MessageOf("maart.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(claims_.chunk_sizes(), ElementsAre(1'000, 1'000, 1));
  EXPECT_THAT(claims_.submissions(), SizeIs(1));
}

}  // namespace
}  // namespace clientroute::messaging::testing
