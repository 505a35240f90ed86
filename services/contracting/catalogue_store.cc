#include "services/contracting/catalogue_store.h"

#include <map>
#include <utility>

#include "services/contracting/catalogue_rows_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::contracting {
namespace {

std::vector<Parameter> PeriodColumns(const Period& period) { return {ToDays(period.start()), Maybe(period.end())}; }

void Append(std::vector<Parameter>& row, std::vector<Parameter> more) {
  row.insert(row.end(), more.begin(), more.end());
}

template <typename Row>
std::vector<Row> Rows(std::vector<Recorded<Row>> recorded) {
  std::vector<Row> rows;
  rows.reserve(recorded.size());
  for (Recorded<Row>& one : recorded) rows.push_back(std::move(one.row));
  return rows;
}

}  // namespace

absl::StatusOr<Catalogue> CatalogueStore::LoadFor(const std::vector<CareLine>& lines, Instant known_at) {
  std::set<std::string> provider_codes, product_codes, categories, of_anyone;
  for (const CareLine& line : lines) {
    if (line.provider) {
      provider_codes.insert(line.provider->ToString());
    } else {
      of_anyone.insert(line.product.category);
    }
    if (!line.product.code.empty()) product_codes.insert(line.product.code);
    if (!line.product.category.empty()) categories.insert(line.product.category);
  }
  // A line without a provider is held against all who have a contract for its category.
  TextSet asked_of_anyone = TextSetOf(of_anyone);
  if (!of_anyone.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
        "SELECT DISTINCT c.provider FROM contract AS c JOIN contract_product AS p ON p.contract_id = c.id"
        " JOIN json_each($1) AS asked ON asked.key = '' OR asked.key = p.category",
        {asked_of_anyone.parameter()}, [&](const Row& row) {
          provider_codes.emplace(row.Text(0));
          return absl::OkStatus();
        }));
  }
  TextSet providers = TextSetOf(provider_codes);
  TextSet products = TextSetOf(product_codes);
  TextSet in_categories = TextSetOf(categories);
  const std::int64_t until = ToMicros(known_at);
  Catalogue catalogue;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT " CLIENTROUTE_PROVIDER_COLUMNS
                        " FROM provider WHERE id IN (SELECT max(id) FROM provider WHERE recorded_at <= $1"
                        " AND code IN (SELECT key FROM json_each($2)) GROUP BY code)",
                        {until, providers.parameter()}, [&](const Row& row) {
                          catalogue.Add(ReadProvider(row));
                          return absl::OkStatus();
                        }));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT " CLIENTROUTE_PRODUCT_COLUMNS
                        " FROM product WHERE id IN (SELECT max(id) FROM product WHERE recorded_at <= $1"
                        " AND (code IN (SELECT key FROM json_each($2)) OR category IN (SELECT key FROM json_each($3)))"
                        " GROUP BY law, code, valid_from)",
                        {until, products.parameter(), in_categories.parameter()}, [&](const Row& row) {
                          catalogue.Add(ReadProduct(row));
                          return absl::OkStatus();
                        }));
  const std::vector<Parameter> by_provider = {until, providers.parameter()};
  CLIENTROUTE_ASSIGN(std::vector<Recorded<Contract>> contracts,
                     Contracts("SELECT " CLIENTROUTE_CONTRACT_COLUMNS
                               " FROM contract WHERE id IN (SELECT max(id) FROM contract WHERE recorded_at <= $1"
                               " AND provider IN (SELECT key FROM json_each($2)) GROUP BY code)",
                               by_provider));
  TextSet contract_codes;
  for (Recorded<Contract>& contract : contracts) {
    contract_codes.Add(contract.row.code);
    catalogue.Add(std::move(contract.row));
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT " CLIENTROUTE_TARIFF_COLUMNS
      " FROM tariff WHERE id IN (SELECT max(id) FROM tariff WHERE recorded_at <= $1"
      " AND contract IN (SELECT key FROM json_each($2))"
      " AND category IN (SELECT key FROM json_each($3)) GROUP BY contract, category, code, valid_from)",
      {until, contract_codes.parameter(), in_categories.parameter()}, [&](const Row& row) {
        Recorded<Tariff> tariff = ReadTariff(row);
        catalogue.Add(std::move(tariff.row), tariff.recorded_at);
        return absl::OkStatus();
      }));
  return catalogue;
}

absl::StatusOr<CurrentRows> CatalogueStore::LoadCurrent(Instant known_at) {
  const std::int64_t until = ToMicros(known_at);
  CurrentRows rows;
  CLIENTROUTE_ASSIGN(rows.municipalities, ListMunicipalities(known_at));
  CLIENTROUTE_ASSIGN(rows.providers, connection_.QueryAll("SELECT " CLIENTROUTE_PROVIDER_COLUMNS
                                                          " FROM provider WHERE id IN (SELECT max(id) FROM provider"
                                                          " WHERE recorded_at <= $1 GROUP BY code)",
                                                          {until}, ReadProvider));
  CLIENTROUTE_ASSIGN(rows.products, connection_.QueryAll("SELECT " CLIENTROUTE_PRODUCT_COLUMNS
                                                         " FROM product WHERE id IN (SELECT max(id) FROM product"
                                                         " WHERE recorded_at <= $1 GROUP BY law, code, valid_from)",
                                                         {until}, ReadProduct));
  const std::vector<Parameter> all = {until};
  CLIENTROUTE_ASSIGN(
      std::vector<Recorded<Contract>> contracts,
      Contracts("SELECT " CLIENTROUTE_CONTRACT_COLUMNS " FROM contract WHERE id IN (SELECT max(id) FROM contract"
                " WHERE recorded_at <= $1 GROUP BY code)",
                all));
  rows.contracts = Rows(std::move(contracts));
  CLIENTROUTE_ASSIGN(
      std::vector<Recorded<Tariff>> tariffs,
      connection_.QueryAll("SELECT " CLIENTROUTE_TARIFF_COLUMNS " FROM tariff WHERE id IN (SELECT max(id) FROM tariff"
                           " WHERE recorded_at <= $1 GROUP BY contract, category, code, valid_from)",
                           {until}, ReadTariff));
  rows.tariffs = Rows(std::move(tariffs));
  CLIENTROUTE_ASSIGN(rows.matrix, LoadMatrix(known_at));
  CLIENTROUTE_ASSIGN(rows.choices, LoadChoices(known_at));
  return rows;
}

absl::Status CatalogueStore::Add(const CurrentRows& rows, Instant recorded_at) {
  const std::int64_t at = ToMicros(recorded_at);
  std::vector<std::vector<Parameter>> sets;
  for (const Municipality& row : rows.municipalities) {
    sets.push_back({std::string_view(row.code.ToString()), std::string_view(row.display_name),
                    std::int64_t{row.place.latitude_microdegrees}, std::int64_t{row.place.longitude_microdegrees}, at});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany("INSERT INTO municipality (" CLIENTROUTE_MUNICIPALITY_COLUMNS
                                                      ", recorded_at) VALUES ($1, $2, $3, $4, $5)",
                                                      sets));
  sets.clear();
  for (const Provider& row : rows.providers) {
    sets.push_back({std::string_view(row.code.ToString()), std::string_view(row.display_name)});
    Append(sets.back(), PeriodColumns(row.period));
    sets.back().push_back(at);
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO provider (" CLIENTROUTE_PROVIDER_COLUMNS ", recorded_at) VALUES ($1, $2, $3, $4, $5)", sets));
  sets.clear();
  for (const CatalogueProduct& row : rows.products) {
    const std::optional<std::int64_t> age_until = row.age_until;
    sets.push_back({std::int64_t{CodeOf(row.law)}, std::string_view(row.product.category),
                    std::string_view(row.product.code), std::string_view(row.display_name),
                    std::string_view(row.segment), std::int64_t{CodeOf(row.unit)}, std::int64_t{row.age_from},
                    Maybe(age_until)});
    Append(sets.back(), PeriodColumns(row.period));
    Append(sets.back(), {std::string_view(row.description), at});
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.ExecuteMany("INSERT INTO product (" CLIENTROUTE_PRODUCT_COLUMNS
                              ", recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                              sets));
  CLIENTROUTE_RETURN_IF_ERROR(AddContracts(rows.contracts, recorded_at));
  sets.clear();
  for (const Tariff& row : rows.tariffs) {
    sets.push_back({std::string_view(row.contract), std::string_view(row.product.category),
                    std::string_view(row.product.code), std::int64_t{CodeOf(row.unit)}, row.amount.cents()});
    Append(sets.back(), PeriodColumns(row.period));
    sets.back().push_back(at);
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO tariff (" CLIENTROUTE_TARIFF_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", sets));
  CLIENTROUTE_RETURN_IF_ERROR(AddMatrix(rows.matrix, recorded_at));
  return AddChoices(rows.choices, recorded_at);
}

absl::Status CatalogueStore::AddContracts(const std::vector<Contract>& contracts, Instant recorded_at) {
  std::vector<std::vector<Parameter>> municipalities, products;
  for (const Contract& row : contracts) {
    const std::optional<std::int64_t> ceiling =
        row.yearly_ceiling ? std::optional(row.yearly_ceiling->cents()) : std::nullopt;
    CLIENTROUTE_RETURN_IF_ERROR(
        connection_
            .Execute("INSERT INTO contract (code, provider, lot, valid_from, valid_until, duty_to_accept,"
                     " yearly_ceiling_cents, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                     {std::string_view(row.code), std::string_view(row.provider.ToString()), std::string_view(row.lot),
                      ToDays(row.period.start()), Maybe(row.period.end()), std::int64_t{row.duty_to_accept},
                      Maybe(ceiling), ToMicros(recorded_at)})
            .status());
    const std::int64_t id = connection_.LastInsertedRow();
    for (const std::string& code : row.municipalities) municipalities.push_back({id, std::string_view(code)});
    for (const Product& product : row.products) {
      products.push_back({id, std::string_view(product.category), std::string_view(product.code)});
    }
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO contract_municipality (contract_id, municipality) VALUES ($1, $2)", municipalities));
  return connection_.ExecuteMany("INSERT INTO contract_product (contract_id, category, code) VALUES ($1, $2, $3)",
                                 products);
}

absl::StatusOr<std::vector<Recorded<Contract>>> CatalogueStore::Contracts(std::string_view sql, Parameters parameters) {
  std::vector<std::pair<std::int64_t, Recorded<Contract>>> found;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(sql, parameters, [&](const Row& row) {
    found.push_back(ReadContract(row));
    return absl::OkStatus();
  }));
  CLIENTROUTE_RETURN_IF_ERROR(FillChildren(&found));
  std::vector<Recorded<Contract>> contracts;
  contracts.reserve(found.size());
  for (auto& [id, contract] : found) contracts.push_back(std::move(contract));
  return contracts;
}

absl::Status CatalogueStore::FillChildren(std::vector<std::pair<std::int64_t, Recorded<Contract>>>* contracts) {
  std::map<std::int64_t, Contract*> by_id;
  TextSet ids;
  for (auto& [id, contract] : *contracts) {
    by_id.emplace(id, &contract.row);
    ids.Add(id);
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT contract_id, municipality FROM contract_municipality"
                        " WHERE contract_id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))",
                        {ids.parameter()}, [&](const Row& row) {
                          by_id.at(row.Int(0))->municipalities.emplace(row.Text(1));
                          return absl::OkStatus();
                        }));
  return connection_.Query(
      "SELECT contract_id, category, code FROM contract_product"
      " WHERE contract_id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))",
      {ids.parameter()}, [&](const Row& row) {
        by_id.at(row.Int(0))->products.insert({std::string(row.Text(1)), std::string(row.Text(2))});
        return absl::OkStatus();
      });
}

}  // namespace clientroute::contracting
