#include <string>
#include <vector>

#include "clientroute/region/v1/region.pb.h"
#include "gmock/gmock.h"
#include "services/platform/config/text_config.h"
#include "tests/service/contracting/contracting_world.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using ContractingServiceTest = ContractingWorld;

TEST_F(ContractingServiceTest, ImportsOnceAndOnlyWhatIsNew) {
  EXPECT_EQ(Import(Region("import-1"))->added(), 10);
  EXPECT_EQ(Import(Region("import-1"))->added(), 10) << "a repeat gets the first answer";
  EXPECT_EQ(Import(Region("import-2"))->added(), 0);
  v1::ImportCatalogueRequest changed = Region("import-3");
  changed.mutable_tariffs(0)->mutable_amount()->set_cents(9'900);
  changed.mutable_contracts(1)->set_duty_to_accept(true);
  EXPECT_EQ(Import(changed)->added(), 2);
  EXPECT_THAT(Announced(), IsEmpty());
}

TEST_F(ContractingServiceTest, ImportNamesEveryWrongRowAndTakesNothing) {
  v1::ImportCatalogueRequest request = Region("import-1");
  request.mutable_municipalities(1)->set_code("9999");
  request.mutable_contracts(1)->set_municipalities(0, "9999");
  request.mutable_providers(1)->set_code("4242000");
  request.mutable_products(1)->clear_period();
  request.mutable_tariffs(0)->set_unit(type::v1::PART_DAY);
  AddTariff(request, "duin", 9'900, From("2026-07-01"));
  AddTariff(request, "nergens", 9'900, From("2026-07-01"));
  const auto refused = Import(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "CATALOGUE_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields, testing::UnorderedElementsAre("providers[1].code", "products[1].period", "municipalities[1].code",
                                                    "contracts[1].provider", "tariffs[0].unit", "tariffs[0].period",
                                                    "tariffs[2].period", "tariffs[3].contract"));
  EXPECT_THAT(Ask(&Stub::ListProviders, v1::ListProvidersRequest(), ServicePersona("suite"))->providers(), IsEmpty());
  EXPECT_EQ(Import(Region("import-1"))->added(), 10) << "a refused request leaves its id free";
}

TEST_F(ContractingServiceTest, ConfirmsEveryLineWithContractAndTariff) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  const auto response = Confirm("confirm-1", {Line("line-1", "42420001")});
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->confirmed());
  ASSERT_EQ(response->checks_size(), 1);
  EXPECT_EQ(response->checks(0).contract(), "contracts/duin");

  const auto events = Announced();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].aggregate(), kRoute);
  v1::ProductsConfirmed confirmed;
  ASSERT_TRUE(events[0].payload().UnpackTo(&confirmed));
  EXPECT_EQ(confirmed.route(), kRoute);
  ASSERT_EQ(confirmed.lines_size(), 1);
  EXPECT_EQ(confirmed.lines(0).contract(), "contracts/duin");
  EXPECT_EQ(confirmed.lines(0).tariff().cents(), 9'840);
  EXPECT_EQ(confirmed.lines(0).volume().amount(), 4);
  EXPECT_EQ(confirmed.explanation(),
            "Product 45A04 is bij 42420001 gecontracteerd onder perceel ambulant-2026 tegen € 98,40 per uur.");
}

TEST_F(ContractingServiceTest, OneUncontractedLineRefusesTheRoute) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  const auto response = Confirm("confirm-1", {Line("line-1", "42420001"), Line("line-2", "42420002")});
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->confirmed());
  EXPECT_EQ(response->checks(1).reason(), v1::ContractCheck::NOT_FOR_MUNICIPALITY);
  const auto events = Announced();
  ASSERT_EQ(events.size(), 1U);
  v1::ProductsNotContracted refused;
  ASSERT_TRUE(events[0].payload().UnpackTo(&refused));
  ASSERT_EQ(refused.refused_size(), 1);
  EXPECT_EQ(refused.refused(0).line(), "line-2");
  EXPECT_EQ(refused.explanation(), "Het contract van 42420002 voor product 45A04 geldt niet voor gemeente 0361.");
}

TEST_F(ContractingServiceTest, ARepeatedConfirmationAnnouncesOnce) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  ASSERT_THAT(Confirm("confirm-1", {Line("line-1", "42420001")}), IsOk());
  ASSERT_THAT(Confirm("confirm-1", {Line("line-1", "42420001")}), IsOk());
  EXPECT_EQ(Announced().size(), 1U);
  EXPECT_THAT(Confirm("confirm-1", {Line("line-1", "42420002")}),
              Fails(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(ContractingServiceTest, ConfirmRefusesWhatItCannotRead) {
  const auto refused = Confirm("confirm-1", {Line("Line 1", "4242"), Line("line-2", "42420001"), Line("line-2", "")});
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields, ElementsAre("lines[0].line", "lines[0].provider", "lines[2].line"));
  EXPECT_THAT(Announced(), IsEmpty());
}

// shows: CON-2
TEST_F(ContractingServiceTest, AnOlderTariffIsStillKnownAsItWas) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  const Instant before = world_.clock()->Now();
  world_.clock()->Advance(std::chrono::hours(24));
  v1::ImportCatalogueRequest corrected;
  corrected.set_request_id("import-2");
  AddTariff(corrected, "duin", 10'200, From("2026-01-01"));
  ASSERT_EQ(Import(corrected)->added(), 1);
  EXPECT_EQ(TariffAt(std::nullopt), 10'200);
  EXPECT_EQ(TariffAt(world_.clock()->Now()), 10'200);
  EXPECT_EQ(TariffAt(before), 9'840);
  EXPECT_EQ(TariffAt(before - std::chrono::hours(1)), 0) << "nothing was known yet";

  v1::ListTariffsRequest list;
  list.set_contract("contracts/duin");
  EXPECT_EQ(Ask(&Stub::ListTariffs, list, ServicePersona("claims"))->tariffs(0).amount().cents(), 10'200);
  *list.mutable_known_at() = ToProto(before);
  const auto listed = Ask(&Stub::ListTariffs, list, ServicePersona("claims"));
  ASSERT_EQ(listed->tariffs_size(), 1);
  EXPECT_EQ(listed->tariffs(0).amount().cents(), 9'840);
  EXPECT_EQ(FromProto(listed->tariffs(0).record_time()), before);
}

TEST_F(ContractingServiceTest, ManyTariffsAreLookedUpInOneCallEachWithItsVersion) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  const Instant first = world_.clock()->Now();
  world_.clock()->Advance(std::chrono::hours(24));
  v1::ImportCatalogueRequest corrected;
  corrected.set_request_id("import-2");
  AddTariff(corrected, "duin", 10'200, From("2026-01-01"));
  ASSERT_EQ(Import(corrected)->added(), 1);
  v1::LookUpTariffsRequest request;
  for (int i = 0; i < 1'000; ++i) {
    auto* question = request.add_questions();
    question->set_key("q-" + std::to_string(i));
    question->set_provider("42420001");
    *question->mutable_product() = Of("45", "45A04");
    question->set_municipality(i % 2 == 0 ? "0361" : "0399");
    *question->mutable_date() = ToProto(Day("2026-03-31"));
    question->set_unit(type::v1::MINUTE);
  }
  auto response = Ask(&Stub::LookUpTariffs, request, ServicePersona("claims"));
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->answers_size(), 1'000);
  for (int i = 0; i < 1'000; ++i) {
    const auto& answer = response->answers(i);
    EXPECT_EQ(answer.key(), "q-" + std::to_string(i));
    EXPECT_EQ(answer.found(), i % 2 == 0) << i;
    EXPECT_EQ(answer.tariff().cents(), i % 2 == 0 ? 10'200 : 0) << i;
  }
  EXPECT_EQ(response->answers(0).unit(), type::v1::HOUR);
  EXPECT_EQ(response->answers(0).contract(), "contracts/duin");
  EXPECT_EQ(FromProto(response->answers(0).record_time()), world_.clock()->Now());
  *request.mutable_known_at() = ToProto(first);
  response = Ask(&Stub::LookUpTariffs, request, ServicePersona("claims"));
  EXPECT_EQ(response->answers(0).tariff().cents(), 9'840);
  EXPECT_EQ(FromProto(response->answers(0).record_time()), first);
  request.mutable_questions(7)->set_provider("none");
  EXPECT_THAT(Ask(&Stub::LookUpTariffs, request, ServicePersona("claims")),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  *request.add_questions() = request.questions(0);
  EXPECT_THAT(Ask(&Stub::LookUpTariffs, request, ServicePersona("claims")), testing::Not(IsOk()))
      << "more than the limit";
}

TEST_F(ContractingServiceTest, ManyLinesAreCheckedInOneCall) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  v1::CheckContractsRequest request;
  request.set_municipality("0361");
  constexpr int kLines = 2'000;
  for (int i = 0; i < kLines; ++i) {
    *request.add_lines() = Line(("line-" + std::to_string(i)).c_str(), i % 2 == 0 ? "42420001" : "42420002");
  }
  const auto response = Ask(&Stub::CheckContracts, request, ServicePersona("allocation"));
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->checks_size(), kLines);
  for (int i = 0; i < kLines; ++i) {
    EXPECT_EQ(response->checks(i).line(), "line-" + std::to_string(i));
    EXPECT_EQ(response->checks(i).reason() == v1::ContractCheck::REASON_UNSPECIFIED, i % 2 == 0) << i;
  }
}

TEST_F(ContractingServiceTest, ContractsAreShownByMunicipality) {
  ASSERT_THAT(Import(Region("import-1")), IsOk());
  const auto names = [&](const Caller& caller, const v1::ListContractsRequest& request) {
    std::vector<std::string> found;
    const auto response = Ask(&Stub::ListContracts, request, caller);
    EXPECT_THAT(response, IsOk());
    for (const auto& contract : response->contracts()) found.push_back(contract.name());
    return found;
  };
  v1::ListContractsRequest all;
  EXPECT_THAT(names(ServicePersona("suite"), all), ElementsAre("contracts/duin", "contracts/kompas"));
  EXPECT_THAT(names(Persona("contract-manager", {"0399"}), all), ElementsAre("contracts/kompas"));
  EXPECT_THAT(names(Persona("contract-manager", {"0363"}), all), IsEmpty());
  EXPECT_THAT(names(Persona("contract-manager", {}), all), IsEmpty());
  all.set_provider("42420001");
  EXPECT_THAT(names(ServicePersona("suite"), all), ElementsAre("contracts/duin"));
  all.set_municipality("0399");
  EXPECT_THAT(names(ServicePersona("suite"), all), IsEmpty());

  v1::GetContractRequest get;
  get.set_name("contracts/duin");
  EXPECT_EQ(Ask(&Stub::GetContract, get, Persona("contract-manager", {"0361"}))->lot(), "ambulant-2026");
  EXPECT_THAT(Ask(&Stub::GetContract, get, Persona("contract-manager", {"0399"})),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_MUNICIPALITY"));
  get.set_name("contracts/none");
  EXPECT_THAT(Ask(&Stub::GetContract, get, ServicePersona("suite")),
              Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  get.set_name("contracts/No Name");
  EXPECT_THAT(Ask(&Stub::GetContract, get, ServicePersona("suite")), Fails(absl::StatusCode::kInvalidArgument, ""));
}

TEST_F(ContractingServiceTest, ListsArePagedWithoutGapsOrRepeats) {
  v1::ImportCatalogueRequest request = Region("import-1");
  for (int i = 10; i < 17; ++i) {
    AddProduct(request, ("45B" + std::to_string(i)).c_str());
    AddProvider(request, ("424300" + std::to_string(i)).c_str());
    AddContract(request, ("lot-" + std::to_string(i)).c_str(), "42420001", "0361");
  }
  request.mutable_tariffs(0)->mutable_period()->CopyFrom(Between("2026-01-01", "2026-01-31"));
  for (int month = 2; month <= 9; ++month) {
    const std::string first = "2026-0" + std::to_string(month) + "-01";
    AddTariff(request, "duin", 9'900 + month,
              ToProto(Period::Of(Day(first.c_str()), Day(first.c_str()).LastOfMonth()).value()));
  }
  ASSERT_THAT(Import(request), IsOk());

  std::vector<std::string> products, providers, contracts, tariffs;
  v1::ListProductsRequest product_page;
  product_page.set_page_size(2);
  do {
    const auto page = Ask(&Stub::ListProducts, product_page, ServicePersona("suite"));
    ASSERT_THAT(page, IsOk());
    for (const auto& row : page->products()) products.push_back(row.product().code());
    product_page.set_page_token(page->next_page_token());
  } while (!product_page.page_token().empty());
  v1::ListProvidersRequest provider_page;
  provider_page.set_page_size(4);
  do {
    const auto page = Ask(&Stub::ListProviders, provider_page, ServicePersona("suite"));
    ASSERT_THAT(page, IsOk());
    for (const auto& row : page->providers()) providers.push_back(row.code());
    provider_page.set_page_token(page->next_page_token());
  } while (!provider_page.page_token().empty());
  v1::ListContractsRequest contract_page;
  contract_page.set_page_size(3);
  do {
    const auto page = Ask(&Stub::ListContracts, contract_page, Persona("contract-manager", {"0361"}));
    ASSERT_THAT(page, IsOk());
    for (const auto& row : page->contracts()) contracts.push_back(row.name());
    contract_page.set_page_token(page->next_page_token());
  } while (!contract_page.page_token().empty());
  v1::ListTariffsRequest tariff_page;
  tariff_page.set_contract("contracts/duin");
  tariff_page.set_page_size(1);
  do {
    const auto page = Ask(&Stub::ListTariffs, tariff_page, ServicePersona("suite"));
    ASSERT_THAT(page, IsOk());
    for (const auto& row : page->tariffs()) tariffs.push_back(std::to_string(row.period().start_date().month()));
    tariff_page.set_page_token(page->next_page_token());
  } while (!tariff_page.page_token().empty());

  EXPECT_THAT(products, ElementsAre("45A04", "45A05", "45B10", "45B11", "45B12", "45B13", "45B14", "45B15", "45B16"));
  EXPECT_EQ(providers.size(), 9U);
  EXPECT_THAT(std::set<std::string>(providers.begin(), providers.end()), testing::SizeIs(9));
  EXPECT_EQ(contracts.size(), 8U);
  EXPECT_THAT(std::set<std::string>(contracts.begin(), contracts.end()), testing::SizeIs(8));
  EXPECT_THAT(tariffs, ElementsAre("1", "2", "3", "4", "5", "6", "7", "8", "9"));
  product_page.set_page_token("bogus");
  EXPECT_THAT(Ask(&Stub::ListProducts, product_page, ServicePersona("suite")),
              Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

// shows: REG-4
TEST_F(ContractingServiceTest, ProductsAreThoseInForceOnTheDay) {
  v1::ImportCatalogueRequest request = Region("import-1");
  *request.mutable_products(0)->mutable_period() = Between("2024-01-01", "2025-12-31");
  AddProduct(request, "45A04");
  *request.mutable_products(2)->mutable_period() = From("2026-01-01");
  request.mutable_products(2)->set_display_name("opnieuw beschreven");
  ASSERT_THAT(Import(request), IsOk());
  v1::ListProductsRequest list;
  *list.mutable_date() = ToProto(Day("2025-12-31"));
  EXPECT_EQ(Ask(&Stub::ListProducts, list, ServicePersona("suite"))->products(0).display_name(), "45A04");
  list.clear_date();
  const auto today = Ask(&Stub::ListProducts, list, ServicePersona("suite"));
  ASSERT_EQ(today->products_size(), 2);
  EXPECT_EQ(today->products(0).display_name(), "opnieuw beschreven");
  *list.mutable_date() = ToProto(Day("2023-12-31"));
  EXPECT_THAT(Ask(&Stub::ListProducts, list, ServicePersona("suite"))->products(), IsEmpty());
}

TEST_F(ContractingServiceTest, RolesAndAudiencesAreKept) {
  EXPECT_THAT(Ask(&Stub::ImportCatalogue, Region("import-1"), Persona("access-professional", {"0361"})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(Ask(&Stub::ImportCatalogue, Region("import-1"), Persona("contract-manager", {"0361"})), IsOk());
  v1::ListMunicipalitiesRequest list;
  EXPECT_EQ(Ask(&Stub::ListMunicipalities, list, Persona("access-professional", {"0361"}))->municipalities_size(), 2);
  EXPECT_THAT(Ask(&Stub::ListStackingRules, v1::ListStackingRulesRequest(), ProviderPersona("42420001")),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  v1::ConfirmContractsRequest confirm;
  confirm.set_request_id("confirm-1");
  confirm.set_route(kRoute);
  confirm.set_municipality("0361");
  *confirm.add_lines() = Line("line-1", "42420001");
  EXPECT_THAT(Ask(&Stub::ConfirmContracts, confirm, Persona("contract-manager", {"0361"})),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

TEST_F(ContractingServiceTest, WithoutALineThereIsNothingToConfirmAndTheRouteHearsSo) {
  v1::ConfirmContractsRequest confirm;
  confirm.set_request_id("confirm-1");
  confirm.set_route(kRoute);
  confirm.set_municipality("0361");
  const auto answer = Ask(&Stub::ConfirmContracts, confirm, ServicePersona("orchestrator"));
  ASSERT_THAT(answer, IsOk());
  EXPECT_FALSE(answer->confirmed());
  v1::NothingToConfirm event;
  ASSERT_EQ(Announced().size(), 1U);
  ASSERT_TRUE(Announced()[0].payload().UnpackTo(&event));
  EXPECT_EQ(event.route(), kRoute);
}

TEST_F(ContractingServiceTest, TakesTheReferenceRegion) {
  region::v1::Catalogue catalogue;
  ASSERT_THAT(ReadTextProto(CLIENTROUTE_SOURCE_DIR "/workflows/regions/reference/catalogue.textproto", &catalogue),
              IsOk());
  v1::ImportCatalogueRequest request;
  request.set_request_id("region");
  request.mutable_municipalities()->CopyFrom(catalogue.municipalities());
  request.mutable_providers()->CopyFrom(catalogue.providers());
  request.mutable_products()->CopyFrom(catalogue.products());
  request.mutable_contracts()->CopyFrom(catalogue.contracts());
  request.mutable_tariffs()->CopyFrom(catalogue.tariffs());
  request.mutable_stacking_rules()->CopyFrom(catalogue.stacking_rules());
  request.mutable_product_limits()->CopyFrom(catalogue.product_limits());
  request.mutable_talk_intensities()->CopyFrom(catalogue.talk_intensities());
  request.mutable_performance_measures()->CopyFrom(catalogue.performance_measures());
  const auto imported = Import(request);
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->added(), catalogue.municipalities_size() + catalogue.providers_size() +
                                   catalogue.products_size() + catalogue.contracts_size() + catalogue.tariffs_size() +
                                   catalogue.stacking_rules_size() + catalogue.product_limits_size() +
                                   catalogue.talk_intensities_size() + catalogue.performance_measures_size());
  request.set_request_id("region-again");
  EXPECT_EQ(Import(request)->added(), 0);
}

}  // namespace
}  // namespace clientroute::contracting
