// Messages over HTTP, with a hub that fails, delays, repeats and reorders (ING-7, MSG-4).
#include <set>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"
#include "tests/service/messaging/hub/hub_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// The `index`-th citizen number for tests.
std::string Bsn(int index) {
  int found = -1;
  for (int number = 999'900'006;; ++number) {
    if (CitizenNumber::Parse(std::to_string(number)) && ++found == index) return std::to_string(number);
  }
}

Letter LetterTo(const std::string& municipality, const std::string& function, const std::string& payload) {
  Letter letter;
  letter.sender = {kProvider, "Leverancier", "", ""};
  letter.receiver = {municipality, "GGK", "", ""};
  letter.reference = LetterReferenceOf("sixteen bytes of");
  letter.sent_at = "20260401100000";
  letter.function = function;
  letter.function_version = "0003";
  letter.function_subversion = "0002";
  letter.payload = payload;
  return letter;
}

TEST_F(HttpHubTest, ARequestComesIsAnsweredAndTheAnswerIsTheOneThatIsKept) {
  Put("verzoek.xml", WriteRequest({}));
  SettleAll();
  ASSERT_THAT(Messages(), SizeIs(2));
  EXPECT_EQ(Messages()[0].state(), v1::Message::ACCEPTED);
  EXPECT_EQ(Messages()[1].kind(), "JW316");
  ASSERT_THAT(AtProvider(), SizeIs(1));
  EXPECT_EQ(AtProvider().begin()->first, Messages()[1].file_name());
  v1::GetMessageContentRequest request;
  request.set_name(Messages()[1].name());
  EXPECT_EQ(Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::GetMessageContent, request)->content(),
            AtProvider().begin()->second);
  EXPECT_THAT(FilesIn(Provider("in")), IsEmpty());
  EXPECT_EQ(Queue().hub(), v1::ExchangeQueue::HTTP);
  EXPECT_EQ(Queue().waiting(), 0);
}

TEST_F(HttpHubTest, AnAllocationMessageAndItsReturnMessageFindEachOther) {
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(AtProvider(), SizeIs(1));
  Put("retour.xml", WriteReturn(AtProvider().begin()->second, {}));
  SettleAll();
  EXPECT_THAT(MessagesIn(v1::Message::ANSWERED), SizeIs(1));
  EXPECT_EQ(small_->figures().brought, 1);
}

TEST_F(HttpHubTest, WithAHubThatDoesEverythingWrongEachMessageHasOneEffectAndOneAnswer) {
  SetFaults("fail=250&drop=150&lose=250&repeat=400&reorder=300&delay_ms=1");
  constexpr int kMessages = 40;
  std::map<std::string, std::string> put;
  for (int i = 0; i < kMessages; ++i) {
    const std::string name = Cat("verzoek", i, ".xml");
    put[name] = WriteRequest({.identification = std::to_string(i + 1), .bsn = Bsn(i)}, {{.reference = Cat("ref-", i)}});
    Put(name, put[name]);
  }
  SettleAll();
  EXPECT_THAT(intake_.referrals(), SizeIs(kMessages));
  EXPECT_THAT(allocation_.submissions(), SizeIs(kMessages));
  EXPECT_THAT(AtProvider(), SizeIs(kMessages));
  EXPECT_THAT(MessagesIn(v1::Message::ACCEPTED), SizeIs(kMessages));
  const hub::HubFigures figures = small_->figures();
  EXPECT_EQ(figures.taken, kMessages);
  EXPECT_EQ(figures.brought, kMessages);
  EXPECT_GT(figures.repeated, 0);  // what was taken and not acknowledged
  EXPECT_GT(figures.failed, 0);
  EXPECT_GT(figures.again, 0);
  EXPECT_EQ(figures.other, 0);  // each repeat was acknowledged by the same bytes
  EXPECT_THAT(DeadLetters(), IsEmpty());
  EXPECT_EQ(Queue().waiting(), 0);
}

TEST_F(HttpHubTest, OverAnOutageOfAnHourNothingIsLostAndTheHubIsNotStormed) {
  SetFaults("down=1");
  constexpr int kMessages = 30;
  for (int i = 0; i < kMessages; ++i) Send(Bsn(i), i + 1);
  const std::chrono::microseconds begin = stopwatch_->now();
  while (stopwatch_->now() - begin < std::chrono::hours(1)) world_.scheduler()->RunUntilQuiet(100);
  EXPECT_EQ(Queue().waiting(), kMessages);
  EXPECT_GE(Queue().retrying(), 1);
  EXPECT_EQ(Queue().oldest_time().seconds(), kTestStart.time_since_epoch() / std::chrono::seconds(1));
  EXPECT_EQ(Queue().dead_letters(), 0);
  // It is asked again ever more seldom, and by one message at a time.
  EXPECT_GT(small_->figures().offered, 10);
  EXPECT_LT(small_->figures().offered, 25);
  SetFaults("down=0");
  Settle();
  EXPECT_THAT(AtProvider(), SizeIs(kMessages));
  EXPECT_EQ(small_->figures().taken, kMessages);
  EXPECT_EQ(small_->figures().repeated, 0);
  EXPECT_EQ(Queue().waiting(), 0);
  EXPECT_FALSE(Queue().has_oldest_time());
}

TEST_F(HttpHubTest, WhatTheHubRefusesIsADeadLetterThatAPersonSendsAgainByteForByte) {
  SetFaults("refuse=1000&code=IB010");
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(DeadLetters(), SizeIs(1));
  const v1::DeadLetter dead = DeadLetters()[0];
  EXPECT_EQ(dead.code(), "IB010");
  EXPECT_THAT(dead.failure(), HasSubstr("HUB_REFUSED: IB010: Geadresseerde partij niet aangesloten"));
  EXPECT_EQ(dead.attempts(), 1);
  EXPECT_TRUE(IsLetterReference(dead.reference()));
  EXPECT_EQ(dead.message().kind(), "JW301");
  EXPECT_EQ(Queue().dead_letters(), 1);
  EXPECT_EQ(Queue().waiting(), 0);
  ASSERT_THAT(EventsOf<v1::MessageUndelivered>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::MessageUndelivered>(database_)[0].code(), "IB010");
  EXPECT_EQ(EventsOf<v1::MessageUndelivered>(database_)[0].message(), dead.message().name());
  EXPECT_THAT(DeadLetters(Persona("back-office", {"0363"}, "message-exchange")), IsEmpty());

  SetFaults("");
  ASSERT_THAT(Resend(dead.message().name(), "again-1"), IsOk());
  ASSERT_THAT(Resend(dead.message().name(), "again-2"), IsOk());  // it is on its way already
  Settle();
  EXPECT_THAT(DeadLetters(), IsEmpty());
  ASSERT_THAT(AtProvider(), SizeIs(1));
  EXPECT_EQ(Hex(Digest(AtProvider().begin()->second)), dead.message().digest());
  EXPECT_EQ(small_->figures().taken, 1);
  // The hub had answered to the first reference: this was another letter.
  EXPECT_EQ(small_->figures().repeated, 0);
}

TEST_F(HttpHubTest, WhatIsNotAcknowledgedToTheLastAttemptIsADeadLetterAndKeepsItsReference) {
  SetFaults("lose=1000");
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(DeadLetters(), SizeIs(1));
  EXPECT_EQ(DeadLetters()[0].attempts(), 25);
  EXPECT_EQ(DeadLetters()[0].code(), "");
  EXPECT_THAT(DeadLetters()[0].failure(), HasSubstr("HUB_NO_ANSWER"));
  EXPECT_EQ(small_->figures().taken, 1);
  SetFaults("");
  ASSERT_THAT(Resend(DeadLetters()[0].message().name(), "again-1"), IsOk());
  Settle();
  EXPECT_THAT(DeadLetters(), IsEmpty());
  EXPECT_EQ(small_->figures().taken, 1);      // under the same reference: no second effect
  EXPECT_EQ(small_->figures().repeated, 25);  // each attempt, and the one that was sent again
}

TEST_F(HttpHubTest, AnErrorThatComesLaterMakesADeadLetterOfWhatWasAcknowledged) {
  SetFaults("refuse=1000&code=IB011&later=1");
  Send(kBsn, 1);
  Settle();
  EXPECT_THAT(DeadLetters(), IsEmpty());
  SettleAll();  // the hub brings its error
  ASSERT_THAT(DeadLetters(), SizeIs(1));
  EXPECT_EQ(DeadLetters()[0].code(), "IB011");
  SetFaults("");
  ASSERT_THAT(Resend(DeadLetters()[0].message().name(), "again-1"), IsOk());
  SettleAll();
  EXPECT_THAT(AtProvider(), SizeIs(1));
}

TEST_F(HttpHubTest, AnErrorOfTheHubsOwnThatComesLaterIsMendedByARepeat) {
  SetFaults("refuse=1000&code=StUF058&place=server&later=1");
  Send(kBsn, 1);
  Settle();
  SetFaults("");
  SettleAll();
  EXPECT_THAT(DeadLetters(), IsEmpty());
  EXPECT_THAT(AtProvider(), SizeIs(1));
  EXPECT_THAT(EventsOf<v1::MessageUndelivered>(database_), IsEmpty());
}

TEST_F(HttpHubTest, ALetterIsAcknowledgedByTheSameBytesWhateverTheTime) {
  const std::string bytes = WriteLetter(LetterTo(kMunicipality, "JW315", WriteRequest({})));
  const HttpAnswer first = http_->Take(bytes);
  EXPECT_EQ(first.status, 200);
  const LetterReading receipt = ReadLetter(first.body);
  EXPECT_EQ(receipt.letter.kind, LetterKind::kReceipt);
  EXPECT_EQ(receipt.letter.cross_reference, LetterReferenceOf("sixteen bytes of"));
  world_.clock()->Advance(std::chrono::hours(1));
  EXPECT_EQ(http_->Take(bytes).body, first.body);
  Settle();
  EXPECT_EQ(http_->Take(bytes).body, first.body);
  Settle();
  EXPECT_THAT(Messages(), SizeIs(2));
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  // Other content under the same reference is refused.
  const HttpAnswer other =
      http_->Take(WriteLetter(LetterTo(kMunicipality, "JW315", WriteRequest({.identification = "2"}))));
  EXPECT_EQ(other.status, 500);
  EXPECT_EQ(ReadLetter(other.body).letter.fault.code, "IB016");
  Settle();
  EXPECT_THAT(Messages(), SizeIs(2));
}

TEST_F(HttpHubTest, AWrongEnvelopeIsAnsweredByItsCodeAndNothingElseHappens) {
  const auto refused = [&](const std::string& bytes) {
    const HttpAnswer answer = http_->Take(bytes);
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, HasSubstr("soap:Fault"));
    const LetterReading reading = ReadLetter(answer.body);
    EXPECT_EQ(reading.letter.kind, LetterKind::kRefusal);
    return reading.letter.fault.code;
  };
  EXPECT_EQ(refused("geen xml"), "IB001");
  EXPECT_EQ(refused("<!DOCTYPE a><a/>"), "IB001");
  EXPECT_EQ(refused(std::string(kLetterBytesMax + 1, 'x')), "IB003");
  Letter receipt = LetterTo(kMunicipality, "", "");
  receipt.kind = LetterKind::kReceipt;
  EXPECT_EQ(refused(WriteLetter(receipt)), "IB004");
  Settle();
  EXPECT_THAT(Messages(), IsEmpty());
  EXPECT_EQ(small_->figures().told, 0);
}

TEST_F(HttpHubTest, AFaultInALetterThatCanBeAnsweredIsToldToTheHubOnce) {
  const struct {
    const char* what;
    Letter letter;
    std::string code;
  } kCases[] = {
      {"a municipality of another", LetterTo("0363", "JW315", WriteRequest({})), "IB005"},
      {"a function of nobody", LetterTo(kMunicipality, "WMO399", "x"), "IB004"},
      {"what a municipality sends itself", LetterTo(kMunicipality, "JW301", "x"), "IB004"},
      {"a return message in a Di01", LetterTo(kMunicipality, "JW302", "x"), "IB004"},
  };
  int number = 0;
  for (const auto& one : kCases) {
    Letter letter = one.letter;
    letter.reference = LetterReferenceOf(Cat("sixteen bytes ", number++, "."));
    const std::string bytes = WriteLetter(letter);
    const HttpAnswer answer = http_->Take(bytes);
    EXPECT_EQ(answer.status, 200) << one.what;
    EXPECT_EQ(http_->Take(bytes).body, answer.body) << one.what;
    std::vector<UntoldFault> untold;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(untold, ListUntoldFaults(connection, 10));
      return absl::OkStatus();
    }),
                IsOk());
    ASSERT_THAT(untold, SizeIs(1)) << one.what;
    EXPECT_EQ(untold[0].fault.code, one.code) << one.what;
    EXPECT_EQ(untold[0].cross_reference, letter.reference) << one.what;
    Settle();
    EXPECT_EQ(small_->figures().told, number) << one.what;
  }
  EXPECT_THAT(Messages(), IsEmpty());
}

TEST_F(HttpHubTest, AFileThatIsNoMessageIsRefusedAndTheHubIsToldSo) {
  SetFaults("fail=700");
  Put("fout.xml", "geen bericht");
  SettleAll();
  ASSERT_THAT(MessagesIn(v1::Message::REFUSED), SizeIs(1));
  EXPECT_THAT(FilesIn(folder_.path() / "suite" / kMunicipality / "refused"), SizeIs(3));
  EXPECT_EQ(small_->figures().told, 1);
}

TEST_F(HttpHubTest, TheSameMessageUnderAnotherReferenceGetsTheSameAnswerUnderIt) {
  Put("1.xml", WriteRequest({}));
  SettleAll();
  const auto answer = AtProvider();
  Put("2.xml", WriteRequest({}));
  SettleAll();
  EXPECT_EQ(AtProvider(), answer);
  EXPECT_EQ(small_->figures().taken, 2);
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
}

TEST_F(HttpHubTest, AnswersLeaveByTheWayByWhichTheirQuestionsCame) {
  // A suite on the shared folders takes a request, and stops before its answer is written; this one, on the hub, goes
  // on.
  const std::filesystem::path folders = folder_.path() / "suite";
  const auto peers = peers_->InProcess();
  MessagingService before(world_.Stack("messaging", database_),
                          {database_, world_.random(), boxes_.get(), &master_key_, peers, peers, peers}, TestOptions());
  PutFile(folders, "verzoek.xml", WriteRequest({}), kMunicipality);
  PutFile(folders, "kapot.xml", "geen bericht", kMunicipality);
  for (Work* work : before.works()) {
    if (work->name() == "messaging.inbound") work->Run();
  }
  ASSERT_THAT(MessagesIn(v1::Message::ACCEPTED), SizeIs(1));
  Put("over de hub.xml", WriteRequest({.identification = "2", .bsn = Bsn(1)}, {{.reference = "ref-2"}}));
  SettleAll();
  ASSERT_THAT(MessagesIn(v1::Message::SENT), SizeIs(2));
  const std::string answer = MessagesIn(v1::Message::SENT)[0].file_name();
  ASSERT_THAT(FilesIn(folders / kMunicipality / "out"), SizeIs(1));
  EXPECT_EQ(FilesIn(folders / kMunicipality / "out").begin()->first, answer);
  ASSERT_THAT(AtProvider(), SizeIs(1));
  EXPECT_EQ(AtProvider().begin()->first, MessagesIn(v1::Message::SENT)[1].file_name());
  EXPECT_THAT(DeadLetters(), IsEmpty());
  // Sent again it goes the same way, byte for byte.
  const std::string bytes = FilesIn(folders / kMunicipality / "out")[answer];
  std::filesystem::remove(folders / kMunicipality / "out" / answer);
  ASSERT_THAT(Resend(MessagesIn(v1::Message::SENT)[0].name(), "again-1"), IsOk());
  Settle();
  EXPECT_EQ(FilesIn(folders / kMunicipality / "out")[answer], bytes);
  EXPECT_EQ(small_->figures().taken, 1);
  EXPECT_EQ(small_->figures().told, 0);  // what is wrong with a file is no letter's fault
}

}  // namespace
}  // namespace clientroute::messaging::testing
