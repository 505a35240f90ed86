#include "services/messaging/control/return_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "tests/unit/messaging/example_changes.h"
#include "tests/unit/messaging/example_claims.h"

namespace clientroute::messaging {
namespace {

using testing::ElementsAre;
using namespace literals;  // NOLINT(google-build-using-namespace)

const ReturnHeader kHeader{.identification = "R-1", .signed_on = "2026-04-16", .xslt_version = ""};
constexpr const char* kFirst = "Client[1]/AangevraagdeProducten/AangevraagdProduct[1]";
constexpr const char* kSecond = "Client[1]/AangevraagdeProducten/AangevraagdProduct[2]";

/// The answer, after a trip over the wire, so that it is known to be valid.
Message Answer(const Message& forward, const std::vector<ClassVerdict>& verdicts) {
  ReturnOutcome outcome = MakeReturnMessage(forward, verdicts, kHeader);
  EXPECT_TRUE(outcome.ok()) << outcome.error;
  const WriteOutcome written = WriteMessage(*outcome.message);
  EXPECT_TRUE(written.ok());
  ParseOutcome read = ParseMessage(written.bytes);
  EXPECT_TRUE(read.ok());
  return std::move(*read.message);
}

TEST(ReturnMessageTest, ApprovalIsAHeaderWithoutCodes) {
  const Message answer = Answer(example::Request(), {});
  EXPECT_EQ(answer.schema().name(), "JW316");
  EXPECT_EQ(answer.size(), 1U);
  EXPECT_TRUE(answer.header().return_codes().empty());
  EXPECT_TRUE(ReadReturnMessage(answer).approved);
}

TEST(ReturnMessageTest, HeaderIsCopiedWithoutSwappingTheParties) {
  const Message forward = example::Request();
  const Message answer = Answer(forward, {});
  EXPECT_EQ(answer.sender(), forward.sender());
  EXPECT_EQ(answer.receiver(), forward.receiver());
  EXPECT_EQ(answer.identification(), forward.identification());
  EXPECT_EQ(answer.signed_on(), forward.signed_on());
  EXPECT_EQ(answer.header().Get("XsdVersie/BerichtXsdVersie"_field), "1.0.0");
  EXPECT_EQ(answer.header().Get("BerichtCode"_field), "447");
  EXPECT_EQ(answer.header().Get("IdentificatieRetour"_field), "R-1");
  EXPECT_EQ(answer.header().Get("DagtekeningRetour"_field), "2026-04-16");
  EXPECT_EQ(answer.header().Get("XsdVersieRetour/BerichtXsdVersie"_field), "0.1.0");
  EXPECT_FALSE(answer.header().Has("XsltVersie"_field));
}

TEST(ReturnMessageTest, XsltVersionIsGivenWhenThereIsOne) {
  ReturnHeader header = kHeader;
  header.xslt_version = "1.2.0";
  const ReturnOutcome outcome = MakeReturnMessage(example::Start(), {}, header);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome.message->header().Get("XsltVersie"_field), "1.2.0");
}

TEST(ReturnMessageTest, ContentThatFailsIsAHeaderWith0001) {
  const Message answer = Answer(example::Stop(), {{"Header", "0001"}});
  EXPECT_EQ(answer.schema().name(), "JW308");
  EXPECT_EQ(answer.size(), 1U);
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("0001"));
  EXPECT_FALSE(ReadReturnMessage(answer).approved);
}

TEST(ReturnMessageTest, ACodeOnTheHeaderLeavesTheClassesOut) {
  const Message answer = Answer(example::Start(), {{"Client[1]", "9019"}, {"Header", "9056"}, {"Header", "8848"}});
  EXPECT_EQ(answer.size(), 1U);
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("8848", "9056"));
}

TEST(ReturnMessageTest, ACodeOnAProductReturnsTheWholeClient) {
  const Message forward = example::Request();
  const Message answer = Answer(forward, {{kSecond, "9347"}});
  EXPECT_TRUE(answer.header().return_codes().empty());
  ASSERT_EQ(answer.size(), forward.size());
  for (InstanceIndex i = 1; i < forward.size(); ++i) EXPECT_EQ(answer.at(i).values(), forward.at(i).values());
  EXPECT_THAT(answer.Find("Client[1]")->return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.Find(kFirst)->return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.Find(kSecond)->return_codes(), ElementsAre("9347"));
}

TEST(ReturnMessageTest, ClassesUnderARefusedOneAreNotJudged) {
  const Message answer = Answer(example::Request(), {{"Client[1]", "9374"}});
  EXPECT_THAT(answer.Find("Client[1]")->return_codes(), ElementsAre("9374"));
  EXPECT_THAT(answer.Find(kFirst)->return_codes(), ElementsAre("0233"));
  EXPECT_THAT(answer.Find(kSecond)->return_codes(), ElementsAre("0233"));
}

TEST(ReturnMessageTest, EveryClassOfAnAllocationGetsACode) {
  const Message forward = example::Allocation();
  const Message answer = Answer(forward, {{"Client[1]/ToegewezenProducten/ToegewezenProduct[1]", "9332"}});
  EXPECT_EQ(answer.schema().name(), "JW302");
  for (InstanceIndex i = 1; i < answer.size(); ++i) EXPECT_EQ(answer.at(i).return_codes().size(), 1U);
  EXPECT_THAT(answer.Find("Client[1]/Relaties/Relatie[1]/Contact[1]")->return_codes(), ElementsAre("0200"));
}

TEST(ReturnMessageTest, TheJudgesOwnWordsStandBesideARefusal) {
  const Message answer = Answer(example::Request(), {{kFirst, "9347"}, {kSecond, "0233"}});
  EXPECT_THAT(answer.Find(kSecond)->return_codes(), ElementsAre("0233"));
}

TEST(ReturnMessageTest, VerdictsThatDoNotRefuseApprove) {
  const Message answer = Answer(example::Request(), {{"Client[1]", "0200"}, {kFirst, "0200"}, {kSecond, "0200"}});
  EXPECT_EQ(answer.size(), 1U);
  EXPECT_TRUE(answer.header().return_codes().empty());
}

TEST(ReturnMessageTest, OrderAndRepetitionOfVerdictsDoNotMatter) {
  const Message forward = example::Start();
  const std::string path = "Client[1]/StartProducten/StartProduct[2]";
  const Message one = Answer(forward, {{path, "9326"}, {path, "9019"}, {path, "9326"}, {path, "0200"}});
  const Message other = Answer(forward, {{path, "9019"}, {path, "9326"}});
  EXPECT_THAT(one.Find(path)->return_codes(), ElementsAre("9019", "9326"));
  EXPECT_EQ(WriteMessage(one).bytes, WriteMessage(other).bytes);
}

TEST(ReturnMessageTest, AChangeRequestComesBackWithACodeOnEachOfItsClasses) {
  const Message forward = example::Change();
  const char* changed = "Client[1]/Verzoek[1]/TeWijzigenProducten/TeWijzigenProduct[1]";
  const Message answer = Answer(forward, {{changed, "9351"}});
  EXPECT_EQ(answer.schema().name(), "JW318");
  EXPECT_EQ(answer.header().Get("BerichtCode"_field), "487");
  ASSERT_EQ(answer.size(), forward.size());
  for (InstanceIndex i = 1; i < forward.size(); ++i) {
    EXPECT_EQ(answer.at(i).values(), forward.at(i).values());
    EXPECT_THAT(answer.at(i).return_codes(), ElementsAre(answer.at(i).path() == changed ? "9351" : "0200"));
  }
}

TEST(ReturnMessageTest, ARefusedChangeRequestLeavesItsProductsUnjudged) {
  const Message answer = Answer(example::Change(), {{"Client[1]/Verzoek[1]", "9349"}});
  EXPECT_THAT(answer.Find("Client[1]")->return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.Find("Client[1]/Verzoek[1]")->return_codes(), ElementsAre("9349"));
  for (const InstanceView& product : answer.All("NieuwProduct"_class)) {
    EXPECT_THAT(product.return_codes(), ElementsAre("0233"));
  }
}

TEST(ReturnMessageTest, AnAnswerToARequestComesBackWithItsPartiesAsTheyWere) {
  const Message forward = example::BelongsElsewhere();
  const Message answer = Answer(forward, {{"Antwoord[1]", "9355"}});
  EXPECT_EQ(answer.schema().name(), "JW320");
  EXPECT_EQ(answer.sender(), example::kMunicipality);
  EXPECT_EQ(answer.receiver(), example::kProvider);
  EXPECT_THAT(answer.body()->return_codes(), ElementsAre("9355"));
  EXPECT_THAT(answer.Find("Antwoord[1]/Woonplaatsbeginsel[1]")->return_codes(), ElementsAre("0233"));
  EXPECT_FALSE(ReadReturnMessage(answer).approved);
}

TEST(ReturnMessageTest, SocialSupportIsReturnedInItsOwnStandard) {
  const std::pair<Message (*)(), std::string_view> expected[] = {
      {example::Allocation, "WMO302"}, {example::Start, "WMO306"},  {example::Stop, "WMO308"},
      {example::Request, "WMO316"},    {example::Change, "WMO318"}, {example::Refusal, "WMO320"}};
  for (const auto& [forward, name] : expected) {
    const Message message = example::InSocialSupport(forward());
    const Message answer = Answer(message, {{message.body()->path(), "9374"}});
    EXPECT_EQ(answer.schema().name(), name);
    EXPECT_EQ(answer.size(), message.size());
    EXPECT_THAT(answer.body()->return_codes(), ElementsAre("9374"));
  }
}

TEST(ReturnMessageTest, AClaimHasNoReturnMessageButAnAnswer) {
  EXPECT_FALSE(MakeReturnMessage(example::Claim(), {}, kHeader).ok());
}

TEST(ReturnMessageTest, AnUnknownClassOrCodeIsAnError) {
  const Message forward = example::Start();
  EXPECT_FALSE(MakeReturnMessage(forward, std::vector<ClassVerdict>{{"Client[2]", "9019"}}, kHeader).ok());
  EXPECT_FALSE(MakeReturnMessage(forward, std::vector<ClassVerdict>{{"Client[1]", "9999"}}, kHeader).ok());
}

TEST(ReturnMessageTest, AReturnMessageIsNotReturned) {
  const Message answer = Answer(example::Start(), {});
  const ReturnOutcome outcome = MakeReturnMessage(answer, {}, kHeader);
  EXPECT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error, testing::HasSubstr("JW306"));
}

TEST(ReturnMessageTest, AReceivedAnswerGivesItsCodesByClass) {
  const Message answer = Answer(example::Request(), {{kSecond, "9347"}});
  const ReturnedVerdict verdict = ReadReturnMessage(answer);
  EXPECT_FALSE(verdict.approved);
  EXPECT_THAT(verdict.verdicts, ElementsAre(ClassVerdict{"Client[1]", "0200"}, ClassVerdict{kFirst, "0200"},
                                            ClassVerdict{kSecond, "9347"}));
}

}  // namespace
}  // namespace clientroute::messaging
