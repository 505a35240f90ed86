// Errors (Fo01) between us and the hub that come to nothing: a person sees them, and nothing waits for them.
#include <algorithm>
#include <mutex>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"
#include "tests/service/messaging/hub/hub_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class HubErrorTest : public HttpHubTest {
 protected:
  /// The number-th reference of an error.
  static std::string Reference(int number) { return LetterReferenceOf(Cat("an error, nr. ", number, ".")); }
  static std::string ErrorLetter(int number, const std::string& about, const std::string& code) {
    Letter letter;
    letter.kind = LetterKind::kFault;
    letter.sender = {"IB", "GGK", "", ""};
    letter.receiver = {kMunicipality, "Clientroute", "", ""};
    letter.reference = Reference(number);
    letter.cross_reference = about;
    letter.sent_at = "20260401100000";
    letter.fault = {code, std::string(kPlaceClient), Cat("over ", kBsn, " gaat het mis"), ""};
    return WriteLetter(letter);
  }
  /// Under which the only message went that was sent.
  std::string SentReference() {
    std::optional<std::string> reference;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(reference, connection.QueryOne("SELECT reference FROM exchange_file WHERE box = 1", {},
                                                        [](const Row& row) { return std::string(row.Text(0)); }));
      return absl::OkStatus();
    }),
                IsOk());
    return reference.value_or("");
  }
  absl::StatusOr<v1::HubError> Close(const std::string& reference, const std::string& request_id,
                                     const Caller& caller = BackOffice()) const {
    v1::CloseHubErrorRequest request;
    request.set_request_id(request_id);
    request.set_reference(reference);
    return Call(caller, stub_.get(), &v1::Messaging::Stub::CloseHubError, request);
  }
};

TEST_F(HubErrorTest, OneAboutNoMessageOfOursIsShownAndTheNextTakesEffect) {
  Send(kBsn, 1);
  Settle();
  const std::string unknown = LetterReferenceOf("nobody knows it.");
  EXPECT_EQ(http_->Take(ErrorLetter(1, unknown, "IB010")).status, 200);
  EXPECT_EQ(http_->Take(ErrorLetter(2, SentReference(), "IB011")).status, 200);
  Settle();
  ASSERT_THAT(DeadLetters(), SizeIs(1));
  EXPECT_EQ(DeadLetters()[0].code(), "IB011");
  ASSERT_THAT(HubErrors(), SizeIs(1));
  const v1::HubError error = HubErrors()[0];
  EXPECT_EQ(error.way(), v1::HubError::OF_HUB);
  EXPECT_EQ(error.reference(), Reference(1));
  EXPECT_EQ(error.cross_reference(), unknown);
  EXPECT_EQ(error.municipality(), kMunicipality);
  EXPECT_EQ(error.party(), "IB");
  EXPECT_EQ(error.code(), "IB010");
  EXPECT_EQ(error.explanation(), "over ********* gaat het mis");
  EXPECT_THAT(error.failure(), HasSubstr("MESSAGE_UNKNOWN: "));
  EXPECT_EQ(error.note_time().seconds(), kTestStart.time_since_epoch() / std::chrono::seconds(1));
  EXPECT_EQ(Queue().hub_errors(), 1);
  // Brought once more it is no second one.
  EXPECT_EQ(http_->Take(ErrorLetter(1, unknown, "IB010")).status, 200);
  Settle();
  EXPECT_THAT(HubErrors(), SizeIs(1));
}

// shows: MSG-4
TEST_F(HubErrorTest, ItAsksForAPersonOnceAndNoMoreWhenItIsClosed) {
  const std::string unknown = LetterReferenceOf("nobody knows it.");
  for (int brought = 0; brought < 2; ++brought) {
    EXPECT_EQ(http_->Take(ErrorLetter(1, unknown, "IB010")).status, 200);
    Settle();
  }
  const auto asked = EventsOf<v1::MessageNeedsAttention>(database_);
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].reason(), v1::MessageNeedsAttention::HUB_ERROR);
  EXPECT_EQ(asked[0].municipality(), kMunicipality);
  EXPECT_EQ(asked[0].message(), Cat("hub_errors/", Reference(1)));
  EXPECT_EQ(asked[0].explanation(), Cat("fout IB010 van IB (referentie ", Reference(1), ")"));
  EXPECT_THAT(EventsOf<v1::MessageSettled>(database_), IsEmpty());
  for (const char* request : {"close-1", "close-2"}) {
    ASSERT_THAT(Close(Reference(1), request), IsOk());
    const auto settled = EventsOf<v1::MessageSettled>(database_);
    ASSERT_THAT(settled, SizeIs(1)) << request;
    EXPECT_EQ(settled[0].route(), asked[0].route());
    EXPECT_EQ(settled[0].message(), asked[0].message());
  }
  EXPECT_THAT(EventsOf<v1::MessageNeedsAttention>(database_), SizeIs(1));
}

TEST_F(HubErrorTest, ItIsThereAfterARestartAndUntilAPersonHasSeenToIt) {
  EXPECT_EQ(http_->Take(ErrorLetter(1, LetterReferenceOf("nobody knows it."), "IB010")).status, 200);
  Settle();
  const auto peers = peers_->InProcess();
  MessagingService again(world_.Stack("messaging", database_),
                         {database_, world_.random(), http_.get(), &master_key_, peers, peers, peers}, TestOptions());
  for (Work* work : again.works()) work->Run();
  const auto server = world_.Serve({&again});
  stub_ = v1::Messaging::NewStub(server->InProcess());
  ASSERT_THAT(HubErrors(), SizeIs(1));

  const Caller elsewhere = Persona("back-office", {"0363"}, "message-exchange");
  EXPECT_THAT(HubErrors(elsewhere), IsEmpty());
  EXPECT_THAT(Close(Reference(1), "close-1", elsewhere), Fails(absl::StatusCode::kNotFound, "HUB_ERROR_NOT_FOUND"));
  EXPECT_THAT(Close(Reference(9), "close-2"), Fails(absl::StatusCode::kNotFound, "HUB_ERROR_NOT_FOUND"));
  EXPECT_THAT(HubErrors(), SizeIs(1));
  const auto closed = Close(Reference(1), "close-3");
  ASSERT_THAT(closed, IsOk());
  EXPECT_TRUE(closed->has_close_time());
  EXPECT_THAT(Close(Reference(1), "close-4"), IsOk());
  EXPECT_THAT(HubErrors(), IsEmpty());
  EXPECT_EQ(Queue().hub_errors(), 0);
}

TEST_F(HubErrorTest, APageShowsWhatFitsAndSaysWhereTheNextBegins) {
  for (int number = 1; number <= 3; ++number) {
    EXPECT_EQ(http_->Take(ErrorLetter(number, LetterReferenceOf("nobody knows it."), "IB010")).status, 200);
  }
  Settle();
  v1::ListHubErrorsRequest request;
  request.set_page_size(2);
  std::vector<std::string> seen;
  for (int page = 0; page < 2; ++page) {
    const auto response = Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ListHubErrors, request);
    ASSERT_THAT(response, IsOk());
    for (const v1::HubError& error : response->hub_errors()) seen.push_back(error.reference());
    EXPECT_EQ(response->next_page_token().empty(), page == 1);
    request.set_page_token(response->next_page_token());
  }
  EXPECT_THAT(seen, ::testing::ElementsAre(Reference(3), Reference(2), Reference(1)));
}

TEST_F(HubErrorTest, OneThatCannotTakeEffectIsShownAndHoldsNoOther) {
  Send(kBsn, 1);
  Send(kOtherBsn, 2);
  Settle();
  std::vector<std::string> references;
  ASSERT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(references,
                       connection.QueryAll("SELECT reference FROM exchange_file WHERE box = 1 ORDER BY number", {},
                                           [](const Row& row) { return std::string(row.Text(0)); }));
    return connection
        .Execute(
            "CREATE TRIGGER no_death BEFORE UPDATE OF dead_at ON exchange_file WHEN NEW.number = (SELECT MIN(number) "
            "FROM exchange_file WHERE box = 1) BEGIN SELECT RAISE(ABORT, 'as the test says'); END",
            {})
        .status();
  }),
              IsOk());
  ASSERT_THAT(references, SizeIs(2));
  EXPECT_EQ(http_->Take(ErrorLetter(1, references[0], "IB010")).status, 200);
  EXPECT_EQ(http_->Take(ErrorLetter(2, references[1], "IB011")).status, 200);
  Settle();
  ASSERT_THAT(DeadLetters(), SizeIs(1));
  EXPECT_EQ(DeadLetters()[0].code(), "IB011");
  ASSERT_THAT(HubErrors(), SizeIs(1));
  EXPECT_EQ(HubErrors()[0].cross_reference(), references[0]);
}

/// With a hub that takes all but the errors about one letter.
class UntoldErrorTest : public HubTestBase {
 protected:
  UntoldErrorTest() {
    door_ =
        *HubDoor::Open({}, world_.logger(), [this](const std::string& body) { return Take(ReadLetter(body).letter); });
    HttpHubOptions options;
    options.municipalities = {kMunicipality, kOtherMunicipality};
    options.client.url = door_->url();
    options.retry = {std::chrono::seconds(1), std::chrono::minutes(5), 5};
    http_ = *HttpHub::Open(std::move(options), {database_, world_.clock(), world_.random(), world_.logger(),
                                                world_.metrics(), &master_key_, boxes_.get()});
    Serve(http_.get(), {http_->fault_work()});
  }

  HttpAnswer Take(const Letter& letter) {
    const std::lock_guard lock(mutex_);
    offered_.push_back(letter.cross_reference);
    Letter answer;
    answer.kind = LetterKind::kReceipt;
    answer.sender = {"IB", "GGK", "", ""};
    answer.receiver = letter.sender;
    answer.reference = AnswerReferenceOf(letter.reference);
    answer.cross_reference = letter.reference;
    answer.sent_at = letter.sent_at;
    if (letter.cross_reference != not_taken_) return {200, WriteLetter(answer)};
    if (code_.empty()) return {500, ""};
    answer.kind = LetterKind::kRefusal;
    answer.fault = {code_, std::string(kPlaceClient), "niet goed", ""};
    return {500, WriteLetter(answer)};
  }
  /// A letter of a function that nobody has, with this reference.
  void BringWrongLetter(const std::string& reference) {
    Letter letter;
    letter.sender = {kProvider, "Leverancier", "", ""};
    letter.receiver = {kMunicipality, "GGK", "", ""};
    letter.reference = reference;
    letter.sent_at = "20260401100000";
    letter.function = "WMO399";
    letter.function_version = "0003";
    letter.function_subversion = "0002";
    letter.payload = "x";
    EXPECT_EQ(http_->Take(WriteLetter(letter)).status, 200);
  }
  std::vector<std::string> offered() {
    const std::lock_guard lock(mutex_);
    return offered_;
  }

  const std::string first_ = LetterReferenceOf("the first letter");
  const std::string second_ = LetterReferenceOf("another letter..");
  std::mutex mutex_;
  std::vector<std::string> offered_;  // which letters errors were about; guarded by mutex_, as what follows
  std::string not_taken_ = first_;
  std::string code_;
  std::unique_ptr<HubDoor> door_;
  std::unique_ptr<HttpHub> http_;
};

TEST_F(UntoldErrorTest, OneThatTheHubNeverTakesHoldsNoOtherAndIsShown) {
  BringWrongLetter(first_);
  BringWrongLetter(second_);
  Settle();
  ASSERT_THAT(offered(), SizeIs(6));
  EXPECT_EQ(offered()[0], first_);
  EXPECT_EQ(offered()[1], second_) << "it waited for the first";
  ASSERT_THAT(HubErrors(), SizeIs(1));
  const v1::HubError error = HubErrors()[0];
  EXPECT_EQ(error.way(), v1::HubError::OURS);
  EXPECT_EQ(error.cross_reference(), first_);
  EXPECT_EQ(error.code(), "IB004");
  EXPECT_THAT(error.explanation(), Not(IsEmpty()));
  EXPECT_THAT(error.failure(), HasSubstr("HUB_FAILED: "));
  EXPECT_EQ(error.attempts(), 5);
  EXPECT_EQ(error.municipality(), kMunicipality);
  EXPECT_EQ(error.party(), kProvider);
  const auto asked = EventsOf<v1::MessageNeedsAttention>(database_);
  ASSERT_THAT(asked, SizeIs(1)) << "one is told, and one asks for a person";
  EXPECT_EQ(asked[0].reason(), v1::MessageNeedsAttention::HUB_ERROR);
  EXPECT_EQ(asked[0].explanation(), Cat("fout IB004 van ons aan ", kProvider, " (referentie ", error.reference(), ")"));
}

TEST_F(UntoldErrorTest, OneAboutALetterToNoneOfOursIsSeenToByOneOfThem) {
  Letter letter;
  letter.sender = {kProvider, "Leverancier", "", ""};
  letter.receiver = {"9999", "GGK", "", ""};
  letter.reference = first_;
  letter.sent_at = "20260401100000";
  letter.function = "JW305";
  letter.function_version = "0003";
  letter.function_subversion = "0002";
  letter.payload = "x";
  EXPECT_EQ(http_->Take(WriteLetter(letter)).status, 200);
  Settle();
  ASSERT_THAT(HubErrors(), SizeIs(1));
  EXPECT_EQ(HubErrors()[0].municipality(), "");
  const auto asked = EventsOf<v1::MessageNeedsAttention>(database_);
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].municipality(), kMunicipality);
}

TEST_F(UntoldErrorTest, OneThatTheHubRefusesIsShownAtOnce) {
  code_ = "IB002";
  BringWrongLetter(first_);
  Settle();
  EXPECT_THAT(offered(), SizeIs(1));
  ASSERT_THAT(HubErrors(), SizeIs(1));
  EXPECT_THAT(HubErrors()[0].failure(), HasSubstr("HUB_REFUSED: IB002"));
}

}  // namespace
}  // namespace clientroute::messaging::testing
