#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>

#include "services/platform/status/status.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/stories.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

std::int64_t FromEnvironment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoll(text, nullptr, 10);
}

std::int64_t FirstSeed() { return FromEnvironment("CLIENTROUTE_FIRST_SEED", 1); }
std::int64_t SeedCount() { return FromEnvironment("CLIENTROUTE_SEEDS", 5); }

/// The stories that are played: all, or the one of CLIENTROUTE_STORY.
std::vector<std::string> Played() {
  const char* one = std::getenv("CLIENTROUTE_STORY");
  if (one != nullptr) return {one};
  std::vector<std::string> names;
  for (const StoryEntry& story : Stories()) names.emplace_back(story.name);
  return names;
}

/// The same story on a suite that nobody killed.
const absl::StatusOr<v1::DemoReport>& Undisturbed(const std::string& story) {
  static std::map<std::string, absl::StatusOr<v1::DemoReport>> reports;
  auto found = reports.find(story);
  if (found == reports.end()) found = reports.emplace(story, PlayDemo({.story = story})).first;
  return found->second;
}

/// Where two messages differ, for a person.
std::string Difference(const google::protobuf::Message& expected, const google::protobuf::Message& actual) {
  std::string text;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&text);
  return differencer.Compare(expected, actual) ? "" : text;
}

/// What must not depend on how often the suite was killed.
v1::DemoReport Lasting(v1::DemoReport report) {
  report.clear_kills();
  report.clear_elapsed_ms();
  return report;
}

class KillSeeds : public testing::TestWithParam<std::tuple<std::string, std::int64_t>> {};

// shows: ROU-1, MSG-4
TEST_P(KillSeeds, EndsWithTheSameTimelineFilesAndCentsEachOnce) {
  const auto& [story, seed] = GetParam();
  const absl::StatusOr<v1::DemoReport>& undisturbed = Undisturbed(story);
  ASSERT_TRUE(undisturbed.ok()) << undisturbed.status();
  absl::StatusOr<v1::DemoReport> killed =
      PlayDemo({.story = story, .kill = true, .seed = static_cast<std::uint64_t>(seed)});
  ASSERT_TRUE(killed.ok()) << killed.status();
  EXPECT_GE(killed->kills(), Killer::kKillsLeast);
  for (const auto& check : killed->checks()) EXPECT_TRUE(check.passed()) << check.description();
  EXPECT_EQ(Difference(Lasting(*undisturbed), Lasting(*killed)), "");
}

INSTANTIATE_TEST_SUITE_P(Seeds, KillSeeds,
                         testing::Combine(testing::ValuesIn(Played()),
                                          testing::Range(FirstSeed(), FirstSeed() + SeedCount())),
                         [](const auto& played) {
                           return Cat(std::get<0>(played.param), "_", std::get<1>(played.param));
                         });

}  // namespace
}  // namespace clientroute::suite
