#include "services/orchestrator/definition/definition_loader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/definition_store.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/testing/test_world.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

const std::string kYouth = "workflows/routes/youth_standard.textproto";

std::string Replaced(std::string text, const std::string& find, const std::string& put) {
  const std::size_t found = text.find(find);
  EXPECT_NE(found, std::string::npos) << find;
  return found == std::string::npos ? text : text.replace(found, find.size(), put);
}

class DefinitionLoader : public testing::Test {
 protected:
  // What the definitions include stands beside them.
  DefinitionLoader() {
    std::filesystem::copy(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes/standard",
                          folder_.path() + "/standard");
  }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() + "/" + name, std::ios::binary) << text;
  }
  TempFolder folder_;
};

TEST_F(DefinitionLoader, LoadsEveryVersionAndOpensOnTheNewest) {
  Write("v1.textproto", ReadRepositoryFile(kYouth));
  Write("v2.textproto", Replaced(ReadRepositoryFile(kYouth), "version: 1", "version: 2"));
  const auto library = LoadDefinitions(folder_.path());
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  EXPECT_EQ((*library)->all().size(), 2u);
  EXPECT_NE((*library)->Find("youth_standard", 1), nullptr);
  EXPECT_EQ((*library)->Find("youth_standard", 3), nullptr);
  EXPECT_EQ((*library)->ForOpening({"ReferralAccepted", "", {{"law", "JEUGDWET"}}, {}})->version, 2);
  EXPECT_EQ((*library)->ForOpening({"ReferralAccepted", "", {{"law", "WMO"}}, {}}), nullptr);
  EXPECT_EQ((*library)->ForOpening({"CaseOpened", "", {}, {}}), nullptr);
}

TEST_F(DefinitionLoader, ABrokenFileIsRefusedWithEveryProblemOnALineOfItsOwn) {
  const std::string included = "standard/triage_and_plan.textproto";
  Write(included, Replaced(Replaced(ReadRepositoryFile("workflows/routes/" + included), "go_to: \"triaging\"",
                                    "go_to: \"triagging\""),
                           "commands: \"DecideTriage\"", "commands: \"DecideTriagge\""));
  Write("broken.textproto", ReadRepositoryFile(kYouth));
  const auto library = LoadDefinitions(folder_.path());
  EXPECT_EQ(ReasonOf(library.status()), "DEFINITION_BROKEN");
  const std::string message(library.status().message());
  EXPECT_NE(message.find(included + ":"), std::string::npos);
  EXPECT_NE(message.find("'triagging' [unknown-name]"), std::string::npos) << message;
  EXPECT_NE(message.find("'DecideTriagge' [unknown-command]"), std::string::npos) << message;
}

TEST_F(DefinitionLoader, AFolderWithoutDefinitionsIsSaid) {
  EXPECT_EQ(ReasonOf(LoadDefinitions(folder_.path()).status()), "DEFINITION_MISSING");
  EXPECT_EQ(ReasonOf(LoadDefinitions(folder_.path() + "/nowhere").status()), "DEFINITION_MISSING");
}

TEST_F(DefinitionLoader, TwoOfOneVersionAreRefused) {
  Write("a.textproto", ReadRepositoryFile(kYouth));
  Write("b.textproto", ReadRepositoryFile(kYouth));
  EXPECT_EQ(ReasonOf(LoadDefinitions(folder_.path()).status()), "DEFINITION_REPEATED");
}

TEST_F(DefinitionLoader, TwoThatOpenOnTheSameEventAreRefusedUnlessTheirConditionsExcludeEachOther) {
  Write("youth.textproto", ReadRepositoryFile(kYouth));
  const std::string other = Replaced(ReadRepositoryFile(kYouth), "name: \"youth_standard\"", "name: \"wmo_standard\"");
  Write("other.textproto", other);
  EXPECT_EQ(ReasonOf(LoadDefinitions(folder_.path()).status()), "DEFINITION_AMBIGUOUS");
  Write("other.textproto", Replaced(other, "op: EQ to: \"JEUGDWET\"", "op: EQ to: \"WMO\""));
  const auto library = LoadDefinitions(folder_.path());
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  EXPECT_EQ((*library)->ForOpening({"ReferralAccepted", "", {{"law", "WMO"}}, {}})->name, "wmo_standard");
}

TEST_F(DefinitionLoader, WhatIsIncludedStandsInTheFolderOrBelowIt) {
  for (const char* outside : {"../standard/crisis.textproto", "/etc/hostname"}) {
    Write("broken.textproto", ReadRepositoryFile(kYouth) + "includes: \"" + outside + "\"\n");
    EXPECT_EQ(ReasonOf(LoadDefinition(folder_.path() + "/broken.textproto").status()), "DEFINITION_BROKEN") << outside;
  }
}

TEST_F(DefinitionLoader, TheFingerprintSaysWhatItMeansAndNotHowItIsWritten) {
  const std::string text = SmallDefinitionText();
  const std::string same = FingerprintOf(text);
  EXPECT_EQ(same.size(), 64u);
  EXPECT_EQ(FingerprintOf("# another comment\n" + text), same);
  EXPECT_EQ(FingerprintOf(Replaced(text, "title: \"Klaar\"", "title: \"Gedaan\"")), same);
  EXPECT_NE(FingerprintOf(Replaced(text, "days: 10", "days: 11")), same);
  EXPECT_NE(FingerprintOf(Replaced(text, "role: \"operator\"", "role: \"watcher\"")), same);
  EXPECT_EQ(FingerprintOf("no definition"), "");
}

TEST_F(DefinitionLoader, AVersionThatRoutesBeganOnMustStayAndStayTheSame) {
  TestWorld world;
  Database* database = world.OpenDatabase("orchestrator", OrchestratorMigrations());
  const auto check = [&] {
    auto library = LoadDefinitions(folder_.path());
    EXPECT_TRUE(library.ok()) << library.status().ToString();
    return database->Read([&](Connection& connection) { return CheckUsedDefinitions(connection, **library); });
  };
  Write("youth.textproto", ReadRepositoryFile(kYouth));
  EXPECT_TRUE(check().ok()) << "nothing began yet";
  const auto used = LoadDefinition(folder_.path() + "/youth.textproto");
  ASSERT_TRUE(used.ok());
  for (int again = 0; again < 2; ++again) {
    ASSERT_TRUE(
        database
            ->Write([&](Connection& connection) { return KeepUsedDefinition(connection, *used, world.clock()->Now()); })
            .ok());
  }
  EXPECT_TRUE(check().ok());
  const std::string care = "standard/care_per_product.textproto";
  const std::string care_text = ReadRepositoryFile("workflows/routes/" + care);
  Write(care, Replaced(care_text, "days: 14", "days: 15"));
  EXPECT_EQ(ReasonOf(check()), "DEFINITION_CHANGED");
  Write(care, care_text);
  Write("youth.textproto", Replaced(ReadRepositoryFile(kYouth), "version: 1", "version: 2"));
  EXPECT_EQ(ReasonOf(check()), "DEFINITION_NOT_LOADED");
  Write("old.textproto", ReadRepositoryFile(kYouth));
  EXPECT_TRUE(check().ok());
}

}  // namespace
}  // namespace clientroute::orchestrator
