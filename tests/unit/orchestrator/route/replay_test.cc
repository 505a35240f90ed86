#include "services/orchestrator/route/replay.h"

#include <gtest/gtest.h>

#include "services/orchestrator/route/invariants.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

void CheckSequences(const Definition& definition, std::uint64_t first_seed, int sequences, int length) {
  int closed = 0;
  int with_parts = 0;
  for (int i = 0; i < sequences; ++i) {
    const std::uint64_t seed = first_seed + static_cast<std::uint64_t>(i);
    RouteDriver driver(definition);
    RandomEvents events(definition, seed);
    for (int e = 0; e < length; ++e) {
      events.TakeOne(driver);
      const auto broken = FindBroken(definition, driver.route());
      ASSERT_FALSE(broken.has_value()) << "seed " << seed << ", event " << e << ": " << broken->name << " "
                                       << broken->detail;
    }
    const auto again = Replay(definition, driver.route().id, driver.taken());
    const Route* route = std::get_if<Route>(&again);
    ASSERT_NE(route, nullptr) << "seed " << seed << ": " << std::get<ReplayFailure>(again).reason;
    ASSERT_EQ(Dump(definition, *route), Dump(definition, driver.route())) << "seed " << seed;
    closed += IsClosed(definition, driver.route()) ? 1 : 0;
    with_parts += driver.route().parts.empty() ? 0 : 1;
  }
  // The draw must lead through the whole definition, or the test says little.
  EXPECT_GT(closed, sequences / 20);
  EXPECT_GT(with_parts, sequences / 40);
}

TEST(Replay, FoldsStoredEventsIntoTheSameRoute) { CheckSequences(SmallDefinition(), 1, 300, 60); }

TEST(Replay, FoldsTheYouthRouteToo) { CheckSequences(YouthStandard(), 1'000, 300, 150); }

TEST(Replay, SaysWhichEventAnotherDefinitionDoesNotTakeIn) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", SmallAsked());
  driver.Tell("Looked", {{"good", "true"}});
  std::vector<TakenEvent> events = driver.taken();
  std::get<Announced>(events[1].event.what).attributes.clear();
  const auto result = Replay(SmallDefinition(), "routes/1", events);
  const ReplayFailure* failure = std::get_if<ReplayFailure>(&result);
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->position, 1u);
  EXPECT_EQ(failure->event_id, events[1].event.id);
  EXPECT_EQ(failure->reason, "MISSING_ATTRIBUTE: Looked comes without 'good'");
}

}  // namespace
}  // namespace clientroute::orchestrator
