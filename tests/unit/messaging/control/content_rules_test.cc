#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
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
                    content_cases::DeliveryCases, content_cases::RequestCases, content_cases::ChangedProductCases,
                    content_cases::NewProductCases, content_cases::RequestAndAnswerCases, content_cases::ClaimCases,
                    content_cases::ClaimLineCases, content_cases::ClaimAnswerCases}) {
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

/// The example with its changes.
Message Changed(const Case& one) {
  Message message = one.example();
  const std::optional<InstanceView> instance = message.Find(one.class_path);
  EXPECT_TRUE(instance.has_value());
  if (!instance.has_value()) return message;
  for (const example::Field& change : one.changes) {
    EXPECT_TRUE(message.Set(instance->index(), change.field, change.text)) << PathOf(change.field);
  }
  return message;
}

std::vector<std::string> Expected(const Case& one) {
  std::vector<std::string> expected(one.beside.begin(), one.beside.end());
  if (!one.holds) expected.emplace_back(one.rule);
  return expected;
}

TEST_P(ContentRule, FindsWhatBreaksItAndNothingElse) {
  const Case& one = GetParam();
  if (!one.changes.empty()) {
    ASSERT_THAT(RulesOf(CheckContent(one.example())), testing::IsEmpty()) << "the example is clean";
  }
  const std::vector<Finding> findings = CheckContent(Changed(one));
  EXPECT_THAT(RulesOf(findings), testing::UnorderedElementsAreArray(Expected(one)));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.return_code, "0001");
    EXPECT_FALSE(finding.explanation.empty());
    if (finding.rule != one.rule) continue;
    EXPECT_EQ(finding.element, one.element);
    EXPECT_EQ(finding.class_path, one.rule == "TR061" ? content_cases::kClient : one.class_path);
  }
}

TEST_P(ContentRule, IsTheSameInSocialSupportUnlessYouthCareAloneHasIt) {
  const Case& one = GetParam();
  std::vector<std::string> expected = Expected(one);
  std::erase_if(expected, [](const std::string& rule) { return FindRule(rule)->only == Standard::kIjw; });
  EXPECT_THAT(RulesOf(CheckContent(example::InSocialSupport(Changed(one)))),
              testing::UnorderedElementsAreArray(expected));
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

TEST(ContentRulesTest, EveryContentRuleIsJudged) {
  std::vector<std::string_view> expected;
  for (const Rule& rule : Rules()) {
    if (rule.level == ControlLevel::kContent) expected.push_back(rule.id);
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

TEST(ContentRulesTest, AidsMayOverlapInSocialSupportAlone) {
  const auto with_category = [](Message message, ClassId id, std::string_view category) {
    Message support = example::InSocialSupport(message);
    for (const InstanceView& product : support.All(id)) {
      support.Set(product.index(), "Product/Categorie"_field, category);
      support.Set(product.index(), "Product/Code"_field, "1100A");
    }
    return RulesOf(CheckContent(support));
  };
  for (const char* free : {"11", "12", "13", "14"}) {
    EXPECT_THAT(with_category(example::Allocation(), "ToegewezenProduct"_class, free), testing::IsEmpty());
    EXPECT_THAT(with_category(example::Request(), "AangevraagdProduct"_class, free), testing::IsEmpty());
  }
  EXPECT_THAT(with_category(example::Allocation(), "ToegewezenProduct"_class, "10"), testing::ElementsAre("TR302"));
  EXPECT_THAT(with_category(example::Request(), "AangevraagdProduct"_class, "15"), testing::ElementsAre("TR386"));
}

/// The allocation as a file, with `group` put before the telephone of the first contact.
ParseOutcome AllocationWith(const std::string& group) {
  std::string bytes = WriteMessage(example::Allocation()).bytes;
  const std::size_t at = bytes.find("<jw301:Telefoon>");
  EXPECT_NE(at, std::string::npos);
  return ParseMessage(bytes.insert(at, group));
}

TEST(ContentRulesTest, AGroupOfNothingBreaksRS033) {
  const ParseOutcome outcome = AllocationWith("<jw301:Adres></jw301:Adres>");
  ASSERT_TRUE(outcome.ok());
  const std::vector<Finding> findings = CheckContent(*outcome.message);
  ASSERT_EQ(RulesOf(findings), std::vector<std::string>{"RS033"});
  EXPECT_EQ(findings[0].return_code, "0001");
  EXPECT_EQ(findings[0].class_path, content_cases::kRelationContact);
  EXPECT_EQ(findings[0].element, "Adres");
  EXPECT_GT(findings[0].line, outcome.message->Find(content_cases::kRelationContact)->line());
  EXPECT_TRUE(CheckContent(*AllocationWith("").message).empty());
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
