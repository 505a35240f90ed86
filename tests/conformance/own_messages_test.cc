#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/standard/catalogue.h"
#include "services/messaging/standard/rule.h"

// The messages in tests/conformance/messages: good/ has one of every message; bad/ has, for every rule of the schema
// and the content and every message that it is for, one that breaks it, named RULE_MESSAGE_CLASS-ELEMENT.xml.

namespace clientroute::conformance {
namespace {

using messaging::Finding;
using messaging::ParseOutcome;
using messaging::Rule;
using testing::IsEmpty;

constexpr const char* kFolder = CLIENTROUTE_SOURCE_DIR "/tests/conformance/messages/";

struct File {
  std::string name;  // without .xml
  std::string bytes;
};

std::vector<File> Files(const std::string& folder) {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder + folder)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    files.push_back(
        {entry.path().stem().string(), {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()}});
  }
  std::ranges::sort(files, {}, &File::name);
  return files;
}

/// `RULE_MESSAGE_CLASS-ELEMENT` of a finding.
std::string NameOf(const Finding& finding, const std::string& message) {
  std::string place = finding.class_path.substr(finding.class_path.rfind('/') + 1);
  place.resize(std::min(place.find('['), place.size()));
  if (!finding.element.empty()) place += "-" + finding.element;
  std::ranges::replace(place, '/', '-');
  return std::string(finding.rule) + "_" + message + "_" + place;
}

TEST(OwnMessagesTest, EveryMessageHasOneWithoutAFault) {
  std::set<std::string> found;
  for (const File& file : Files("good")) {
    const ParseOutcome outcome = messaging::ParseMessage(file.bytes);
    ASSERT_TRUE(outcome.ok()) << file.name << " " << outcome.errors[0].path << " " << outcome.errors[0].reason;
    EXPECT_EQ(outcome.schema->name(), file.name);
    EXPECT_THAT(messaging::CheckContent(*outcome.message), IsEmpty()) << file.name;
    found.insert(file.name);
  }
  for (const auto& schema : messaging::Catalogue::Default().messages()) {
    EXPECT_TRUE(found.contains(std::string(schema->name()))) << schema->name();
  }
}

TEST(OwnMessagesTest, EachBadOneBreaksWhatItIsNamedAfter) {
  for (const File& file : Files("bad")) {
    const ParseOutcome outcome = messaging::ParseMessage(file.bytes);
    if (file.name.starts_with("schema_")) {
      ASSERT_EQ(outcome.errors.size(), 1U) << file.name;
      EXPECT_EQ(outcome.errors[0].path, "Bericht/Header/XsdVersie") << file.name;
      continue;
    }
    ASSERT_TRUE(outcome.ok()) << file.name << " " << outcome.errors[0].path << " " << outcome.errors[0].reason;
    std::vector<std::string> names;
    for (const Finding& finding : messaging::CheckContent(*outcome.message)) {
      names.push_back(NameOf(finding, std::string(outcome.schema->name())));
    }
    EXPECT_THAT(names, testing::Contains(file.name));
  }
}

TEST(OwnMessagesTest, EveryRuleOfTheContentIsBrokenInEveryMessageThatItIsFor) {
  std::set<std::string> broken;
  for (const File& file : Files("bad")) broken.insert(file.name.substr(0, file.name.rfind('_')));
  for (const auto& schema : messaging::Catalogue::Default().messages()) {
    EXPECT_TRUE(broken.contains("schema_" + std::string(schema->name()))) << schema->name();
    for (const Rule& rule : messaging::Rules()) {
      if (rule.level != messaging::ControlLevel::kContent) continue;
      if (!messaging::AppliesTo(rule, schema->release().standard, schema->number())) continue;
      EXPECT_TRUE(broken.contains(std::string(rule.id) + "_" + std::string(schema->name())))
          << rule.id << " in " << schema->name();
    }
  }
}

}  // namespace
}  // namespace clientroute::conformance
