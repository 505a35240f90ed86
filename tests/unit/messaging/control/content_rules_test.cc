#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/messaging/control/level2.h"
#include "services/messaging/standard/rule.h"
#include "tests/unit/messaging/control/content_cases.h"

namespace clientroute::messaging {
namespace {

using content_cases::Case;
using namespace literals;  // NOLINT(google-build-using-namespace)

std::vector<Case> AllCases() {
  std::vector<Case> all;
  for (auto part : {content_cases::PersonCases, content_cases::ContactCases, content_cases::AllocationCases,
                    content_cases::DeliveryCases, content_cases::RequestCases}) {
    for (Case& one : part()) all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> RulesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.emplace_back(finding.rule);
  return rules;
}

class ContentRule : public testing::TestWithParam<Case> {};

TEST_P(ContentRule, FindsWhatBreaksItAndNothingElse) {
  const Case& one = GetParam();
  Message message = one.example();
  ASSERT_THAT(RulesOf(CheckContent(message)), testing::IsEmpty()) << "the example is clean";
  const std::optional<InstanceView> instance = message.Find(one.class_path);
  ASSERT_TRUE(instance.has_value());
  for (const example::Field& change : one.changes)
    ASSERT_TRUE(message.Set(instance->index(), change.field, change.text));

  const std::vector<Finding> findings = CheckContent(message);
  std::vector<std::string> expected(one.beside.begin(), one.beside.end());
  if (!one.holds) expected.emplace_back(one.rule);
  EXPECT_THAT(RulesOf(findings), testing::UnorderedElementsAreArray(expected));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.return_code, "0001");
    EXPECT_FALSE(finding.explanation.empty());
    if (finding.rule != one.rule) continue;
    EXPECT_EQ(finding.element, one.element);
    EXPECT_EQ(finding.class_path, one.rule == "TR061" ? content_cases::kClient : one.class_path);
  }
}

INSTANTIATE_TEST_SUITE_P(Level2, ContentRule, testing::ValuesIn(AllCases()), [](const auto& test) {
  return std::string(test.param.rule) + (test.param.holds ? "Holds" : "Broken") + std::to_string(test.index);
});

TEST(ContentRulesTest, EveryRuleHasACaseThatHoldsAndOneThatBreaks) {
  std::vector<std::string_view> broken;
  std::vector<std::string_view> holding;
  for (const Case& one : AllCases()) (one.holds ? holding : broken).push_back(one.rule);
  for (const std::string_view rule : JudgedRules()) {
    EXPECT_THAT(broken, testing::Contains(rule));
    EXPECT_THAT(holding, testing::Contains(rule));
  }
}

TEST(ContentRulesTest, EveryContentRuleOfTheseMessagesIsJudged) {
  std::vector<std::string_view> expected;
  for (const Rule& rule : Rules()) {
    const bool here =
        rule.messages.Has(301) || rule.messages.Has(305) || rule.messages.Has(307) || rule.messages.Has(315);
    if (rule.level == ControlLevel::kContent && here) expected.push_back(rule.id);
  }
  EXPECT_EQ(JudgedRules(), expected);
}

TEST(ContentRulesTest, FindingsStandInTheOrderOfTheFile) {
  Message message = example::Allocation();
  message.Set(message.Find(content_cases::kSecondAllocated)->index(), "RedenWijziging"_field, "01");
  message.Set(message.Find(content_cases::kClient)->index(), "Bsn"_field, "123456789");
  message.Set(message.Find(content_cases::kContact)->index(), "Soort"_field, "04");
  const std::vector<Finding> findings = CheckContent(message);
  EXPECT_THAT(RulesOf(findings), testing::ElementsAre("CS002", "TR061", "CS336"));
}

TEST(ContentRulesTest, AReturnMessageIsNotJudged) {
  Message message = example::Headed("JW306", example::kProvider, example::kMunicipality);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, "2026-04-15");
  EXPECT_TRUE(CheckContent(message).empty());
}

TEST(SignedOnTest, ADagtekeningAfterTodayIsRefusedWithItsOwnCode) {
  const Message message = example::Start();
  EXPECT_TRUE(CheckSignedOn(message, *Date::Parse("2026-04-15")).empty());
  const std::vector<Finding> findings = CheckSignedOn(message, *Date::Parse("2026-04-14"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "TR135");
  EXPECT_EQ(findings[0].return_code, "8848");
  EXPECT_EQ(findings[0].class_path, "Header");
}

}  // namespace
}  // namespace clientroute::messaging
