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
  MessagingService service(
      world_.Stack("messaging", database_),
      {database_, world_.random(), exchange_.get(), &master_key_, peers_->InProcess(), server->InProcess()});
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

TEST_F(WaitingTest, WhatCannotMendByItselfIsLoudAndStopsNoOther) {
  allocation_.FailWith({grpc::StatusCode::INTERNAL, "broken"});
  Put("een.xml", WriteRequest({}));
  RunAWhile();
  EXPECT_EQ(MessageOf("een.xml").state(), v1::Message::WAITING);
  bool loud = false;
  for (const auto& line : world_.logger()->lines()) {
    loud = loud || (line.message == "a message waits" && line.level == LogLevel::kError);
  }
  EXPECT_TRUE(loud);
  EXPECT_THAT(world_.logger()->Text(), Not(HasSubstr(kBsn)));
  allocation_.FailWith(grpc::Status::OK);
  Settle();
  EXPECT_EQ(MessageOf("een.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(WaitingTest, AnOwnerThatNamesNoClassOfTheMessageIsADefectThatIsSeen) {
  allocation::v1::ClassVerdict verdict;
  verdict.set_class_path("Client[9]");
  verdict.set_return_code("9019");
  allocation_.Judge("JW305", {verdict});
  Put("start.xml", WriteStart({}));
  RunAWhile();
  EXPECT_EQ(MessageOf("start.xml").state(), v1::Message::WAITING);
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  EXPECT_THAT(world_.logger()->Text(), HasSubstr("RETURN_MESSAGE_INVALID"));
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
