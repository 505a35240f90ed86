#include "services/orchestrator/definition/definition_overlay.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "services/orchestrator/definition/definition_text_codec.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

/// The small definition cut in two: charts in one included file, all else in another.
class DefinitionOverlay : public testing::Test {
 protected:
  DefinitionOverlay() {
    const std::string text = SmallDefinitionText();
    const std::size_t references = text.find("references:");
    const std::size_t charts = text.find("charts {");
    files_["words.textproto"] = text.substr(references, charts - references);
    files_["charts.textproto"] = text.substr(charts);
    own_ = text.substr(0, references) + "includes: \"words.textproto\" includes: \"charts.textproto\"\n";
  }
  CheckedDefinition Check(const std::string& own) {
    ParsedDefinition parsed = ParseDefinition("own.textproto", own, Reader());
    if (!parsed.problems.empty()) return {std::nullopt, std::move(parsed.problems)};
    return CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork());
  }
  IncludedText Reader() {
    return [this](const std::string& name) -> std::optional<std::string> {
      const auto found = files_.find(name);
      return found == files_.end() ? std::nullopt : std::optional(found->second);
    };
  }
  /// The problems in words, one a line.
  std::string Problems(const std::string& own) {
    std::string text;
    for (const Problem& problem : Check(own).problems) text += Describe("own.textproto", problem) + "\n";
    return text;
  }

  std::map<std::string, std::string> files_;
  std::string own_;
};

TEST_F(DefinitionOverlay, WhatStandsInSeveralFilesMeansTheSameAsInOne) {
  const CheckedDefinition checked = Check(own_);
  for (const Problem& problem : checked.problems) ADD_FAILURE() << Describe("own", problem);
  ASSERT_TRUE(checked.definition.has_value());
  const Definition& whole = SmallDefinition();
  EXPECT_EQ(checked.definition->Label(), whole.Label());
  ASSERT_EQ(checked.definition->charts.size(), whole.charts.size());
  for (std::size_t i = 0; i < whole.charts.size(); ++i) {
    EXPECT_EQ(checked.definition->charts[i].states.size(), whole.charts[i].states.size());
  }
  EXPECT_EQ(checked.definition->facts.size(), whole.facts.size());
}

TEST_F(DefinitionOverlay, WhatTheDefinitionSaysItselfTakesThePlaceOfWhatIsIncluded) {
  const CheckedDefinition checked = Check(own_ + R"(charts { name: "main"
    timers { name: "patience" title: "Ander geduld" term { days: 20 } }
    everywhere { event: "Asked" open_tasks: "hurry" explanation: "Nog eens gevraagd: haast." }
  })");
  for (const Problem& problem : checked.problems) ADD_FAILURE() << Describe("own", problem);
  ASSERT_TRUE(checked.definition.has_value());
  const Chart& main = checked.definition->main_chart();
  ASSERT_EQ(main.timers.size(), SmallDefinition().main_chart().timers.size()) << "replaced, not added";
  EXPECT_EQ(main.timers[Index(*main.FindTimer("patience"))].term.count, 20);
  ASSERT_EQ(main.everywhere.size(), SmallDefinition().main_chart().everywhere.size());
}

TEST_F(DefinitionOverlay, TwoIncludedFilesCannotSayTheSame) {
  files_["words.textproto"] +=
      "charts { name: \"main\" timers { name: \"patience\" title: \"x\" term { days: 1 } } }\n";
  EXPECT_NE(Problems(own_).find("another timer of the chart is called so [duplicate-name]"), std::string::npos)
      << Problems(own_);
}

TEST_F(DefinitionOverlay, AProblemNamesTheIncludedFileAndItsLine) {
  files_["charts.textproto"].replace(files_["charts.textproto"].find("go_to: \"done\""), 13, "go_to: \"gone\"");
  const std::string problems = Problems(own_);
  EXPECT_EQ(problems.find("charts.textproto:"), 0u) << problems;
  EXPECT_NE(problems.find("no state of the chart is called 'gone'"), std::string::npos) << problems;
  files_["charts.textproto"] += "nonsense";
  EXPECT_EQ(Problems(own_).find("charts.textproto:"), 0u) << Problems(own_);
}

TEST_F(DefinitionOverlay, AnIncludedFileThatIsMissingOrADefinitionItselfIsRefused) {
  EXPECT_NE(Problems(own_ + "includes: \"gone.textproto\"").find("'gone.textproto' cannot be read"), std::string::npos);
  for (const char* more : {"name: \"other\"", "version: 2", "includes: \"words.textproto\""}) {
    const std::string kept = files_["words.textproto"];
    files_["words.textproto"] += more;
    EXPECT_NE(Problems(own_).find("[out-of-scope]"), std::string::npos) << more;
    files_["words.textproto"] = kept;
  }
}

TEST_F(DefinitionOverlay, TheFingerprintCoversWhatIsIncluded) {
  const std::string same = FingerprintOf(own_, Reader());
  EXPECT_EQ(same.size(), 64u);
  EXPECT_EQ(FingerprintOf(own_, Reader()), same);
  files_["charts.textproto"].replace(files_["charts.textproto"].find("days: 10"), 8, "days: 11");
  EXPECT_NE(FingerprintOf(own_, Reader()), same);
  files_.erase("charts.textproto");
  EXPECT_EQ(FingerprintOf(own_, Reader()), "");
}

}  // namespace
}  // namespace clientroute::orchestrator
