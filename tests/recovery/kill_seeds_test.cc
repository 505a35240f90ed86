#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>

#include "services/platform/status/status.h"
#include "services/suite/demo/killer.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

std::int64_t FromEnvironment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoll(text, nullptr, 10);
}

std::int64_t FirstSeed() { return FromEnvironment("CLIENTROUTE_FIRST_SEED", 1); }
std::int64_t SeedCount() { return FromEnvironment("CLIENTROUTE_SEEDS", 10); }

/// The same story on a suite that nobody killed.
const absl::StatusOr<v1::DemoReport>& Undisturbed() {
  static const absl::StatusOr<v1::DemoReport> report = PlayDemo({});
  return report;
}

/// Where two messages differ, for a person.
std::string Difference(const google::protobuf::Message& expected, const google::protobuf::Message& actual) {
  std::string text;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&text);
  return differencer.Compare(expected, actual) ? "" : text;
}

class KillSeeds : public testing::TestWithParam<std::int64_t> {};

TEST_P(KillSeeds, EndsWithTheSameTimelineAndTheSameFilesEachOnce) {
  ASSERT_TRUE(Undisturbed().ok()) << Undisturbed().status();
  absl::StatusOr<v1::DemoReport> killed = PlayDemo({.kill = true, .seed = static_cast<std::uint64_t>(GetParam())});
  ASSERT_TRUE(killed.ok()) << killed.status();
  EXPECT_GE(killed->kills(), Killer::kKillsLeast);
  for (const auto& check : killed->checks()) EXPECT_TRUE(check.passed()) << check.description();

  ASSERT_EQ(killed->views_size(), Undisturbed()->views_size());
  for (int i = 0; i < killed->views_size(); ++i) {
    EXPECT_EQ(Difference(Undisturbed()->views(i), killed->views(i)), "");
  }
  ASSERT_EQ(killed->files_size(), Undisturbed()->files_size());
  for (int i = 0; i < killed->files_size(); ++i) {
    EXPECT_EQ(killed->files(i).file_name(), Undisturbed()->files(i).file_name());
    EXPECT_EQ(killed->files(i).content(), Undisturbed()->files(i).content()) << killed->files(i).file_name();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, KillSeeds, testing::Range(FirstSeed(), FirstSeed() + SeedCount()));

}  // namespace
}  // namespace clientroute::suite
