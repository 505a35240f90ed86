#include "services/contracting/performance_store.h"

#include <map>
#include <utility>

#include "services/contracting/catalogue_rows_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::contracting {
namespace {

#define CLIENTROUTE_IS_NEWEST                                                      \
  "NOT EXISTS (SELECT 1 FROM performance_score AS n WHERE n.contract = s.contract" \
  " AND (n.last_day, n.id) > (s.last_day, s.id))"
#define CLIENTROUTE_SCORES                                                                           \
  "SELECT s.id, s.uuid, s.contract, s.provider, s.first_day, s.last_day, s.score, s.note, s.author," \
  " s.recorded_at, " CLIENTROUTE_IS_NEWEST " FROM performance_score AS s"
// $1 contract, $2 provider, $3 only the newest, $4 municipalities that may be seen, $5 provider that may see its own.
#define CLIENTROUTE_SCORE_FILTER                                                            \
  "($1 IS NULL OR s.contract = $1) AND ($2 IS NULL OR s.provider = $2)"                     \
  " AND ($3 = 0 OR " CLIENTROUTE_IS_NEWEST                                                  \
  ")"                                                                                       \
  " AND ($4 IS NULL OR s.provider = $5 OR EXISTS (SELECT 1 FROM contract_municipality AS m" \
  " WHERE m.contract_id = (SELECT max(id) FROM contract AS c WHERE c.code = s.contract)"    \
  " AND m.municipality IN (SELECT key FROM json_each($4))))"

// What was checked when it was written is never missing when it is read.
template <typename Value>
Value Whole(std::optional<Value> value) {
  if (!value) StopOnDefect("contracting: a stored score is damaged");
  return *std::move(value);
}

PerformanceStore::StoredScore ReadScore(const Row& row) {
  return {row.Int(0),
          {.id = Whole(Uuid::FromBytes(row.Bytes(1))),
           .contract = std::string(row.Text(2)),
           .provider = Whole(ProviderCode::Parse(row.Text(3))),
           .period = Whole(Period::Of(FromDays(row.Int(4)), FromDays(row.Int(5)))),
           .score = static_cast<int>(row.Int(6)),
           .parts = {},
           .note = std::string(row.Text(7)),
           .recorded_by = std::string(row.Text(8)),
           .recorded_at = FromMicros(row.Int(9)),
           .newest = row.Int(10) == 1}};
}

// The filter as parameters, which look at it and at `visible`.
struct FilterParameters {
  explicit FilterParameters(const PerformanceStore::Filter& filter) {
    if (filter.visible) visible = TextSetOf(*filter.visible);
    values = {MaybeText(filter.contract), MaybeText(filter.provider), std::int64_t{filter.newest},
              filter.visible ? Parameter(visible.parameter()) : Parameter(nullptr), MaybeText(filter.visible_provider)};
  }
  TextSet visible;
  std::vector<Parameter> values;
};

}  // namespace

absl::StatusOr<std::vector<PerformanceMeasure>> PerformanceStore::MeasuresOn(Date day) {
  return connection_.QueryAll("SELECT " CLIENTROUTE_MEASURE_COLUMNS
                              " FROM performance_measure AS m WHERE id IN (SELECT max(id) FROM performance_measure"
                              " GROUP BY code, valid_from)"
                              " AND valid_from <= $1 AND (valid_until IS NULL OR valid_until >= $1) ORDER BY code",
                              {ToDays(day)}, [](const Row& row) { return ReadMeasure(row, 0); });
}

absl::StatusOr<std::optional<PerformanceScore>> PerformanceStore::Find(const Uuid& id) {
  CLIENTROUTE_ASSIGN(std::vector<StoredScore> found,
                     connection_.QueryAll(CLIENTROUTE_SCORES " WHERE s.uuid = $1", {ToColumn(id)}, ReadScore));
  if (found.empty()) return std::optional<PerformanceScore>();
  CLIENTROUTE_RETURN_IF_ERROR(FillParts(&found));
  return std::optional(std::move(found.front().score));
}

absl::Status PerformanceStore::Add(const PerformanceScore& score, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO performance_score (uuid, contract, provider, first_day, last_day, score, note, author,"
                   " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                   {ToColumn(score.id), std::string_view(score.contract), std::string_view(score.provider.ToString()),
                    ToDays(score.period.start()), Maybe(score.period.end()), std::int64_t{score.score},
                    std::string_view(score.note), std::string_view(score.recorded_by), ToMicros(now)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> sets;
  for (const PerformancePart& part : score.parts) {
    const std::optional<std::int64_t> points = part.points;
    sets.push_back({row, static_cast<std::int64_t>(sets.size()), std::string_view(part.measure.code),
                    ToDays(part.measure.period.start()), Maybe(part.amount), part.of, Maybe(points),
                    std::string_view(part.note)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO performance_part (score_id, position, measure_id, amount, of_amount, points, note)"
      " VALUES ($1, $2, (SELECT max(id) FROM performance_measure WHERE code = $3 AND valid_from = $4), $5, $6, $7, $8)",
      sets);
}

absl::StatusOr<std::vector<PerformanceStore::StoredScore>> PerformanceStore::List(const Filter& filter,
                                                                                  const Position& after, int limit) {
  FilterParameters parameters(filter);
  parameters.values.insert(parameters.values.end(), {after.last_day, after.row, std::int64_t{limit}});
  std::vector<StoredScore> scores;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(CLIENTROUTE_SCORES " WHERE " CLIENTROUTE_SCORE_FILTER
                                                                   " AND (s.last_day, s.id) < ($6, $7)"
                                                                   " ORDER BY s.last_day DESC, s.id DESC LIMIT $8",
                                                parameters.values, [&](const Row& row) {
                                                  scores.push_back(ReadScore(row));
                                                  return absl::OkStatus();
                                                }));
  CLIENTROUTE_RETURN_IF_ERROR(FillParts(&scores));
  return scores;
}

PerformanceStore::ProviderPosition PerformanceStore::PositionOf(const ProviderPerformance& performance,
                                                                ProviderOrder order) {
  const std::int64_t value = order == ProviderOrder::kHighest  ? -performance.score
                             : order == ProviderOrder::kLowest ? performance.score
                                                               : 0;
  return {value, performance.provider};
}

absl::StatusOr<std::vector<ProviderPerformance>> PerformanceStore::ListProviders(const Filter& filter,
                                                                                 ProviderOrder order,
                                                                                 const ProviderPosition& after,
                                                                                 int limit) {
#define PROVIDERS_IN_ORDER(value, from)                                                                   \
  "SELECT provider, score, contracts, lowest FROM (SELECT s.provider AS provider, count(*) AS contracts," \
  " (2 * sum(s.score) + count(*)) / (2 * count(*)) AS score, min(s.score) AS lowest"                      \
  " FROM performance_score AS s WHERE " CLIENTROUTE_SCORE_FILTER                                          \
  " GROUP BY s.provider) AS p"                                                                            \
  " WHERE (" value "provider) > (" from "$7) ORDER BY " value "provider LIMIT $8"
  constexpr std::string_view kTexts[] = {PROVIDERS_IN_ORDER("", ""), PROVIDERS_IN_ORDER("-score, ", "$6, "),
                                         PROVIDERS_IN_ORDER("score, ", "$6, ")};
#undef PROVIDERS_IN_ORDER
  Filter newest = filter;
  newest.newest = true;
  FilterParameters parameters(newest);
  parameters.values.insert(parameters.values.end(),
                           {after.value, std::string_view(after.provider), std::int64_t{limit}});
  std::vector<ProviderPerformance> providers;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query(kTexts[static_cast<std::size_t>(order)], parameters.values, [&](const Row& row) {
        providers.push_back({std::string(row.Text(0)), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2)),
                             static_cast<int>(row.Int(3))});
        return absl::OkStatus();
      }));
  return providers;
}

absl::Status PerformanceStore::FillParts(std::vector<StoredScore>* scores) {
  TextSet rows;
  std::map<std::int64_t, PerformanceScore*> by_row;
  for (StoredScore& one : *scores) {
    rows.Add(one.row);
    by_row[one.row] = &one.score;
  }
  return connection_.Query(
      "SELECT p.score_id, p.amount, p.of_amount, p.points, p.note, " CLIENTROUTE_MEASURE_COLUMNS
      " FROM performance_part AS p JOIN performance_measure AS m ON m.id = p.measure_id"
      " WHERE p.score_id IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY p.score_id, p.position",
      {rows.parameter()}, [&](const Row& row) {
        PerformancePart part{ReadMeasure(row, 5), row.MaybeInt(1), row.Int(2), std::nullopt, std::string(row.Text(4))};
        if (!row.IsNull(3)) part.points = static_cast<int>(row.Int(3));
        by_row[row.Int(0)]->parts.push_back(std::move(part));
        return absl::OkStatus();
      });
}

}  // namespace clientroute::contracting
