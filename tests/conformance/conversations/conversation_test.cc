// Golden conversations: each flow of flows.tsv, under each standard that has it, file by file as it goes over the
// exchange. With CLIENTROUTE_REWRITE_GOLDEN=1 the files are written instead; read the difference before it is
// committed.
#include "tests/conformance/conversations/conversation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAreArray;

const Date kStart = StoryDay(3, 16);
const Date kEnd = StoryDay(4, 30);
/// The provider is told that a request is under investigation before its term passes (OP274, OP346).
const Date kRequestNotice = StoryDay(3, 9);
const Date kChangeNotice = StoryDay(5, 12);

/// How each flow is played, by its name in the list.
const std::map<std::string, std::function<void(Conversation&)>>& Plays() {
  using C = Conversation;
  static const std::map<std::string, std::function<void(Conversation&)>> plays = {
      {"request_allocated", [](C& c) { c.Request(), c.AnalyseAndPlan(), c.GrantAndReceive(); }},
      {"request_investigated_allocated",
       [](C& c) { c.Request(), c.Investigate(kRequestNotice), c.AnalyseAndPlan(), c.GrantAndReceive(); }},
      {"request_refused", [](C& c) { c.Request(), c.AnalyseAndPlan(), c.Refuse(); }},
      {"request_investigated_refused",
       [](C& c) { c.Request(), c.Investigate(kRequestNotice), c.AnalyseAndPlan(), c.Refuse(); }},
      {"request_investigated_elsewhere",
       [](C& c) { c.Request(), c.Investigate(kRequestNotice), c.AnalyseAndPlan(), c.RefuseAsElsewhere(); }},
      {"change_allocated",
       [](C& c) { c.BringIntoCare(kStart), c.AskForChange(), c.DecideChange(access::v1::Decision::GRANT); }},
      {"change_investigated_allocated",
       [](C& c) {
         c.BringIntoCare(kStart), c.AskForChange(), c.InvestigateChange(kChangeNotice);
         c.DecideChange(access::v1::Decision::GRANT);
       }},
      {"change_refused",
       [](C& c) { c.BringIntoCare(kStart), c.AskForChange(), c.DecideChange(access::v1::Decision::REFUSE); }},
      {"change_investigated_refused",
       [](C& c) {
         c.BringIntoCare(kStart), c.AskForChange(), c.InvestigateChange(kChangeNotice);
         c.DecideChange(access::v1::Decision::REFUSE);
       }},
      {"stop", [](C& c) { c.BringIntoCare(kStart), c.Stop(kStart, kEnd); }},
      {"pause", [](C& c) { c.BringIntoCare(kStart), c.Pause(kStart, kEnd); }},
      {"stop_after_pause",
       [](C& c) { c.BringIntoCare(kStart), c.Pause(kStart, kEnd), c.Stop(kStart, kEnd.AddDays(14)); }},
      {"start_after_pause", [](C& c) { c.BringIntoCare(kStart), c.Pause(kStart, kEnd), c.Start(kEnd.AddDays(18)); }},
      {"start_after_stop", [](C& c) { c.BringIntoCare(kStart), c.Stop(kStart, kEnd), c.Start(kEnd.AddDays(18)); }},
      {"start_removed", [](C& c) { c.BringIntoCare(kStart), c.Again(305, "3"); }},
      {"start_corrected",
       [](C& c) { c.BringIntoCare(kStart), c.Again(305, "3"), c.Again(305, "1", kStart.AddDays(1)); }},
      {"stop_removed", [](C& c) { c.BringIntoCare(kStart), c.Stop(kStart, kEnd), c.Again(307, "3"); }},
      {"stop_corrected",
       [](C& c) {
         c.BringIntoCare(kStart), c.Stop(kStart, kEnd), c.Again(307, "3"), c.Again(307, "1", kEnd.AddDays(-1));
       }},
      {"claim", [](C& c) { c.BringIntoCare(kStart), c.Claim(); }},
  };
  return plays;
}

std::filesystem::path GoldenFolder() {
  return std::filesystem::path(CLIENTROUTE_SOURCE_DIR) / "tests" / "conformance" / "conversations" / "golden";
}

bool Rewrites() {
  const char* rewrite = std::getenv("CLIENTROUTE_REWRITE_GOLDEN");
  return rewrite != nullptr && std::string(rewrite) == "1";
}

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

/// `03_uit_JW301.xml` to bytes.
std::map<std::string, std::string> Named(const std::vector<StoryFile>& files) {
  std::map<std::string, std::string> named;
  for (const StoryFile& file : files) {
    const std::string number = std::to_string(named.size() + 1);
    named[Cat(number.size() < 2 ? "0" : "", number, file.inbound ? "_in_" : "_uit_", file.kind, ".xml")] = file.content;
  }
  return named;
}

struct Case {
  FlowRow flow;
  std::string standard;
};

std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const FlowRow& flow : ReadFlows()) {
    for (const std::string& standard : flow.standards) cases.push_back({flow, standard});
  }
  return cases;
}

class GoldenConversation : public testing::TestWithParam<Case> {};

// shows: MSG-1, MSG-4
TEST_P(GoldenConversation, GoesFileByFileAsItIsKept) {
  const auto play = Plays().find(GetParam().flow.name);
  ASSERT_NE(play, Plays().end()) << "nobody plays " << GetParam().flow.name;
  Conversation conversation(GetParam().standard);
  ASSERT_NO_THROW(play->second(conversation));
  // The flow's own messages, in order, at the end of what was said.
  std::vector<std::string> words;
  for (const StoryFile& file : conversation.files()) {
    if (std::string word = FlowWord(file); !word.empty()) words.push_back(std::move(word));
  }
  const std::vector<std::string>& wanted = GetParam().flow.messages;
  ASSERT_GE(words.size(), wanted.size());
  EXPECT_THAT(std::vector<std::string>(words.end() - static_cast<std::ptrdiff_t>(wanted.size()), words.end()),
              ElementsAreArray(wanted));

  const auto folder = GoldenFolder() / GetParam().standard / GetParam().flow.name;
  const std::map<std::string, std::string> said = Named(conversation.files());
  if (Rewrites()) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, bytes] : said) std::ofstream(folder / name, std::ios::binary) << bytes;
    return;
  }
  std::map<std::string, std::string> kept;
  ASSERT_TRUE(std::filesystem::is_directory(folder))
      << folder << " is not there; CLIENTROUTE_REWRITE_GOLDEN=1 writes it";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    kept[entry.path().filename().string()] = ReadWhole(entry.path());
  }
  for (const auto& [name, bytes] : said) EXPECT_EQ(kept[name], bytes) << name;
  EXPECT_EQ(kept.size(), said.size()) << "another number of files in " << folder;
}

INSTANTIATE_TEST_SUITE_P(Flows, GoldenConversation, testing::ValuesIn(Cases()),
                         [](const testing::TestParamInfo<Case>& info) {
                           return info.param.standard + "_" + info.param.flow.name;
                         });

TEST(Flows, EachOfTheListIsPlayedAndKeptAndNoOther) {
  std::set<std::string> listed;
  std::set<std::string> kept;
  for (const FlowRow& flow : ReadFlows()) {
    EXPECT_TRUE(Plays().contains(flow.name)) << flow.name;
    EXPECT_FALSE(flow.messages.empty()) << flow.name;
    for (const std::string& standard : flow.standards) listed.insert(standard + "/" + flow.name);
  }
  EXPECT_EQ(ReadFlows().size(), Plays().size());
  if (Rewrites()) return;
  for (const auto& standard : std::filesystem::directory_iterator(GoldenFolder())) {
    for (const auto& flow : std::filesystem::directory_iterator(standard.path())) {
      kept.insert(standard.path().filename().string() + "/" + flow.path().filename().string());
    }
  }
  EXPECT_EQ(kept, listed);
}

TEST(Flows, WhatIsKeptIsWithoutFaultAtLevelsOneAndTwo) {
  if (Rewrites()) GTEST_SKIP() << "being written";
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GoldenFolder())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto parsed = messaging::ParseMessage(ReadWhole(entry.path()));
    ASSERT_TRUE(parsed.ok()) << entry.path() << " " << parsed.errors.front().reason;
    const auto found = messaging::CheckContent(*parsed.message);
    EXPECT_TRUE(found.empty()) << entry.path() << " " << found.front().rule;
  }
  EXPECT_GT(files, 300);
}

/// The flows as the standard tells them, read from its own page when it is given.
TEST(Flows, AreAsManyAsTheStandardTells) {
  const char* folder = std::getenv("CLIENTROUTE_STANDARD");
  if (folder == nullptr) GTEST_SKIP() << "CLIENTROUTE_STANDARD names no folder of the standard";
  std::ifstream page(std::string(folder) + "/README.md");
  ASSERT_TRUE(page) << folder;
  // Lines `name: JW315, JW301` under the heading of the flows; one of them says twice the same, one stands for two.
  std::set<std::string> told;
  bool in_flows = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) in_flows = line == "## Possible flows";
    const std::size_t colon = line.find(':');
    if (in_flows && colon != std::string::npos && line.find("JW3", colon) != std::string::npos) told.insert(line);
  }
  EXPECT_EQ(told.size(), 18U) << "the standard tells other flows than the list was made from";
}

}  // namespace
}  // namespace clientroute::suite
