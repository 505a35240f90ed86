#include "services/messaging/standard/rule.h"

#include <gtest/gtest.h>

#include "services/messaging/standard/code_lists.h"

namespace clientroute::messaging {
namespace {

TEST(RuleTest, AscendsByIdSoThatEachCanBeFound) {
  const std::span<const Rule> rules = Rules();
  for (std::size_t i = 1; i < rules.size(); ++i) EXPECT_LT(rules[i - 1].id, rules[i].id);
  for (const Rule& rule : rules) EXPECT_EQ(FindRule(rule.id), &rule);
  EXPECT_EQ(FindRule("TR000"), nullptr);
  EXPECT_EQ(FindRule("ZZ999"), nullptr);
  EXPECT_EQ(FindRule(""), nullptr);
}

TEST(RuleTest, ReturnCodesGoWithTheLevel) {
  for (const Rule& rule : Rules()) {
    EXPECT_FALSE(rule.text.empty()) << rule.id;
    switch (rule.level) {
      case ControlLevel::kSchema:
        EXPECT_EQ(rule.return_code, "") << rule.id;
        break;
      case ControlLevel::kContent:
        EXPECT_EQ(rule.return_code, kRefusedTechnically) << rule.id;
        break;
      case ControlLevel::kAcrossMessages:
      case ControlLevel::kOutside:
        EXPECT_NE(rule.return_code, kRefusedTechnically) << rule.id;
        break;
    }
    if (rule.return_code.empty()) continue;
    EXPECT_NE(ReturnCodeMeaning(rule.return_code), "") << rule.id;
  }
}

TEST(RuleTest, RulesThatOtherServicesJudgeAreInTheCatalogue) {
  const Rule* allocated = FindRule("TR019");
  ASSERT_NE(allocated, nullptr);
  EXPECT_EQ(allocated->level, ControlLevel::kAcrossMessages);
  EXPECT_EQ(allocated->return_code, "9019");
  EXPECT_TRUE(allocated->messages.Has(305));
  EXPECT_TRUE(allocated->messages.Has(307));
  EXPECT_FALSE(allocated->messages.Has(315));
  const Rule* municipality = FindRule("TR378");
  ASSERT_NE(municipality, nullptr);
  EXPECT_EQ(municipality->level, ControlLevel::kOutside);
  EXPECT_EQ(municipality->return_code, "S300");
}

TEST(RuleTest, WhereAYouthBelongsIsAskedInYouthCareAlone) {
  for (const Rule& rule : Rules()) {
    const bool youth_alone = rule.id == "TR377" || rule.id == "TR409";
    EXPECT_EQ(rule.only.has_value(), youth_alone) << rule.id;
    if (!youth_alone) continue;
    EXPECT_TRUE(AppliesTo(rule, Standard::kIjw, 319));
    EXPECT_FALSE(AppliesTo(rule, Standard::kIwmo, 319));
    EXPECT_FALSE(AppliesTo(rule, Standard::kIjw, 323));
  }
  EXPECT_TRUE(AppliesTo(*FindRule("CD085"), Standard::kIwmo, 319));
}

TEST(RuleTest, KindFollowsFromTheId) {
  EXPECT_EQ(KindOf(*FindRule("TR101")), RuleKind::kTechnical);
  EXPECT_EQ(KindOf(*FindRule("CD041")), RuleKind::kCondition);
  EXPECT_EQ(KindOf(*FindRule("CS002")), RuleKind::kConstraint);
  EXPECT_EQ(KindOf(*FindRule("RS033")), RuleKind::kRestriction);
}

TEST(RuleTest, OnlyNoRemarkNotJudgedAndWhollyGrantedDoNotRefuse) {
  for (const Code& code : kReturnCodes.codes) {
    EXPECT_EQ(Refuses(code.code), code.code != "0200" && code.code != "0233" && code.code != "8001") << code.code;
  }
}

TEST(CodeListTest, GivesTheMeaningOfACode) {
  EXPECT_EQ(kUnits.Meaning("14"), "Etmaal");
  EXPECT_EQ(kUnits.Meaning("15"), "");
  EXPECT_EQ(kMunicipalities.Meaning("0384"), "Diemen");
  EXPECT_EQ(kMunicipalities.codes.size(), 342U);
  EXPECT_EQ(kReferrers.Meaning("04"), "Gecertificeerde instelling");
  EXPECT_EQ(kCountries.Meaning("NL"), "Nederland");
}

}  // namespace
}  // namespace clientroute::messaging
