#include "services/orchestrator/definition/definition_checker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/orchestrator/definition/definition_text_codec.h"
#include "tests/unit/orchestrator/definition/broken_cases.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

std::string Break(const BrokenCase& one) {
  std::string text = SmallDefinitionText();
  const std::size_t found = text.find(one.find);
  EXPECT_NE(found, std::string::npos) << one.what << ": the small definition has no " << one.find;
  if (found == std::string::npos) return text;
  std::string put = one.put;
  if (put == "TOO_MANY_CONDITIONS") {
    put.clear();
    for (int i = 0; i < 13; ++i) put += "when { fact: \"size\" op: NE to: \"99\" } ";
  }
  text.replace(found, std::string(one.find).size(), put);
  // A fact that nothing sets must be asked for to be a problem.
  const std::size_t luck = text.find("\"luck\"");
  if (luck != std::string::npos) {
    const std::string guard = "on { event: \"Split\" go_to";
    text.replace(text.find(guard), guard.size(), "on { event: \"Split\" when { fact: \"luck\" op: UNKNOWN } go_to");
  }
  return text;
}

int LineOf(const std::string& text, const std::string& piece) {
  const std::size_t found = text.find(piece);
  if (found == std::string::npos) return -1;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
}

std::string DescribeAll(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += "  " + Describe("small.textproto", problem) + "\n";
  return text;
}

TEST(DefinitionChecker, TheSmallDefinitionIsWhole) {
  const CheckedDefinition checked =
      LoadText("small.textproto", SmallDefinitionText(), SmallEvents(), SmallCommands(), SmallWork());
  EXPECT_TRUE(checked.problems.empty()) << DescribeAll(checked.problems);
  ASSERT_TRUE(checked.definition.has_value());
  EXPECT_EQ(checked.definition->Label(), "small@3");
}

TEST(DefinitionChecker, EveryWayToBreakADefinitionIsRefusedWithItsLineAndReason) {
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const CheckedDefinition checked = LoadText("small.textproto", text, SmallEvents(), SmallCommands(), SmallWork());
    EXPECT_FALSE(checked.definition.has_value()) << one.what << " was let through";
    const int line = std::string(one.at).empty() ? 0 : LineOf(text, one.at);
    const bool reported = std::any_of(checked.problems.begin(), checked.problems.end(), [&](const Problem& problem) {
      return problem.kind == one.kind && (line == 0 || problem.place.line == line) && problem.place.line > 0 &&
             problem.message.find(one.message) != std::string::npos;
    });
    EXPECT_TRUE(reported) << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " with \""
                          << one.message << "\", and got\n"
                          << DescribeAll(checked.problems);
  }
}

bool Has(const Problems& problems, const BrokenCase& one, const std::string& file, int line) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.kind == one.kind && (line == 0 || (problem.place.line == line && problem.place.file == file)) &&
           problem.message.find(one.message) != std::string::npos;
  });
}

// The same faults where the definition stands in two files: each is said with the file that it stands in, and the line
// there.
TEST(DefinitionChecker, AFaultInAnIncludedFileIsRefusedWithThatFileAndItsLine) {
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const std::size_t cut = text.find("\nreferences:") + 1;
    ASSERT_NE(cut, 0u) << one.what;
    const std::string own = text.substr(0, cut) + "includes: \"words.textproto\"\n";
    const std::string words = text.substr(cut);
    const int in_words = std::string(one.at).empty() ? 0 : LineOf(words, one.at);
    const bool included = in_words > 0 && LineOf(text.substr(0, cut), one.at) < 0;
    ParsedDefinition parsed = ParseDefinition("own.textproto", own, [&](const std::string&) { return words; });
    const Problems problems = parsed.problems.empty()
                                  ? CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork()).problems
                                  : parsed.problems;
    const int line = std::string(one.at).empty() ? 0 : included ? in_words : LineOf(own, one.at);
    EXPECT_TRUE(Has(problems, one, included ? "words.textproto" : "", line))
        << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " of "
        << (included ? "words.textproto" : "own.textproto") << ", and got\n"
        << DescribeAll(problems);
  }
}

// And where it stands in what a variant varies.
TEST(DefinitionChecker, AFaultInWhatIsVariedIsRefusedWithThatFileAndItsLine) {
  const std::string variant = "name: \"other\" version: 1 variant_of { name: \"small\" version: 3 }\n";
  int tried = 0;
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const int line = std::string(one.at).empty() ? -1 : LineOf(text, one.at);
    // What stands in the first lines, the variant has of its own.
    if (line <= 5) continue;
    ++tried;
    ParsedDefinition parsed =
        ParseDefinition("own.textproto", variant, nullptr, [&](const std::string& name, int version) {
          return name == "small" && version == 3 ? std::optional(DefinitionText{"base.textproto", text, nullptr})
                                                 : std::nullopt;
        });
    const Problems problems = parsed.problems.empty()
                                  ? CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork()).problems
                                  : parsed.problems;
    EXPECT_TRUE(Has(problems, one, "base.textproto", line))
        << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " of base.textproto, and got\n"
        << DescribeAll(problems);
  }
  EXPECT_GT(tried, 100);
}

TEST(DefinitionChecker, ATaskIsNamedAfterWhatTheOpeningAlwaysCarries) {
  std::string text = SmallDefinitionText();
  const auto replace = [&text](const std::string& find, const std::string& put) {
    const std::size_t found = text.find(find);
    ASSERT_NE(found, std::string::npos) << find;
    text.replace(found, find.size(), put);
  };
  replace("title: \"Haast\"", "title: \"Haast\" title_reference: \"remark\"");
  replace("references: \"who\"", "references: \"who\" references: \"remark\"");
  replace("attributes: \"size\" }", "attributes: \"size\" optional_attributes: \"remark\" }");
  const CheckedDefinition checked = LoadText("small.textproto", text, SmallEvents(), SmallCommands(), SmallWork());
  ASSERT_EQ(checked.problems.size(), 1u) << DescribeAll(checked.problems);
  EXPECT_EQ(checked.problems.front().kind, ProblemKind::kUnknownReference);
  EXPECT_NE(checked.problems.front().message.find("must carry 'remark'"), std::string::npos);
}

TEST(DefinitionChecker, EveryKindOfProblemHasACase) {
  std::set<ProblemKind> seen;
  for (const BrokenCase& one : BrokenCases()) seen.insert(one.kind);
  for (int kind = 0; kind <= static_cast<int>(ProblemKind::kTooMany); ++kind) {
    EXPECT_EQ(seen.count(static_cast<ProblemKind>(kind)), 1u) << ToString(static_cast<ProblemKind>(kind));
  }
}

TEST(DefinitionChecker, AProblemIsSaidWithFileLineAndPlace) {
  const Problem problem{
      ProblemKind::kUnknownName, {12, 5}, "chart main, state planning", "no state of the chart is called 'x'"};
  EXPECT_EQ(Describe("youth.textproto", problem),
            "youth.textproto:12:5: chart main, state planning: no state of the chart is called 'x' [unknown-name]");
}

}  // namespace
}  // namespace clientroute::orchestrator
