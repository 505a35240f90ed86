#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/messaging/control/level2.h"
#include "tests/unit/messaging/example_claims.h"
#include "tests/unit/messaging/example_messages.h"

namespace clientroute::messaging {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr const char* kFirstClient = "Declaratie[1]/Clienten/Client[1]";
constexpr const char* kSecondClient = "Declaratie[1]/Clienten/Client[2]";

/// Where TR101 is broken.
std::vector<std::string> Repeated(const Message& message) {
  std::vector<std::string> paths;
  for (const Finding& finding : CheckContent(message)) {
    if (finding.rule == "TR101") paths.push_back(finding.class_path);
  }
  return paths;
}

TEST(KeyRulesTest, WhatStandsInARepeatedClassIsComparedWithWhatStandsInTheFirst) {
  Message claim = example::Claim();
  claim.Set(claim.Find(kSecondClient)->index(), "Bsn"_field, example::kCitizen);
  EXPECT_THAT(Repeated(claim), ElementsAre(kSecondClient));
  const std::string line = std::string(kSecondClient) + "/Prestaties/Prestatie[1]";
  claim.Set(claim.Find(line)->index(), "ProductReferentie/ReferentieNummer"_field, "R-1");
  EXPECT_THAT(Repeated(claim), ElementsAre(kSecondClient, line));
}

TEST(KeyRulesTest, TheSameKeyInAnotherClientIsNoRepetition) {
  Message claim = example::Claim();
  claim.Set(claim.Find(std::string(kSecondClient) + "/Prestaties/Prestatie[1]")->index(),
            "ProductReferentie/ReferentieNummer"_field, "R-1");
  EXPECT_THAT(Repeated(claim), IsEmpty());
}

TEST(KeyRulesTest, ANumberIsTheSameHoweverItIsWritten) {
  constexpr const char* kSecond = "Client[1]/StartProducten/StartProduct[2]";
  for (const char* written : {"1001", "01001", "+1001"}) {
    Message start = example::Start();
    start.Set(start.Find(kSecond)->index(), "ToewijzingNummer"_field, written);
    EXPECT_THAT(Repeated(start), ElementsAre(kSecond)) << written;
  }
}

TEST(KeyRulesTest, TheFirstOfManyIsNotNamed) {
  Message claim = example::Claim();
  const InstanceIndex client = claim.Find(kFirstClient)->index();
  for (int i = 0; i < 3; ++i) example::PutLine(claim, client, "R-9", "1001");
  EXPECT_THAT(Repeated(claim), ElementsAre(std::string(kFirstClient) + "/Prestaties/Prestatie[4]",
                                           std::string(kFirstClient) + "/Prestaties/Prestatie[5]"));
}

TEST(KeyRulesTest, TheAnswerToARefusedClaimShowsNoLines) {
  Message answer = example::ClaimAnswerOfRefusedClaim();
  example::PutAnsweredLine(answer, "0200", "9321");
  std::vector<std::string> rules;
  for (const Finding& finding : CheckContent(answer)) rules.push_back(std::string(finding.rule) + finding.class_path);
  EXPECT_THAT(rules, ElementsAre("TR342DeclaratieAntwoord[1]/Clienten/Client[1]/Prestaties/Prestatie[1]"));
}

TEST(KeyRulesTest, EveryFindingIsHandedOverUntilNoMoreAreWanted) {
  Message claim = example::Claim();
  const InstanceIndex client = claim.Find(kFirstClient)->index();
  constexpr std::size_t kLines = kFindingsMax + 10;
  for (std::size_t i = 0; i <= kLines; ++i) example::PutLine(claim, client, "R-9", std::to_string(5000 + i));
  std::size_t all = 0;
  VisitFindings(claim, [&](const Finding& finding) {
    all += finding.rule == "TR101" ? 1U : 0U;
    return true;
  });
  EXPECT_EQ(all, kLines);
  EXPECT_EQ(CheckContent(claim).size(), kFindingsMax);
  std::size_t wanted = 0;
  VisitFindings(claim, [&](const Finding&) { return ++wanted < 3; });
  EXPECT_EQ(wanted, 3U);
}

}  // namespace
}  // namespace clientroute::messaging
