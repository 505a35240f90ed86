#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/platform/testing/temp_folder.h"
#include "tests/conformance/generated_schemas.h"
#include "tests/conformance/mutation.h"
#include "tests/conformance/random_message.h"
#include "tests/conformance/reference_schemas.h"

// The reader beside a schema validator on the standard's own schemas. Where the schemas are: CLIENTROUTE_STANDARD_XSD.
// Without it on the schemas of the project's own tables alone. How many mutants: CLIENTROUTE_CONFORMANCE_MUTANTS.
// Which: CLIENTROUTE_CONFORMANCE_SEED.

namespace clientroute::conformance {
namespace {

using messaging::Catalogue;
using messaging::ParseMessage;
using messaging::ParseOutcome;
using messaging::SchemaError;
using messaging::SchemaErrorCode;

constexpr std::uint64_t kMutants = 5000;
constexpr std::uint64_t kSeed = 20260415;
constexpr int kDisagreementsShown = 5;

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

std::string FileBytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string FirstError(const ParseOutcome& outcome) {
  if (outcome.ok()) return "no error";
  const SchemaError& error = outcome.errors[0];
  return "line " + std::to_string(error.line) + " " + error.path + ": " + error.reason;
}

class SchemaConformanceTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> folder = StandardXsdFolder();
    if (!folder.has_value()) {
      std::cout << "SKIPPED: no schemas of the standard here; name their folder in CLIENTROUTE_STANDARD_XSD\n";
      GTEST_SKIP();
    }
    reference_ = ReferenceSchemas::Load(*folder);
    ASSERT_NE(reference_, nullptr) << "the schemas in " << *folder << " cannot be read";
  }

  std::unique_ptr<ReferenceSchemas> reference_;
};

TEST_F(SchemaConformanceTest, TheStandardsOwnExamplesAreAcceptedByBoth) {
  const std::filesystem::path examples = StandardFolder() + "/messages";
  if (!std::filesystem::exists(examples)) GTEST_SKIP() << "no examples beside the schemas";
  int known = 0;
  for (const auto& entry : std::filesystem::directory_iterator(examples)) {
    if (Catalogue::Default().FindByName(entry.path().stem().string()) == nullptr) continue;
    ++known;
    const std::string bytes = FileBytes(entry.path());
    const ParseOutcome outcome = ParseMessage(bytes);
    EXPECT_TRUE(outcome.ok()) << entry.path() << " " << FirstError(outcome);
    EXPECT_TRUE(reference_->Accepts(bytes)) << entry.path();
  }
  EXPECT_GE(known, 6);
}

TEST_F(SchemaConformanceTest, TheStandardsOwnExamplesKeepItsContentRulesButForOneDuplicateLine) {
  const std::filesystem::path examples = StandardFolder() + "/messages";
  if (!std::filesystem::exists(examples)) GTEST_SKIP() << "no examples beside the schemas";
  for (const auto& entry : std::filesystem::directory_iterator(examples)) {
    const ParseOutcome outcome = ParseMessage(FileBytes(entry.path()));
    if (!outcome.ok()) continue;  // judged above
    // The published claim has one reference number twice.
    const bool claim = entry.path().stem() == "JW323";
    std::string broken;
    for (const messaging::Finding& finding : messaging::CheckContent(*outcome.message)) {
      broken += std::string(finding.rule) + " at " + finding.class_path + "; ";
    }
    EXPECT_EQ(broken, claim ? "TR101 at Declaratie[1]/Clienten/Client[2]/Prestaties/Prestatie[3]; " : "")
        << entry.path();
  }
}

TEST_F(SchemaConformanceTest, WhatTheWriterWritesIsValid) {
  Choices choices(kSeed);
  for (const auto& schema : Catalogue::Default().messages()) {
    for (int i = 0; i < 60; ++i) {
      const messaging::Message message = RandomMessage(*schema, choices);
      const messaging::WriteOutcome written = messaging::WriteMessage(message);
      ASSERT_TRUE(written.ok()) << schema->name() << " " << written.errors[0].path << " " << written.errors[0].reason;
      ASSERT_TRUE(reference_->Accepts(written.bytes)) << written.bytes;
      const messaging::WriteOutcome dense = messaging::WriteMessage(message, written.bytes.size() - 1);
      ASSERT_TRUE(dense.ok() && reference_->Accepts(dense.bytes)) << dense.bytes;
    }
  }
}

/// True when nothing but what message_reader.h lists made the reader stricter than the schema.
bool IsDeliberatelyStricter(const Mutant& mutant, const ParseOutcome& outcome) {
  for (const SchemaError& error : outcome.errors) {
    if (error.code != mutant.stricter) return false;
  }
  return true;
}

/// Mutants of every kind (see mutation.h), judged by the reader and by the schemas.
void CompareOnMutants(const ReferenceSchemas& reference) {
  const std::uint64_t seed = FromEnvironment("CLIENTROUTE_CONFORMANCE_SEED", kSeed);
  const std::uint64_t mutants = FromEnvironment("CLIENTROUTE_CONFORMANCE_MUTANTS", kMutants);
  const auto messages = Catalogue::Default().messages();
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t stricter = 0;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> kinds;  // accepted, and all
  int disagreements = 0;
  for (std::uint64_t i = 0; i < mutants && disagreements < kDisagreementsShown; ++i) {
    Choices choices(seed * 1'000'003 + i);  // each mutant by itself, so that one can be repeated
    const messaging::Message message = RandomMessage(*messages[choices.Below(messages.size())], choices);
    const Mutant mutant = Mutate(messaging::WriteMessage(message).bytes, choices);
    const ParseOutcome outcome = ParseMessage(mutant.bytes);
    const bool valid = reference.Accepts(mutant.bytes);
    kinds[mutant.kind].first += valid ? 1U : 0U;
    ++kinds[mutant.kind].second;
    if (outcome.ok() == valid) {
      ++(valid ? accepted : refused);
    } else if (valid && IsDeliberatelyStricter(mutant, outcome)) {
      ++stricter;
    } else {
      ++disagreements;
      ADD_FAILURE() << "mutant " << i << " of seed " << seed << " (" << mutant.change << "): the schema "
                    << (valid ? "accepts" : "refuses") << ", the reader says " << FirstError(outcome) << "\n"
                    << mutant.bytes;
    }
  }
  std::cout << mutants << " mutants of seed " << seed << ": " << accepted << " accepted and " << refused
            << " refused by both, " << stricter << " refused by the reader's own stricter rules\n";
  for (const std::string_view kind : kMutantKinds) {
    const auto& [valid, all] = kinds[std::string(kind)];
    std::cout << "  " << kind << ": " << all << ", of which valid " << valid << "\n";
    EXPECT_GT(all, mutants / 50) << kind;
    EXPECT_GT(valid, 0U) << kind;
    EXPECT_LT(valid, all) << kind;
  }
  EXPECT_GT(accepted, mutants / 20) << "too few mutants stay valid to say anything";
  EXPECT_GT(refused, mutants / 3);
}

TEST_F(SchemaConformanceTest, EveryMutantGetsTheVerdictOfTheSchema) { CompareOnMutants(*reference_); }

/// The project's own tables as schemas: always there.
class GeneratedSchemaTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(WriteGeneratedSchemas(folder_.path()));
    reference_ = ReferenceSchemas::Load(folder_.path() + "/xsd/ijw-3.2");
    ASSERT_NE(reference_, nullptr) << "the schemas that were made cannot be read";
  }

  TempFolder folder_;
  std::unique_ptr<ReferenceSchemas> reference_;
};

TEST_F(GeneratedSchemaTest, EveryMutantGetsTheVerdictOfTheTables) { CompareOnMutants(*reference_); }

TEST_F(GeneratedSchemaTest, WhatTheWriterWritesIsValid) {
  Choices choices(kSeed);
  for (const auto& schema : Catalogue::Default().messages()) {
    for (int i = 0; i < 20; ++i) {
      const messaging::WriteOutcome written = messaging::WriteMessage(RandomMessage(*schema, choices));
      ASSERT_TRUE(written.ok() && reference_->Accepts(written.bytes)) << written.bytes;
    }
  }
}

}  // namespace
}  // namespace clientroute::conformance
