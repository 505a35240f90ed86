#include "services/orchestrator/definition/definition_text_codec.h"

#include <gtest/gtest.h>

#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

TEST(DefinitionCodec, EveryPieceKeepsItsLine) {
  const ParsedDefinition parsed = ParseDefinition("small.textproto", SmallDefinitionText());
  ASSERT_TRUE(parsed.problems.empty());
  const DefinitionSource& source = parsed.source;
  EXPECT_EQ(source.file, "small.textproto");
  EXPECT_EQ(source.opens->place.line, 5);
  EXPECT_EQ(source.facts[0].place.line, 7);
  EXPECT_EQ(source.charts[0].place.line, 23);
  EXPECT_EQ(source.charts[0].timers[1].place.line, 25);
  EXPECT_EQ(source.charts[0].states[0].transitions[1].place.line, 38);
  EXPECT_EQ(source.charts[0].states[0].transitions[1].when[0].place.line, 38);
}

struct SyntaxCase {
  const char* what;
  const char* text;
  int line;
  const char* message;
};

TEST(DefinitionCodec, WhatIsNoDefinitionIsRefusedWithItsLine) {
  const SyntaxCase cases[] = {
      {"an unknown field", "name: \"x\"\ncolour: \"red\"\n", 2, "no field named \"colour\""},
      {"an unknown word for a type", "name: \"x\"\nfacts { type: TEXT }\n", 2, "TEXT"},
      {"text where a number stands", "name: \"x\"\nversion: \"one\"\n", 2, "integer"},
      {"a brace that is not closed", "name: \"x\"\nfacts {\n name: \"y\"\n", 4, "Expected identifier"},
      {"a field that stands there twice", "name: \"x\"\nname: \"y\"\n", 2, "multiple times"},
      {"two triggers", "charts { states { on { event: \"A\"\n timer: \"b\" } } }\n", 2, "oneof"},
      {"not text at all", "\x01\x02", 1, ""},
  };
  for (const SyntaxCase& one : cases) {
    const ParsedDefinition parsed = ParseDefinition("broken.textproto", one.text);
    ASSERT_FALSE(parsed.problems.empty()) << one.what;
    EXPECT_EQ(parsed.problems[0].kind, ProblemKind::kSyntax) << one.what;
    EXPECT_EQ(parsed.problems[0].place.line, one.line) << one.what << ": " << parsed.problems[0].message;
    EXPECT_NE(parsed.problems[0].message.find(one.message), std::string::npos)
        << one.what << ": " << parsed.problems[0].message;
  }
}

TEST(DefinitionCodec, AFileThatIsTooLargeIsNotParsed) {
  const std::string text(kDefinitionBytesMax + 1, ' ');
  const ParsedDefinition parsed = ParseDefinition("large.textproto", text);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].kind, ProblemKind::kTooMany);
}

}  // namespace
}  // namespace clientroute::orchestrator
