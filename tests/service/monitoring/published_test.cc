#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant On(int month, int day) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / month / day) + std::chrono::hours(11));
}

v1::ListPublishedFiguresRequest Published(std::string_view figure, const std::vector<v1::Division>& by = {}) {
  v1::ListPublishedFiguresRequest request;
  request.set_figure(std::string(figure));
  *request.mutable_from() = SpendOf2026().from();
  *request.mutable_until() = SpendOf2026().until();
  for (const v1::Division division : by) request.add_by(division);
  return request;
}

class PublishedTest : public testing::Test {
 protected:
  PublishedTest() {
    // In March: of one provider 12 and 11 in two municipalities, of a second 14 and 4, and of two more 12 each.
    Refer("42420001", "0361", 12);
    Refer("42420001", "0373", 11);
    Refer("42420002", "0361", 14);
    Refer("42420002", "0373", 4);
    Refer("42420003", "0361", 12);
    Refer("42420004", "0373", 12);
    monitoring_.Settle();
  }
  void Refer(std::string_view provider, std::string_view municipality, int count,
             std::string_view received = "2026-03-10") {
    for (int i = 0; i < count; ++i) {
      const std::string route = Cat(provider, "-", municipality, "-", received, "-", i);
      auto referred = Referred(route, received, municipality, provider);
      referred.set_client(NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("client/", route))));
      monitoring_.Announce(referred.route(), referred);
    }
  }
  std::vector<std::string> Told(const v1::ListPublishedFiguresRequest& request, const Caller& caller = Manager()) {
    const auto told = Call(caller, monitoring_.stub(), &v1::Monitoring::Stub::ListPublishedFigures, request);
    EXPECT_THAT(told, IsOk());
    std::vector<std::string> rows;
    if (!told.ok()) return rows;
    for (const v1::PublishedRow& row : told->rows()) {
      rows.push_back(Cat(row.month().month(), " ", row.municipality(), row.municipality().empty() ? "" : " ",
                         row.provider(), row.provider().empty() ? "" : " ",
                         row.held_back() ? std::string("-") : Cat(row.value()), " v", row.version(),
                         row.has_replace_time() ? " replaced" : ""));
    }
    return rows;
  }

  MonitoringWorld monitoring_;
};

// shows: PRI-2, MON-5
TEST_F(PublishedTest, AMonthIsPublishedSomeDaysAfterItsEndWithWhatIsOfFewHeldBack) {
  EXPECT_THAT(Told(Published("inflow")), IsEmpty());
  monitoring_.world().AdvanceTo(On(4, 10));
  monitoring_.Settle();
  EXPECT_THAT(Told(Published("inflow")), IsEmpty());
  monitoring_.world().AdvanceTo(On(4, 12));
  monitoring_.Settle();
  EXPECT_THAT(Told(Published("inflow")), ElementsAre("3 65 v1"));
  EXPECT_THAT(Told(Published("inflow", {v1::MUNICIPALITY})), ElementsAre("3 0361 38 v1", "3 0373 27 v1"));
  // Four routes at one place, and beside them as many cells as it takes.
  const std::vector<std::string> finest = Told(Published("inflow", {v1::MUNICIPALITY, v1::PROVIDER}));
  ASSERT_EQ(finest.size(), 6U);
  EXPECT_THAT(finest, testing::Contains("3 0373 42420002 - v1"));
  EXPECT_THAT(finest, testing::Contains("3 0361 42420002 - v1"));
  EXPECT_THAT(Told(Published("waiting")), ElementsAre("3 65 v1"));
  EXPECT_THAT(Told(Published("outflow")), IsEmpty());
}

// shows: MON-5
TEST_F(PublishedTest, AProviderSeesItsOwnBesideTheRestAndAPersonHisMunicipalities) {
  monitoring_.world().AdvanceTo(On(4, 12));
  monitoring_.Settle();
  EXPECT_THAT(Told(Published("inflow", {v1::PROVIDER}), ProviderPersona("42420001")), ElementsAre("3 42420001 23 v1"));
  EXPECT_THAT(Told(Published("inflow"), ProviderPersona("42420001")), ElementsAre("3 65 v1"));
  EXPECT_THAT(Told(Published("inflow", {v1::MUNICIPALITY}), ProviderPersona("42420001")), IsEmpty());
  v1::ListPublishedFiguresRequest another = Published("inflow");
  another.set_provider("42420002");
  EXPECT_THAT(Told(another, ProviderPersona("42420001")), IsEmpty());
  EXPECT_THAT(Told(Published("inflow", {v1::MUNICIPALITY}), Manager({"0373"})), ElementsAre("3 0373 27 v1"));
  v1::ListPublishedFiguresRequest elsewhere = Published("inflow");
  elsewhere.set_municipality("0361");
  EXPECT_THAT(Told(elsewhere, Manager({"0373"})), IsEmpty());
}

// shows: MON-1
TEST_F(PublishedTest, AMonthThatIsCorrectedIsPublishedAgainWithTheNextAndWhatWasSaidIsKept) {
  monitoring_.world().AdvanceTo(On(4, 12));
  monitoring_.Settle();
  Refer("42420003", "0361", 13, "2026-03-31");
  monitoring_.Settle();
  EXPECT_THAT(Told(Published("inflow")), ElementsAre("3 65 v1")) << "not at once: one more would tell of one";
  monitoring_.world().AdvanceTo(On(5, 12));
  monitoring_.Settle();
  EXPECT_THAT(Told(Published("inflow")), ElementsAre("3 78 v2"));
  v1::ListPublishedFiguresRequest both = Published("inflow");
  both.set_corrections(true);
  EXPECT_THAT(Told(both), ElementsAre("3 65 v1 replaced", "3 78 v2"));
  // What was published stays when everything is counted anew.
  monitoring_.Rebuild("rebuild-1");
  monitoring_.Settle();
  EXPECT_THAT(Told(both), ElementsAre("3 65 v1 replaced", "3 78 v2"));
}

TEST_F(PublishedTest, PagesGoOnWhereTheLastEndedAndWrongQuestionsAreRefused) {
  monitoring_.world().AdvanceTo(On(4, 12));
  monitoring_.Settle();
  v1::ListPublishedFiguresRequest request = Published("inflow", {v1::MUNICIPALITY, v1::PROVIDER, v1::PRODUCT});
  const std::vector<std::string> whole = Told(request);
  request.set_page_size(1);
  std::vector<std::string> together;
  do {
    const auto page = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListPublishedFigures, request);
    ASSERT_THAT(page, IsOk());
    for (const std::string& row : Told(request)) together.push_back(row);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(together, whole);
  const auto ask = [&](const v1::ListPublishedFiguresRequest& wrong) {
    return Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListPublishedFigures, wrong);
  };
  EXPECT_THAT(ask(Published("waiting_days")), Fails(absl::StatusCode::kNotFound, "FIGURE_UNKNOWN"));
  EXPECT_THAT(ask(Published("inflow", {v1::KIND})), Fails(absl::StatusCode::kInvalidArgument, "DIVISION_INVALID"));
}

// shows: MON-5
TEST_F(PublishedTest, CellsAreListedInTheOrderAskedForAndWhatIsHeldBackTellsNothingByItsPlace) {
  Refer("42420001", "0361", 30, "2026-02-10");
  monitoring_.Settle();
  monitoring_.world().AdvanceTo(On(4, 12));
  monitoring_.Settle();
  using Request = v1::ListPublishedFiguresRequest;
  const auto listed = [&](Request request, Request::Order order, int page) {
    std::vector<std::string> told;
    request.set_order(order);
    request.set_page_size(page);
    do {
      const auto answer = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListPublishedFigures, request);
      EXPECT_THAT(answer, IsOk());
      if (!answer.ok()) return told;
      for (const v1::PublishedRow& row : answer->rows()) {
        told.push_back(Cat(row.month().month(), " ", row.municipality(), " ",
                           row.held_back() ? std::string("-") : Cat(row.value())));
      }
      request.set_page_token(answer->next_page_token());
    } while (!request.page_token().empty());
    return told;
  };
  const Request cells = Published("inflow", {v1::MUNICIPALITY});
  for (const int page : {1, 2, 1'000}) {
    EXPECT_THAT(listed(cells, Request::NAMED, page), ElementsAre("2 0361 30", "3 0361 38", "3 0373 27"));
    EXPECT_THAT(listed(cells, Request::HIGHEST, page), ElementsAre("3 0361 38", "2 0361 30", "3 0373 27"));
    EXPECT_THAT(listed(cells, Request::LOWEST, page), ElementsAre("3 0373 27", "2 0361 30", "3 0361 38"));
    EXPECT_THAT(listed(cells, Request::NEWEST, page), ElementsAre("3 0361 38", "3 0373 27", "2 0361 30"));
    EXPECT_THAT(listed(cells, Request::LAST_PUBLISHED, page),
                testing::UnorderedElementsAreArray({"2 0361 30", "3 0361 38", "3 0373 27"}));
    // Four and fourteen are held back; they stand by what they are of.
    const auto finest = listed(Published("inflow", {v1::MUNICIPALITY, v1::PROVIDER}), Request::LOWEST, page);
    ASSERT_EQ(finest.size(), 7U);
    EXPECT_EQ(finest[0], "3 0361 -");
  }
}

}  // namespace
}  // namespace clientroute::monitoring
