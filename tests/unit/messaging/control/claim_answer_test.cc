#include "services/messaging/control/claim_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/claim_values.h"
#include "services/messaging/control/level2.h"
#include "tests/unit/messaging/example_changes.h"
#include "tests/unit/messaging/example_claims.h"

namespace clientroute::messaging {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr const char* kClaim = "Declaratie[1]";
constexpr const char* kClient = "Declaratie[1]/Clienten/Client[1]";
constexpr const char* kDebit = "Declaratie[1]/Clienten/Client[1]/Prestaties/Prestatie[1]";
constexpr const char* kCredit = "Declaratie[1]/Clienten/Client[1]/Prestaties/Prestatie[2]";
constexpr const char* kInEuros = "Declaratie[1]/Clienten/Client[2]/Prestaties/Prestatie[1]";

ClaimAnswerHeader Header() { return {"A-1", "2026-04-20", "", std::nullopt}; }

/// The answer, after a trip over the wire, and clean by its own rules.
Message Answer(const Message& claim, const std::vector<ClassVerdict>& verdicts,
               const ClaimAnswerHeader& header = Header()) {
  ReturnOutcome outcome = MakeClaimAnswer(claim, verdicts, header);
  EXPECT_TRUE(outcome.ok()) << outcome.error;
  const WriteOutcome written = WriteMessage(*outcome.message);
  EXPECT_TRUE(written.ok());
  ParseOutcome read = ParseMessage(written.bytes);
  EXPECT_TRUE(read.ok());
  EXPECT_THAT(CheckContent(*read.message), IsEmpty());
  return std::move(*read.message);
}

std::int64_t Submitted(const Message& answer) { return SubmittedCents(*answer.body()); }
std::int64_t Granted(const Message& answer) { return GrantedCents(*answer.body()); }

std::vector<std::string> References(const Message& answer) {
  std::vector<std::string> references;
  for (const InstanceView& line : answer.All("Prestatie"_class)) {
    references.emplace_back(line.Get("ProductReferentie/ReferentieNummer"_field));
  }
  return references;
}

TEST(ClaimAnswerTest, WhatIsWhollyGrantedNamesNobody) {
  const Message answer = Answer(example::Claim(), {});
  EXPECT_EQ(answer.schema().name(), "JW325");
  EXPECT_EQ(answer.size(), 2U);
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.body()->return_codes(), ElementsAre("8001"));
  EXPECT_EQ(answer.body()->Get("DeclaratieNummer"_field), "D202603");
  EXPECT_EQ(Submitted(answer), 20000);
  EXPECT_EQ(Granted(answer), 20000);
}

// Kept by how the answer is made.
// rules: TR337, TR371, TR376
TEST(ClaimAnswerTest, IsSentByTheMunicipalityAndNamesTheClaim) {
  const Message claim = example::Claim();
  ClaimAnswerHeader with_stylesheets = Header();
  with_stylesheets.xslt_version = "1.2.0";
  const Message answer = Answer(claim, {}, with_stylesheets);
  EXPECT_EQ(answer.sender(), claim.receiver());
  EXPECT_EQ(answer.receiver(), claim.sender());
  EXPECT_EQ(answer.identification(), "A-1");
  EXPECT_EQ(answer.signed_on(), "2026-04-20");
  const InstanceView header = answer.header();
  EXPECT_EQ(header.Get("BerichtCode"_field), "491");
  EXPECT_EQ(header.Get("DeclaratieIdentificatie/Identificatie"_field), claim.identification());
  EXPECT_EQ(header.Get("DeclaratieIdentificatie/Dagtekening"_field), claim.signed_on());
  EXPECT_EQ(answer.body()->Get("DeclaratieNummer"_field), claim.body()->Get("DeclaratieNummer"_field));
  EXPECT_EQ(header.Get("XsltVersie"_field), "1.2.0");
  EXPECT_EQ(header.Get("XsdVersie/BerichtXsdVersie"_field), "0.1.0");
  EXPECT_EQ(header.Get("XsdVersieDeclaratie/BerichtXsdVersie"_field), "1.0.0");
}

// Kept by how the answer is made.
// rules: TR366, TR367
TEST(ClaimAnswerTest, OnlyWhatIsRefusedIsShownUnderItsClient) {
  const Message claim = example::Claim();
  const Message answer = Answer(claim, {{kDebit, "9321"}, {kDebit, "9341"}, {kCredit, "0200"}});
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.body()->return_codes(), ElementsAre("0200"));
  EXPECT_THAT(References(answer), ElementsAre("R-1"));
  const InstanceView line = answer.All("Prestatie"_class)[0];
  EXPECT_EQ(line.values(), claim.Find(kDebit)->values());
  EXPECT_THAT(line.return_codes(), ElementsAre("9321", "9341"));
  EXPECT_THAT(line.parent().return_codes(), ElementsAre("0200"));
  EXPECT_EQ(answer.All("Client"_class).size(), 1U);
  EXPECT_EQ(Granted(answer), 20000 - 30000);
  EXPECT_EQ(answer.body()->Get("TotaalToegekendBedrag/DebetCredit"_field), "C");
}

TEST(ClaimAnswerTest, ARefusedCreditRaisesWhatIsGranted) {
  const Message answer = Answer(example::Claim(), {{kCredit, "8017"}});
  EXPECT_THAT(References(answer), ElementsAre("R-2"));
  EXPECT_EQ(Granted(answer), 50000);
}

TEST(ClaimAnswerTest, ARefusedClientIsShownWholeAndItsLinesAreNotJudged) {
  const Message answer = Answer(example::Claim(), {{kClient, "8187"}, {kInEuros, "9338"}});
  EXPECT_THAT(References(answer), ElementsAre("R-1", "R-2", "R-3"));
  const std::vector<InstanceView> clients = answer.All("Client"_class);
  EXPECT_THAT(clients[0].return_codes(), ElementsAre("8187"));
  EXPECT_THAT(clients[1].return_codes(), ElementsAre("0200"));
  for (const InstanceView& line : answer.Inside(clients[0], "Prestatie"_class)) {
    EXPECT_THAT(line.return_codes(), ElementsAre("0233"));
  }
  EXPECT_EQ(Granted(answer), 0);
  EXPECT_EQ(answer.body()->Get("TotaalToegekendBedrag/DebetCredit"_field), "D");
}

TEST(ClaimAnswerTest, ARefusedClaimGrantsNothingAndShowsNoLines) {
  const Message answer = Answer(example::Claim(), {{kClaim, "9333"}, {kDebit, "9321"}});
  EXPECT_EQ(answer.size(), 2U);
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("0200"));
  EXPECT_THAT(answer.body()->return_codes(), ElementsAre("9333"));
  EXPECT_EQ(Submitted(answer), 20000);
  EXPECT_EQ(Granted(answer), 0);
}

TEST(ClaimAnswerTest, ARefusedMessageIsAHeaderAlone) {
  const Message answer = Answer(example::Claim(), {{"Header", "0001"}, {kDebit, "9321"}});
  EXPECT_EQ(answer.size(), 1U);
  EXPECT_THAT(answer.header().return_codes(), ElementsAre("0001"));
}

TEST(ClaimAnswerTest, VerdictsInAnyOrderGiveTheSameBytes) {
  const Message claim = example::Claim();
  const Message one = Answer(claim, {{kDebit, "9321"}, {kInEuros, "9338"}, {kDebit, "0611"}});
  const Message other = Answer(claim, {{kInEuros, "9338"}, {kDebit, "0611"}, {kDebit, "9321"}, {kDebit, "9321"}});
  EXPECT_EQ(WriteMessage(one).bytes, WriteMessage(other).bytes);
}

TEST(ClaimAnswerTest, WhatItGrantsIsWhatWasPostedOrThereIsNoAnswer) {
  ClaimAnswerHeader header = Header();
  header.granted_cents = -10000;
  EXPECT_TRUE(MakeClaimAnswer(example::Claim(), std::vector<ClassVerdict>{{kDebit, "9321"}}, header).ok());
  const ReturnOutcome other = MakeClaimAnswer(example::Claim(), {}, header);
  EXPECT_FALSE(other.ok());
  EXPECT_THAT(other.error, testing::HasSubstr("20000"));
}

TEST(ClaimAnswerTest, AnUnknownClassOrCodeOrAnotherMessageIsAnError) {
  EXPECT_FALSE(MakeClaimAnswer(example::Claim(), std::vector<ClassVerdict>{{"Client[1]", "9321"}}, Header()).ok());
  EXPECT_FALSE(MakeClaimAnswer(example::Claim(), std::vector<ClassVerdict>{{kDebit, "1234"}}, Header()).ok());
  EXPECT_FALSE(MakeClaimAnswer(example::Change(), {}, Header()).ok());
}

TEST(ClaimAnswerTest, SocialSupportIsAnsweredInItsOwnStandard) {
  const Message answer = Answer(example::InSocialSupport(example::Claim()), {{kDebit, "9321"}});
  EXPECT_EQ(answer.schema().name(), "WMO325");
  EXPECT_EQ(answer.header().Get("BerichtCode"_field), "485");
  EXPECT_EQ(answer.header().Get("XsdVersie/BerichtXsdVersie"_field), "1.0.0");
  EXPECT_EQ(answer.All("Prestatie"_class)[0].Get("ProductCategorie"_field), "02");
}

}  // namespace
}  // namespace clientroute::messaging
