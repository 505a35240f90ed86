// Nothing that names a person stands where it should not, and what is erased can never be read again (PRI-2, PRI-3).
#include <fstream>
#include <sstream>

#include "services/messaging/exchange_name.h"
#include "services/messaging/message_store.h"
#include "services/messaging/migrations.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class PrivacyTest : public MessagingTest {
 protected:
  PrivacyTest() : client_(intake_.Register(kBsn)) { intake_.SetPerson(client_, TestPerson()); }

  SealedContent Stored(const std::string& message) const {
    SealedContent content;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const MessageRecord record, FindMessage(connection, *IdIn(message, "messages")));
      CLIENTROUTE_ASSIGN(content, LoadContent(connection, record.number));
      return absl::OkStatus();
    }),
                IsOk());
    return content;
  }
  /// One of each: a request with its answer, an answer with codes, a 301 with a 302 that names the client, a refused
  /// file with a number in its name and content.
  void ExchangeAll() {
    Put("verzoek.xml", WriteRequest({}));
    allocation::v1::ClassVerdict verdict;
    verdict.set_class_path("Client[1]/StartProducten/StartProduct[1]");
    verdict.set_rule("TR019");
    verdict.set_return_code("9019");
    allocation_.Judge("JW305", {verdict});
    Put("start.xml", WriteStart({}));
    Put("fout 999900006.xml",
        Replaced(WriteRequest({.identification = "9"}), "<jw315:Geslacht>2", "<jw315:Geslacht>x"));
    allocation_.Add(TestAllocation(client_, 1));
    EXPECT_THAT(Send(SendRequest(client_, {1})), IsOk());
    Settle();
    Put("retour.xml", WriteReturn(OnlyOut("JW301"), {{"Client[1]/ToegewezenProducten/ToegewezenProduct[1]", "9332"}}));
    Settle();
  }

  const std::string client_;
};

TEST_F(PrivacyTest, NoNumberInNamesLogsEventsReportsOrErrors) {
  ExchangeAll();
  for (const char* box : {"out", "done", "refused"}) {
    for (const auto& [name, bytes] : FilesIn(Box(box))) {
      EXPECT_THAT(name, Not(HasSubstr(kBsn)));
      if (std::string(box) == "out") continue;
      EXPECT_THAT(bytes, Not(HasSubstr(kBsn))) << name;
    }
  }
  EXPECT_THAT(world_.logger()->Text(), Not(HasSubstr(kBsn)));
  EXPECT_THAT(world_.logger()->Text(), Not(HasSubstr("Voorbeeld")));
  EXPECT_THAT(world_.metrics()->Text(), Not(HasSubstr(kBsn)));
  for (const type::v1::Event& event : EventsIn(database_)) EXPECT_THAT(event.SerializeAsString(), Not(HasSubstr(kBsn)));
  for (const v1::Message& message : Messages()) EXPECT_THAT(message.SerializeAsString(), Not(HasSubstr(kBsn)));
}

TEST_F(PrivacyTest, TheRecordHoldsNoNumberInTheClear) {
  TestFolder folder;
  const std::string path = (folder.path() / "messaging.db").string();
  auto database = *OpenSqlite({.path = path}, MessagingMigrations());
  MessagingService service(world_.Stack("messaging", database.get()),
                           {database.get(), world_.random(), exchange_.get(), &master_key_, peers_->InProcess(),
                            peers_->InProcess(), peers_->InProcess()},
                           TestOptions());
  intake_.Down(true);
  Put("verzoek.xml", WriteRequest({}));
  for (Work* work : service.works()) work->Run();  // stored, and waiting for intake
  intake_.Down(false);
  allocation_.Down(true);
  Put("start.xml", WriteStart({}));
  for (Work* work : service.works()) work->Run();
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    EXPECT_THAT(bytes.str(), Not(HasSubstr(kBsn))) << entry.path();
    EXPECT_THAT(bytes.str(), Not(HasSubstr("Voorbeeld"))) << entry.path();
  }
}

TEST_F(PrivacyTest, EachContentIsSealedWithTheKeyOfItsClient) {
  ExchangeAll();
  EXPECT_EQ(Stored(MessageOf("verzoek.xml").name()).client, client_);
  EXPECT_EQ(Stored(MessageOf("start.xml").name()).client, client_);
  EXPECT_EQ(Stored(MessageOf("retour.xml").name()).client, client_);
  EXPECT_EQ(Stored(MessageOf("start.xml").counterpart()).client, client_);   // names the client
  EXPECT_EQ(Stored(MessageOf("verzoek.xml").counterpart()).client, "");      // a header alone
  EXPECT_EQ(Stored(MessageOf("retour.xml").counterpart()).client, client_);  // the 301
  EXPECT_EQ(Stored(MessageOf("fout__________.xml").name()).client, "");      // no message: nobody is known
}

TEST_F(PrivacyTest, TheSealedOriginalsInDoneAreThoseOfTheRecord) {
  ExchangeAll();
  EXPECT_EQ(FilesIn(Box("done"))["verzoek.xml.sealed"], Stored(MessageOf("verzoek.xml").name()).sealed);
  EXPECT_EQ(FilesIn(Box("refused"))["fout__________.xml.sealed"],
            Stored(MessageOf("fout__________.xml").name()).sealed);
}

TEST_F(PrivacyTest, AfterErasureNothingOfTheClientCanBeRead) {
  ExchangeAll();
  std::vector<std::string> names;
  for (const v1::Message& message : Messages()) {
    if (Stored(message.name()).client == client_) names.push_back(message.name());
  }
  ASSERT_THAT(names, SizeIs(5));
  for (const std::string& name : names) EXPECT_THAT(ContentOf(name), IsOk()) << name;
  intake_.Erase(client_);
  for (const std::string& name : names) {
    EXPECT_THAT(ContentOf(name), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED")) << name;
  }
  // That there was a message stays known.
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(PrivacyTest, ARepeatAfterErasureKeepsNothingAndAnswersWhatNamesNobody) {
  ExchangeAll();
  intake_.Erase(client_);
  for (const auto& [name, bytes] : Out()) std::filesystem::remove(Box("out") / name);
  Put("verzoek.xml", WriteRequest({}));
  Put("start.xml", WriteStart({}));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));  // the header alone of the 316 again; the 306 named the client
  EXPECT_THAT(OnlyOut("JW316"), Not(HasSubstr(kBsn)));
  EXPECT_THAT(MessageOf("start.xml~2").findings(), SizeIs(1));
  for (const char* name : {"verzoek.xml~2", "start.xml~2"}) {
    EXPECT_THAT(ContentOf(MessageOf(name).name()), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  }
}

TEST_F(PrivacyTest, AnAnswerAboutAClientWhoWasErasedIsNotKeptReadable) {
  allocation_.Add(TestAllocation(client_, 1));
  ASSERT_THAT(Send(SendRequest(client_, {1})), IsOk());
  Settle();
  const std::string answer =
      WriteReturn(OnlyOut("JW301"), {{"Client[1]/ToegewezenProducten/ToegewezenProduct[1]", "9332"}});
  intake_.Erase(client_);
  Put("retour.xml", answer);
  Settle();
  EXPECT_EQ(MessageOf("JW301_42420001_000000000001.xml").state(), v1::Message::ANSWERED_WITH_ERRORS);
  EXPECT_THAT(ContentOf(MessageOf("retour.xml").name()), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
}

TEST_F(PrivacyTest, AMessageWhoseClientIsErasedWhileItWaitsIsNotKeptReadable) {
  allocation_.Down(true);
  Put("start.xml", WriteStart({}));
  RunAWhile();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::WAITING);
  intake_.Erase(client_);
  allocation_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::REFUSED);
  EXPECT_THAT(NamesIn(Box("refused")), SizeIs(3));
  EXPECT_THAT(ContentOf(MessageOf("start.xml").name()), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(PrivacyTest, EveryLookAtContentIsLogged) {
  ExchangeAll();
  ASSERT_THAT(ContentOf(MessageOf("verzoek.xml").name()), IsOk());
  ASSERT_THAT(ContentOf(MessageOf("fout__________.xml").name()), IsOk());  // shows nobody that is known
  std::vector<LookEntry> looks;
  ASSERT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(connection, 0, 100, std::nullopt));
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_THAT(looks, SizeIs(1));
  EXPECT_THAT(looks[0].clients, ElementsAre(client_));
  EXPECT_EQ(looks[0].subject, "persons/test.back-office");
}

}  // namespace
}  // namespace clientroute::messaging::testing
