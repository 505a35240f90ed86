#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/money.h"
#include "services/platform/values/period.h"
#include "services/platform/values/volume.h"

namespace clientroute::contracting {

/// A point on the map, in millionths of a degree (WGS 84).
struct Place {
  std::int32_t latitude_microdegrees = 0;
  std::int32_t longitude_microdegrees = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

/// A municipality of the region. One row holds at a time; the key is the code.
struct Municipality {
  MunicipalityCode code;
  std::string display_name;
  Place place;
  friend bool operator==(const Municipality&, const Municipality&) = default;
};

/// A provider and the days on which it takes part in the message traffic. One row holds at a time; the key is the code.
struct Provider {
  ProviderCode code;
  std::string display_name;
  Period period;
  friend bool operator==(const Provider&, const Provider&) = default;
};

/// A product of the catalogue as described for a period (REG-4). The key is law, code and first day; the periods of one
/// law and code never overlap.
struct CatalogueProduct {
  Product product;
  std::string display_name;
  Law law = Law::kJeugdwet;
  /// The path in the region's tree of segments (REG-3): `resolution_oriented/ambulatory`.
  std::string segment;
  Unit unit = Unit::kHour;
  int age_from = 0;
  std::optional<int> age_until;
  Period period;
  std::string description;
  friend bool operator==(const CatalogueProduct&, const CatalogueProduct&) = default;
};

/// One provider, one lot (CON-1). One row holds at a time; the key is the code in `contracts/<code>`.
struct Contract {
  std::string code;
  ProviderCode provider;
  std::string lot;
  std::set<std::string> municipalities;
  /// A product without a code is its whole category.
  std::set<Product> products;
  Period period;
  bool duty_to_accept = false;
  std::optional<Money> yearly_ceiling;

  bool Covers(const Product& product) const;
  friend bool operator==(const Contract&, const Contract&) = default;
};

/// What a contract pays for a product per unit on the days of service in the period (CON-2). The key is contract,
/// product and first day; the periods of one contract and product never overlap.
struct Tariff {
  /// Code of the contract.
  std::string contract;
  Product product;
  Unit unit = Unit::kHour;
  Money amount;
  Period period;
  friend bool operator==(const Tariff&, const Tariff&) = default;
};

/// A tariff with when it was recorded, which tells its versions apart.
struct KnownTariff {
  Tariff row;
  Instant recorded_at;
};

/// The rows that a judgement needs, as they were known at one moment, found by key. Filled once, then only read;
/// pointers stay valid while it lives and nothing is added.
class Catalogue {
 public:
  void Add(Provider provider);
  void Add(CatalogueProduct product);
  void Add(Contract contract);
  void Add(Tariff tariff, Instant recorded_at = {});

  /// Null when there is none.
  const Provider* FindProvider(const ProviderCode& code) const;
  /// All descriptions of a code under a law, oldest first.
  const std::vector<CatalogueProduct>& ProductsOf(Law law, const std::string& code) const;
  /// Whether the catalogue has a product of the category under the law on the day.
  bool HasCategoryOn(Law law, const std::string& category, Date day) const;
  /// Contracts of a provider, by code.
  const std::vector<Contract>& ContractsOf(const ProviderCode& provider) const;
  /// Who has a contract, by code.
  std::vector<ProviderCode> ContractedProviders() const;
  /// The tariff of the contract that serves the product on the day; one for the product itself goes before one for its
  /// whole category. Null when there is none.
  const Tariff* FindTariff(const std::string& contract, const Product& product, Date day) const;
  const KnownTariff* FindKnownTariff(const std::string& contract, const Product& product, Date day) const;

 private:
  std::map<ProviderCode, Provider> providers_;
  std::map<std::pair<Law, std::string>, std::vector<CatalogueProduct>> products_;
  std::map<std::pair<Law, std::string>, std::vector<Period>> categories_;
  std::map<ProviderCode, std::vector<Contract>> contracts_;
  std::map<std::pair<std::string, Product>, std::vector<KnownTariff>> tariffs_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_H_
