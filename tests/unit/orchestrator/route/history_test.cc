#include "services/orchestrator/route/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/route_driver.h"
#include "tests/unit/orchestrator/small_versions.h"

namespace clientroute::orchestrator {
namespace {

HistoryComparison Against(const Definition& target, const RouteMapping* mapping, const RouteDriver& driver) {
  return CompareHistory(HistoryRun(SmallDefinition(), driver.route().id, nullptr), target, mapping, driver.taken());
}

/// `3 Looked stand: judging / weighing`, or `same`.
std::string First(const HistoryComparison& comparison) {
  if (comparison.damage) return "damaged: " + comparison.damage->reason;
  if (!comparison.first) return "same";
  const HistoryDifference& first = *comparison.first;
  return std::to_string(first.sequence) + " " + first.event + " " + first.about + ": " + first.recorded + " / " +
         first.replayed;
}

RouteDriver Judged() {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, {{"a", {{"weight", "1"}, {"from", "2026-03-02"}}, "pa"}});
  return driver;
}

TEST(History, RunAgainWhereItWasRecordedItIsTheSame) {
  const Definition same = SmallVersion4();
  const RouteMapping renaming = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    RouteDriver driver(SmallDefinition());
    RandomEvents events(SmallDefinition(), seed);
    for (int e = 0; e < 50; ++e) events.TakeOne(driver);
    const HistoryComparison here = Against(same, nullptr, driver);
    ASSERT_EQ(First(here), "same") << "seed " << seed;
    ASSERT_EQ(Dump(same, here.replayed), Dump(SmallDefinition(), driver.route())) << "seed " << seed;
    ASSERT_EQ(First(Against(RenamedVersion4(), &renaming, driver)), "same") << "seed " << seed;
  }
}

TEST(History, ShowsTheFirstThingThatWouldHaveGoneAnotherWay) {
  const RouteDriver driver = Judged();
  EXPECT_EQ(First(Against(RenamedVersion4(), nullptr, driver)),
            "1 Asked termijnen: look_term tot 2026-03-04T23:00:00.000000Z / "
            "look_limit tot 2026-03-04T23:00:00.000000Z");
  const Definition longer = SmallVersion4({{"term { days: 10 }", "term { days: 11 }"}});
  EXPECT_EQ(First(Against(longer, nullptr, driver)),
            "1 Asked termijnen: patience tot 2026-03-12T23:00:00.000000Z / patience tot 2026-03-13T23:00:00.000000Z");
  const Definition straight = SmallVersion4({{"fact: \"good\" op: EQ to: \"true\" } go_to: \"judging\"",
                                              "fact: \"good\" op: EQ to: \"true\" } go_to: \"working\""}});
  EXPECT_EQ(First(Against(straight, nullptr, driver)), "2 Looked stand: judging / done");
  const HistoryComparison comparison = Against(straight, nullptr, driver);
  EXPECT_EQ(comparison.recorded_on, &SmallDefinition());
  EXPECT_EQ(SmallDefinition().main_chart()[comparison.recorded.main.state].name, "working");
  Definition strict = SmallVersion4();
  for (Fact& fact : strict.facts) {
    if (fact.name == "kind") fact.symbols = {"HARD"};
  }
  EXPECT_EQ(First(Against(strict, nullptr, driver)),
            "1 Asked past niet: genomen / BAD_ATTRIBUTE: Asked: 'kind' is no symbol");
}

TEST(History, ATaskThatIsNotOpenThereIsADifference) {
  const Definition other =
      SmallVersion4({{"op: LE to: \"10\"", "op: LE to: \"2\""}, {"op: GT to: \"10\"", "op: GT to: \"2\""}});
  EXPECT_EQ(First(Against(other, nullptr, Judged())), "1 Asked stand: looking / judging");
}

TEST(History, WhatCannotBeRunAgainIsDamage) {
  RouteDriver driver = Judged();
  std::vector<TakenEvent> events = driver.taken();
  std::get<Announced>(events[1].event.what).attributes.clear();
  const HistoryComparison comparison =
      CompareHistory(HistoryRun(SmallDefinition(), driver.route().id, nullptr), SmallDefinition(), nullptr, events);
  ASSERT_TRUE(comparison.damage.has_value());
  EXPECT_EQ(comparison.damage->position, 1u);
}

TEST(History, AMoveInItIsFollowed) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  driver.Tell("Looked", {{"good", "true"}});
  std::vector<TakenEvent> events = driver.taken();
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  const Event move{"move-1", driver.now(), "persons/test.operator", "move", Migrated{3, 4, {}}};
  const auto moved = Migrate(mapping, driver.route(), move, driver.now());
  ASSERT_TRUE(std::holds_alternative<Migration>(moved));
  events.push_back({move, driver.now()});
  RouteDriver there(RenamedVersion4(), driver.now());
  there.route() = std::get<Migration>(moved).transition.route;
  Taken(there.Complete("weigh", "split"));
  events.push_back(there.taken().back());

  HistoryRun run(SmallDefinition(), driver.route().id, [&](const Migrated&) { return &mapping; });
  for (const TakenEvent& event : events) ASSERT_EQ(Verdict(run.Take(event)), "taken");
  EXPECT_EQ(&run.definition(), &RenamedVersion4());
  EXPECT_EQ(Dump(RenamedVersion4(), run.route()), Dump(RenamedVersion4(), there.route()));

  HistoryRun lost(SmallDefinition(), driver.route().id, [](const Migrated&) { return nullptr; });
  for (std::size_t i = 0; i < 2; ++i) lost.Take(events[i]);
  EXPECT_EQ(Verdict(lost.Take(events[2])), "broken MoveCanBeFollowed: from version 3 to 4");
}

}  // namespace
}  // namespace clientroute::orchestrator
