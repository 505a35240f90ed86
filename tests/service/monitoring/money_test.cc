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

std::string Client(int number) { return NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("client-", number))); }

contracting::v1::ContractRecorded ContractOf(std::string_view code, std::int64_t ceiling_cents,
                                             const std::vector<std::string>& municipalities) {
  contracting::v1::ContractRecorded event;
  event.set_contract(Cat("contracts/", code));
  event.set_provider("42420001");
  event.mutable_period()->mutable_start_date()->set_year(2026);
  event.mutable_period()->mutable_start_date()->set_month(1);
  event.mutable_period()->mutable_start_date()->set_day(1);
  event.mutable_yearly_ceiling()->set_cents(ceiling_cents);
  for (const std::string& code_of : municipalities) event.add_municipalities(code_of);
  return event;
}

template <typename Request>
Request In2026() {
  Request request;
  *request.mutable_from() = SpendOf2026().from();
  *request.mutable_until() = SpendOf2026().until();
  return request;
}

// The clock stands at 1 April 2026: claims of January can be in, and those of February too.
class MoneyTest : public testing::Test {
 protected:
  // Of one month, for clients from `first`; each of them so much.
  void Claim(std::string_view word, std::string_view month, int first, int clients, std::int64_t cents,
             std::string_view municipality = "0361", type::v1::Law law = type::v1::JEUGDWET) {
    claims::v1::ClaimJudged claim = Claimed(word, municipality);
    claim.set_law(law);
    claims::v1::ClaimedRow* row = AddRow(&claim, "a-2026", "45A04", month, cents * clients);
    for (int i = first; i < first + clients; ++i) (*row->mutable_accepted_by_client())[Client(i)] = cents;
    monitoring_.Announce(claim.claim(), claim);
    monitoring_.Settle();
  }
  absl::StatusOr<v1::Forecast> Forecast(const std::string& contract, const Caller& caller = Manager(),
                                        const std::string& municipality = "", const std::string& provider = "") {
    v1::GetForecastRequest request;
    request.set_municipality(municipality);
    request.set_provider(provider);
    request.set_year(2026);
    request.set_contract(contract);
    return Call(caller, monitoring_.stub(), &v1::Monitoring::Stub::GetForecast, request);
  }
  absl::StatusOr<v1::Concentration> Concentration(const Caller& caller = Manager()) {
    return Call(caller, monitoring_.stub(), &v1::Monitoring::Stub::GetConcentration,
                In2026<v1::GetConcentrationRequest>());
  }

  // Of 2026: half a million and a quarter of a million euros.
  MonitoringWorld monitoring_{1, {{2026, {{"0361", 50'000'000}, {"0373", 25'000'000}}}}};
};

// shows: MON-2
TEST_F(MoneyTest, AForecastTellsItsBandItsMethodAndWhenTheCeilingIsReached) {
  const auto contract = ContractOf("a-2026", 30'000'000, {"0361", "0373"});
  monitoring_.Announce(contract.contract(), contract);
  Claim("december", "2025-12-01", 0, 10, 200'000);
  Claim("january", "2026-01-01", 0, 10, 300'000);
  Claim("february", "2026-02-01", 0, 10, 400'000, "0373");
  Claim("march", "2026-03-01", 0, 10, 1);  // of which more is to come
  const auto forecast = Forecast("contracts/a-2026");
  ASSERT_THAT(forecast, IsOk());
  EXPECT_EQ(forecast->months_used(), 3);
  EXPECT_THAT(forecast->method(), testing::HasSubstr("twaalf"));
  // 3 and 4 million, and ten months of 3.
  EXPECT_EQ(forecast->expected().cents(), 37'000'000);
  EXPECT_EQ(forecast->low().cents(), 37'000'000);
  EXPECT_TRUE(forecast->months(1).known());
  EXPECT_FALSE(forecast->months(2).known());
  EXPECT_EQ(forecast->ceiling().cents(), 30'000'000);
  EXPECT_EQ(forecast->ceiling_date().month(), 10);
  EXPECT_EQ(forecast->ceiling_date().day(), 21);
  EXPECT_EQ(forecast->days_to_ceiling(), 203);
  // Who does not see all that is spent under it is not told of its ceiling.
  EXPECT_FALSE(Forecast("contracts/a-2026", Manager({"0361"}))->has_ceiling());
  EXPECT_TRUE(Forecast("contracts/a-2026", ProviderPersona("42420001"))->has_ceiling());
  EXPECT_FALSE(Forecast("contracts/a-2026", ProviderPersona("42420002"))->has_ceiling());
  EXPECT_EQ(Forecast("contracts/b-2026")->months_size(), 0);
  v1::GetForecastRequest request;
  request.set_year(1999);
  EXPECT_THAT(Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::GetForecast, request),
              Fails(absl::StatusCode::kInvalidArgument, "YEAR_INVALID"));
}

// shows: MON-2
TEST_F(MoneyTest, AMunicipalityIsHeldAgainstTheBudgetThatTheRegionChose) {
  Claim("december", "2025-12-01", 0, 10, 200'000);
  Claim("january", "2026-01-01", 0, 10, 300'000);
  Claim("february", "2026-02-01", 0, 10, 700'000);
  const auto forecast = Forecast("", Manager(), "0361");
  ASSERT_THAT(forecast, IsOk());
  EXPECT_EQ(forecast->ceiling().cents(), 50'000'000);
  // 3 and 7 million, and 3 million in each of the next: 40 more are reached in January of the year after.
  EXPECT_FALSE(forecast->has_ceiling_date());
  EXPECT_EQ(forecast->expected().cents(), 40'000'000);
  EXPECT_EQ(Forecast("")->ceiling().cents(), 75'000'000);
  EXPECT_EQ(Forecast("", Manager({"0373"}))->ceiling().cents(), 25'000'000);
  EXPECT_EQ(Forecast("", ServicePersona("suite"))->ceiling().cents(), 75'000'000);
  // A part of the care has no budget, and neither has one of whom none is known or may be seen.
  EXPECT_FALSE(Forecast("", Manager(), "0361", "42420001")->has_ceiling());
  EXPECT_FALSE(Forecast("", ProviderPersona("42420001"))->has_ceiling());
  EXPECT_FALSE(Forecast("", Manager({"0373"}), "0361")->has_ceiling());
  EXPECT_FALSE(Forecast("", Manager({"0361", "0400"}))->has_ceiling());
}

// shows: MON-2
TEST_F(MoneyTest, WhatIsAcceptedIsHeldAgainstTheCeilingOfTheMonthsThatWereAskedFor) {
  const auto contract = ContractOf("a-2026", 12'000'007, {"0361", "0373"});
  const auto other = ContractOf("b-2026", 6'000'000, {"0361"});
  Claim("january", "2026-01-01", 0, 10, 30'000);
  Claim("february", "2026-02-01", 0, 10, 150'000, "0373");
  for (const auto& one : {contract, other}) monitoring_.Announce(one.contract(), one);
  monitoring_.Settle();
  const std::string figure = "spend_against_ceiling";
  // 1.8 million of 18,000,007.
  EXPECT_THAT(monitoring_.Figure(figure, {}), ElementsAre("1000"));
  EXPECT_THAT(monitoring_.Figure(figure, {v1::CONTRACT}), ElementsAre("contracts/a-2026: 1500", "contracts/b-2026: 0"));
  const auto months = monitoring_.Figure(figure, {v1::MONTH, v1::PROVIDER});
  ASSERT_THAT(months, testing::SizeIs(12));
  EXPECT_EQ(months[0], "2026-01 42420001: 2000");
  EXPECT_EQ(months[1], "2026-02 42420001: 10000");
  // Twelfths are the ceiling together.
  const auto twelfths = monitoring_.List(Over2026(figure, {v1::CONTRACT, v1::MONTH}), Manager());
  ASSERT_THAT(twelfths, IsOk());
  std::int64_t ceiling = 0;
  for (const auto& row : twelfths->rows()) ceiling += row.count();
  EXPECT_EQ(ceiling, 18'000'007);
  // Not of a part of a contract, and not for who does not see all of it.
  EXPECT_THAT(monitoring_.Figure(figure, {v1::MUNICIPALITY}), testing::IsEmpty());
  EXPECT_THAT(monitoring_.Figure(figure, {v1::CONTRACT}, Manager({"0361"})), ElementsAre("contracts/b-2026: 0"));
  EXPECT_THAT(monitoring_.Figure(figure, {v1::CONTRACT}, ProviderPersona("42420002")), testing::IsEmpty());
  // A ceiling that is recorded anew holds.
  monitoring_.Announce(contract.contract(), ContractOf("a-2026", 36'000'000, {"0361", "0373"}));
  monitoring_.Settle();
  EXPECT_THAT(monitoring_.Figure(figure, {v1::CONTRACT}), ElementsAre("contracts/a-2026: 500", "contracts/b-2026: 0"));
}

// shows: MON-2
TEST_F(MoneyTest, CostsAreListedInTheOrderAskedForAndWhatIsHeldBackTellsNothingByItsPlace) {
  Claim("january", "2026-01-01", 0, 10, 30'000);
  Claim("february", "2026-02-01", 0, 20, 10'000);
  Claim("march", "2026-03-01", 0, 10, 90'000);
  Claim("few", "2026-04-01", 0, 9, 5'000'000);
  auto request = In2026<v1::ListClientCostsRequest>();
  request.add_by(v1::MONTH);
  request.set_page_size(1);
  const auto months = [&](v1::ListClientCostsRequest::Order order) {
    request.set_order(order);
    request.clear_page_token();
    std::vector<int> told;
    do {
      const auto page = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListClientCosts, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return told;
      for (const auto& row : page->rows()) told.push_back(row.month().month());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return told;
  };
  EXPECT_THAT(months(v1::ListClientCostsRequest::NAMED), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(months(v1::ListClientCostsRequest::HIGHEST), ElementsAre(3, 1, 2, 4));
  EXPECT_THAT(months(v1::ListClientCostsRequest::LOWEST), ElementsAre(4, 2, 1, 3));
  EXPECT_THAT(months(v1::ListClientCostsRequest::HIGHEST_AVERAGE), ElementsAre(3, 1, 2, 4));
  EXPECT_THAT(months(v1::ListClientCostsRequest::LOWEST_AVERAGE), ElementsAre(4, 2, 1, 3));
  EXPECT_THAT(months(v1::ListClientCostsRequest::MOST_CLIENTS), ElementsAre(2, 1, 3, 4));
  EXPECT_THAT(months(v1::ListClientCostsRequest::NEWEST), ElementsAre(4, 3, 2, 1));
  request.set_order(static_cast<v1::ListClientCostsRequest::Order>(99));
  EXPECT_THAT(Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListClientCosts, request),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

// shows: MON-2
TEST_F(MoneyTest, AClientCountsOnceInTheAverageAndFewClientsAreNotTold) {
  Claim("january", "2026-01-01", 0, 10, 100'000);
  Claim("february", "2026-02-01", 5, 10, 50'001);
  Claim("credit", "2026-01-01", 0, 1, -100'000);
  Claim("few", "2026-01-01", 100, 9, 1'000, "0373");
  auto request = In2026<v1::ListClientCostsRequest>();
  request.set_municipality("0361");
  auto costs = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListClientCosts, request);
  ASSERT_THAT(costs, IsOk());
  ASSERT_EQ(costs->rows_size(), 1);
  EXPECT_EQ(costs->rows(0).clients(), 15);
  EXPECT_EQ(costs->rows(0).accepted().cents(), 1'000'000 + 500'010 - 100'000);
  EXPECT_EQ(costs->rows(0).average().cents(), 93'334);  // of 93,334.0
  request.clear_municipality();
  request.add_by(v1::MUNICIPALITY);
  costs = Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListClientCosts, request);
  ASSERT_EQ(costs->rows_size(), 2);
  EXPECT_FALSE(costs->rows(0).held_back());
  EXPECT_TRUE(costs->rows(1).held_back());
  EXPECT_EQ(costs->rows(1).clients(), 0);
  EXPECT_FALSE(costs->rows(1).has_accepted());
  // It reconciles with what was accepted, to the cent.
  const auto spend = monitoring_.Spend(SpendOf2026(), Manager({"0361"}));
  EXPECT_EQ(spend->total().accepted().cents(), costs->rows(0).accepted().cents());
  request.add_by(v1::KIND);
  EXPECT_THAT(Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::ListClientCosts, request),
              Fails(absl::StatusCode::kInvalidArgument, "DIVISION_INVALID"));
}

// shows: MON-2
TEST_F(MoneyTest, ConcentrationIsWhatTheDearestClientsTakeAndHowManyHaveCareUnderTwoLaws) {
  Claim("dear", "2026-01-01", 0, 10, 600'000);
  Claim("others", "2026-01-01", 10, 90, 44'444);
  Claim("wmo", "2026-02-01", 5, 20, 10'000, "0373", type::v1::WMO);
  const auto told = Concentration();
  ASSERT_THAT(told, IsOk());
  EXPECT_EQ(told->clients(), 100);
  EXPECT_EQ(told->accepted().cents(), 6'000'000 + 3'999'960 + 200'000);
  // The dearest one and five are of too few to be told.
  std::vector<std::string> dearest;
  for (const auto& part : told->dearest()) {
    dearest.push_back(Cat(part.percent(), ": ", part.clients(), " ", part.accepted().cents(), " ", part.share()));
  }
  EXPECT_THAT(dearest, ElementsAre("10: 10 6050000 5931", "20: 20 6594440 6465", "50: 50 7977760 7821"));
  ASSERT_EQ(told->laws_size(), 2);
  EXPECT_EQ(told->laws(1).law(), type::v1::WMO);
  EXPECT_EQ(told->laws(1).clients(), 20);
  EXPECT_EQ(told->several_laws().clients(), 20);
  EXPECT_EQ(told->several_laws().accepted().cents(), 5 * 600'000 + 15 * 44'444 + 200'000);
  EXPECT_TRUE(Concentration(Persona("case-director", {"0361"}))->held_back());
}

}  // namespace
}  // namespace clientroute::monitoring
