#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/service/contracting/contracting_world.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class StackingServiceTest : public ContractingWorld {
 protected:
  StackingServiceTest() {
    v1::ImportCatalogueRequest request = Region("import-1");
    *request.mutable_contracts(0)->add_products() = Of("45", "45A05");
    AddTariff(request, "duin", 9'000, From("2026-01-01"));
    *request.mutable_tariffs(2)->mutable_product() = Of("45", "45A05");
    EXPECT_THAT(Import(request), IsOk());
  }
  static v1::ImportCatalogueRequest Matrix(const char* request_id) {
    v1::ImportCatalogueRequest request;
    request.set_request_id(request_id);
    auto* rule = request.add_stacking_rules();
    *rule->mutable_product() = Of("45", "45A05");
    *rule->mutable_other() = Of("45", "45A04");
    rule->set_law(type::v1::JEUGDWET);
    rule->set_reason("groep en individueel gaan niet samen");
    *rule->mutable_period() = From("2026-01-01");
    auto* limit = request.add_product_limits();
    *limit->mutable_product() = Of("45", "");
    limit->set_law(type::v1::JEUGDWET);
    limit->mutable_volume()->set_amount(10);
    limit->mutable_volume()->set_unit(type::v1::HOUR);
    limit->mutable_volume()->set_frequency(type::v1::PER_WEEK);
    limit->set_reason("daarboven een casusgesprek");
    *limit->mutable_period() = From("2026-01-01");
    return request;
  }
  absl::StatusOr<v1::ConfirmContractsResponse> ConfirmBeside(const char* request_id,
                                                             const std::vector<type::v1::CareLine>& lines,
                                                             const std::vector<type::v1::CareLine>& running) {
    v1::ConfirmContractsRequest request;
    request.set_request_id(request_id);
    request.set_route(kRoute);
    request.set_municipality("0361");
    for (const auto& line : lines) *request.add_lines() = line;
    for (const auto& line : running) *request.add_running_lines() = line;
    return Ask(&Stub::ConfirmContracts, request, ServicePersona("orchestrator"));
  }
};

// shows: CON-6
TEST_F(StackingServiceTest, WhatMayNotRunTogetherIsRefusedWithItsReason) {
  ASSERT_EQ(Import(Matrix("matrix-1"))->added(), 2);
  ASSERT_EQ(Import(Matrix("matrix-2"))->added(), 0);
  auto response = ConfirmBeside("confirm-1", {Line("line-1", "42420001")}, {Line("line-1", "42420001", "45A05")});
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->confirmed());
  EXPECT_EQ(response->checks(0).reason(), v1::ContractCheck::STACKING);
  v1::ProductsNotContracted event;
  ASSERT_TRUE(Announced().back().payload().UnpackTo(&event));
  ASSERT_EQ(event.refused_size(), 1);
  EXPECT_EQ(event.refused(0).reason(), v1::ContractCheck::STACKING);
  EXPECT_EQ(event.explanation(), "Product 45A04 mag niet naast product 45A05: groep en individueel gaan niet samen.");
  response = ConfirmBeside("confirm-2", {Line("line-1", "42420001"), Line("line-2", "42420001", "45A05")}, {});
  EXPECT_EQ(response->checks(0).reason(), v1::ContractCheck::REASON_UNSPECIFIED);
  EXPECT_EQ(response->checks(1).reason(), v1::ContractCheck::STACKING) << "lines of one route stack too";
}

// shows: CON-6
TEST_F(StackingServiceTest, MoreThanTheLimitIsRefusedWithItsReason) {
  ASSERT_THAT(Import(Matrix("matrix-1")), IsOk());
  type::v1::CareLine line = Line("line-1", "42420001");
  type::v1::CareLine running = Line("line-1", "42420002");
  running.mutable_volume()->set_amount(6);
  EXPECT_TRUE(ConfirmBeside("confirm-1", {line}, {running})->confirmed()) << "ten hours in all";
  running.mutable_volume()->set_amount(7);
  const auto response = ConfirmBeside("confirm-2", {line}, {running, running});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->checks(0).reason(), v1::ContractCheck::LIMIT);
  EXPECT_EQ(response->checks(0).explanation(),
            "Product 45A04 komt met wat er al loopt op 18 uur per week, meer dan het maximum van 10 uur per week: "
            "daarboven een casusgesprek.");
}

TEST_F(StackingServiceTest, LinesOfOneClientAreCheckedTogetherWhenAsked) {
  ASSERT_THAT(Import(Matrix("matrix-1")), IsOk());
  v1::CheckContractsRequest request;
  request.set_municipality("0361");
  *request.add_lines() = Line("line-1", "42420001");
  *request.add_lines() = Line("line-2", "42420001", "45A05");
  const auto reasons = [&] {
    std::vector<int> found;
    const auto response = Ask(&Stub::CheckContracts, request, ServicePersona("allocation"));
    EXPECT_THAT(response, IsOk());
    for (const auto& check : response->checks()) found.push_back(check.reason());
    return found;
  };
  EXPECT_THAT(reasons(), ElementsAre(0, 0)) << "of whoever they are";
  request.set_one_client(true);
  EXPECT_THAT(reasons(), ElementsAre(0, v1::ContractCheck::STACKING));
}

// shows: CON-6
TEST_F(StackingServiceTest, TheMatrixHoldsByDateAndIsNeverChangedInPlace) {
  v1::ImportCatalogueRequest request = Matrix("matrix-1");
  *request.mutable_stacking_rules(0)->mutable_period() = Between("2026-01-01", "2026-04-30");
  *request.add_stacking_rules() = request.stacking_rules(0);
  request.mutable_stacking_rules(1)->set_allowed(true);
  *request.mutable_stacking_rules(1)->mutable_period() = From("2026-05-01");
  ASSERT_EQ(Import(request)->added(), 3);
  type::v1::CareLine later = Line("line-1", "42420001");
  *later.mutable_period()->mutable_start_date() = ToProto(Day("2026-05-01"));
  const std::vector<type::v1::CareLine> running = {Line("line-1", "42420001", "45A05")};
  EXPECT_FALSE(ConfirmBeside("confirm-1", {Line("line-1", "42420001")}, running)->confirmed());
  EXPECT_TRUE(ConfirmBeside("confirm-2", {later}, running)->confirmed());

  v1::ListStackingRulesRequest list;
  const auto today = Ask(&Stub::ListStackingRules, list, Persona("access-professional", {"0361"}));
  ASSERT_THAT(today, IsOk());
  ASSERT_EQ(today->rules_size(), 1);
  EXPECT_FALSE(today->rules(0).allowed());
  EXPECT_EQ(today->rules(0).product().code(), "45A04") << "a pair has one order";
  EXPECT_EQ(today->limits_size(), 1);
  *list.mutable_date() = ToProto(Day("2026-05-01"));
  EXPECT_TRUE(Ask(&Stub::ListStackingRules, list, ServicePersona("suite"))->rules(0).allowed());
  *list.mutable_date() = ToProto(Day("2025-12-31"));
  EXPECT_THAT(Ask(&Stub::ListStackingRules, list, ServicePersona("suite"))->rules(), IsEmpty());

  v1::ImportCatalogueRequest newer = Matrix("matrix-2");
  newer.clear_product_limits();
  *newer.mutable_stacking_rules(0)->mutable_period() = Between("2026-01-01", "2026-04-30");
  newer.mutable_stacking_rules(0)->set_allowed(true);
  ASSERT_EQ(Import(newer)->added(), 1);
  EXPECT_TRUE(ConfirmBeside("confirm-3", {Line("line-1", "42420001")}, running)->confirmed());
}

TEST_F(StackingServiceTest, AWrongMatrixIsNamedRowByRowAndNotTaken) {
  v1::ImportCatalogueRequest request = Matrix("matrix-1");
  *request.add_stacking_rules() = request.stacking_rules(0);
  std::swap(*request.mutable_stacking_rules(1)->mutable_product(), *request.mutable_stacking_rules(1)->mutable_other());
  *request.add_stacking_rules() = request.stacking_rules(0);
  *request.mutable_stacking_rules(2)->mutable_period() = From("2026-03-01");
  *request.add_stacking_rules() = request.stacking_rules(0);
  *request.mutable_stacking_rules(3)->mutable_other() = Of("46", "");
  *request.add_stacking_rules() = request.stacking_rules(0);
  request.mutable_stacking_rules(4)->clear_product();
  *request.add_product_limits() = request.product_limits(0);
  request.mutable_product_limits(1)->clear_volume();
  const auto refused = Import(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "CATALOGUE_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields,
              testing::UnorderedElementsAre("stacking_rules[4].product", "product_limits[1].volume",
                                            "stacking_rules[3].other", "stacking_rules[1]", "stacking_rules[0].period",
                                            "stacking_rules[1].period", "stacking_rules[2].period"));
  EXPECT_THAT(Ask(&Stub::ListStackingRules, v1::ListStackingRulesRequest(), ServicePersona("suite"))->rules(),
              IsEmpty());
}

}  // namespace
}  // namespace clientroute::contracting
