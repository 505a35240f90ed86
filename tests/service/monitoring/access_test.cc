#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::KIND;
using v1::MONTH;
using v1::MUNICIPALITY;
using v1::PRODUCT;
using v1::PROVIDER;

class FigureAccessTest : public testing::Test {
 protected:
  FigureAccessTest() {
    for (const auto& event :
         {Referred("a", "2026-03-02", "0361", "42420001"), Referred("b", "2026-03-03", "0373", "42420001"),
          Referred("c", "2026-04-01", "0373", "42420002")}) {
      monitoring_.Announce(event.route(), event);
    }
    monitoring_.Settle();
  }
  absl::StatusOr<v1::ListFiguresResponse> List(const v1::ListFiguresRequest& request) {
    return monitoring_.List(request, Manager());
  }

  MonitoringWorld monitoring_;
};

TEST_F(FigureAccessTest, APersonSeesItsMunicipalitiesAndAProviderWhatNamesIt) {
  EXPECT_THAT(monitoring_.Figure("inflow", {}, Manager({"0361"})), ElementsAre("1"));
  EXPECT_THAT(monitoring_.Figure("inflow", {}, Manager({"0373"})), ElementsAre("2"));
  EXPECT_THAT(monitoring_.Figure("inflow", {MUNICIPALITY}, ProviderPersona("42420001")),
              ElementsAre("0361: 1", "0373: 1"));
  EXPECT_THAT(monitoring_.Figure("waiting", {PROVIDER}, ProviderPersona("42420002")),
              ElementsAre("2026-04 42420002: 1"));
  EXPECT_THAT(monitoring_.Figure("inflow", {}, ServicePersona("suite")), ElementsAre("3"));
  // A role that no figures are for, and another's municipality, asked for by name.
  EXPECT_THAT(monitoring_.Figure("inflow", {}, Persona("case-director", {"0361"})), IsEmpty());
  v1::ListFiguresRequest request = Over2026("inflow");
  request.set_municipality("0373");
  EXPECT_EQ(monitoring_.List(request, Manager({"0361"}))->rows_size(), 0);
  request.clear_municipality();
  request.set_provider("42420002");
  EXPECT_EQ(monitoring_.List(request, ProviderPersona("42420001"))->rows_size(), 0);
}

TEST_F(FigureAccessTest, OnlyAnOperatorCountsAnew) {
  v1::RebuildRequest request;
  request.set_request_id("rebuild-1");
  EXPECT_THAT(Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::Rebuild, request),
              Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(Call(ProviderPersona("42420001"), monitoring_.stub(), &v1::Monitoring::Stub::Rebuild, request),
              Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_FALSE(monitoring_.Status().has_begin_time());
}

TEST_F(FigureAccessTest, AQuestionThatMakesNoSenseIsRefusedWithWhatIsWrong) {
  EXPECT_THAT(List(Over2026("outflux")), Fails(StatusCode::kNotFound, "FIGURE_UNKNOWN"));
  v1::ListFiguresRequest request = Over2026("inflow");
  request.mutable_until()->set_year(2025);
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "PERIOD_INVALID"));
  request.mutable_until()->set_year(2036);
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "PERIOD_INVALID"));
  request.mutable_until()->set_year(2035);
  EXPECT_THAT(List(request), IsOk());
  request.mutable_until()->set_day(32);
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, ""));
  request = Over2026("returns", {KIND});
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "DIVISION_INVALID"));
  request = Over2026("inflow", {v1::DIVISION_UNSPECIFIED});
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "DIVISION_INVALID"));
  request = Over2026("inflow");
  request.set_page_size(-1);
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "PAGE_SIZE"));
  request.set_page_size(0);
  request.set_page_token("made up");
  EXPECT_THAT(List(request), Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(FigureAccessTest, PagesOfAFigureGoOnWhereTheLastEndedAlsoAcrossMonths) {
  for (const char* figure : {"inflow", "waiting"}) {
    v1::ListFiguresRequest request = Over2026(figure, {MONTH, MUNICIPALITY, PROVIDER, PRODUCT});
    const auto whole = List(request);
    ASSERT_THAT(whole, IsOk());
    request.set_page_size(1);
    v1::ListFiguresResponse together;
    do {
      const auto page = List(request);
      ASSERT_THAT(page, IsOk());
      ASSERT_EQ(page->rows_size(), 1);
      *together.add_rows() = page->rows(0);
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(together.DebugString(), whole->DebugString()) << figure;
    EXPECT_GE(whole->rows_size(), 3) << figure;
  }
}

TEST_F(FigureAccessTest, EveryFigureIsDefinedInWordsWithItsUnitAndItsSourcesAndCanBeAskedInEveryDivision) {
  const auto definitions = Call(ProviderPersona("42420001"), monitoring_.stub(),
                                &v1::Monitoring::Stub::ListFigureDefinitions, v1::ListFigureDefinitionsRequest());
  ASSERT_THAT(definitions, IsOk());
  EXPECT_GE(definitions->definitions_size(), 13);
  const std::set<std::string> heard = MonitoringListener::Types();
  for (const v1::FigureDefinition& definition : definitions->definitions()) {
    EXPECT_FALSE(definition.display_name().empty()) << definition.figure();
    EXPECT_GT(definition.description().size(), 40U) << definition.figure();
    EXPECT_NE(definition.unit(), v1::FigureDefinition::UNIT_UNSPECIFIED) << definition.figure();
    EXPECT_GE(definition.sources_size(), 1) << definition.figure();
    for (const std::string& source : definition.sources()) {
      EXPECT_TRUE(heard.contains(source)) << definition.figure() << " " << source;
    }
    std::vector<v1::Division> by = {MONTH, MUNICIPALITY, PROVIDER, PRODUCT};
    if (!definition.kinds().empty()) by.push_back(KIND);
    EXPECT_THAT(List(Over2026(definition.figure(), by)), IsOk()) << definition.figure();
  }
}

}  // namespace
}  // namespace clientroute::monitoring
