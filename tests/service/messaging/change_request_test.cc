// A provider's request for change (317), and what messaging keeps of it for the answer.
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/return_message.h"
#include "services/platform/calls/proto_values.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ChangeRequestTest : public MessagingTest {
 protected:
  ChangeRequestTest() : client_(intake_.Register(kBsn)) {}
  const std::string client_;
};

TEST_F(ChangeRequestTest, AllocationIsToldWhatStaysWhatChangesAndWhatIsNew) {
  Put("wijziging.xml", WriteChange({}, {{.number = "1"},
                                        {.number = "2", .kept = true},
                                        {.number = "", .category = "50", .code = "50A01", .volume = "3"}}));
  Settle();
  EXPECT_EQ(MessageOf("wijziging.xml").state(), v1::Message::ACCEPTED);
  const ParseOutcome answer = ParseMessage(OnlyOut("JW318"));
  ASSERT_TRUE(answer.ok());
  EXPECT_FALSE(answer.message->body().has_value());

  ASSERT_THAT(allocation_.submissions(), SizeIs(1));
  const allocation::v1::SubmitMessageRequest submission = allocation_.submissions()[0];
  EXPECT_EQ(submission.header().kind(), "JW317");
  EXPECT_EQ(submission.header().provider_reference(), "vow-1");
  EXPECT_EQ(submission.header().request_path(), "Client[1]/Verzoek[1]");
  ASSERT_EQ(submission.lines_size(), 3);
  EXPECT_EQ(submission.lines(0).class_path(), "Client[1]/Verzoek[1]/OngewijzigdeProducten/OngewijzigdProduct[1]");
  EXPECT_EQ(submission.lines(0).continued_product().allocation_number(), 2);
  const allocation::v1::ChangedProduct& changed = submission.lines(1).changed_product();
  EXPECT_EQ(changed.allocation_number(), 1);
  EXPECT_EQ(FromProto(changed.change_date()), Date::Of(2026, 5, 1));
  EXPECT_EQ(FromProto(changed.end_date()), Date::Of(2026, 12, 31));
  EXPECT_EQ(FromProto(changed.volume()), (Volume{6, Unit::kHour, Frequency::kPerWeek}));
  EXPECT_FALSE(changed.has_budget());
  const type::v1::CareLine& added = submission.lines(2).new_product().line();
  EXPECT_EQ(added.product().code(), "50A01");
  EXPECT_EQ(added.line(), "");
  EXPECT_EQ(added.law(), type::v1::JEUGDWET);
  EXPECT_EQ(added.provider(), kProvider);
  EXPECT_EQ(added.provider_reference(), "vow-1");
  EXPECT_EQ(added.volume().amount(), 3);
  EXPECT_EQ(FromProto(added.period()), Period::Of(*Date::Of(2026, 5, 1), Date::Of(2026, 12, 31)));
  for (const auto& line : submission.lines()) {
    EXPECT_EQ(line.client(), client_);
    EXPECT_EQ(line.client_path(), "Client[1]");
  }
  // Only a request for allocation makes a referral.
  EXPECT_THAT(intake_.referrals(), IsEmpty());
}

// shows: MSG-2
TEST_F(ChangeRequestTest, WhatItLeavesOutIsReturnedAtItsClass) {
  allocation::v1::ClassVerdict verdict;
  verdict.set_class_path("Client[1]/Verzoek[1]");
  verdict.set_rule("TR349");
  verdict.set_return_code("9349");
  allocation_.Judge("JW317", {verdict});
  Put("wijziging.xml", WriteChange({}));
  Settle();
  const ParseOutcome answer = ParseMessage(OnlyOut("JW318"));
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(ReadReturnMessage(*answer.message).verdicts,
              ::testing::Contains(ClassVerdict{"Client[1]/Verzoek[1]", "9349"}));
  EXPECT_EQ(MessageOf("wijziging.xml").state(), v1::Message::REJECTED);
}

TEST_F(ChangeRequestTest, ABsnThatNobodyKnowsIsNotRegistered) {
  Put("wijziging.xml", WriteChange({.bsn = kOtherBsn}));
  Settle();
  ASSERT_THAT(allocation_.submissions(), SizeIs(1));
  EXPECT_EQ(allocation_.submissions()[0].lines(0).client(), "");
  EXPECT_EQ(intake_.clients(), 1U);
}

TEST_F(ChangeRequestTest, AVolumeOfNothingIsReturnedBeforeAnyoneIsAsked) {
  Put("wijziging.xml", WriteChange({}, {{.number = "1", .volume = "0"}}));
  Settle();
  ASSERT_THAT(MessageOf("wijziging.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("wijziging.xml").findings(0).rule(), "CD041");
  EXPECT_EQ(MessageOf("wijziging.xml").findings(0).return_code(), "0001");
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(ChangeRequestTest, AReferenceThatCouldBeWordsAboutAPersonIsReturned) {
  Put("wijziging.xml", WriteChange({}, {ChangedRow{}}, "Verzoek van Jan"));
  Settle();
  EXPECT_NE(OnlyOut("JW318"), "");
  ASSERT_THAT(MessageOf("wijziging.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("wijziging.xml").findings(0).class_path(), "Client[1]/Verzoek[1]");
  EXPECT_EQ(MessageOf("wijziging.xml").findings(0).return_code(), "0001");
  EXPECT_THAT(MessageOf("wijziging.xml").findings(0).explanation(), ::testing::StartsWith("ReferentieAanbieder mag"));
  EXPECT_THAT(allocation_.submissions(), IsEmpty());
}

TEST_F(ChangeRequestTest, WhatStaysCountsAmongTheProductsOfARequest) {
  std::vector<ChangedRow> rows = {{.number = "1"}};
  for (int number = 2; number <= 100; ++number) rows.push_back({.number = std::to_string(number), .kept = true});
  Put("1honderd.xml", WriteChange({.identification = "1"}, rows));
  Settle();
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
  rows.push_back({.number = "101", .kept = true});
  Put("2meer.xml", WriteChange({.identification = "2"}, rows));
  Settle();
  ASSERT_THAT(MessageOf("2meer.xml").findings(), SizeIs(1));
  EXPECT_EQ(MessageOf("2meer.xml").findings(0).return_code(), "0001");
  EXPECT_THAT(allocation_.submissions(), SizeIs(1));
}

}  // namespace
}  // namespace clientroute::messaging::testing
