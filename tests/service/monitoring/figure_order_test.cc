#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

// The clock stands at 1 April 2026.
namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;

class FigureOrderTest : public testing::Test {
 protected:
  MonitoringWorld monitoring_;
};

// shows: MON-1
TEST_F(FigureOrderTest, FiguresAreListedInTheOrderAskedForWhateverThePageSize) {
  // Of three providers three, one and two referrals; each of the first waits longer than those of the others.
  int number = 0;
  for (const auto& [provider, received] : {std::pair("42420001", "2026-01-05"), std::pair("42420001", "2026-01-06"),
                                           std::pair("42420001", "2026-02-07"), std::pair("42420002", "2026-03-01"),
                                           std::pair("42420003", "2026-02-01"), std::pair("42420003", "2026-03-02")}) {
    monitoring_.Announce(RouteName(Cat("ordered-", number)),
                         Referred(Cat("ordered-", number), received, "0361", provider));
    ++number;
  }
  monitoring_.Settle();
  using Request = v1::ListFiguresRequest;
  const auto listed = [&](Request request, Request::Order order, int page) {
    std::vector<std::string> told;
    request.set_order(order);
    request.set_page_size(page);
    do {
      const auto answer = monitoring_.List(request, Manager());
      EXPECT_THAT(answer, IsOk());
      if (!answer.ok()) return told;
      for (const v1::FigureRow& row : answer->rows()) {
        told.push_back(Cat(row.has_month() ? Cat(row.month().month(), " ") : std::string(), row.provider()));
      }
      request.set_page_token(answer->next_page_token());
    } while (!request.page_token().empty());
    return told;
  };
  const Request by_provider = Over2026("inflow", {v1::PROVIDER});
  for (const int page : {1, 2, 1'000}) {
    EXPECT_THAT(listed(by_provider, Request::NAMED, page), ElementsAre("42420001", "42420002", "42420003"));
    EXPECT_THAT(listed(by_provider, Request::HIGHEST, page), ElementsAre("42420001", "42420003", "42420002"));
    EXPECT_THAT(listed(by_provider, Request::LOWEST, page), ElementsAre("42420002", "42420003", "42420001"));
    EXPECT_THAT(listed(by_provider, Request::FEWEST, page), ElementsAre("42420002", "42420003", "42420001"));
    // Those that are the same in it stand by what they are of.
    EXPECT_THAT(listed(Over2026("inflow", {v1::PROVIDER, v1::MONTH}), Request::NEWEST, page),
                ElementsAre("3 42420002", "3 42420003", "2 42420001", "2 42420003", "1 42420001"));
    EXPECT_THAT(listed(Over2026("inflow", {v1::PROVIDER, v1::MONTH}), Request::MOST, page),
                ElementsAre("1 42420001", "2 42420001", "2 42420003", "3 42420002", "3 42420003"));
  }
  auto waiting = Over2026("waiting_days", {v1::PROVIDER});
  *waiting.mutable_from() = waiting.until();
  waiting.mutable_from()->set_month(3);
  waiting.mutable_until()->set_month(3);
  EXPECT_THAT(listed(waiting, Request::HIGHEST_MEDIAN, 1), ElementsAre("3 42420001", "3 42420002", "3 42420003"));
  EXPECT_THAT(listed(waiting, Request::HIGHEST_NINETIETH, 1), ElementsAre("3 42420001", "3 42420003", "3 42420002"));
  // A page belongs to the order that it was asked in.
  Request request = by_provider;
  request.set_page_size(1);
  request.set_page_token(monitoring_.List(request, Manager())->next_page_token());
  request.set_order(Request::HIGHEST);
  EXPECT_THAT(monitoring_.List(request, Manager()), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

// shows: MON-1
TEST_F(FigureOrderTest, TheNextPageCountsWhatWasCommittedSinceAndRepeatsNothing) {
  for (const char* municipality : {"0361", "0373"}) {
    const std::string route = Cat("paged-", municipality);
    monitoring_.Announce(RouteName(route), Referred(route, "2026-01-05", municipality));
  }
  monitoring_.Settle();
  auto request = Over2026("inflow", {v1::MUNICIPALITY});
  request.set_page_size(1);
  const auto first = monitoring_.List(request, Manager());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->rows(0).municipality(), "0361");
  monitoring_.Announce(RouteName("paged-more"), Referred("paged-more", "2026-01-06", "0373"));
  monitoring_.Settle();
  request.set_page_token(first->next_page_token());
  const auto second = monitoring_.List(request, Manager());
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->rows_size(), 1);
  EXPECT_EQ(second->rows(0).municipality(), "0373");
  EXPECT_EQ(second->rows(0).value(), 2);
  // An answer is of who asked.
  request.clear_page_token();
  EXPECT_THAT(monitoring_.Figure("inflow", {v1::MUNICIPALITY}, Manager({"0373"})), ElementsAre("0373: 2"));
}

// shows: MON-1
TEST_F(FigureOrderTest, WhoWaitsAndHowLongIsToldByTheUrgencyOfTheLastSearch) {
  for (const char* route : {"plain", "urgent", "not-searched"}) {
    monitoring_.Announce(RouteName(route), Referred(route, "2026-01-05"));
  }
  allocation::v1::NoPlaceFound lacking;
  lacking.set_route(RouteName("plain"));
  lacking.set_urgency(0);
  monitoring_.Announce(lacking.route(), lacking);
  lacking.set_route(RouteName("urgent"));
  monitoring_.Announce(lacking.route(), lacking);
  allocation::v1::PlacesReserved reserved = Reserved("urgent", false);
  reserved.set_urgency(1);
  monitoring_.Announce(reserved.route(), reserved);
  // Held for longer: as urgent as it was.
  monitoring_.Announce(reserved.route(), Reserved("urgent", false));
  monitoring_.Settle();
  auto request = Over2026("waiting", {v1::KIND});
  request.mutable_from()->set_month(3);
  request.mutable_until()->set_month(3);
  const auto told = monitoring_.List(request, Manager());
  ASSERT_THAT(told, IsOk());
  std::vector<std::string> kinds;
  for (const v1::FigureRow& row : told->rows()) kinds.push_back(Cat(row.kind(), ": ", row.value()));
  EXPECT_THAT(kinds, ElementsAre(": 1", "0: 1", "1: 1"));
  monitoring_.Announce(RouteName("urgent"), Allocated("urgent", "urgent"));
  monitoring_.Announce(RouteName("urgent"), Started("urgent", "urgent", "2026-01-15"));
  monitoring_.Settle();
  EXPECT_THAT(monitoring_.Figure("waiting_time", {v1::KIND}), ElementsAre("1: 10 (1, at most 10)"));
}

}  // namespace
}  // namespace clientroute::monitoring
