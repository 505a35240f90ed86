// The orders of the lists of contracting, and what a provider sees of them.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/service/contracting/contracting_world.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ContractingListsTest : public ContractingWorld {
 protected:
  ContractingListsTest() {
    v1::ImportCatalogueRequest request = Region("import-1");
    *request.mutable_contracts(0)->mutable_period() = Between("2025-01-01", "2027-12-31");
    request.mutable_contracts(1)->mutable_yearly_ceiling()->set_cents(5'000'000);
    v1::Contract* third = AddContract(request, "appel", "42420002", "0361");
    *third->mutable_period() = Between("2025-01-01", "2026-12-31");
    third->mutable_yearly_ceiling()->set_cents(9'000'000);
    *request.mutable_tariffs(0)->mutable_period() = Between("2026-01-01", "2026-06-30");
    AddTariff(request, "duin", 9'100, Between("2026-07-01", "2026-09-30"));
    AddTariff(request, "duin", 9'990, From("2026-10-01"));
    EXPECT_THAT(Import(request), IsOk());
  }
  /// Page by page of one row, as a list is read while it is written.
  std::vector<std::string> Contracts(v1::ListContractsRequest::Order order, const Caller& caller) {
    v1::ListContractsRequest request;
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::string> names;
    do {
      const auto page = Ask(&Stub::ListContracts, request, caller);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return names;
      for (const auto& row : page->contracts()) names.push_back(row.name().substr(std::string("contracts/").size()));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  std::vector<std::int64_t> Tariffs(v1::ListTariffsRequest::Order order) {
    v1::ListTariffsRequest request;
    request.set_contract("contracts/duin");
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::int64_t> cents;
    do {
      const auto page = Ask(&Stub::ListTariffs, request, buyer_);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return cents;
      for (const auto& row : page->tariffs()) cents.push_back(row.amount().cents());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return cents;
  }

  const Caller buyer_ = Persona("contract-manager", {"0361", "0399"});
  const Caller provider_ = ProviderPersona("42420001");
  const Caller other_provider_ = ProviderPersona("42420002");
};

TEST_F(ContractingListsTest, ContractsComeInEveryOrder) {
  using Order = v1::ListContractsRequest;
  EXPECT_THAT(Contracts(Order::NAME, buyer_), ElementsAre("appel", "duin", "kompas"));
  EXPECT_THAT(Contracts(Order::PROVIDER, buyer_), ElementsAre("duin", "appel", "kompas"));
  EXPECT_THAT(Contracts(Order::ENDS_FIRST, buyer_), ElementsAre("appel", "duin", "kompas")) << "without an end last";
  EXPECT_THAT(Contracts(Order::HIGHEST_CEILING, buyer_), ElementsAre("appel", "kompas", "duin"))
      << "without a ceiling last";
}

TEST_F(ContractingListsTest, TariffsComeInEveryOrder) {
  using Order = v1::ListTariffsRequest;
  EXPECT_THAT(Tariffs(Order::PRODUCT), ElementsAre(9'840, 9'100, 9'990));
  EXPECT_THAT(Tariffs(Order::HIGHEST), ElementsAre(9'990, 9'840, 9'100));
  EXPECT_THAT(Tariffs(Order::LOWEST), ElementsAre(9'100, 9'840, 9'990));
  EXPECT_THAT(Tariffs(Order::NEWEST), ElementsAre(9'990, 9'100, 9'840));
}

TEST_F(ContractingListsTest, ATokenOfAnotherOrderIsRefused) {
  v1::ListContractsRequest request;
  request.set_page_size(1);
  request.set_page_token(Ask(&Stub::ListContracts, request, buyer_)->next_page_token());
  request.set_order(v1::ListContractsRequest::PROVIDER);
  EXPECT_THAT(Ask(&Stub::ListContracts, request, buyer_), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

// shows: PRI-1
TEST_F(ContractingListsTest, AProviderSeesItsOwnAndTheCatalogue) {
  EXPECT_THAT(Contracts(v1::ListContractsRequest::NAME, provider_), ElementsAre("duin"));
  EXPECT_THAT(Contracts(v1::ListContractsRequest::ENDS_FIRST, other_provider_), ElementsAre("appel", "kompas"));
  EXPECT_THAT(Contracts(v1::ListContractsRequest::NAME, ProviderPersona("42429999")), IsEmpty());
  v1::GetContractRequest get;
  get.set_name("contracts/duin");
  EXPECT_THAT(Ask(&Stub::GetContract, get, provider_), IsOk());
  EXPECT_THAT(Ask(&Stub::GetContract, get, other_provider_),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_PROVIDER"));
  v1::ListTariffsRequest tariffs;
  tariffs.set_contract("contracts/duin");
  EXPECT_EQ(Ask(&Stub::ListTariffs, tariffs, provider_)->tariffs_size(), 3);
  EXPECT_THAT(Ask(&Stub::ListTariffs, tariffs, other_provider_),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_PROVIDER"));
  const auto providers = Ask(&Stub::ListProviders, v1::ListProvidersRequest(), provider_);
  ASSERT_EQ(providers->providers_size(), 1);
  EXPECT_EQ(providers->providers(0).code(), "42420001");
  EXPECT_EQ(Ask(&Stub::ListProducts, v1::ListProductsRequest(), provider_)->products_size(), 2);
  EXPECT_EQ(Ask(&Stub::ListMunicipalities, v1::ListMunicipalitiesRequest(), provider_)->municipalities_size(), 2);
  EXPECT_THAT(Ask(&Stub::ImportCatalogue, Region("import-2"), provider_),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

}  // namespace
}  // namespace clientroute::contracting
