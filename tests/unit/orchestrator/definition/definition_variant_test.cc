#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/temp_folder.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

/// Variants: definitions that say only what differs from another.
namespace clientroute::orchestrator {
namespace {

constexpr const char* kHead =
    "name: \"other\" version: 1\n"
    "variant_of { name: \"small\" version: 3 municipalities: \"0361\" }\n";

CheckedDefinition CheckVariant(const std::string& own) {
  ParsedDefinition parsed =
      ParseDefinition("own.textproto", kHead + own, nullptr, [](const std::string& name, int version) {
        const bool known = name == "small" && version == 3;
        return known ? std::optional(DefinitionText{"small.textproto", SmallDefinitionText(), nullptr}) : std::nullopt;
      });
  if (!parsed.problems.empty()) return {std::nullopt, std::move(parsed.problems)};
  return CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork());
}

Definition Variant(const std::string& own) {
  CheckedDefinition checked = CheckVariant(own);
  for (const Problem& problem : checked.problems) ADD_FAILURE() << Describe("own.textproto", problem);
  return checked.definition ? *std::move(checked.definition) : SmallDefinition();
}

std::string FirstProblem(const std::string& own) {
  const CheckedDefinition checked = CheckVariant(own);
  return checked.problems.empty() ? "none" : Describe("own.textproto", checked.problems.front());
}

const State& StateOf(const Definition& definition, const char* name) {
  return definition.main_chart()[definition.main_chart().FindState(name).value()];
}

// shows: REG-1
TEST(DefinitionVariant, SaysNothingMoreThanItsNameAndIsTheOther) {
  const Definition variant = Variant("");
  EXPECT_EQ(variant.Label(), "other@1");
  EXPECT_EQ(variant.title, SmallDefinition().title);
  EXPECT_EQ(variant.variant_of->municipalities, std::vector<std::string>{"0361"});
  ASSERT_EQ(variant.charts.size(), SmallDefinition().charts.size());
  for (std::size_t c = 0; c < variant.charts.size(); ++c) {
    ASSERT_EQ(variant.charts[c].states.size(), SmallDefinition().charts[c].states.size());
    for (std::size_t s = 0; s < variant.charts[c].states.size(); ++s) {
      EXPECT_EQ(variant.charts[c].states[s].rules.size(), SmallDefinition().charts[c].states[s].rules.size());
    }
  }
}

TEST(DefinitionVariant, ReplacesAddsAndTakesAwayATerm) {
  const Definition variant = Variant(R"(without { chart: "piece" timer: "piece_term" }
    without { chart: "piece" transitions { state: "busy" timer: "piece_term" } }
    charts { name: "main"
      timers { name: "look_term" title: "Kijktermijn" term { weeks: 3 after: "asked_on" } }
      timers { name: "nap" title: "Dutje" term { hours: 2 } }
      states { name: "judging" changes: true timers: "nap" on { timer: "nap" explanation: "Uitgerust." } }
    }
    charts { name: "piece" states { name: "busy" title: "Bezig" explanation: "Er wordt gewerkt."
      on { event: "PieceDone" go_to: "checking" explanation: "Altijd nakijken." } } })");
  const Chart& main = variant.main_chart();
  EXPECT_EQ(main.timers[Index(*main.FindTimer("look_term"))].term.unit, TermUnit::kWeeks);
  EXPECT_EQ(StateOf(variant, "judging").timers.size(), 1u);
  EXPECT_EQ(StateOf(variant, "judging").tasks.size(), 1u) << "what the state had stays";
  EXPECT_FALSE(variant.charts[Index(*variant.FindChart("piece"))].FindTimer("piece_term").has_value());
}

TEST(DefinitionVariant, ChangesATransitionAndLeavesTheOthersOfTheState) {
  const Definition variant = Variant(R"(charts { name: "main" states { name: "looking" changes: true
      on { timer: "look_term" go_to: "dropped" explanation: "Te laat is te laat." } } })");
  const State& looking = StateOf(variant, "looking");
  ASSERT_EQ(looking.rules.size(), StateOf(SmallDefinition(), "looking").rules.size());
  const Chart& main = variant.main_chart();
  const auto rule = std::find_if(looking.rules.begin(), looking.rules.end(),
                                 [&](const Rule& one) { return one.trigger == On(*main.FindTimer("look_term")); });
  EXPECT_EQ(rule->go_to, main.FindState("dropped"));
  EXPECT_EQ(looking.title, "Kijken");
}

TEST(DefinitionVariant, TakesAStateAwayWithWhatLedThere) {
  const Definition variant = Variant(R"(without { chart: "alarm" state: "burnt" }
    without { chart: "alarm" transitions { state: "loud" event: "Fire" } }
    without { event: "Fire" })");
  EXPECT_FALSE(variant.FindEvent("Fire").has_value());
  EXPECT_EQ(variant[*variant.interrupting].states.size(), 2u);
}

TEST(DefinitionVariant, WhatContradictsIsRefusedWithFileAndLine) {
  struct Case {
    const char* own;
    const char* problem;
  };
  const Case cases[] = {
      {"without { chart: \"main\" state: \"nowhere\" }", "own.textproto:3:1: chart main, without: what falls away is"},
      {"\nwithout { chart: \"nowhere\" timer: \"patience\" }", "own.textproto:4:1: chart nowhere, without"},
      {"without { chart: \"main\" transitions { state: \"looking\" event: \"Split\" } }", "own.textproto:3:1"},
      {"without { chart: \"main\" transitions { event: \"Split\" } }", "own.textproto:3:1"},
      {"without { reference: \"nobody\" }", "own.textproto:3:1: definition, without: what falls away is neither"},
      {"without { chart: \"main\" reference: \"who\" }", "[unknown-name]"},
      {"without { chart: \"main\" }", "it is not said what falls away [missing-part]"},
      {"without { chart: \"main\" timer: \"patience\" }\n"
       "charts { name: \"main\" timers { name: \"patience\" title: \"Geduld\" term { days: 4 } } }",
       "own.textproto:3:1: chart main, without: what falls away is declared again"},
      {"without { chart: \"main\" transitions { state: \"looking\" timer: \"look_term\" } }\n"
       "charts { name: \"main\" states { name: \"looking\" changes: true on { timer: \"look_term\" explanation: \"x\" "
       "} } }",
       "own.textproto:3:1: chart main, without: what falls away is declared again"},
      {"charts { name: \"main\"\n  states { name: \"lookin\" changes: true } }",
       "own.textproto:4:3: chart main, state lookin: it changes a state that is neither included nor varied"},
      {"charts { name: \"main\"\n  states { name: \"looking\" changes: true\n    tasks: \"nothing\" } }",
       "own.textproto:5:5: chart main, state looking: no task of the chart is called 'nothing'"},
      {"charts { name: \"main\"\n  start: \"nowhere\" }",
       "own.textproto:4:3: chart main: no state is called 'nowhere'"},
      // What the change breaks is said where it breaks.
      {"without { chart: \"main\" transitions { state: \"looking\" timer: \"look_term\" } }",
       "small.textproto:40:3: chart main, state looking: timer 'look_term' can end here"},
      {"includes: \"gone.textproto\"", "own.textproto:3:1: definition, includes: 'gone.textproto' cannot be read"},
  };
  for (const Case& one : cases) {
    EXPECT_NE(FirstProblem(one.own).find(one.problem), std::string::npos) << one.own << "\n" << FirstProblem(one.own);
  }
}

TEST(DefinitionVariant, ForWhomAndOfWhatIsChecked) {
  const auto problem = [](const std::string& text) {
    const ParsedDefinition parsed = ParseDefinition("own.textproto", text, nullptr, [](const std::string&, int) {
      return std::optional(DefinitionText{"small.textproto", SmallDefinitionText(), nullptr});
    });
    const Problems problems = parsed.problems.empty()
                                  ? CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork()).problems
                                  : parsed.problems;
    return problems.empty() ? "none" : Describe("own.textproto", problems.front());
  };
  EXPECT_EQ(problem("name: \"a\" version: 1 variant_of { name: \"small\" version: 3 }"), "none");
  EXPECT_NE(problem("name: \"a\" version: 1\nvariant_of { name: \"small\" version: 3\n municipalities: \"36\" }")
                .find("own.textproto:3:2: definition, variant_of: '36' is no CBS code"),
            std::string::npos);
  EXPECT_NE(
      problem(
          "name: \"a\" version: 1 variant_of { name: \"small\" municipalities: \"0361\"\nmunicipalities: \"0361\" }")
          .find("own.textproto:2:1: definition, variant_of: municipality '0361' stands there twice"),
      std::string::npos);
  EXPECT_NE(problem("name: \"small\" version: 1 variant_of { name: \"small\" version: 3 }").find("a name of its own"),
            std::string::npos);
  const ParsedDefinition none = ParseDefinition("own.textproto", kHead);
  ASSERT_EQ(none.problems.size(), 1u);
  EXPECT_EQ(Describe("own.textproto", none.problems.front()),
            "own.textproto:2:1: definition, variant_of: no definition 'small@3' is there to vary [unknown-name]");
  // A variant of itself never ends.
  const auto itself = [](const std::string&, int) {
    return std::optional(DefinitionText{"loop.textproto", kHead, nullptr});
  };
  const ParsedDefinition loop = ParseDefinition("loop.textproto", kHead, nullptr, itself);
  ASSERT_FALSE(loop.problems.empty());
  EXPECT_NE(loop.problems.front().message.find("too many times over"), std::string::npos);
}

/// The region's definitions in a folder, with room for variants beside them.
class RegionVariants : public testing::Test {
 protected:
  RegionVariants() {
    std::filesystem::copy(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes", folder_.path() + "/routes",
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(variants());
  }
  std::string variants() const { return folder_.path() + "/regions/here/routes"; }
  void Write(const std::string& name, const std::string& text) { std::ofstream(variants() + "/" + name) << text; }
  absl::StatusOr<std::shared_ptr<const DefinitionLibrary>> Load() {
    return LoadDefinitions(folder_.path() + "/routes", variants());
  }
  static std::string Text(const std::string& name, const std::string& varies, const std::string& municipalities) {
    return "name: \"" + name + "\" version: 1\nvariant_of { name: \"" + varies + "\" version: 1 " + municipalities +
           " }\n";
  }
  static std::string OpensOn(const DefinitionLibrary& library, const char* municipality, const char* law = "JEUGDWET") {
    const Definition* found =
        library.ForOpening({"ReferralAccepted", "", {{"law", law}, {"municipality", municipality}}, {}});
    return found == nullptr ? "none" : found->name;
  }
  TempFolder folder_;
};

// shows: REG-1, ROU-1
TEST_F(RegionVariants, ARouteOpensOnTheVariantOfItsMunicipalityElseOfTheRegionElseOnWhatTheyVary) {
  Write("island.textproto", Text("island", "youth_standard", "municipalities: \"0448\""));
  auto library = Load();
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  EXPECT_EQ(OpensOn(**library, "0448"), "island");
  EXPECT_EQ(OpensOn(**library, "0361"), "youth_standard");
  EXPECT_EQ(OpensOn(**library, "0448", "WMO"), "wmo_standard");
  Write("region.textproto", Text("region", "youth_standard", ""));
  library = Load();
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  EXPECT_EQ(OpensOn(**library, "0448"), "island");
  EXPECT_EQ(OpensOn(**library, "0361"), "region");
  // The island's may vary the region's as well.
  Write("island.textproto", Text("island", "region", "municipalities: \"0448\""));
  library = Load();
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  EXPECT_EQ(OpensOn(**library, "0448"), "island");
}

TEST_F(RegionVariants, TwoVariantsForOneMunicipalityAreRefusedWithFileAndLine) {
  Write("first.textproto", Text("first", "youth_standard", "municipalities: \"0448\" municipalities: \"0361\""));
  Write("second.textproto", "\n\n" + Text("second", "youth_standard", "municipalities: \"0361\""));
  const absl::Status refused = Load().status();
  EXPECT_EQ(ReasonOf(refused), "DEFINITION_AMBIGUOUS");
  const std::string message(refused.message());
  EXPECT_NE(message.find("second.textproto:4:1: second@1 and first@1 ("), std::string::npos) << message;
  EXPECT_NE(message.find("first.textproto:2:1) can both open"), std::string::npos) << message;
  Write("second.textproto", Text("second", "youth_standard", "municipalities: \"0373\""));
  EXPECT_TRUE(Load().ok());
}

TEST_F(RegionVariants, AVariantThatWouldOpenOnWhatAnotherRouteIsForIsRefused) {
  Write("wide.textproto", Text("wide", "youth_standard", "") +
                              "opens { event: \"ReferralAccepted\" when { fact: \"law\" op: NE to: \"P_WET\" } }\n");
  EXPECT_EQ(ReasonOf(Load().status()), "DEFINITION_AMBIGUOUS");
}

TEST_F(RegionVariants, AVariantOfAVersionThatIsNotThereIsRefusedWithFileAndLine) {
  Write("late.textproto", "name: \"late\" version: 1\n\nvariant_of { name: \"youth_standard\" version: 7 }\n");
  const std::string message(Load().status().message());
  EXPECT_NE(message.find("late.textproto:3:1: definition, variant_of: no definition 'youth_standard@7'"),
            std::string::npos)
      << message;
}

TEST_F(RegionVariants, TheFingerprintCoversWhatIsVaried) {
  Write("island.textproto", Text("island", "youth_standard", "municipalities: \"0448\""));
  const auto before = LoadDefinition(variants() + "/island.textproto");
  ASSERT_TRUE(before.ok()) << before.status().ToString();
  const std::string care = folder_.path() + "/routes/standard/care_per_product.textproto";
  std::string text = ReadRepositoryFile("workflows/routes/standard/care_per_product.textproto");
  text.replace(text.find("days: 14"), 8, "days: 15");
  std::ofstream(care) << text;
  const auto after = LoadDefinition(variants() + "/island.textproto");
  ASSERT_TRUE(after.ok());
  EXPECT_NE(before->fingerprint, after->fingerprint);
}

TEST(ReferenceVariants, TexelGivesCareAWeekMoreAndArrangesTheCrossing) {
  const std::string workflows = std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows";
  const auto library = LoadDefinitions(workflows + "/routes", workflows + "/regions/reference/routes");
  ASSERT_TRUE(library.ok()) << library.status().ToString();
  const Definition* texel =
      (*library)->ForOpening({"ReferralAccepted", "", {{"law", "JEUGDWET"}, {"municipality", "0448"}}, {}});
  ASSERT_NE(texel, nullptr);
  EXPECT_EQ(texel->Label(), "youth_texel@1");
  EXPECT_FALSE(texel->main_chart().FindState("investigating").has_value());
  const Chart& care = texel->charts[Index(*texel->FindChart("care"))];
  EXPECT_EQ(care.timers[Index(*care.FindTimer("start_term"))].term.unit, TermUnit::kWeeks);
  // Its routes run: from the referral to the case conference, where the crossing is arranged.
  RouteDriver driver(*texel);
  driver.Tell("ReferralAccepted", {{"referral", "referrals/1"},
                                   {"client", "clients/1"},
                                   {"household", "households/1"},
                                   {"municipality", "0448"},
                                   {"law", "JEUGDWET"},
                                   {"receive_date", "2026-03-02"},
                                   {"has_message", "true"},
                                   {"unborn", "false"}});
  driver.Tell("CaseOpened", {{"case", "cases/1"}, {"returned", "false"}});
  driver.Expire("investigation_notice");
  EXPECT_EQ(driver.state(), "analysing");
  driver.Tell("ProblemAnalysisRecorded");
  driver.Tell("TriageDecided", {{"complexity", "MULTI"}});
  EXPECT_EQ(driver.state(), "conferring");
  EXPECT_EQ(driver.tasks(), "arrange_crossing case_conference");
  driver.Complete("arrange_crossing", "arranged");
  EXPECT_EQ(driver.tasks(), "case_conference");
}

}  // namespace
}  // namespace clientroute::orchestrator
