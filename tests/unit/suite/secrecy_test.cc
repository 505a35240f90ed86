#include "services/suite/demo/secrecy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/suite/demo/cast.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::vector<std::string> kSecrets = {"Duinker", "999990019", ""};

TEST(Secrecy, EveryoneOfTheCastHasANumberNamesAndAnAddressOfHisOwn) {
  std::set<std::string> numbers;
  EXPECT_GE(Everyone().size(), 4u);
  for (const StoryClient& client : Everyone()) {
    EXPECT_TRUE(numbers.insert(client.citizen_number).second) << client.citizen_number;
    for (const std::string& secret : IdentifyingDataOf(client)) EXPECT_GE(secret.size(), 4u) << client.citizen_number;
  }
}

TEST(Secrecy, WhatStandsInATextIsFound) {
  EXPECT_THAT(FoundIn("mevrouw Duinker, 999990019", kSecrets), ElementsAre("Duinker", "999990019"));
  EXPECT_THAT(FoundIn("duinker 99999001", kSecrets), IsEmpty());
  EXPECT_THAT(FoundIn("", kSecrets), IsEmpty());
}

// shows: PRI-2
TEST(Secrecy, WhatStandsInAFileOfTheDataIsFoundHoweverDeepButNotInTheExchange) {
  TempFolder folder;
  std::filesystem::create_directories(folder.path() + "/exchange/0361/in");
  std::filesystem::create_directories(folder.path() + "/deep/er");
  std::ofstream(folder.path() + "/exchange/0361/in/JW315.xml") << "999990019";
  EXPECT_THAT(*FoundInData(folder.path(), kSecrets), IsEmpty());
  std::ofstream(folder.path() + "/suite.log") << "cliënt Duinker";
  const std::string binary("\0\1\2", 3);
  std::ofstream(folder.path() + "/deep/er/access.db", std::ios::binary) << binary << "999990019" << binary;
  EXPECT_THAT(*FoundInData(folder.path(), kSecrets),
              UnorderedElementsAre("Duinker (suite.log)", "999990019 (access.db)"));
  EXPECT_FALSE(FoundInData(folder.path() + "/nowhere", kSecrets).ok());
}

TEST(Secrecy, MetricsThatNobodyTellsAreAnError) {
  EXPECT_FALSE(ReadMetrics("127.0.0.1:1").ok());
  EXPECT_FALSE(ReadMetrics("nowhere").ok());
}

}  // namespace
}  // namespace clientroute::suite
