// The lists of CatalogueStore.
#include <utility>

#include "services/contracting/catalogue_rows_store.h"
#include "services/contracting/catalogue_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::contracting {

absl::StatusOr<std::optional<Recorded<Contract>>> CatalogueStore::FindContract(std::string_view code,
                                                                               Instant known_at) {
  const std::vector<Parameter> parameters = {ToMicros(known_at), code};
  CLIENTROUTE_ASSIGN(
      std::vector<Recorded<Contract>> found,
      Contracts("SELECT " CLIENTROUTE_CONTRACT_COLUMNS " FROM contract WHERE id = (SELECT max(id) FROM contract"
                " WHERE recorded_at <= $1 AND code = $2)",
                parameters));
  if (found.empty()) return std::optional<Recorded<Contract>>();
  return std::optional(std::move(found.front()));
}

CatalogueStore::ContractPosition CatalogueStore::PositionOf(const Contract& contract, ContractOrder order) {
  ContractPosition position{0, contract.provider.ToString(), contract.code};
  if (order == ContractOrder::kEndsFirst) {
    position.value = contract.period.end() ? ToDays(*contract.period.end()) : INT64_MAX;
  }
  if (order == ContractOrder::kHighestCeiling) {
    position.value = contract.yearly_ceiling ? -contract.yearly_ceiling->cents() : INT64_MAX;
  }
  return position;
}

absl::StatusOr<std::vector<Recorded<Contract>>> CatalogueStore::ListContracts(const ContractFilter& filter,
                                                                              ContractOrder order,
                                                                              const ContractPosition& after, int limit,
                                                                              Instant known_at) {
#define CONTRACTS_IN_ORDER(value, from)                                               \
  "SELECT " CLIENTROUTE_CONTRACT_COLUMNS                                              \
  " FROM contract AS c WHERE id = (SELECT max(id) FROM contract AS n"                 \
  " WHERE n.code = c.code AND n.recorded_at <= $1) AND ($3 IS NULL OR provider = $3)" \
  " AND ($4 IS NULL OR EXISTS (SELECT 1 FROM contract_municipality"                   \
  " WHERE contract_id = c.id AND municipality = $4))"                                 \
  " AND ($5 IS NULL OR provider = $6 OR EXISTS (SELECT 1 FROM contract_municipality"  \
  " WHERE contract_id = c.id AND municipality IN (SELECT key FROM json_each($5))))"   \
  " AND (" value "code) > (" from "$2) ORDER BY " value "code LIMIT $9"
  // Rows without a value come last.
  constexpr std::string_view kTexts[] = {
      CONTRACTS_IN_ORDER("", ""), CONTRACTS_IN_ORDER("provider, ", "$8, "),
      CONTRACTS_IN_ORDER("coalesce(valid_until, 9223372036854775807), ", "$7, "),
      CONTRACTS_IN_ORDER("coalesce(-yearly_ceiling_cents, 9223372036854775807), ", "$7, ")};
#undef CONTRACTS_IN_ORDER
  TextSet visible;
  if (filter.visible) visible = TextSetOf(*filter.visible);
  const std::vector<Parameter> parameters = {
      ToMicros(known_at),
      std::string_view(after.code),
      MaybeText(filter.provider),
      MaybeText(filter.municipality),
      filter.visible ? Parameter(visible.parameter()) : Parameter(nullptr),
      MaybeText(filter.own_provider),
      after.value,
      std::string_view(after.provider),
      std::int64_t{limit},
  };
  return Contracts(kTexts[static_cast<std::size_t>(order)], parameters);
}

CatalogueStore::TariffPosition CatalogueStore::PositionOf(const Tariff& tariff, TariffOrder order) {
  TariffPosition position{0, tariff.product, ToDays(tariff.period.start())};
  if (order == TariffOrder::kHighest) position.value = -tariff.amount.cents();
  if (order == TariffOrder::kLowest) position.value = tariff.amount.cents();
  if (order == TariffOrder::kNewest) position.value = -position.first_day;
  return position;
}

absl::StatusOr<std::vector<Recorded<Tariff>>> CatalogueStore::ListTariffs(std::string_view contract, TariffOrder order,
                                                                          const TariffPosition& after, int limit,
                                                                          Instant known_at) {
#define TARIFFS_IN_ORDER(value, from)                                               \
  "SELECT " CLIENTROUTE_TARIFF_COLUMNS                                              \
  " FROM tariff AS t WHERE contract = $2 AND id = (SELECT max(id) FROM tariff AS n" \
  " WHERE n.contract = t.contract AND n.category = t.category AND n.code = t.code"  \
  " AND n.valid_from = t.valid_from AND n.recorded_at <= $1)"                       \
  " AND (" value "category, code, valid_from) > (" from                             \
  "$4, $5, $6)"                                                                     \
  " ORDER BY " value "category, code, valid_from LIMIT $7"
  constexpr std::string_view kTexts[] = {TARIFFS_IN_ORDER("", ""), TARIFFS_IN_ORDER("-amount_cents, ", "$3, "),
                                         TARIFFS_IN_ORDER("amount_cents, ", "$3, "),
                                         TARIFFS_IN_ORDER("-valid_from, ", "$3, ")};
#undef TARIFFS_IN_ORDER
  return connection_.QueryAll(kTexts[static_cast<std::size_t>(order)],
                              {ToMicros(known_at), contract, after.value, std::string_view(after.product.category),
                               std::string_view(after.product.code), after.first_day, std::int64_t{limit}},
                              ReadTariff);
}

absl::StatusOr<std::vector<CatalogueProduct>> CatalogueStore::ListProducts(Date day, const ProductPosition& after,
                                                                           int limit, Instant known_at) {
  return connection_.QueryAll(
      "SELECT " CLIENTROUTE_PRODUCT_COLUMNS
      " FROM product AS p WHERE id = (SELECT max(id) FROM product AS n"
      " WHERE n.law = p.law AND n.code = p.code AND n.valid_from = p.valid_from"
      " AND n.recorded_at <= $1)"
      " AND valid_from <= $2 AND (valid_until IS NULL OR valid_until >= $2)"
      " AND (code, law) > ($3, $4) ORDER BY code, law LIMIT $5",
      {ToMicros(known_at), ToDays(day), std::string_view(after.code), after.law, std::int64_t{limit}}, ReadProduct);
}

absl::StatusOr<std::vector<Provider>> CatalogueStore::ListProviders(const std::optional<std::string>& only,
                                                                    std::string_view after, int limit,
                                                                    Instant known_at) {
  return connection_.QueryAll("SELECT " CLIENTROUTE_PROVIDER_COLUMNS
                              " FROM provider AS p WHERE id = (SELECT max(id) FROM provider AS n"
                              " WHERE n.code = p.code AND n.recorded_at <= $1) AND code > $2"
                              " AND ($3 IS NULL OR code = $3) ORDER BY code LIMIT $4",
                              {ToMicros(known_at), after, MaybeText(only), std::int64_t{limit}}, ReadProvider);
}

absl::StatusOr<std::vector<Municipality>> CatalogueStore::ListMunicipalities(Instant known_at) {
  return connection_.QueryAll("SELECT " CLIENTROUTE_MUNICIPALITY_COLUMNS
                              " FROM municipality WHERE id IN (SELECT max(id) FROM municipality"
                              " WHERE recorded_at <= $1 GROUP BY code) ORDER BY code",
                              {ToMicros(known_at)}, ReadMunicipality);
}

}  // namespace clientroute::contracting
