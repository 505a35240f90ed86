#include "services/contracting/catalogue.h"

#include <algorithm>

namespace clientroute::contracting {
namespace {

// Keeps a list in order while rows are added one by one.
template <typename Row, typename Less>
void Insert(std::vector<Row>& rows, Row row, Less less) {
  const auto at = std::upper_bound(rows.begin(), rows.end(), row, less);
  rows.insert(at, std::move(row));
}

bool StartsBefore(const auto& a, const auto& b) { return a.period.start() < b.period.start(); }

template <typename Map, typename Key>
const auto& ListAt(const Map& map, const Key& key) {
  static const typename Map::mapped_type kNone;
  const auto found = map.find(key);
  return found == map.end() ? kNone : found->second;
}

}  // namespace

bool Contract::Covers(const Product& product) const {
  return std::any_of(products.begin(), products.end(), [&](const Product& own) { return own.Covers(product); });
}

void Catalogue::Add(Provider provider) { providers_.insert_or_assign(provider.code, std::move(provider)); }

void Catalogue::Add(CatalogueProduct product) {
  categories_[{product.law, product.product.category}].push_back(product.period);
  auto& rows = products_[{product.law, product.product.code}];
  Insert(rows, std::move(product), [](const auto& a, const auto& b) { return StartsBefore(a, b); });
}

void Catalogue::Add(Contract contract) {
  auto& rows = contracts_[contract.provider];
  Insert(rows, std::move(contract), [](const auto& a, const auto& b) { return a.code < b.code; });
}

void Catalogue::Add(Tariff tariff, Instant recorded_at) {
  auto& rows = tariffs_[{tariff.contract, tariff.product}];
  Insert(rows, KnownTariff{std::move(tariff), recorded_at},
         [](const auto& a, const auto& b) { return StartsBefore(a.row, b.row); });
}

const Provider* Catalogue::FindProvider(const ProviderCode& code) const {
  const auto found = providers_.find(code);
  return found == providers_.end() ? nullptr : &found->second;
}

const std::vector<CatalogueProduct>& Catalogue::ProductsOf(Law law, const std::string& code) const {
  return ListAt(products_, std::pair(law, code));
}

bool Catalogue::HasCategoryOn(Law law, const std::string& category, Date day) const {
  const auto& periods = ListAt(categories_, std::pair(law, category));
  return std::any_of(periods.begin(), periods.end(), [&](const Period& period) { return period.Contains(day); });
}

const std::vector<Contract>& Catalogue::ContractsOf(const ProviderCode& provider) const {
  return ListAt(contracts_, provider);
}

std::vector<ProviderCode> Catalogue::ContractedProviders() const {
  std::vector<ProviderCode> providers;
  for (const auto& [provider, contracts] : contracts_) providers.push_back(provider);
  return providers;
}

const Tariff* Catalogue::FindTariff(const std::string& contract, const Product& product, Date day) const {
  const KnownTariff* found = FindKnownTariff(contract, product, day);
  return found == nullptr ? nullptr : &found->row;
}

const KnownTariff* Catalogue::FindKnownTariff(const std::string& contract, const Product& product, Date day) const {
  for (const Product& key : {product, Product{product.category, ""}}) {
    for (const KnownTariff& tariff : ListAt(tariffs_, std::pair(contract, key))) {
      if (tariff.row.period.Contains(day)) return &tariff;
    }
  }
  return nullptr;
}

}  // namespace clientroute::contracting
