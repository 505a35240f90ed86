#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "services/messaging/standard/code_lists.h"
#include "services/messaging/standard/rule.h"
#include "tests/conformance/reference_schemas.h"

// Our code lists and rule catalogue beside the standard's own lists, where these are at hand (codelists.tsv, rules.tsv
// and constraints.tsv in the folder around the schemas). Codes, levels and messages are compared; the words are ours.

namespace clientroute::conformance {
namespace {

using messaging::CodeList;
using messaging::ControlLevel;
using messaging::FindRule;
using messaging::Rule;

using Row = std::vector<std::string>;

std::vector<Row> ReadRows(const std::string& name) {
  std::ifstream file(StandardFolder() + "/" + name);
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(12);
    rows.push_back(row);
  }
  return rows;
}

class StandardFactsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (StandardXsdFolder().has_value() && std::filesystem::exists(StandardFolder() + "/codelists.tsv")) return;
    std::cout << "SKIPPED: no lists of the standard here\n";
    GTEST_SKIP();
  }
};

std::set<std::string> CodesIn(const CodeList& list) {
  std::set<std::string> codes;
  for (const messaging::Code& code : list.codes) codes.emplace(code.code);
  return codes;
}

/// The codes of each list that a standard publishes.
std::map<std::string, std::set<std::string>> PublishedCodes(std::string_view standard) {
  std::map<std::string, std::set<std::string>> codes;
  for (const Row& row : ReadRows("codelists.tsv")) {
    const bool is_code = row[2] != "ID" && row[2] != row[1] && !row[2].starts_with("JW") && !row[2].starts_with("WMO");
    if (row[0] == standard && is_code) codes[row[1]].insert(row[2]);
  }
  return codes;
}

TEST_F(StandardFactsTest, CodeListsHaveTheStandardsCodes) {
  using namespace messaging;  // NOLINT(google-build-using-namespace): the lists
  const auto published = PublishedCodes("ijw");
  for (const CodeList* list : {&kSexes,
                               &kDateUses,
                               &kNameUses,
                               &kCommunicationForms,
                               &kAddressKinds,
                               &kAddressIndications,
                               &kRelations,
                               &kLegalStatuses,
                               &kLegalRepresentations,
                               &kYesNo,
                               &kYouthCategories,
                               &kUnits,
                               &kFrequencies,
                               &kReferrers,
                               &kDeliveryStatuses,
                               &kYouthStopReasons,
                               &kChangeReasons,
                               &kRequestReasons,
                               &kRequestAnswers,
                               &kRequestRefusals,
                               &kDebitCredit,
                               &kMunicipalities}) {
    const auto codes = published.find(std::string(list->id));
    ASSERT_NE(codes, published.end()) << list->id;
    EXPECT_EQ(CodesIn(*list), codes->second) << list->id;
  }
}

TEST_F(StandardFactsTest, SocialSupportHasTheSameCodesOrListsOfItsOwn) {
  using namespace messaging;  // NOLINT(google-build-using-namespace): the lists
  const auto published = PublishedCodes("iwmo");
  for (const CodeList* list :
       {&kSexes, &kDateUses, &kNameUses, &kCommunicationForms, &kAddressKinds, &kRelations, &kLegalStatuses,
        &kLegalRepresentations, &kYesNo, &kUnits, &kFrequencies, &kReferrers, &kDeliveryStatuses, &kRequestReasons,
        &kRequestAnswers, &kRequestRefusals, &kDebitCredit, &kSupportCategories, &kSupportStopReasons}) {
    const auto codes = published.find(std::string(list->id));
    ASSERT_NE(codes, published.end()) << list->id;
    EXPECT_EQ(CodesIn(*list), codes->second) << list->id;
  }
  EXPECT_EQ(CodesIn(kChangeReasons), published.at("WMO002"));
}

/// Published without the messages that the rule is judged in by its own words: a stop rests on an allocation too.
constexpr std::string_view kIncomplete = "TR019";

bool NamesMessages(const Rule& rule, const std::string& messages) {
  constexpr messaging::MessageNumber kForward[] = {301, 305, 307, 315, 317, 319, 323, 325};
  for (const messaging::MessageNumber number : kForward) {
    const bool named = messages.find(std::to_string(number)) != std::string::npos;
    if (named != rule.messages.Has(number)) return false;
  }
  return true;
}

TEST_F(StandardFactsTest, TechnicalRulesHaveTheStandardsLevelCodeAndMessages) {
  const std::map<std::string, ControlLevel> levels = {{"bericht inhoud (xslt)", ControlLevel::kContent},
                                                      {"berichtoverstijgend", ControlLevel::kAcrossMessages},
                                                      {"externe bron", ControlLevel::kOutside}};
  int compared = 0;
  for (const Row& row : ReadRows("rules.tsv")) {
    if (row[0] != "ijw" || row[2] != "technical rule") continue;
    ++compared;
    const Rule* rule = FindRule(row[1]);
    ASSERT_NE(rule, nullptr) << row[1];
    EXPECT_EQ(rule->level, levels.at(row[3])) << row[1];
    EXPECT_EQ(rule->return_code, row[4]) << row[1];
    EXPECT_TRUE(NamesMessages(*rule, row[5])) << row[1];
  }
  EXPECT_GT(compared, 70);
}

TEST_F(StandardFactsTest, SocialSupportHasTheSameTechnicalRulesButThoseOfYouthAlone) {
  std::set<std::string> published;
  for (const Row& row : ReadRows("rules.tsv")) {
    if (row[0] != "iwmo" || row[2] != "technical rule") continue;
    published.insert(row[1]);
    const Rule* rule = FindRule(row[1]);
    ASSERT_NE(rule, nullptr) << row[1];
    EXPECT_EQ(rule->return_code, row[4]) << row[1];
    if (row[1] != kIncomplete) EXPECT_TRUE(NamesMessages(*rule, row[5])) << row[1];
  }
  EXPECT_GT(published.size(), 70U);
  for (const Rule& rule : messaging::Rules()) {
    if (KindOf(rule) != messaging::RuleKind::kTechnical) continue;
    EXPECT_EQ(published.contains(std::string(rule.id)), rule.only != messaging::Standard::kIjw) << rule.id;
  }
}

TEST_F(StandardFactsTest, ConditionsAndConstraintsApplyToTheStandardsMessages) {
  std::map<std::string, std::string> messages;  // the lists of both standards name the same ones
  for (const Row& row : ReadRows("constraints.tsv")) {
    if (row[8].starts_with("C")) messages[row[8]] += row[1] + " ";
  }
  EXPECT_GT(messages.size(), 35U);
  for (const auto& [id, named] : messages) {
    const Rule* rule = FindRule(id);
    ASSERT_NE(rule, nullptr) << id;
    EXPECT_TRUE(NamesMessages(*rule, named)) << id;
  }
}

}  // namespace
}  // namespace clientroute::conformance
