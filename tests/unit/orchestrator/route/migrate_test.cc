#include "services/orchestrator/route/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/orchestrator/route/invariants.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/route_driver.h"
#include "tests/unit/orchestrator/small_versions.h"

namespace clientroute::orchestrator {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Event MoveAt(Instant now) { return {"move-1", now, "persons/test.operator", "move", Migrated{3, 4, {}}}; }

std::variant<Migration, Stranded> MoveOf(const RouteMapping& mapping, const RouteDriver& driver) {
  return Migrate(mapping, driver.route(), MoveAt(driver.now()), driver.now());
}

Migration Moved(const RouteMapping& mapping, const RouteDriver& driver) {
  auto result = MoveOf(mapping, driver);
  if (const auto* stranded = std::get_if<Stranded>(&result)) ADD_FAILURE() << stranded->why;
  auto* migration = std::get_if<Migration>(&result);
  return migration == nullptr ? Migration() : std::move(*migration);
}

std::string WhyNot(const RouteMapping& mapping, const RouteDriver& driver) {
  auto result = MoveOf(mapping, driver);
  const auto* stranded = std::get_if<Stranded>(&result);
  return stranded == nullptr ? "moved" : stranded->why;
}

RouteDriver Looking() {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  return driver;
}

RouteDriver Judging() {
  RouteDriver driver = Looking();
  driver.Tell("Looked", {{"good", "true"}});
  return driver;
}

RouteDriver Working() {
  RouteDriver driver = Judging();
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {},
              {{"a", {{"weight", "1"}, {"from", "2026-03-02"}}, "pa"}, {"b", {{"weight", "2"}}, "pb"}});
  return driver;
}

TEST(Migrate, ToTheSameChangesNothingButTheCountOfWhatHappened) {
  const Definition same = SmallVersion4();
  const RouteMapping mapping = SameNames(same);
  int moved = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    RouteDriver driver(SmallDefinition());
    RandomEvents events(SmallDefinition(), seed);
    const std::uint64_t length = 5 + seed % 50;
    for (std::uint64_t e = 0; e < length; ++e) events.TakeOne(driver);
    if (driver.route().sequence == 0 || IsClosed(SmallDefinition(), driver.route())) continue;
    ++moved;
    const Migration migration = Moved(mapping, driver);
    Route after = migration.transition.route;
    ASSERT_EQ(after.sequence, driver.route().sequence + 1) << "seed " << seed;
    after.sequence = driver.route().sequence;
    ASSERT_EQ(Dump(same, after), Dump(SmallDefinition(), driver.route())) << "seed " << seed;
    EXPECT_THAT(migration.transition.timers_started, IsEmpty());
    EXPECT_THAT(migration.transition.tasks_opened, IsEmpty());
  }
  EXPECT_GT(moved, 50);
}

TEST(Migrate, WhatHasAnotherNameKeepsItsNumberItsTermAndItsHands) {
  const RouteDriver driver = Looking();
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  const Migration migration = Moved(mapping, driver);
  const Route& route = migration.transition.route;
  const Chart& chart = RenamedVersion4().main_chart();
  EXPECT_EQ(chart[route.main.state].name, "looking");
  ASSERT_EQ(route.main.timers.size(), driver.route().main.timers.size());
  for (std::size_t i = 0; i < route.main.timers.size(); ++i) {
    EXPECT_EQ(route.main.timers[i].number, driver.route().main.timers[i].number);
    EXPECT_EQ(route.main.timers[i].due, driver.route().main.timers[i].due);
  }
  EXPECT_EQ(route.main.timers[1].timer, *chart.FindTimer("look_limit"));
  EXPECT_EQ(route.main.commands.size(), 1u) << "Look is on its way";
  EXPECT_THAT(migration.transition.timers_ended, IsEmpty());
  EXPECT_THAT(migration.transition.notes, testing::ElementsAre("De nieuwe namen."));

  const Migration judging = Moved(mapping, Judging());
  ASSERT_EQ(judging.transition.placements.size(), 1u);
  EXPECT_EQ(judging.transition.placements[0].from, "judging");
  EXPECT_EQ(judging.transition.placements[0].to, "weighing");
  ASSERT_EQ(judging.tasks_kept.size(), 1u);
  EXPECT_EQ(judging.tasks_kept[0].name, "weigh");
}

TEST(Migrate, AMovedRouteGoesOnAsIfItHadBegunThere) {
  RouteDriver driver = Judging();
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  RouteDriver there(RenamedVersion4(), driver.now());
  there.route() = Moved(mapping, driver).transition.route;
  EXPECT_EQ(there.tasks(), "weigh");
  Taken(there.Complete("weigh", "split"));
  EXPECT_EQ(there.state(), "splitting");
  Taken(there.Expire("patience"));
  EXPECT_EQ(there.tasks(), "hurry");
}

TEST(Migrate, WhatTheNewStateHasStartsAndWhatHasNoPlaceEnds) {
  const Definition version =
      SmallVersion4({{"tasks { name: \"hurry\"",
                      "timers { name: \"judge_term\" title: \"Oordeeltermijn\" term { days: 5 } } "
                      "tasks { name: \"hurry\""},
                     {"explanation: \"Iemand oordeelt.\"",
                      "explanation: \"Iemand oordeelt.\" timers: \"judge_term\" on { "
                      "timer: \"judge_term\" go_to: \"dropped\" explanation: \"Op.\" }"}});
  const std::string text =
      "definition: 'small' from_version: 3 to_version: 4 charts { chart: 'main' timers { from: 'patience' drop: true } "
      "}";
  const Migration migration = Moved(MappingOrStop(text, SmallDefinition(), version), Judging());
  ASSERT_EQ(migration.transition.timers_started.size(), 1u);
  EXPECT_EQ(migration.transition.timers_started[0].name, "judge_term");
  EXPECT_EQ(migration.transition.timers_started[0].due, LocalMidnight(*Date::Parse("2026-03-08")));
  ASSERT_EQ(migration.transition.timers_ended.size(), 1u);
  EXPECT_EQ(migration.transition.timers_ended[0].name, "patience");
  EXPECT_FALSE(migration.transition.timers_ended[0].fired);
}

TEST(Migrate, ATimerThatHadItsTurnDoesNotRunAgain) {
  RouteDriver driver = Working();
  driver.MoveTo(At("2026-04-10"));
  Taken(driver.Expire("piece_term", "a"));
  const Definition same = SmallVersion4();
  const Migration migration = Moved(SameNames(same), driver);
  EXPECT_THAT(migration.transition.timers_started, IsEmpty());
}

TEST(Migrate, WhatTheRouteMayDoThereByItselfFollows) {
  const Definition version =
      SmallVersion4({{"fact: \"parts_open\" op: EQ to: \"0\"", "fact: \"parts_open\" op: LE to: \"2\""}});
  const Migration migration = Moved(SameNames(version), Working());
  EXPECT_TRUE(IsClosed(version, migration.transition.route));
  ASSERT_EQ(migration.transition.moves.size(), 1u);
  EXPECT_EQ(version.main_chart()[migration.transition.moves[0].to].name, "done");
  ASSERT_EQ(migration.transition.commands.size(), 1u);
  EXPECT_EQ(migration.transition.commands[0].name, "Forget");
}

TEST(Migrate, AnInterruptedRouteStaysInterrupted) {
  RouteDriver driver = Judging();
  driver.Tell("Alarm");
  Taken(driver.Tell("Asked", SmallAsked()));
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  RouteDriver there(RenamedVersion4(), driver.now());
  there.route() = Moved(mapping, driver).transition.route;
  EXPECT_EQ(there.interrupt_state(), "loud");
  EXPECT_EQ(there.route().deferred.size(), 1u);
  Taken(there.Tell("Quiet"));
  EXPECT_EQ(there.state(), "weighing");
  EXPECT_THAT(there.route().deferred, IsEmpty());
}

TEST(Migrate, ARouteThatCouldNotGoOnIsStranded) {
  const std::string head = "definition: 'small' from_version: 3 to_version: 4 ";
  static const Definition same = SmallVersion4();
  // The split state is left by the outcome of a command that is not on its way.
  const RouteMapping to_splitting = MappingOrStop(
      head + "charts { chart: 'main' states { from: 'judging' to: 'splitting' } tasks { from: 'judge' drop: true } }",
      SmallDefinition(), same);
  EXPECT_THAT(WhyNot(to_splitting, Judging()), HasSubstr("in de stand splitting brengt niets de route verder"));
  // The task is open, and the new state says nothing of it.
  const RouteMapping to_looking = MappingOrStop(
      head + "charts { chart: 'main' states { from: 'judging' to: 'looking' } }", SmallDefinition(), same);
  EXPECT_THAT(WhyNot(to_looking, Judging()), HasSubstr("de taak judge staat open, en de stand looking"));
  // The timer runs, and the new state says nothing of it.
  const RouteMapping from_looking = MappingOrStop(
      head + "charts { chart: 'main' states { from: 'looking' to: 'judging' } }", SmallDefinition(), same);
  EXPECT_THAT(WhyNot(from_looking, Looking()), HasSubstr("de termijn look_term loopt, en de stand judging"));
}

TEST(Migrate, AValueThatTheNewVersionDoesNotKnowStrandsTheRoute) {
  Definition version = SmallVersion4();
  for (Fact& fact : version.facts) {
    if (fact.name == "kind") fact.symbols = {"HARD"};
  }
  EXPECT_THAT(WhyNot(SameNames(version), Judging()), HasSubstr("het gegeven kind is EASY"));
}

TEST(Migrate, EveryMovedRouteKeepsTheInvariants) {
  const RouteMapping mapping = MappingOrStop(RenamingText(), SmallDefinition(), RenamedVersion4());
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RouteDriver driver(SmallDefinition());
    RandomEvents events(SmallDefinition(), seed);
    for (std::uint64_t e = 0; e < 3 + seed % 40; ++e) events.TakeOne(driver);
    if (driver.route().sequence == 0 || IsClosed(SmallDefinition(), driver.route())) continue;
    const Migration migration = Moved(mapping, driver);
    const auto broken = FindBroken(RenamedVersion4(), migration.transition.route);
    ASSERT_FALSE(broken.has_value()) << "seed " << seed << ": " << broken->name << " " << broken->detail;
    RouteDriver there(RenamedVersion4(), driver.now());
    there.route() = migration.transition.route;
    RandomEvents more(RenamedVersion4(), seed + 1'000);
    for (int e = 0; e < 40; ++e) {
      more.TakeOne(there);
      ASSERT_FALSE(FindBroken(RenamedVersion4(), there.route()).has_value()) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
