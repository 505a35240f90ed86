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
  absl::StatusOr<v1::Forecast> Forecast(const std::string& contract, const Caller& caller = Manager()) {
    v1::GetForecastRequest request;
    request.set_year(2026);
    request.set_contract(contract);
    return Call(caller, monitoring_.stub(), &v1::Monitoring::Stub::GetForecast, request);
  }
  absl::StatusOr<v1::Concentration> Concentration(const Caller& caller = Manager()) {
    return Call(caller, monitoring_.stub(), &v1::Monitoring::Stub::GetConcentration,
                In2026<v1::GetConcentrationRequest>());
  }

  MonitoringWorld monitoring_;
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
  EXPECT_FALSE(Forecast("")->has_ceiling());
  EXPECT_EQ(Forecast("contracts/b-2026")->months_size(), 0);
  v1::GetForecastRequest request;
  request.set_year(1999);
  EXPECT_THAT(Call(Manager(), monitoring_.stub(), &v1::Monitoring::Stub::GetForecast, request),
              Fails(absl::StatusCode::kInvalidArgument, "YEAR_INVALID"));
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
