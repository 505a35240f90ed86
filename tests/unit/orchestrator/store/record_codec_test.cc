#include <gtest/gtest.h>

#include "clientroute/type/v1/care.pb.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

/// A route as it comes back from its row.
Route ThroughTheRow(const Definition& definition, const Route& route) {
  v1::RouteSnapshot read;
  EXPECT_TRUE(read.ParseFromString(ToSnapshot(definition, route).SerializeAsString()));
  auto back = FromSnapshot(definition, route.id, read);
  EXPECT_TRUE(back.ok()) << back.status().ToString();
  return back.ok() ? *std::move(back) : Route();
}

/// Events as they come back from the journal.
std::vector<TakenEvent> ThroughTheJournal(const std::vector<TakenEvent>& events) {
  std::vector<TakenEvent> back;
  for (const TakenEvent& one : events) {
    v1::RecordedEvent read;
    EXPECT_TRUE(read.ParseFromString(ToRecord(one.event).SerializeAsString()));
    const std::optional<Event> event = FromRecord(read);
    EXPECT_TRUE(event.has_value());
    if (event) back.push_back({*event, one.taken});
  }
  return back;
}

void CheckSequences(const Definition& definition, std::uint64_t first_seed) {
  for (std::uint64_t seed = first_seed; seed < first_seed + 60; ++seed) {
    RouteDriver driver(definition);
    RandomEvents events(definition, seed);
    for (int e = 0; e < 80; ++e) {
      events.TakeOne(driver);
      if (driver.route().sequence == 0) continue;
      ASSERT_EQ(Dump(definition, ThroughTheRow(definition, driver.route())), Dump(definition, driver.route()))
          << "seed " << seed << ", event " << e;
    }
    const auto again = Replay(definition, driver.route().id, ThroughTheJournal(driver.taken()));
    ASSERT_TRUE(std::holds_alternative<Route>(again)) << "seed " << seed;
    ASSERT_EQ(Dump(definition, std::get<Route>(again)), Dump(definition, driver.route())) << "seed " << seed;
  }
}

TEST(RecordCodec, ARouteAndItsJournalComeBackAsTheyWere) { CheckSequences(SmallDefinition(), 50); }

TEST(RecordCodec, SoDoTheYouthRouteAndItsJournal) { CheckSequences(YouthStandard(), 500); }

TEST(RecordCodec, ALineThatItsPayloadTellsIsNotToldTwiceAndComesBackWhole) {
  type::v1::CareLine care;
  care.set_line("line-1");
  care.set_provider("42420001");
  const std::string payload = care.SerializeAsString();
  Announced announced;
  announced.type = "Split";
  announced.lines = {{"line-1", *ReadLineAttributes(payload), payload, true},
                     {"line-2", {}, payload, true},
                     {"line-3", {{"weight", "4"}}, payload}};
  const v1::RecordedEvent record = ToRecord(Event{"1", Instant{}, "", "", announced});
  EXPECT_TRUE(record.announced().lines(0).attributes().empty());
  EXPECT_EQ(record.announced().lines(2).attributes().at("weight"), "4");
  const std::optional<Event> back = FromRecord(record);
  ASSERT_TRUE(back.has_value());
  const std::vector<EventLine>& lines = std::get<Announced>(back->what).lines;
  EXPECT_EQ(lines.at(0).attributes, announced.lines[0].attributes);
  EXPECT_EQ(lines.at(0).attributes.at("provider"), "42420001");
  EXPECT_EQ(lines.at(1).attributes, announced.lines[0].attributes) << "also what nobody had asked for";
  EXPECT_EQ(lines.at(2).attributes, announced.lines[2].attributes) << "as older records say it";
}

TEST(RecordCodec, ATransitionIsRecordedWhole) {
  RouteDriver driver(SmallDefinition());
  const StepResult result = driver.Tell("Asked", SmallAsked());
  const TakenEvent& taken = driver.taken().back();
  const v1::JournalRecord record = ToRecord(SmallDefinition(), taken.event, taken.taken, Taken(result));
  EXPECT_EQ(record.reception(), v1::TAKEN);
  EXPECT_EQ(record.state(), "looking");
  ASSERT_EQ(record.moves_size(), 2);
  EXPECT_EQ(record.moves(1).from_state(), "begin");
  EXPECT_EQ(record.moves(1).to_state(), "looking");
  EXPECT_EQ(record.moves(1).explanation(), "Bekijken.");
  ASSERT_EQ(record.commands_size(), 1);
  EXPECT_EQ(record.commands(0).name(), "Look");
  EXPECT_EQ(record.timers_started_size(), 2);
  EXPECT_EQ(record.tasks_opened(0).name(), "view");
  EXPECT_EQ(record.event().announced().attributes().at("client"), "clients/1");
}

TEST(RecordCodec, WhatAPersonWritesWithATaskIsKept) {
  const Event event{"e", At("2026-03-02"), "persons/1", "", TaskCompleted{7, "stop", "Gezin wil niet verder."}};
  const auto back = FromRecord(ToRecord(event));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(std::get<TaskCompleted>(back->what).note, "Gezin wil niet verder.");
}

TEST(RecordCodec, ADamagedRowIsSaidAndNotRead) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  const v1::RouteSnapshot whole = ToSnapshot(SmallDefinition(), driver.route());
  struct Case {
    const char* what;
    void (*damage)(v1::RouteSnapshot&);
  };
  const Case cases[] = {
      {"a state that is gone", [](v1::RouteSnapshot& row) { row.mutable_main()->set_state("gone"); }},
      {"a chart that is gone", [](v1::RouteSnapshot& row) { row.mutable_main()->set_chart("gone"); }},
      {"a timer that is gone", [](v1::RouteSnapshot& row) { row.mutable_main()->mutable_timers(0)->set_name("gone"); }},
      {"a task that is gone", [](v1::RouteSnapshot& row) { row.mutable_main()->mutable_tasks(0)->set_name("gone"); }},
      {"a timer without a time",
       [](v1::RouteSnapshot& row) { row.mutable_main()->mutable_timers(0)->clear_due_time(); }},
      {"a fact of another type", [](v1::RouteSnapshot& row) { (*row.mutable_facts())["size"] = "many"; }},
      {"a number used twice", [](v1::RouteSnapshot& row) { row.set_next_number(1); }},
      {"an event that says nothing", [](v1::RouteSnapshot& row) { row.add_deferred(); }},
      {"nothing at all", [](v1::RouteSnapshot& row) { row.Clear(); }},
  };
  for (const Case& one : cases) {
    v1::RouteSnapshot row = whole;
    one.damage(row);
    const auto back = FromSnapshot(SmallDefinition(), "routes/1", row);
    EXPECT_EQ(ReasonOf(back.status()), "SNAPSHOT_DAMAGED") << one.what;
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
