#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using v1::MONTH;
using v1::MUNICIPALITY;

std::string Shown(const v1::SpendRow& row) {
  std::string text = row.has_month() ? Cat(row.month().month(), " ", row.contract(), " ", row.municipality(), " ",
                                           row.provider(), " ", row.product(), ": ")
                                     : "total: ";
  text += Cat(row.submitted().cents(), " = ", row.accepted().cents(), " + ", row.refused().cents(), ", lines ",
              row.lines_accepted(), " + ", row.lines_refused());
  for (const v1::RefusedByCode& refused : row.refused_by_code()) {
    text += Cat(" ", refused.return_code(), "×", refused.lines());
  }
  return text;
}

std::vector<std::string> Shown(const v1::GetSpendResponse& response) {
  std::vector<std::string> rows;
  for (const v1::SpendRow& row : response.rows()) rows.push_back(Shown(row));
  return rows;
}

class SpendTest : public testing::Test {
 protected:
  SpendTest() {
    // April: one line refused with two codes; a second product and a second municipality.
    claims::v1::ClaimJudged april = Claimed("april");
    claims::v1::ClaimedRow* row = AddRow(&april, "a-2026", "45A04", "2026-04-01", 120'000, 7'050);
    (*row->mutable_refused_by_code())["9327"] = 1;
    (*row->mutable_refused_by_code())["8001"] = 1;
    AddRow(&april, "a-2026", "45A53", "2026-04-01", 50'000);
    Announce(april);
    claims::v1::ClaimJudged other = Claimed("other", "0373", "42420002");
    AddRow(&other, "b-2026", "45A04", "2026-04-01", 10'000);
    Announce(other);
    // May: of April a credit and what it should have been.
    claims::v1::ClaimJudged may = Claimed("may");
    row = AddRow(&may, "a-2026", "45A04", "2026-04-01", -120'000 + 115'000);
    row->set_lines_accepted(2);
    AddRow(&may, "a-2026", "45A04", "2026-05-01", 60'000);
    Announce(may);
    monitoring_.Settle();
  }
  void Announce(const claims::v1::ClaimJudged& claim) { monitoring_.Announce(claim.claim(), claim); }
  absl::StatusOr<v1::GetSpendResponse> Spend(const v1::GetSpendRequest& request, const Caller& caller = Manager()) {
    return monitoring_.Spend(request, caller);
  }

  MonitoringWorld monitoring_;
};

// shows: MON-2
TEST_F(SpendTest, SpendIsToldPerContractMunicipalityProviderProductAndMonthAndACreditCorrectsTheMonthOfCare) {
  const auto spend = Spend(SpendOf2026());
  ASSERT_THAT(spend, IsOk());
  EXPECT_THAT(Shown(*spend),
              ElementsAre("4 contracts/a-2026 0361 42420001 45A04: 122050 = 115000 + 7050, lines 3 + 1 8001×1 9327×1",
                          "4 contracts/a-2026 0361 42420001 45A53: 50000 = 50000 + 0, lines 1 + 0",
                          "4 contracts/b-2026 0373 42420002 45A04: 10000 = 10000 + 0, lines 1 + 0",
                          "5 contracts/a-2026 0361 42420001 45A04: 60000 = 60000 + 0, lines 1 + 0"));
  EXPECT_EQ(Shown(spend->total()), "total: 242050 = 235000 + 7050, lines 6 + 1 8001×1 9327×1");
  EXPECT_THAT(monitoring_.Figure("spend_accepted", {MONTH, MUNICIPALITY}),
              ElementsAre("2026-04 0361: 165000", "2026-04 0373: 10000", "2026-05 0361: 60000"));
  EXPECT_THAT(monitoring_.Figure("spend_refused", {}), ElementsAre("7050"));
}

TEST_F(SpendTest, SpendCanBeAskedOfOneContractProviderOrMunicipality) {
  v1::GetSpendRequest request = SpendOf2026();
  request.set_contract("contracts/b-2026");
  EXPECT_THAT(Shown(*Spend(request)),
              ElementsAre("4 contracts/b-2026 0373 42420002 45A04: 10000 = 10000 + 0, lines 1 + 0"));
  request.clear_contract();
  request.set_provider("42420001");
  EXPECT_EQ(Spend(request)->total().accepted().cents(), 225'000);
  request.set_municipality("0373");
  EXPECT_THAT(Shown(*Spend(request)), IsEmpty());
  EXPECT_EQ(Shown(Spend(request)->total()), "total: 0 = 0 + 0, lines 0 + 0");
}

TEST_F(SpendTest, PagesGoOnWhereTheLastEndedAndTheTotalIsThatOfAll) {
  v1::GetSpendRequest request = SpendOf2026();
  const auto whole = Spend(request);
  ASSERT_THAT(whole, IsOk());
  request.set_page_size(1);
  std::vector<std::string> rows;
  do {
    const auto page = Spend(request);
    ASSERT_THAT(page, IsOk());
    ASSERT_EQ(page->rows_size(), 1);
    EXPECT_EQ(page->total().accepted().cents(), whole->total().accepted().cents());
    rows.push_back(Shown(page->rows(0)));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(rows, Shown(*whole));
}

// shows: MON-5
TEST_F(SpendTest, EveryoneSeesTheSpendOfHisOwn) {
  EXPECT_EQ(Spend(SpendOf2026(), Manager({"0373"}))->total().accepted().cents(), 10'000);
  EXPECT_EQ(Spend(SpendOf2026(), ProviderPersona("42420001"))->total().accepted().cents(), 225'000);
  v1::GetSpendRequest of_another = SpendOf2026();
  of_another.set_provider("42420002");
  EXPECT_EQ(Spend(of_another, ProviderPersona("42420001"))->total().submitted().cents(), 0);
  of_another.clear_provider();
  of_another.set_municipality("0361");
  EXPECT_EQ(Spend(of_another, Manager({"0373"}))->rows_size(), 0);
  EXPECT_EQ(Spend(SpendOf2026(), ServicePersona("suite"))->total().accepted().cents(), 235'000);
  EXPECT_EQ(Spend(SpendOf2026(), Persona("case-director", {"0361"}))->rows_size(), 0);
}

}  // namespace
}  // namespace clientroute::monitoring
