// Allocation messages out, and the providers' return messages to them.
#include <algorithm>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/migrations.h"
#include "services/platform/calls/proto_values.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class AllocationMessageTest : public MessagingTest {
 protected:
  AllocationMessageTest() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }

  static Message Parsed(const std::string& bytes) {
    ParseOutcome read = ParseMessage(bytes);
    EXPECT_TRUE(read.ok());
    EXPECT_THAT(CheckContent(*read.message), IsEmpty());
    return *std::move(read.message);
  }
  std::vector<std::string> NumbersIn(const Message& message) const {
    std::vector<std::string> numbers;
    for (const InstanceView& product : message.All("ToegewezenProduct"_class)) {
      numbers.emplace_back(product.Get("ToewijzingNummer"_field));
    }
    return numbers;
  }
  /// Sends the first two allocations and returns the bytes of the message.
  std::string SendTwo() {
    for (const int number : {1, 2}) allocation_.Add(TestAllocation(client_, number));
    EXPECT_THAT(Send(SendRequest(client_, {1, 2})), IsOk());
    Settle();
    return OnlyOut("JW301");
  }

  const std::string client_;
};

TEST_F(AllocationMessageTest, TellsTheProviderWhatIsAllocated) {
  const std::string bytes = SendTwo();
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW301_42420001_000000000001.xml"));
  const Message message = Parsed(bytes);
  EXPECT_EQ(message.sender(), kMunicipality);
  EXPECT_EQ(message.receiver(), kProvider);
  EXPECT_EQ(message.identification(), "000000000001");
  EXPECT_EQ(message.signed_on(), "2026-04-01");
  const InstanceView client = *message.body();
  EXPECT_EQ(client.Get("Bsn"_field), kBsn);
  EXPECT_EQ(client.Get("Geboortedatum/Datum"_field), "2012-02-14");
  EXPECT_EQ(client.Get("Naam/Geslachtsnaam/Achternaam"_field), "Voorbeeld");
  EXPECT_EQ(client.Get("Naam/Voorletters"_field), "S");
  EXPECT_EQ(client.Get("Naam/NaamGebruik"_field), "1");
  const InstanceView product = message.All("ToegewezenProduct"_class).at(0);
  EXPECT_EQ(product.Get("ToewijzingNummer"_field), "1");
  EXPECT_EQ(product.Get("ReferentieAanbieder"_field), "ref-1");
  EXPECT_EQ(product.Get("Product/Categorie"_field), "45");
  EXPECT_EQ(product.Get("Product/Code"_field), "45A01");
  EXPECT_EQ(product.Get("Toewijzingsdatum"_field), "2026-04-01");
  EXPECT_EQ(product.Get("Toewijzingstijd"_field), "09:00:00");
  EXPECT_EQ(product.Get("Ingangsdatum"_field), "2026-05-01");
  EXPECT_EQ(product.Get("Einddatum"_field), "2026-10-31");
  EXPECT_EQ(product.Get("Omvang/Volume"_field), "4");
  EXPECT_EQ(product.Get("Omvang/Eenheid"_field), "04");
  EXPECT_EQ(product.Get("Omvang/Frequentie"_field), "2");
  EXPECT_THAT(NumbersIn(message), ElementsAre("1", "2"));
}

TEST_F(AllocationMessageTest, IsAnnouncedWithItsTerm) {
  SendTwo();
  const v1::Message message = MessageOf("JW301_42420001_000000000001.xml");
  EXPECT_EQ(message.state(), v1::Message::SENT);
  EXPECT_EQ(FromProto(message.answer_due_date()), Date::Of(2026, 4, 8));  // Good Friday and Easter Monday lie between
  EXPECT_THAT(message.routes(), ElementsAre(RouteName(1)));
  EXPECT_THAT(message.clients(), ElementsAre(client_));
  const auto sent = EventsOf<v1::AllocationMessageSent>(database_);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].route(), RouteName(1));
  EXPECT_EQ(sent[0].message(), message.name());
  EXPECT_EQ(sent[0].provider(), kProvider);
  EXPECT_EQ(FromProto(sent[0].send_date()), Date::Of(2026, 4, 1));
  EXPECT_EQ(sent[0].unanswered(), 1);
  EXPECT_EQ(EventsIn(database_)[0].aggregate(), RouteName(1));
}

TEST_F(AllocationMessageTest, TheSameRequestAgainSendsNothingMore) {
  SendTwo();
  const auto first = Send(SendRequest(client_, {1, 2}));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->messages(), ElementsAre(MessageOf("JW301_42420001_000000000001.xml").name()));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  EXPECT_THAT(EventsIn(database_), SizeIs(1));
  // Also when intake is down: it was answered.
  intake_.Down(true);
  EXPECT_THAT(Send(SendRequest(client_, {1, 2})), IsOk());
}

TEST_F(AllocationMessageTest, OneMessageAProvider) {
  auto second = TestAllocation(client_, 2);
  second.mutable_line()->set_provider("42420002");
  allocation_.Add(TestAllocation(client_, 1));
  allocation_.Add(second);
  v1::SendAllocationMessageRequest request = SendRequest(client_, {1});
  *request.add_lines() = second.line();
  const auto response = Send(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->messages(), SizeIs(2));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW301_42420001_000000000001.xml", "JW301_42420002_000000000002.xml"));
  for (const auto& sent : EventsOf<v1::AllocationMessageSent>(database_)) EXPECT_EQ(sent.unanswered(), 2);
}

TEST_F(AllocationMessageTest, ListsEverythingThatIsValidFromToday) {
  const auto with_end = [&](int number, Date end) {
    auto one = TestAllocation(client_, number);
    one.set_route(RouteName(2));
    *one.mutable_line()->mutable_period() = ToProto(*Period::Of(*Date::Of(2026, 1, 1), end));
    return one;
  };
  auto withdrawn = TestAllocation(client_, 5);
  withdrawn.set_state(allocation::v1::CareAllocation::WITHDRAWN);
  auto of_another = TestAllocation(client_, 6);
  of_another.set_municipality(kOtherMunicipality);
  auto other_law = TestAllocation(client_, 7);
  other_law.mutable_line()->set_law(type::v1::WMO);
  auto without_end = TestAllocation(client_, 8);
  without_end.mutable_line()->mutable_volume()->set_frequency(type::v1::PER_MONTH);
  without_end.mutable_line()->mutable_period()->clear_end_date();
  allocation_.Add(without_end);
  allocation_.Add(TestAllocation(client_, 1));
  allocation_.Add(with_end(2, *Date::Of(2026, 4, 1)));   // ends today
  allocation_.Add(with_end(3, *Date::Of(2026, 3, 31)));  // ended yesterday
  for (const auto& one : {withdrawn, of_another, other_law}) allocation_.Add(one);
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  Settle();
  EXPECT_THAT(NumbersIn(Parsed(OnlyOut("JW301"))), ElementsAre("1", "2", "8"));
  EXPECT_THAT(MessageOf("JW301_42420001_000000000001.xml").routes(), UnorderedElementsAre(RouteName(1), RouteName(2)));
}

TEST_F(AllocationMessageTest, WhatChangedSinceItWasToldIsToldEvenWhenItHasEnded) {
  for (const bool told : {true, false}) {
    auto shortened = TestAllocation(client_, told ? 2 : 3);
    *shortened.mutable_line()->mutable_period() = ToProto(*Period::Of(*Date::Of(2026, 1, 1), Date::Of(2026, 3, 1)));
    shortened.mutable_message_time()->set_seconds(1'767'225'600);  // 1 January 2026
    shortened.set_told(told);
    allocation_.Add(shortened);
  }
  allocation_.Add(TestAllocation(client_, 1));
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  Settle();
  EXPECT_THAT(NumbersIn(Parsed(OnlyOut("JW301"))), ElementsAre("1", "3"));
}

TEST_F(AllocationMessageTest, WhatTheRouteAsksForIsSentAlsoWhenItEnded) {
  auto ended = TestAllocation(client_, 1);
  *ended.mutable_line()->mutable_period() = ToProto(*Period::Of(*Date::Of(2026, 1, 1), Date::Of(2026, 3, 1)));
  allocation_.Add(ended);
  v1::SendAllocationMessageRequest request = SendRequest(client_, {});
  *request.add_lines() = ended.line();
  ASSERT_THAT(Send(request), IsOk());
  Settle();
  EXPECT_THAT(NumbersIn(Parsed(OnlyOut("JW301"))), ElementsAre("1"));
}

TEST_F(AllocationMessageTest, TheProvidersReferenceReturnsTheFirstTimeOnly) {
  SendTwo();
  allocation_.Add(TestAllocation(client_, 3));
  ASSERT_THAT(Send(SendRequest(client_, {3}, "send-2")), IsOk());
  Settle();
  const Message second = Parsed(Out()["JW301_42420001_000000000002.xml"]);
  std::vector<std::string> references;
  for (const InstanceView& product : second.All("ToegewezenProduct"_class)) {
    references.emplace_back(product.Get("ReferentieAanbieder"_field));
  }
  EXPECT_THAT(references, ElementsAre("", "", "ref-3"));
}

TEST_F(AllocationMessageTest, TheAddressIsTheClientsWhereItIsKnown) {
  SendTwo();
  const Message first = Parsed(OnlyOut("JW301"));
  const InstanceView correspondence = first.All("Contact"_class).at(0);
  EXPECT_EQ(correspondence.Get("Soort"_field), "02");
  EXPECT_EQ(correspondence.Get("Organisatie"_field), "Gemeente Voorbeeld");
  EXPECT_EQ(correspondence.Get("Adres/Postcode"_field), "1800AA");
  intake::v1::Person person = TestPerson();
  person.mutable_address()->set_street("Burgemeester van der Meulenstraat");
  person.mutable_address()->set_house_number(12);
  person.mutable_address()->set_house_number_addition("b");
  person.mutable_address()->set_postal_code("1811AB");
  person.mutable_address()->set_city("Alkmaar");
  intake_.SetPerson(client_, person);
  ASSERT_THAT(Send(SendRequest(client_, {1}, "send-2")), IsOk());
  Settle();
  const Message message = Parsed(Out()["JW301_42420001_000000000002.xml"]);
  const InstanceView home = message.All("Contact"_class).at(0);
  EXPECT_EQ(home.Get("Soort"_field), "01");
  EXPECT_EQ(home.Get("Adres/Straatnaam"_field), "Burgemeester van der Meu");
  EXPECT_EQ(home.Get("Adres/Huis/Huisletter"_field), "b");
  EXPECT_EQ(home.Get("Adres/Postcode"_field), "1811AB");
}

TEST_F(AllocationMessageTest, SaysWhatItCannotSend) {
  allocation_.Add(TestAllocation(client_, 1));
  const auto fails = [&](const v1::SendAllocationMessageRequest& request) { return Send(request).status(); };
  const auto precondition = absl::StatusCode::kFailedPrecondition;

  v1::SendAllocationMessageRequest request = SendRequest(client_, {1});
  request.mutable_lines(0)->set_law(type::v1::P_WET);
  EXPECT_THAT(fails(request), Fails(precondition, "NOTHING_TO_SEND"));
  EXPECT_THAT(fails(SendRequest(client_, {2})), Fails(precondition, "ALLOCATION_UNKNOWN"));

  request = SendRequest(client_, {1});
  request.mutable_lines(0)->clear_provider();
  request.mutable_lines(0)->clear_allocation_number();
  request.set_route("routes/1");
  request.set_municipality("x");
  const absl::Status invalid = fails(request);
  EXPECT_THAT(invalid, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(invalid)) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("route", "municipality", "lines[0].provider", "lines[0].allocation_number"));

  request = SendRequest(client_, {1});
  request.set_municipality(kOtherMunicipality);
  auto elsewhere = TestAllocation(client_, 1);
  elsewhere.set_municipality(kOtherMunicipality);
  allocation_.Add(elsewhere);
  EXPECT_THAT(fails(request), Fails(precondition, "CLIENT_ADDRESS_UNKNOWN"));

  intake::v1::Person nameless = TestPerson();
  nameless.clear_family_name();
  intake_.SetPerson(client_, nameless);
  EXPECT_THAT(fails(SendRequest(client_, {1})), Fails(precondition, "CLIENT_DATA_MISSING"));
  intake_.Erase(client_);
  EXPECT_THAT(fails(SendRequest(client_, {1})), Fails(precondition, "CLIENT_ERASED"));
  intake_.Down(true);
  EXPECT_THAT(fails(SendRequest(client_, {1})), Fails(absl::StatusCode::kUnavailable, ""));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  EXPECT_THAT(Messages(), IsEmpty());
}

TEST_F(AllocationMessageTest, NothingIsSentAboutAClientWithoutANumberAndThatIsAnnounced) {
  intake::v1::Person unborn = TestPerson();
  unborn.clear_citizen_number();
  unborn.clear_birth_date();
  intake_.SetPerson(client_, unborn);
  allocation_.Add(TestAllocation(client_, 1));
  const auto sent = Send(SendRequest(client_, {1}));
  ASSERT_THAT(sent, IsOk());
  EXPECT_THAT(sent->messages(), IsEmpty());
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  ASSERT_THAT(EventsOf<v1::AllocationMessageWithheld>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::AllocationMessageWithheld>(database_)[0].route(), RouteName(1));
  EXPECT_EQ(EventsOf<v1::AllocationMessageWithheld>(database_)[0].client(), client_);
  // With its number it is told what it was allocated.
  intake_.SetPerson(client_, TestPerson());
  ASSERT_THAT(Send(SendRequest(client_, {1}, "send-2")), IsOk());
  Settle();
  EXPECT_EQ(Parsed(OnlyOut("JW301")).All("ToegewezenProduct"_class)[0].Get("ReferentieAanbieder"_field), "ref-1");
}

TEST_F(AllocationMessageTest, WhatIsWithdrawnAfterItWasToldIsToldWithItsReason) {
  SendTwo();
  allocation::v1::CareAllocation withdrawn = TestAllocation(client_, 1);
  withdrawn.set_state(allocation::v1::CareAllocation::WITHDRAWN);
  withdrawn.set_change_reason("13");
  *withdrawn.mutable_line()->mutable_period()->mutable_end_date() = withdrawn.line().period().start_date();
  allocation_.Replace(withdrawn);
  ASSERT_THAT(Send(SendRequest(client_, {1}, "send-2")), IsOk());
  Settle();
  const Message message = Parsed(Out()["JW301_42420001_000000000002.xml"]);
  EXPECT_THAT(NumbersIn(message), ElementsAre("1", "2"));
  const InstanceView product = message.All("ToegewezenProduct"_class)[0];
  EXPECT_EQ(product.Get("RedenWijziging"_field), "13");
  EXPECT_EQ(product.Get("Einddatum"_field), product.Get("Ingangsdatum"_field));
  EXPECT_FALSE(message.All("ToegewezenProduct"_class)[1].Has("RedenWijziging"_field));
}

TEST_F(AllocationMessageTest, WhatIsWithdrawnBeforeItWasToldIsNothingToTell) {
  allocation::v1::CareAllocation withdrawn = TestAllocation(client_, 1);
  withdrawn.set_state(allocation::v1::CareAllocation::WITHDRAWN);
  allocation_.Add(withdrawn);
  EXPECT_THAT(Send(SendRequest(client_, {1})), Fails(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_SEND"));
  allocation_.Add(TestAllocation(client_, 2));
  ASSERT_THAT(Send(SendRequest(client_, {1, 2})), IsOk());
  Settle();
  EXPECT_THAT(NumbersIn(Parsed(OnlyOut("JW301"))), ElementsAre("2"));
}

// rules: TR379
TEST_F(AllocationMessageTest, AChangedAllocationIsToldUnderItsNumberWithTheReferenceOfTheChangeOnce) {
  SendTwo();
  allocation::v1::CareAllocation changed = TestAllocation(client_, 1);
  changed.set_change_reason("12");
  changed.mutable_line()->set_provider_reference("vow-1");
  changed.mutable_line()->mutable_volume()->set_amount(6);
  allocation_.Replace(changed);
  const auto told = [&](const std::string& request_id, const std::string& file) {
    EXPECT_THAT(Send(SendRequest(client_, {1}, request_id)), IsOk());
    Settle();
    const Message message = Parsed(Out()[file]);
    const InstanceView product = message.All("ToegewezenProduct"_class)[0];
    EXPECT_EQ(product.Get("ToewijzingNummer"_field), "1");
    EXPECT_EQ(product.Get("RedenWijziging"_field), "12");
    EXPECT_EQ(product.Get("Omvang/Volume"_field), "6");
    return std::string(product.Get("ReferentieAanbieder"_field));
  };
  EXPECT_EQ(told("send-2", "JW301_42420001_000000000002.xml"), "vow-1");
  EXPECT_THAT(EventsOf<v1::AllocationMessageSent>(database_)[1].provider_references(), ElementsAre("vow-1"));
  EXPECT_EQ(told("send-3", "JW301_42420001_000000000003.xml"), "");  // TR379
}

TEST_F(AllocationMessageTest, AMessageOfOursThatBreaksARuleIsNotSentAndIsLoud) {
  intake::v1::Person person = TestPerson();
  person.set_family_name(std::string(201, 'x'));  // level 1: longer than a name may be
  intake_.SetPerson(client_, person);
  allocation_.Add(TestAllocation(client_, 1));
  const absl::Status status = Send(SendRequest(client_, {1})).status();
  EXPECT_THAT(status, Fails(absl::StatusCode::kInternal, "OWN_MESSAGE_INVALID"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("Achternaam"));
  person = TestPerson();
  person.mutable_address()->set_postal_code("ABC");  // level 2: CS089
  person.mutable_address()->set_house_number(1);
  intake_.SetPerson(client_, person);
  EXPECT_THAT(std::string(Send(SendRequest(client_, {1})).status().message()), HasSubstr("CS089"));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  // Mended, the same request succeeds; no number was used up.
  intake_.SetPerson(client_, TestPerson());
  EXPECT_THAT(Send(SendRequest(client_, {1})), IsOk());
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), ElementsAre("JW301_42420001_000000000001.xml"));
}

TEST_F(AllocationMessageTest, AReturnMessageThatCannotBeSealedFailsVisiblyAndIsTakenWhenRetried) {
  const std::string sent = SendTwo();
  intake_.FailLooks({grpc::StatusCode::INTERNAL, "broken"});
  Put("retour.xml", WriteReturn(sent, {{"Client[1]/ToegewezenProducten/ToegewezenProduct[1]", "9332"}}));
  Settle();
  EXPECT_EQ(MessageOf("retour.xml").state(), v1::Message::FAILED);
  EXPECT_EQ(MessageOf("retour.xml").kind(), "JW302");
  EXPECT_EQ(MessageOf("retour.xml").provider(), kProvider);
  intake_.FailLooks(grpc::Status::OK);
  ASSERT_THAT(Retry("retour.xml"), IsOk());
  Settle();
  EXPECT_EQ(MessageOf("retour.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("JW301_42420001_000000000001.xml").state(), v1::Message::ANSWERED_WITH_ERRORS);
}

TEST_F(AllocationMessageTest, TheReturnMessageEndsTheTerm) {
  const std::string sent = SendTwo();
  Put("retour.xml", WriteReturn(sent, {}));
  Settle();
  const v1::Message message = MessageOf("JW301_42420001_000000000001.xml");
  EXPECT_EQ(message.state(), v1::Message::ANSWERED);
  EXPECT_FALSE(message.has_answer_due_date());
  const v1::Message answer = MessageOf("retour.xml");
  EXPECT_EQ(answer.state(), v1::Message::ACCEPTED);
  EXPECT_EQ(answer.kind(), "JW302");
  EXPECT_EQ(answer.identification(), "R1");
  EXPECT_EQ(answer.provider(), kProvider);
  EXPECT_EQ(answer.counterpart(), message.name());
  EXPECT_EQ(message.counterpart(), answer.name());
  const auto answered = EventsOf<v1::AllocationMessageAnswered>(database_);
  ASSERT_THAT(answered, SizeIs(1));
  EXPECT_EQ(answered[0].route(), RouteName(1));
  EXPECT_EQ(answered[0].message(), message.name());
  EXPECT_EQ(answered[0].provider(), kProvider);
  EXPECT_TRUE(answered[0].accepted());
  EXPECT_EQ(answered[0].unanswered(), 0);
  EXPECT_NE(answered[0].explanation(), "");
  EXPECT_THAT(NamesIn(Box("done")), ElementsAre("retour.xml.sealed"));
  world_.AdvanceTo(kTestStart + std::chrono::days(30));
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), IsEmpty());
}

TEST_F(AllocationMessageTest, AReturnMessageWithCodesTellsThem) {
  const std::string sent = SendTwo();
  Put("retour.xml", WriteReturn(sent, {{"Client[1]/ToegewezenProducten/ToegewezenProduct[2]", "9332"}}));
  Settle();
  EXPECT_EQ(MessageOf("JW301_42420001_000000000001.xml").state(), v1::Message::ANSWERED_WITH_ERRORS);
  const auto answered = EventsOf<v1::AllocationMessageAnswered>(database_);
  ASSERT_THAT(answered, SizeIs(1));
  EXPECT_FALSE(answered[0].accepted());
  EXPECT_THAT(answered[0].explanation(), HasSubstr("ToegewezenProduct[2]: 9332"));
  EXPECT_THAT(MessageOf("retour.xml").findings(), SizeIs(1));
}

TEST_F(AllocationMessageTest, TheSameReturnMessageAgainChangesNothing) {
  const std::string answer = WriteReturn(SendTwo(), {});
  Put("retour.xml", answer);
  Settle();
  Put("retour.xml", answer);
  Settle();
  EXPECT_EQ(MessageOf("retour.xml~2").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(EventsOf<v1::AllocationMessageAnswered>(database_), SizeIs(1));
  EXPECT_THAT(NamesIn(Box("done")), ElementsAre("retour.xml.sealed", "retour.xml~2.sealed"));
  EXPECT_EQ(ContentOf(MessageOf("retour.xml~2").name())->content(), answer);
}

TEST_F(AllocationMessageTest, AReturnMessageThatFitsNothingIsRefused) {
  const std::string sent = SendTwo();
  const std::string answer = WriteReturn(sent, {});
  Put("1nummer.xml", Replaced(answer, "000000000001", "000000000009"));
  Put("2aanbieder.xml", Replaced(answer, kProvider, "42420002"));
  Put("3dagtekening.xml", Replaced(answer, "2026-04-01", "2026-03-31"));
  Settle();
  for (const char* name : {"1nummer.xml", "2aanbieder.xml", "3dagtekening.xml"}) {
    EXPECT_EQ(MessageOf(name).state(), v1::Message::REFUSED) << name;
    EXPECT_THAT(MessageOf(name).findings(), SizeIs(1)) << name;
  }
  EXPECT_EQ(MessageOf("JW301_42420001_000000000001.xml").state(), v1::Message::SENT);
  Put("4goed.xml", answer);
  Put("5anders.xml", WriteReturn(sent, {{"Header", "0001"}}));
  Settle();
  EXPECT_EQ(MessageOf("5anders.xml").state(), v1::Message::REFUSED);
  EXPECT_THAT(FilesIn(Box("refused"))["5anders.xml.report.txt"], HasSubstr("al anders beantwoord"));
  EXPECT_EQ(MessageOf("JW301_42420001_000000000001.xml").state(), v1::Message::ANSWERED);
}

// shows: MSG-3
TEST_F(AllocationMessageTest, WithoutAnAnswerItIsLateAfterThreeWorkingDays) {
  SendTwo();
  const Instant late = EndOfTerm(*Date::Of(2026, 4, 8));
  world_.AdvanceTo(late - std::chrono::seconds(1));
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), IsEmpty());
  world_.AdvanceTo(late);
  const auto events = EventsOf<v1::MessageLate>(database_);
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].message(), MessageOf("JW301_42420001_000000000001.xml").name());
  EXPECT_EQ(events[0].kind(), "JW301");
  EXPECT_EQ(FromProto(events[0].due_date()), Date::Of(2026, 4, 8));
  world_.AdvanceTo(late + std::chrono::days(30));
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));  // said once
}

TEST_F(AllocationMessageTest, TheSameInputAndClockGiveTheSameBytes) {
  const std::string bytes = SendTwo();
  // Another world, another seed.
  TestFolder folder;
  TestWorld world(/*seed=*/99);
  const auto exchange = *DirectoryExchange::Open(folder.path().string(), {kMunicipality});
  Database* database = world.OpenDatabase("messaging", MessagingMigrations());
  MessagingService service(
      world.Stack("messaging", database),
      {database, world.random(), exchange.get(), &master_key_, peers_->InProcess(), peers_->InProcess(), nullptr},
      TestOptions());
  const auto server = world.Serve({&service});
  const auto stub = v1::Messaging::NewStub(server->InProcess());
  ASSERT_THAT(Call(ServicePersona("orchestrator"), stub.get(), &v1::Messaging::Stub::SendAllocationMessage,
                   SendRequest(client_, {1, 2})),
              IsOk());
  service.works()[1]->Run();
  EXPECT_EQ(FilesIn(folder.path() / kMunicipality / "out")["JW301_42420001_000000000001.xml"], bytes);
}

}  // namespace
}  // namespace clientroute::messaging::testing
