#include "services/suite/cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Flag kFlags[] = {{"data", "MAP", ""}, {"json", "", ""}, {"limit", "N", ""}, {"held", "CODES", ""}};

absl::StatusOr<Arguments> Parse(std::vector<std::string> words) { return ParseArguments(kFlags, words); }

TEST(Arguments, FlagsAndWordsComeInAnyOrder) {
  auto parsed = Parse({"first", "--data", "here", "second", "--json", "--limit=3"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_THAT(parsed->positional(), ElementsAre("first", "second"));
  EXPECT_EQ(parsed->Text("data"), "here");
  EXPECT_TRUE(parsed->Has("json"));
  EXPECT_EQ(*parsed->Number("limit", 50, 1, 100), 3);
}

TEST(Arguments, WhatWasNotGivenHasItsDefault) {
  auto parsed = Parse({});
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->Text("data", "data"), "data");
  EXPECT_EQ(*parsed->Number("limit", 50, 1, 100), 50);
  EXPECT_TRUE(parsed->List("held").empty());
}

TEST(Arguments, AListIsSplitAndEmptyPartsFallAway) {
  auto parsed = Parse({"--held", "a,,b,"});
  ASSERT_TRUE(parsed.ok());
  EXPECT_THAT(parsed->List("held"), ElementsAre("a", "b"));
  EXPECT_THAT(parsed->List("held", ';'), ElementsAre("a,,b,"));
}

TEST(Arguments, AfterTwoDashesEverythingIsAWord) {
  auto parsed = Parse({"--", "--json", "-x"});
  ASSERT_TRUE(parsed.ok());
  EXPECT_THAT(parsed->positional(), ElementsAre("--json", "-x"));
  EXPECT_FALSE(parsed->Has("json"));
}

TEST(Arguments, WhatIsWrongIsSaidInOneLineThatNamesIt) {
  const struct {
    std::vector<std::string> words;
    std::string says;
  } kCases[] = {
      {{"--unknown"}, "onbekende vlag '--unknown'"},       {{"-x"}, "onbekende vlag '-x'"},
      {{"--data"}, "--data wil een waarde: MAP"},          {{"--json=yes"}, "--json heeft geen waarde"},
      {{"--json", "--json"}, "--json staat er twee keer"},
  };
  for (const auto& wrong : kCases) {
    auto parsed = Parse(wrong.words);
    EXPECT_TRUE(IsWrongUse(parsed.status())) << wrong.says;
    EXPECT_THAT(std::string(parsed.status().message()), HasSubstr(wrong.says));
    EXPECT_EQ(parsed.status().message().find('\n'), absl::string_view::npos);
  }
}

TEST(Arguments, ANumberOutsideItsBoundsIsWrongUse) {
  for (const char* text : {"0", "101", "3x", "", "-1", "99999999999999999999"}) {
    auto parsed = Parse({Cat("--limit=", text)});
    ASSERT_TRUE(parsed.ok());
    EXPECT_TRUE(IsWrongUse(parsed->Number("limit", 50, 1, 100).status())) << text;
  }
}

}  // namespace
}  // namespace clientroute::suite
