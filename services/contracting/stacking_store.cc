// The stacking and limits matrix of CatalogueStore.
#include "services/contracting/catalogue_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::contracting {
namespace {

// What was checked when it was written is never missing when it is read.
template <typename Value>
Value Whole(std::optional<Value> value) {
  if (!value) StopOnDefect("contracting: a stored row of the stacking matrix is damaged");
  return *std::move(value);
}

Product ReadProductKey(const Row& row, int first) {
  return {std::string(row.Text(first)), std::string(row.Text(first + 1))};
}

Period ReadDays(const Row& row, int first) {
  std::optional<Date> until;
  if (!row.IsNull(first + 1)) until = FromDays(row.Int(first + 1));
  return Whole(Period::Of(FromDays(row.Int(first)), until));
}

StackingRule ReadRule(const Row& row) {
  return {.product = ReadProductKey(row, 1),
          .other = ReadProductKey(row, 3),
          .law = Whole(LawOf(static_cast<int>(row.Int(0)))),
          .allowed = row.Int(5) == 1,
          .reason = std::string(row.Text(6)),
          .period = ReadDays(row, 7)};
}

ProductLimit ReadLimit(const Row& row) {
  return {.product = ReadProductKey(row, 1),
          .law = Whole(LawOf(static_cast<int>(row.Int(0)))),
          .volume = {row.Int(3), Whole(UnitOf(static_cast<int>(row.Int(4)))),
                     Whole(FrequencyOf(static_cast<int>(row.Int(5))))},
          .reason = std::string(row.Text(6)),
          .period = ReadDays(row, 7)};
}

}  // namespace

absl::StatusOr<StackingMatrix> CatalogueStore::LoadMatrix(Instant known_at) {
  const std::int64_t until = ToMicros(known_at);
  StackingMatrix matrix;
  CLIENTROUTE_ASSIGN(matrix.rules,
                     connection_.QueryAll("SELECT law, category, code, other_category, other_code, allowed, reason,"
                                          " valid_from, valid_until FROM stacking_rule"
                                          " WHERE id IN (SELECT max(id) FROM stacking_rule WHERE recorded_at <= $1"
                                          " GROUP BY law, category, code, other_category, other_code, valid_from)"
                                          " ORDER BY law, category, code, other_category, other_code, valid_from",
                                          {until}, ReadRule));
  CLIENTROUTE_ASSIGN(matrix.limits,
                     connection_.QueryAll("SELECT law, category, code, amount, unit, frequency, reason, valid_from,"
                                          " valid_until FROM product_limit"
                                          " WHERE id IN (SELECT max(id) FROM product_limit WHERE recorded_at <= $1"
                                          " GROUP BY law, category, code, unit, frequency, valid_from)"
                                          " ORDER BY law, category, code, unit, frequency, valid_from",
                                          {until}, ReadLimit));
  return matrix;
}

absl::Status CatalogueStore::AddMatrix(const StackingMatrix& matrix, Instant recorded_at) {
  const std::int64_t at = ToMicros(recorded_at);
  std::vector<std::vector<Parameter>> sets;
  for (const StackingRule& row : matrix.rules) {
    sets.push_back({std::int64_t{CodeOf(row.law)}, std::string_view(row.product.category),
                    std::string_view(row.product.code), std::string_view(row.other.category),
                    std::string_view(row.other.code), std::int64_t{row.allowed}, std::string_view(row.reason),
                    ToDays(row.period.start()), Maybe(row.period.end()), at});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO stacking_rule (law, category, code, other_category, other_code, allowed, reason, valid_from,"
      " valid_until, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      sets));
  sets.clear();
  for (const ProductLimit& row : matrix.limits) {
    sets.push_back({std::int64_t{CodeOf(row.law)}, std::string_view(row.product.category),
                    std::string_view(row.product.code), row.volume.amount, std::int64_t{CodeOf(row.volume.unit)},
                    std::int64_t{CodeOf(row.volume.frequency)}, std::string_view(row.reason),
                    ToDays(row.period.start()), Maybe(row.period.end()), at});
  }
  return connection_.ExecuteMany(
      "INSERT INTO product_limit (law, category, code, amount, unit, frequency, reason,"
      " valid_from, valid_until, recorded_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      sets);
}

}  // namespace clientroute::contracting
