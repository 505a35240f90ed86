#include "services/monitoring/contract_store.h"

#include <string_view>

#include "services/monitoring/filter_parameters_store.h"
#include "services/platform/status/status.h"

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

}  // namespace clientroute::monitoring
