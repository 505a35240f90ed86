#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/store/route_query_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Stub = v1::Orchestrator::Stub;
using Operations = v1::RouteOperations::Stub;

class RouteQueryTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ListRoutesResponse> List(const v1::ListRoutesRequest& request, const Caller& caller = Operator()) {
    return orchestrator_.As(caller, &Stub::ListRoutes, request);
  }
  std::vector<std::string> Names(const v1::RouteFilter& filter,
                                 v1::ListRoutesRequest::Order order = v1::ListRoutesRequest::OLDEST) {
    v1::ListRoutesRequest request;
    *request.mutable_filter() = filter;
    request.set_order(order);
    const auto answer = List(request);
    EXPECT_THAT(answer, IsOk());
    std::vector<std::string> names;
    if (!answer.ok()) return names;
    for (const v1::Route& route : answer->routes()) names.push_back(route.name());
    return names;
  }
  std::map<std::string, std::int64_t> Count(v1::CountRoutesRequest::Property by, const v1::RouteFilter& filter = {},
                                            const Caller& caller = Operator()) {
    v1::CountRoutesRequest request;
    request.set_by(by);
    *request.mutable_filter() = filter;
    const auto answer = orchestrator_.As(caller, &Operations::CountRoutes, request);
    EXPECT_THAT(answer, IsOk());
    std::map<std::string, std::int64_t> counts;
    if (!answer.ok()) return counts;
    for (const v1::RouteCount& count : answer->counts()) counts[count.value()] = count.count();
    return counts;
  }

  void TakePlanOf(const std::string& route) {
    v1::TakeTaskRequest take;
    take.set_request_id(Cat("take-", route.substr(route.size() - 12)));
    take.set_name(orchestrator_.OpenTasks(route, "perspective_plan").at(0).name());
    EXPECT_THAT(orchestrator_.As(Professional(), &Stub::TakeTask, take), IsOk());
  }

  OrchestratorWorld orchestrator_;
};

TEST_F(RouteQueryTest, RoutesAreFoundByProviderAsLongAsALineIsTheirs) {
  orchestrator_.Open(RouteOf(1));
  orchestrator_.Open(RouteOf(2));
  v1::RouteFilter filter;
  filter.set_provider("42420001");
  EXPECT_THAT(Names(filter), ElementsAre(RouteOf(1), RouteOf(2)));
  filter.set_provider("42420009");
  EXPECT_THAT(Names(filter), IsEmpty());
  EXPECT_EQ(Count(v1::CountRoutesRequest::PROVIDER), (std::map<std::string, std::int64_t>{{"42420001", 2}}));
}

TEST_F(RouteQueryTest, RoutesAreFoundByAge) {
  orchestrator_.Open(RouteOf(1));
  const Instant between = orchestrator_.now() + std::chrono::hours(1);
  orchestrator_.world().Advance(std::chrono::hours(48));
  orchestrator_.Open(RouteOf(2));
  v1::RouteFilter older;
  *older.mutable_opened_before() = ToProto(between);
  EXPECT_THAT(Names(older), ElementsAre(RouteOf(1)));
  v1::RouteFilter newer;
  *newer.mutable_opened_after() = ToProto(between);
  EXPECT_THAT(Names(newer), ElementsAre(RouteOf(2)));
  EXPECT_THAT(Names({}, v1::ListRoutesRequest::OLDEST), ElementsAre(RouteOf(1), RouteOf(2)));
  EXPECT_THAT(Names({}, v1::ListRoutesRequest::NEWEST), ElementsAre(RouteOf(2), RouteOf(1)));
}

TEST_F(RouteQueryTest, ALateRouteIsFoundByHowLateItIsAndNoLongerOnceItsTaskIsDone) {
  orchestrator_.Open(RouteOf(1));
  access::v1::CaseOpened opened;
  opened.set_route(RouteOf(1));
  opened.set_case_("cases/1");
  ASSERT_THAT(orchestrator_.Deliver("case", opened), IsOk());
  const v1::Route route = orchestrator_.Get(RouteOf(1));
  ASSERT_TRUE(route.has_due_time()) << "the analysis has a term";
  const Instant due = *FromProto(route.due_time());
  v1::RouteFilter late;
  *late.mutable_due_before() = ToProto(due);
  EXPECT_THAT(Names(late), IsEmpty()) << "not before its term";
  *late.mutable_due_before() = ToProto(due + std::chrono::hours(24));
  EXPECT_THAT(Names(late, v1::ListRoutesRequest::DUE), ElementsAre(RouteOf(1)));
  access::v1::ProblemAnalysisRecorded analysed;
  analysed.set_route(RouteOf(1));
  ASSERT_THAT(orchestrator_.Deliver("analysis", analysed), IsOk());
  EXPECT_THAT(Names(late), IsEmpty());
}

TEST_F(RouteQueryTest, RoutesComeInTheOrderOfTheirFirstTimer) {
  orchestrator_.Open(RouteOf(1));
  orchestrator_.world().Advance(std::chrono::hours(24));
  orchestrator_.Open(RouteOf(2));
  const v1::Route first = orchestrator_.Get(RouteOf(1));
  ASSERT_TRUE(first.has_next_timer_time());
  EXPECT_THAT(Names({}, v1::ListRoutesRequest::NEXT_TIMER), ElementsAre(RouteOf(1), RouteOf(2)));
  v1::RouteFilter soon;
  *soon.mutable_next_timer_before() = first.next_timer_time();
  EXPECT_THAT(Names(soon), IsEmpty());
  *soon.mutable_next_timer_before() = ToProto(*FromProto(first.next_timer_time()) + std::chrono::seconds(1));
  EXPECT_THAT(Names(soon), ElementsAre(RouteOf(1), RouteOf(2))) << "both count from the day of receipt";
}

TEST_F(RouteQueryTest, APausedRouteStandsWhereItsFirstTimerStandsAlsoWhenThatFiredAndWaits) {
  for (int i = 1; i <= 4; ++i) {
    orchestrator_.Open(RouteOf(i));
    if (i < 4) orchestrator_.world().Advance(std::chrono::hours(24));
  }
  const std::vector<std::string> in_order = Names({}, v1::ListRoutesRequest::NEXT_TIMER);
  ASSERT_THAT(in_order, ElementsAre(RouteOf(1), RouteOf(2), RouteOf(3), RouteOf(4)));
  for (const int paused : {1, 4}) {
    v1::PauseRouteRequest pause;
    pause.set_request_id(Cat("p-", paused));
    pause.set_name(RouteOf(paused));
    pause.set_reason(v1::PauseRouteRequest::INVESTIGATION);
    ASSERT_THAT(orchestrator_.As(Operator(), &Stub::PauseRoute, pause), IsOk());
  }
  EXPECT_EQ(Names({}, v1::ListRoutesRequest::NEXT_TIMER), in_order) << "paused before any fired";
  const Instant first = *FromProto(orchestrator_.Get(RouteOf(1)).next_timer_time());
  orchestrator_.world().AdvanceTo(first + std::chrono::seconds(1));
  ASSERT_EQ(*FromProto(orchestrator_.Get(RouteOf(1)).next_timer_time()), first) << "it fired, and waits";
  const auto names = [&](const v1::RouteFilter& filter, v1::ListRoutesRequest::Order order) {
    std::vector<std::string> all;
    v1::ListRoutesRequest request;
    *request.mutable_filter() = filter;
    request.set_order(order);
    request.set_page_size(1);
    do {
      const auto page = List(request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Route& route : page->routes()) all.push_back(route.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  };
  // The others' first timers may have fired too and brought another; those at one time come in the order of opening.
  std::vector<std::pair<Instant, std::string>> by_timer;
  std::vector<std::string> overdue;
  for (int i = 1; i <= 4; ++i) {
    const v1::Route route = orchestrator_.Get(RouteOf(i));
    if (!route.has_next_timer_time()) continue;
    by_timer.emplace_back(*FromProto(route.next_timer_time()), route.name());
    if (by_timer.back().first < orchestrator_.now()) overdue.push_back(route.name());
  }
  std::ranges::stable_sort(by_timer, {}, &std::pair<Instant, std::string>::first);
  std::vector<std::string> expected;
  for (const auto& [due, name] : by_timer) expected.push_back(name);
  ASSERT_EQ(expected.front(), RouteOf(1));
  EXPECT_EQ(Names({}, v1::ListRoutesRequest::NEXT_TIMER), expected);
  EXPECT_EQ(names({}, v1::ListRoutesRequest::NEXT_TIMER), expected) << "page by page";
  v1::RouteFilter before_now;
  *before_now.mutable_next_timer_before() = ToProto(orchestrator_.now());
  EXPECT_EQ(overdue.front(), RouteOf(1));
  EXPECT_EQ(names(before_now, v1::ListRoutesRequest::NEXT_TIMER), overdue);
  EXPECT_EQ(names(before_now, v1::ListRoutesRequest::OLDEST), overdue);
}

TEST_F(RouteQueryTest, PagesMissNothingAndShowNothingTwiceWhileRoutesOpenAndMove) {
  for (int i = 1; i <= 12; ++i) orchestrator_.Open(RouteOf(i));
  for (const auto order : {v1::ListRoutesRequest::NEWEST, v1::ListRoutesRequest::OLDEST}) {
    v1::ListRoutesRequest request;
    request.set_order(order);
    request.set_page_size(5);
    std::multiset<std::string> seen;
    int opened = 100 * (static_cast<int>(order) + 1);
    do {
      const auto page = List(request);
      ASSERT_THAT(page, IsOk());
      for (const v1::Route& route : page->routes()) seen.insert(route.name());
      request.set_page_token(page->next_page_token());
      orchestrator_.Open(RouteOf(++opened));
      ASSERT_THAT(orchestrator_.Signal(Operator(), Cat("s-", opened), RouteOf(3), "ClientMoved"), IsOk());
    } while (!request.page_token().empty());
    for (int i = 1; i <= 12; ++i) EXPECT_EQ(seen.count(RouteOf(i)), 1u) << i;
  }
}

TEST_F(RouteQueryTest, ATokenBelongsToItsQuery) {
  for (int i = 1; i <= 3; ++i) orchestrator_.Open(RouteOf(i));
  v1::ListRoutesRequest request;
  request.set_page_size(2);
  const auto page = List(request);
  ASSERT_THAT(page, IsOk());
  request.set_page_token(page->next_page_token());
  request.set_order(v1::ListRoutesRequest::DUE);
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(RouteQueryTest, PausedAndStuckRoutesAreFoundAsSuch) {
  orchestrator_.neighbours().AnswerBy([](const Neighbours::Received& received) {
    return received.route == RouteOf(2) ? Error(StatusCode::kFailedPrecondition, "NOT_NOW", "no") : absl::OkStatus();
  });
  for (int i = 1; i <= 3; ++i) orchestrator_.Open(RouteOf(i));
  v1::PauseRouteRequest pause;
  pause.set_request_id("p-1");
  pause.set_name(RouteOf(3));
  pause.set_reason(v1::PauseRouteRequest::INVESTIGATION);
  ASSERT_THAT(orchestrator_.As(Operator(), &Stub::PauseRoute, pause), IsOk());
  v1::RouteFilter paused;
  paused.set_paused_only(true);
  EXPECT_THAT(Names(paused), ElementsAre(RouteOf(3)));
  EXPECT_EQ(orchestrator_.Get(RouteOf(3)).pause_reason(), "wordt onderzocht");
  v1::RouteFilter stuck;
  stuck.set_stuck_only(true);
  EXPECT_THAT(Names(stuck), ElementsAre(RouteOf(2)));
}

TEST_F(RouteQueryTest, RoutesAreCountedByStateAndDefinitionEachWithHowManyAreLate) {
  orchestrator_.Open(RouteOf(1));
  orchestrator_.Open(RouteOf(2));
  orchestrator_.ComeToPlan(RouteOf(3));
  v1::CountRoutesRequest request;
  request.set_by(v1::CountRoutesRequest::STATE);
  auto counted = orchestrator_.As(Operator(), &Operations::CountRoutes, request);
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->total(), 3);
  ASSERT_EQ(counted->counts_size(), 2);
  EXPECT_EQ(counted->counts(0).value(), "opening_case");
  EXPECT_EQ(counted->counts(0).count(), 2);
  EXPECT_NE(counted->counts(0).title(), "");
  EXPECT_EQ(counted->counts(1).late(), 0);
  orchestrator_.world().Advance(std::chrono::hours(24 * 90));
  counted = orchestrator_.As(Operator(), &Operations::CountRoutes, request);
  ASSERT_THAT(counted, IsOk());
  std::int64_t late = 0;
  for (const v1::RouteCount& count : counted->counts()) late += count.late();
  EXPECT_GT(late, 0);
  EXPECT_EQ(Count(v1::CountRoutesRequest::DEFINITION), (std::map<std::string, std::int64_t>{{"youth_standard@1", 3}}));
  EXPECT_EQ(Count(v1::CountRoutesRequest::MUNICIPALITY), (std::map<std::string, std::int64_t>{{"0361", 3}}));
}

// shows: PRI-1
TEST_F(RouteQueryTest, WhoIsInvolvedSeesHisRoutesInEveryOrderPageByPageWhateverIsWrittenMeanwhile) {
  std::vector<std::string> his;
  for (int i = 1; i <= 6; ++i) {
    orchestrator_.ComeToPlan(RouteOf(i));
    if (i % 2 == 0) continue;
    his.push_back(RouteOf(i));
    // By his own doing, by the client, or by both: it is one route.
    if (i != 5) TakePlanOf(RouteOf(i));
    if (i == 1) continue;
    access::v1::PersonInvolved involved;
    involved.set_client(ClientOf(RouteOf(i)));
    involved.set_person("persons/test.access-professional");
    ASSERT_THAT(orchestrator_.Deliver(Cat("involved-", i), involved), IsOk());
  }
  for (const auto order : {v1::ListRoutesRequest::NEWEST, v1::ListRoutesRequest::OLDEST, v1::ListRoutesRequest::DUE,
                           v1::ListRoutesRequest::NEXT_TIMER}) {
    v1::ListRoutesRequest request;
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::string> seen;
    do {
      const auto page = List(request, Professional());
      ASSERT_THAT(page, IsOk());
      for (const v1::Route& route : page->routes()) seen.push_back(route.name());
      request.set_page_token(page->next_page_token());
      orchestrator_.Open(RouteOf(100 * (static_cast<int>(order) + 1) + static_cast<int>(seen.size())));
    } while (!request.page_token().empty());
    std::vector<std::string> expected = his;
    if (order == v1::ListRoutesRequest::NEWEST) std::ranges::reverse(expected);
    EXPECT_EQ(seen, expected) << order;
  }
  EXPECT_THAT(Count(v1::CountRoutesRequest::MUNICIPALITY, {}, Professional()), ElementsAre(testing::Pair("0361", 3)));
  v1::ListRoutesRequest elsewhere;
  elsewhere.mutable_filter()->set_state("closed");
  EXPECT_EQ(List(elsewhere, Professional())->routes_size(), 0) << "and of them only what is asked for";
}

TEST_F(RouteQueryTest, ThoseOfOnePersonAreFoundByHimWhateverElseIsAsked) {
  for (int i = 1; i <= 3; ++i) orchestrator_.ComeToPlan(RouteOf(i));
  RouteQuery query{.state = "planning", .municipalities = std::set<std::string>{"0361"}, .involved = "persons/1"};
  query.clients_only = true;
  const auto judge = [](const PlanRecorder& recorder) {
    std::string plans;
    for (const auto& [sql, plan, rows] : recorder.asked()) {
      plans += plan;
      EXPECT_THAT(plan, Not(HasSubstr("SCAN r"))) << plan;
      EXPECT_THAT(plan, Not(HasSubstr("route_by_municipality"))) << plan;
      EXPECT_THAT(plan, Not(HasSubstr("route_by_state"))) << plan;
    }
    EXPECT_THAT(plans, HasSubstr("involved_by_person (subject=?)"));
    EXPECT_THAT(plans, HasSubstr("involved_with_client_by_person (subject=?)"));
    EXPECT_THAT(plans, HasSubstr("SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"));
  };
  ASSERT_THAT(orchestrator_.database()->Read([&](Connection& connection) -> absl::Status {
    for (const RouteOrder order :
         {RouteOrder::kNewest, RouteOrder::kOldest, RouteOrder::kDue, RouteOrder::kNextTimer}) {
      for (const auto& after : {std::optional<RouteKey>(), std::optional(RouteKey{1, 1})}) {
        PlanRecorder recorder(connection);
        CLIENTROUTE_RETURN_IF_ERROR(FindRoutes(recorder, query, order, after, 2).status());
        judge(recorder);
      }
    }
    PlanRecorder recorder(connection);
    CLIENTROUTE_RETURN_IF_ERROR(CountRoutes(recorder, query).status());
    CLIENTROUTE_RETURN_IF_ERROR(CountRoutesBy(recorder, query, RouteProperty::kProvider, orchestrator_.now()).status());
    judge(recorder);
    return absl::OkStatus();
  }),
              IsOk());
}

// shows: PRI-1
TEST_F(RouteQueryTest, OnlyWhatMayBeSeenIsListedAndCounted) {
  orchestrator_.Open(RouteOf(1));
  EXPECT_THAT(Count(v1::CountRoutesRequest::STATE, {}, Operator({"0362"})), IsEmpty());
  EXPECT_THAT(Count(v1::CountRoutesRequest::STATE, {}, Professional()), IsEmpty()) << "not involved";
  EXPECT_THAT(Count(v1::CountRoutesRequest::STATE, {}, ContractManager()), IsEmpty());
  EXPECT_THAT(Count(v1::CountRoutesRequest::STATE), SizeIs(1));
  v1::ListRoutesRequest request;
  request.mutable_filter()->set_provider("42420001");
  EXPECT_EQ(List(request, Operator({"0362"}))->routes_size(), 0);
  request.mutable_filter()->set_municipality("0362");
  EXPECT_EQ(List(request)->routes_size(), 0);
  const auto looks = orchestrator_.Looks().size();
  request.mutable_filter()->set_municipality("0361");
  ASSERT_EQ(List(request)->routes_size(), 1);
  ASSERT_EQ(orchestrator_.Looks().size(), looks + 1);
  EXPECT_THAT(orchestrator_.Looks().back().clients, ElementsAre(ClientOf(RouteOf(1))));
}

TEST_F(RouteQueryTest, WhatIsAskedWronglyIsRefusedWithTheField) {
  v1::ListRoutesRequest version;
  version.mutable_filter()->set_definition_version(1);
  EXPECT_THAT(List(version), Fails(StatusCode::kInvalidArgument, "DEFINITION_MISSING"));
  v1::ListRoutesRequest time;
  time.mutable_filter()->mutable_due_before()->set_nanos(-1);
  EXPECT_THAT(List(time), Not(IsOk()));
  v1::ListRoutesRequest order;
  order.set_order(static_cast<v1::ListRoutesRequest::Order>(77));
  EXPECT_THAT(List(order), Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(RouteQueryTest, EveryWayOfAskingHasAnIndex) {
  for (int i = 1; i <= 3; ++i) orchestrator_.ComeToPlan(RouteOf(i));
  const Instant now = orchestrator_.now();
  const struct {
    RouteQuery query;
    RouteOrder order;
    std::string index;
  } kCases[] = {
      {{.state = "in_care"}, RouteOrder::kNewest, "route_by_state"},
      {{.client = "clients/1"}, RouteOrder::kNewest, "route_by_client"},
      {{.case_name = "cases/1"}, RouteOrder::kNewest, "route_by_case"},
      {{.definition = "youth_standard", .version = 1}, RouteOrder::kNewest, "route_by_definition"},
      {{.provider = "42420001"}, RouteOrder::kNewest, "PRIMARY KEY"},
      {{.paused_only = true}, RouteOrder::kNewest, "route_paused"},
      {{.stuck_only = true}, RouteOrder::kNewest, "command_given_up"},
      {{.open_only = true}, RouteOrder::kOldest, "route_open"},
      {{.open_only = true, .opened_before = now}, RouteOrder::kOldest, "route_open"},
      {{}, RouteOrder::kDue, "SEARCH t USING INDEX task_open (municipality=? AND role=? AND due_at"},
      {{.due_before = now}, RouteOrder::kDue, "SEARCH t USING INDEX task_open (municipality=? AND role=? AND due_at"},
      {{.due_before = now},
       RouteOrder::kNewest,
       "SEARCH o USING INDEX task_open (municipality=? AND role=? AND due_at<?)"},
      {{}, RouteOrder::kNextTimer, "SEARCH r USING INTEGER PRIMARY KEY"},
      {{}, RouteOrder::kNextTimer, "SEARCH r USING INDEX route_paused_by_timer (next_timer_at"},
      {{.next_timer_before = now}, RouteOrder::kNextTimer, "SEARCH n USING PRIMARY KEY ("},
      {{.next_timer_before = now}, RouteOrder::kNewest, "SEARCH o USING PRIMARY KEY (due_at"},
      {{.next_timer_before = now}, RouteOrder::kNewest, "SEARCH p USING INDEX route_paused_by_timer (next_timer_at<?)"},
  };
  ASSERT_THAT(orchestrator_.database()->Read([&](Connection& connection) -> absl::Status {
    for (const auto& [query, order, index] : kCases) {
      for (const bool later_page : {false, true}) {
        const std::optional<RouteKey> after = later_page ? std::optional(RouteKey{1, 1}) : std::nullopt;
        PlanRecorder recorder(connection);
        CLIENTROUTE_RETURN_IF_ERROR(FindRoutes(recorder, query, order, after, 2).status());
        std::string plans;
        for (const auto& [sql, plan, rows] : recorder.asked()) {
          plans += plan;
          if (order != RouteOrder::kDue && order != RouteOrder::kNextTimer) continue;
          EXPECT_THAT(plan, Not(HasSubstr("TEMP B-TREE"))) << "the tree gives the order";
          EXPECT_THAT(plan, Not(HasSubstr("SCAN r"))) << plan;
          EXPECT_THAT(plan, Not(HasSubstr("SCAN t"))) << plan;
          // Each walk begins where the page before ended, and looks no further than what can stand on this one.
          if (sql.find(" LIMIT ") == std::string::npos) continue;
          const std::string walk = plan.substr(0, plan.find('\n'));
          EXPECT_THAT(walk, testing::ContainsRegex(later_page ? "_at=. AND rowid>|_at>|owner.>" : "_at<")) << plan;
          EXPECT_THAT(walk, testing::ContainsRegex("_at<|_at=")) << plan;
        }
        EXPECT_THAT(plans, HasSubstr(index)) << "order " << static_cast<int>(order);
      }
    }
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace clientroute::orchestrator
