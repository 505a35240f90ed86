#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using access::v1::Outflow;
using allocation::v1::ChangeRequest;
using testing::ElementsAre;
using testing::Not;

using Event = std::unique_ptr<google::protobuf::Message>;
// Events of one service about one aggregate, in their order.
struct Line {
  std::string aggregate;
  std::vector<Event> events;
};

template <typename... Events>
Line LineOf(std::string aggregate, const Events&... events) {
  Line line{std::move(aggregate), {}};
  (line.events.push_back(Event(events.New())), ...);
  std::size_t place = 0;
  (line.events[place++]->CopyFrom(events), ...);
  return line;
}

// Routes of every kind, with corrections: each service's events about each route in their order.
std::vector<Line> Lives(int count) {
  std::vector<Line> lines;
  for (const char* product : {"45A04", "45A53"}) {
    lines.push_back(LineOf(Cat("products/1-", product), Placed(product, Cat("segment/", product))));
  }
  for (const char* message : {"a", "b"}) {
    const auto late = Late(message, "2026-03-20", message[0] == 'a');
    lines.push_back(LineOf(late.message(), late));
  }
  for (int i = 0; i < count; ++i) {
    const std::string r = Cat("r", i);
    const std::string received = Cat("2026-03-", 10 + i % 20);
    lines.push_back(i % 7 == 6 ? LineOf(RouteName(r), Referred(r, received), Withdrawn(r))
                               : LineOf(RouteName(r), Referred(r, received, i % 2 ? "0361" : "0373", "42420001",
                                                               i % 3 ? "45A04" : "45A04+45A53")));
    if (i % 7 == 6) continue;
    lines.push_back(LineOf(RouteName(r), Reserved(r, i % 4 == 0), Allocated(r, r), Started(r, r, "2026-04-01"),
                           StartRemoved(r, r, "2026-04-01"), Started(r, r, "2026-04-02"),
                           ChangeAskedFor(r, r, i % 2 ? ChangeRequest::UP : ChangeRequest::DOWN), Changed(r, r, r),
                           Stopped(r, r, "2026-04-02", "2026-04-20", false), StopRemoved(r, r, "2026-04-02", false),
                           Stopped(r, r, "2026-04-02", "2026-05-20")));
    lines.push_back(LineOf(RouteName(r), Triaged(r, access::v1::MONO, i % 2 == 0), Left(r, Outflow::HOME, "2026-05-20"),
                           Left(r, Outflow::WMO, "2026-05-21"), Returned(r, Cat("r", i + 7))));
    if (i % 2 == 0) lines.push_back(LineOf(RouteName(r), Closed(r)));
    claims::v1::ClaimJudged claim = Claimed(r, i % 2 ? "0361" : "0373");
    (*AddRow(&claim, "a-2026", "45A04", "2026-04-01", 10'000 + i, i % 3)->mutable_refused_by_code())["9327"] = 1;
    AddRow(&claim, "a-2026", "45A04", "2026-05-01", -i - 1);
    lines.push_back(LineOf(claim.claim(), claim));
  }
  return lines;
}

// Announces them in an order drawn from the seed, which keeps that of each line, with relays running in between.
void Live(MonitoringWorld& monitoring, std::uint64_t seed) {
  std::mt19937_64 draw(seed);
  std::vector<Line> lines = Lives(14);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < lines.size(); ++i) order.insert(order.end(), lines[i].events.size(), i);
  std::shuffle(order.begin(), order.end(), draw);
  std::vector<std::size_t> next(lines.size(), 0);
  for (const std::size_t i : order) {
    monitoring.Announce(lines[i].aggregate, *lines[i].events[next[i]++]);
    if (draw() % 8 == 0) monitoring.Settle();
  }
  monitoring.Settle();
}

TEST(RebuildTest, WhatWasLivedInAnyOrderAndWhatIsCountedAnewAreTheSame) {
  std::vector<std::string> first;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    MonitoringWorld monitoring(seed);
    Live(monitoring, seed);
    const std::vector<std::string> lived = monitoring.Dump();
    const std::vector<std::string> told = monitoring.EveryFigure();
    EXPECT_THAT(lived, testing::SizeIs(testing::Gt(150U)));
    EXPECT_THAT(told, testing::SizeIs(testing::Gt(50U)));
    // The order between services and routes makes no difference.
    if (first.empty()) first = lived;
    EXPECT_EQ(lived, first) << "seed " << seed;
    EXPECT_TRUE(monitoring.Rebuild("rebuild-1").rebuilding());
    EXPECT_THAT(monitoring.Dump(), testing::IsEmpty());
    monitoring.Settle();
    EXPECT_FALSE(monitoring.Status().rebuilding());
    EXPECT_TRUE(monitoring.Status().has_end_time());
    EXPECT_EQ(monitoring.Dump(), lived) << "seed " << seed;
    EXPECT_EQ(monitoring.EveryFigure(), told) << "seed " << seed;
  }
}

TEST(RebuildTest, WhatIsAnnouncedDuringARebuildIsCountedOnceAndInOrder) {
  MonitoringWorld monitoring;
  Live(monitoring, 4);
  monitoring.Rebuild("rebuild-1");
  const auto answer = monitoring.List(Over2026("inflow"), Manager());
  ASSERT_THAT(answer, IsOk());
  EXPECT_TRUE(answer->rebuilding());
  EXPECT_EQ(answer->rows_size(), 0);
  // Counted now, the second event about the route would hide the first.
  const auto events = monitoring.Announced("allocation");
  EXPECT_THAT(monitoring.Deliver(events.back(), "early"), Fails(absl::StatusCode::kUnavailable, "REBUILDING"));
  const auto late = Referred("late", "2026-04-01", "0361");
  monitoring.Announce(late.route(), late);
  monitoring.Announce(RouteName("late"), Withdrawn("late"));
  monitoring.Settle();
  const std::vector<std::string> lived = monitoring.Dump();
  EXPECT_THAT(lived, testing::Contains(testing::HasSubstr(Cat("counted 'intake' '", late.route(), "' 2"))));
  monitoring.Rebuild("rebuild-2");
  monitoring.Settle();
  EXPECT_EQ(monitoring.Dump(), lived);
}

TEST(RebuildTest, ARepeatedRequestDoesNotBeginAgainAndANewOneDoes) {
  MonitoringWorld monitoring;
  Live(monitoring, 5);
  const std::vector<std::string> lived = monitoring.Dump();
  monitoring.Rebuild("rebuild-1");
  EXPECT_THAT(monitoring.Status().sources(), testing::SizeIs(7));
  monitoring.service().works().front()->Run();
  EXPECT_GT(monitoring.Status().sources(0).position(), 0);
  monitoring.Rebuild("rebuild-1");
  EXPECT_GT(monitoring.Status().sources(0).position(), 0);
  monitoring.Rebuild("rebuild-2");
  EXPECT_EQ(monitoring.Status().sources(0).position(), 0);
  monitoring.Settle();
  EXPECT_EQ(monitoring.Dump(), lived);
}

}  // namespace
}  // namespace clientroute::monitoring
