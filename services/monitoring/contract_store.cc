#include "services/monitoring/contract_store.h"

#include <string_view>

#include "services/monitoring/filter_parameters_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {

absl::StatusOr<std::optional<std::int64_t>> ContractStore::Ceiling(const FigureFilter& filter) {
  if (filter.contract.empty() || !filter.municipality.empty() || !filter.product.empty() || !filter.segment.empty()) {
    return std::nullopt;
  }
  const FilterParameters of(filter);
  return connection_.QueryOne(
      "SELECT c.ceiling_cents FROM contract AS c WHERE c.contract = $1 AND c.ceiling_cents IS NOT NULL"
      " AND ($2 = '' OR c.provider = $2) AND ($3 IS NULL OR c.provider = $3)"
      " AND ($4 IS NULL OR NOT EXISTS (SELECT 1 FROM contract_municipality AS m WHERE m.contract = c.contract"
      " AND m.municipality NOT IN (SELECT key FROM json_each($4))))",
      {std::string_view(filter.contract), of.provider(), of.visible_provider(), of.visible_municipalities()},
      [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::vector<ContractKnown>> ContractStore::All() {
  CLIENTROUTE_ASSIGN(std::vector<ContractKnown> contracts,
                     connection_.QueryAll("SELECT contract, provider, lot, first_day, last_day, ceiling_cents"
                                          " FROM contract ORDER BY contract",
                                          {}, [](const Row& row) {
                                            ContractKnown known{std::string(row.Text(0)),
                                                                std::string(row.Text(1)),
                                                                std::string(row.Text(2)),
                                                                FromDays(row.Int(3)),
                                                                {},
                                                                row.MaybeInt(5),
                                                                {}};
                                            if (!row.IsNull(4)) known.last_day = FromDays(row.Int(4));
                                            return known;
                                          }));
  // Both are in the order of the contract.
  auto contract = contracts.begin();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT contract, municipality FROM contract_municipality ORDER BY contract, municipality", {},
                        [&](const Row& row) {
                          while (contract != contracts.end() && contract->contract != row.Text(0)) ++contract;
                          if (contract != contracts.end()) contract->municipalities.emplace_back(row.Text(1));
                          return absl::OkStatus();
                        }));
  return contracts;
}

}  // namespace clientroute::monitoring
