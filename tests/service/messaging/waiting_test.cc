// A service that is down: the message waits, the others go on, and order is kept per sender and client.
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class WaitingTest : public MessagingTest {};

// shows: MSG-4
TEST_F(WaitingTest, TheOwnerIsDownAndComesBack) {
  allocation_.Down(true);
  Put("verzoek.xml", WriteRequest({}));
  RunAWhile();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::WAITING);
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());  // it is safe in the record
  EXPECT_FALSE(service_->works().front()->Idle());
  allocation_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
  EXPECT_THAT(intake_.clients(), 1U);
}

TEST_F(WaitingTest, IntakeIsDownAndComesBack) {
  intake_.Down(true);
  Put("verzoek.xml", WriteRequest({}));
  Put("fout.xml", "geen bericht");  // needs nobody
  RunAWhile();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::WAITING);
  EXPECT_EQ(MessageOf("fout.xml").state(), v1::Message::REFUSED);
  EXPECT_THAT(NamesIn(Box("refused")), SizeIs(3));
  intake_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(WaitingTest, IntakeGoesDownBetweenTheOwnersVerdictAndTheReferral) {
  // The owner takes its effect, and while it speaks intake leaves.
  struct Leaves final : public allocation::v1::Allocation::Service {
    AllocationPeer* owner = nullptr;
    IntakePeer* intake = nullptr;
    bool once = true;
    grpc::Status SubmitMessage(grpc::ServerContext* context,
                               grpc::ServerReader<allocation::v1::SubmitMessageRequest>* reader,
                               allocation::v1::SubmitMessageResponse* response) override {
      if (std::exchange(once, false)) intake->Down(true);
      return owner->SubmitMessage(context, reader, response);
    }
  } leaves;
  leaves.owner = &allocation_;
  leaves.intake = &intake_;
  const auto server = world_.Serve({&leaves});
  MessagingService service(world_.Stack("messaging", database_),
                           {database_, world_.random(), exchange_.get(), &master_key_, peers_->InProcess(),
                            server->InProcess(), peers_->InProcess()});
  Put("verzoek.xml", WriteRequest({}));
  service.works().front()->Run();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::WAITING);
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_THAT(intake_.referrals(), IsEmpty());
  intake_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
}

// shows: MSG-4
TEST_F(WaitingTest, ALaterMessageAboutTheSameClientWaitsBehindIt) {
  intake_.Register(kBsn);
  intake_.Register(kOtherBsn);
  allocation_.FailWith({grpc::StatusCode::UNAVAILABLE, "not now"});
  Put("1start.xml", WriteStart({.identification = "1"}));
  RunAWhile();
  // What comes next could be handled at once: about the same client it must wait, about another it need not.
  allocation_.FailWith(grpc::Status::OK);
  Put("2stop.xml", WriteStop({.identification = "2"}, {{.end = "2026-04-01", .reason = "20"}}));
  Put("3ander.xml", WriteStart({.identification = "3", .bsn = kOtherBsn}));
  Put("4andere_aanbieder.xml", WriteStart({.provider = "42420002", .identification = "4"}));
  {
    const ElapsedOverride before(std::chrono::microseconds(0));  // the first one's pause is not over
    service_->works().front()->Run();
  }
  EXPECT_EQ(MessageOf("1start.xml").state(), v1::Message::WAITING);
  EXPECT_EQ(MessageOf("2stop.xml").state(), v1::Message::RECEIVED);
  EXPECT_EQ(MessageOf("3ander.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("4andere_aanbieder.xml").state(), v1::Message::ACCEPTED);
  Settle();
  EXPECT_EQ(MessageOf("2stop.xml").state(), v1::Message::ACCEPTED);
  std::vector<std::string> order;
  for (const auto& submission : allocation_.submissions()) {
    if (submission.header().provider() == kProvider && submission.lines(0).client() == intake_.Register(kBsn)) {
      order.push_back(submission.header().kind());
    }
  }
  EXPECT_THAT(order, ElementsAre("JW305", "JW307"));
}

TEST_F(WaitingTest, ARepeatWaitsForTheAnswerThatItRepeats) {
  allocation_.Down(true);
  const std::string request = WriteRequest({});
  Put("een.xml", request);
  Put("twee.xml", request);
  RunAWhile();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  allocation_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("twee.xml").counterpart(), MessageOf("een.xml").counterpart());
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  EXPECT_THAT(intake_.referrals(), SizeIs(1));
}

TEST_F(WaitingTest, AnotherMessageUnderTheIdentificationOfOneThatWaitsIsReturned) {
  allocation_.Down(true);
  Put("een.xml", WriteRequest({}));
  RunAWhile();
  Put("twee.xml", WriteRequest({.bsn = kOtherBsn}));
  RunAWhile();
  EXPECT_EQ(MessageOf("twee.xml").findings(0).return_code(), "9056");
}

TEST_F(WaitingTest, HoweverManyWaitTheyStopNoOther) {
  allocation_.FailKind("JW305", {grpc::StatusCode::UNAVAILABLE, "not now"});
  const std::vector<std::string> others = {"999900018", "999900031", "999900043", "999900055", "999900067"};
  for (const std::string& bsn : others)
    Put("1start_" + bsn.substr(7) + ".xml", WriteStart({.identification = "S" + bsn, .bsn = bsn}));
  Put("2verzoek.xml", WriteRequest({}));
  RunAWhile();
  for (const std::string& bsn : others) {
    EXPECT_EQ(MessageOf("1start_" + bsn.substr(7) + ".xml").state(), v1::Message::WAITING) << bsn;
  }
  EXPECT_EQ(MessageOf("2verzoek.xml").state(), v1::Message::ACCEPTED);
  EXPECT_FALSE(service_->works().front()->Idle());
}

TEST_F(WaitingTest, ARepeatOfWhatFailedFailsTooAndIsAnsweredLikeItWhenBothAreRetried) {
  allocation_.FailKind("JW305", {grpc::StatusCode::INVALID_ARGUMENT, "no"});
  const std::string start = WriteStart({});
  Put("een.xml", start);
  Settle();
  Put("twee.xml", start);
  Settle();
  EXPECT_EQ(MessageOf("twee.xml").state(), v1::Message::FAILED);
  EXPECT_THAT(MessageOf("twee.xml").failure(), HasSubstr("EARLIER_MESSAGE_FAILED"));
  allocation_.FailKind("JW305", grpc::Status::OK);
  ASSERT_THAT(Retry("een.xml"), IsOk());
  ASSERT_THAT(Retry("twee.xml", "retry-2"), IsOk());
  Settle();
  EXPECT_EQ(MessageOf("twee.xml").counterpart(), MessageOf("een.xml").counterpart());
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
}

TEST_F(WaitingTest, AnOwnerThatNamesNoClassOfTheMessageIsADefectThatIsSeen) {
  allocation::v1::ClassVerdict verdict;
  verdict.set_class_path("Client[9]");
  verdict.set_return_code("9019");
  allocation_.Judge("JW305", {verdict});
  Put("start.xml", WriteStart({}));
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);
  EXPECT_THAT(MessageOf("start.xml").failure(), HasSubstr("RETURN_MESSAGE_INVALID"));
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  EXPECT_THAT(world_.logger()->Text(), HasSubstr("RETURN_MESSAGE_INVALID"));
}

/// What an owner refuses for good.
class FailedTest : public WaitingTest {
 protected:
  FailedTest() {
    allocation_.FailKind("JW305", {grpc::StatusCode::INVALID_ARGUMENT, "the start of client 999900006 is no start"});
  }
};

TEST_F(FailedTest, ItIsVisibleLoudAndHoldsNobody) {
  Put("1start.xml", WriteStart({.identification = "1"}));
  Put("2stop.xml", WriteStop({.identification = "2"}, {{.end = "2026-04-01", .reason = "20"}}));
  Settle();  // quiet: it waits for a person
  const v1::Message failed = MessageOf("1start.xml");
  EXPECT_EQ(failed.state(), v1::Message::FAILED);
  EXPECT_EQ(failed.kind(), "JW305");
  EXPECT_THAT(failed.failure(), HasSubstr("is no start"));
  EXPECT_THAT(failed.failure(), Not(HasSubstr(kBsn)));
  EXPECT_EQ(failed.answer_due_date().day(), 8);  // its term runs on
  // About the same client, of the same provider, and later.
  EXPECT_EQ(MessageOf("2stop.xml").state(), v1::Message::ACCEPTED);
  v1::ListMessagesRequest request;
  request.set_state(v1::Message::FAILED);
  const auto listed = Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ListMessages, request);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->messages_size(), 1);
  EXPECT_EQ(listed->messages(0).name(), failed.name());
  EXPECT_EQ(listed->messages(0).failure(), failed.failure());
  // What stopped it inside the house is not the provider's.
  const Caller provider = ProviderPersona("42420001", "message-exchange");
  const auto shown = Call(provider, stub_.get(), &v1::Messaging::Stub::ListMessages, request);
  ASSERT_THAT(shown, IsOk());
  ASSERT_EQ(shown->messages_size(), 1);
  EXPECT_EQ(shown->messages(0).state(), v1::Message::FAILED);
  EXPECT_EQ(shown->messages(0).failure(), "");
  ASSERT_THAT(EventsOf<v1::MessageFailed>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::MessageFailed>(database_)[0].message(), failed.name());
  bool loud = false;
  for (const auto& line : world_.logger()->lines()) {
    loud = loud || (line.level == LogLevel::kError && line.message.find("waits for a person") != std::string::npos);
  }
  EXPECT_TRUE(loud);
  EXPECT_THAT(world_.logger()->Text(), Not(HasSubstr(kBsn)));
}

TEST_F(FailedTest, RetriedItGoesOnFromWhereItStoppedOnce) {
  Put("start.xml", WriteStart({}));
  Settle();
  allocation_.FailKind("JW305", grpc::Status::OK);
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);  // nobody asked for it yet
  const auto retried = Retry("start.xml");
  ASSERT_THAT(retried, IsOk());
  EXPECT_EQ(retried->state(), v1::Message::WAITING);
  EXPECT_EQ(retried->failure(), "");
  EXPECT_THAT(Retry("start.xml"), IsOk());  // the same request again
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_NE(OnlyOut("JW306"), "");
  EXPECT_THAT(Retry("start.xml", "retry-2"), Fails(absl::StatusCode::kFailedPrecondition, "MESSAGE_NOT_FAILED"));
}

TEST_F(FailedTest, OnlyThoseOfItsMunicipalityWhoHandleMessagesMayRetryIt) {
  Put("start.xml", WriteStart({}));
  Settle();
  v1::RetryMessageRequest request;
  request.set_request_id("retry-1");
  request.set_name(MessageOf("start.xml").name());
  const auto retry = [&](const Caller& caller) {
    return Call(caller, stub_.get(), &v1::Messaging::Stub::RetryMessage, request).status().code();
  };
  EXPECT_EQ(retry(BackOffice({kOtherMunicipality})), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(retry(Persona("access-professional", {kMunicipality}, "message-exchange")),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);
  request.set_name(RouteName(1));
  EXPECT_EQ(retry(BackOffice()), absl::StatusCode::kInvalidArgument);
}

TEST_F(FailedTest, RetriedInVainItFailsAgain) {
  Put("start.xml", WriteStart({}));
  Settle();
  ASSERT_THAT(Retry("start.xml"), IsOk());
  Settle();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::FAILED);
  EXPECT_THAT(EventsOf<v1::MessageFailed>(database_), SizeIs(2));
}

/// Reads fail as a hub's do.
class FaultyHub final : public Hub {
 public:
  FaultyHub(Hub* hub, absl::Status fault) : hub_(hub), fault_(std::move(fault)) {}
  Arrivals List() override { return hub_->List(); }
  absl::StatusOr<std::string> Read(const ArrivedFile&) override { return fault_; }
  absl::StatusOr<std::string> ReadBeginning(const ArrivedFile&, std::size_t) override { return fault_; }
  absl::Status Remove(const ArrivedFile& file) override { return hub_->Remove(file); }
  absl::Status Put(messaging::Box box, std::string_view municipality, std::string_view name,
                   std::string_view bytes) override {
    return hub_->Put(box, municipality, name, bytes);
  }

 private:
  Hub* hub_;
  absl::Status fault_;
};

TEST_F(WaitingTest, AFileThatWillBeTakenLaterKeepsTheWorkFromBeingIdle) {
  const auto is_idle = [&](absl::Status fault) {
    FaultyHub hub(exchange_.get(), std::move(fault));
    MessagingDeps deps = Deps();
    deps.hub = &hub;
    MessagingService service(world_.Stack("messaging", database_), deps);
    service.works().front()->Run();
    return service.works().front()->Idle();
  };
  Put("verzoek.xml", WriteRequest({}));
  EXPECT_FALSE(is_idle(absl::UnavailableError("the disk is away")));
  EXPECT_FALSE(is_idle(absl::ResourceExhaustedError("the disk is full")));
  EXPECT_TRUE(is_idle(absl::PermissionDeniedError("a person must mend this")));
}

TEST_F(WaitingTest, AMessageThatWaitsLongerThanItsTermIsAnnouncedAsLate) {
  allocation_.Down(true);
  Put("verzoek.xml", WriteRequest({}));
  RunAWhile();
  EXPECT_EQ(MessageOf("verzoek.xml").answer_due_date().day(), 8);  // Good Friday and Easter Monday lie between
  world_.clock()->Set(EndOfTerm(*Date::Of(2026, 4, 8)) - std::chrono::microseconds(1));
  RunAWhile();
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), IsEmpty());
  world_.clock()->Set(EndOfTerm(*Date::Of(2026, 4, 8)));
  RunAWhile();
  ASSERT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
  EXPECT_EQ(EventsOf<v1::MessageLate>(database_)[0].kind(), "JW315");
  EXPECT_EQ(EventsOf<v1::MessageLate>(database_)[0].message(), MessageOf("verzoek.xml").name());
  allocation_.Down(false);
  Settle();
  EXPECT_EQ(MessageOf("verzoek.xml").state(), v1::Message::ACCEPTED);
  // The day of receipt, not of answering, starts the terms.
  EXPECT_EQ(intake_.referrals().at(0).referral().receive_date().day(), 1);
  EXPECT_THAT(EventsOf<v1::MessageLate>(database_), SizeIs(1));
}

}  // namespace
}  // namespace clientroute::messaging::testing
