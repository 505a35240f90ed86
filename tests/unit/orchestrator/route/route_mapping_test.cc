#include "services/orchestrator/route/route_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/small_versions.h"

namespace clientroute::orchestrator {
namespace {

using testing::HasSubstr;

const std::string kHead = "definition: 'small'\nfrom_version: 3\nto_version: 4\n";

std::string Faults(const std::string& charts) { return FaultsOf(kHead + charts, SmallDefinition(), RenamedVersion4()); }

TEST(RouteMapping, SaysWhereEverythingOfTheOldVersionGoes) {
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  const Chart& before = SmallDefinition().main_chart();
  const Chart& after = RenamedVersion4().main_chart();
  const ChartMapping& main = mapping[SmallDefinition().main];
  EXPECT_EQ(after[main.states[Index(*before.FindState("judging"))]].name, "weighing");
  EXPECT_EQ(after[main.states[Index(*before.FindState("working"))]].name, "working");
  EXPECT_EQ(main.timers[Index(*before.FindTimer("look_term"))], after.FindTimer("look_limit"));
  EXPECT_EQ(main.tasks[Index(*before.FindTask("judge"))], after.FindTask("weigh"));
  EXPECT_EQ(mapping.explanation, "De nieuwe namen.");
}

TEST(RouteMapping, AHoleIsRefusedWithFileLineAndName) {
  EXPECT_EQ(
      Faults("charts {\n  chart: 'main'\n  timers { from: 'look_term' to: 'look_limit' }\n"
             "  tasks { from: 'judge' to: 'weigh' }\n}\n"),
      "mapping.textproto:4:1: chart main, state judging: it has no place in small@4, and the mapping does not say "
      "where it goes [gap]");
  // Of a chart that the file does not speak of there is a name alone.
  EXPECT_EQ(Faults(""),
            "mapping.textproto: chart main, state judging: it has no place in small@4, and the mapping does not say "
            "where it goes [gap]\n"
            "mapping.textproto: chart main, timer look_term: it has no place in small@4, and the mapping does not say "
            "where it goes [gap]\n"
            "mapping.textproto: chart main, task judge: it has no place in small@4, and the mapping does not say where "
            "it goes [gap]");
}

TEST(RouteMapping, EveryWrongLineIsRefusedWithItsPlace) {
  const std::string kRest = " timers { from: 'look_term' to: 'look_limit' } tasks { from: 'judge' to: 'weigh' } }";
  const std::string kJudging = "states { from: 'judging' to: 'weighing' }";
  const struct {
    std::string text;
    std::string fault;
  } kCases[] = {
      {"charts { chart: 'main'\n states { from: 'judging' to: 'musing' }" + kRest,
       "mapping.textproto:5:2: chart main, state judging: small@4 has no state musing [unknown-name]"},
      {"charts { chart: 'main'\n " + kJudging + "\n states { from: 'musing' to: 'weighing' }" + kRest,
       "mapping.textproto:6:2: chart main, state musing: small@3 has none of that name [unknown-name]"},
      {"charts { chart: 'main'\n " + kJudging + "\n " + kJudging + kRest,
       "mapping.textproto:6:2: chart main, state judging: it is mapped twice [duplicate-name]"},
      {"charts { chart: 'main'\n states { from: 'judging' drop: true }" + kRest,
       "mapping.textproto:5:2: chart main, state judging: it cannot be dropped: routes stand there [gap]"},
      {"charts { chart: 'main'\n states { from: 'judging' to: 'dropped' }" + kRest,
       "mapping.textproto:5:2: chart main, state judging: it goes on, and dropped has ended: a route ends by what "
       "happens to it, not by being moved [type-mismatch]"},
      {"charts { chart: 'main' " + kJudging + "\n states { from: 'done' to: 'working' }" + kRest,
       "mapping.textproto:5:2: chart main, state done: it has ended, and working goes on [type-mismatch]"},
      {"charts { chart: 'main' " + kJudging + kRest + "\ncharts { chart: 'alarm' to: 'piece' }",
       "mapping.textproto:5:1: chart alarm: it is the interrupting chart, and piece is a part chart [type-mismatch]"},
      {"charts { chart: 'main' " + kJudging + kRest + "\ncharts { chart: 'other' }",
       "mapping.textproto:5:1: chart other: small@3 has no chart of that name [unknown-name]"},
      {"charts { chart: 'main' " + kJudging + kRest + "\ncharts { chart: 'main' }",
       "mapping.textproto:5:1: chart main: it is mapped twice [duplicate-name]"},
      {"charts { chart: 'main' " + kJudging + kRest + "\nfacts { from: 'size' to: 'kind' }",
       "mapping.textproto:5:1: fact size: it is a integer, and kind is a symbol [type-mismatch]"},
      {"charts { chart: 'main' " + kJudging + kRest + "\nreferences { from: 'who' to: 'whom' }",
       "mapping.textproto:5:1: reference who: small@4 has no reference whom [unknown-name]"},
      {"charts { chart: 'main' " + kJudging + " states { from: 'looking' }" + kRest,
       "chart main, state looking: it says not where it goes: to, or drop [missing-part]"},
      {"charts { chart: 'main' " + kJudging + " tasks { from: 'view' to: 'view' drop: true }" + kRest,
       "chart main, task view: it cannot be dropped and go somewhere [missing-part]"},
      {"charts { chart 'main' }", "mapping.textproto:4:16: "},
  };
  for (const auto& [text, fault] : kCases) EXPECT_THAT(Faults(text), HasSubstr(fault)) << text;
}

TEST(RouteMapping, SaysOfWhichVersionsItIs) {
  EXPECT_THAT(FaultsOf("from_version: 3 to_version: 4", SmallDefinition(), RenamedVersion4()),
              HasSubstr("it does not say of which definition"));
  EXPECT_THAT(FaultsOf("definition: 'small' to_version: 4", SmallDefinition(), RenamedVersion4()),
              HasSubstr("[bad-version]"));
  EXPECT_THAT(FaultsOf("definition: 'small' from_version: 4 to_version: 4", SmallDefinition(), RenamedVersion4()),
              HasSubstr("both versions are the same"));
}

}  // namespace
}  // namespace clientroute::orchestrator
