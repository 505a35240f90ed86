// What the region chose about its suppliers, of CatalogueStore.
#include "services/contracting/catalogue_rows_store.h"
#include "services/contracting/catalogue_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::contracting {

absl::StatusOr<SupplierChoices> CatalogueStore::LoadChoices(Instant known_at) {
  const std::int64_t until = ToMicros(known_at);
  SupplierChoices choices;
  CLIENTROUTE_ASSIGN(choices.intensities,
                     connection_.QueryAll("SELECT " CLIENTROUTE_INTENSITY_COLUMNS
                                          " FROM talk_intensity AS i WHERE id IN (SELECT max(id) FROM talk_intensity"
                                          " WHERE recorded_at <= $1 GROUP BY lot, segment, valid_from)"
                                          " ORDER BY lot, segment, valid_from",
                                          {until}, [](const Row& row) { return ReadIntensity(row, 0); }));
  CLIENTROUTE_ASSIGN(choices.measures,
                     connection_.QueryAll("SELECT " CLIENTROUTE_MEASURE_COLUMNS " FROM performance_measure AS m"
                                          " WHERE id IN (SELECT max(id) FROM performance_measure"
                                          " WHERE recorded_at <= $1 GROUP BY code, valid_from)"
                                          " ORDER BY code, valid_from",
                                          {until}, [](const Row& row) { return ReadMeasure(row, 0); }));
  return choices;
}

absl::Status CatalogueStore::AddChoices(const SupplierChoices& choices, Instant recorded_at) {
  const std::int64_t at = ToMicros(recorded_at);
  std::vector<std::vector<Parameter>> sets;
  for (const TalkIntensity& row : choices.intensities) {
    sets.push_back({std::string_view(row.lot), std::string_view(row.segment), std::int64_t{row.talks_per_year},
                    std::string_view(row.display_name), ToDays(row.period.start()), Maybe(row.period.end()), at});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO talk_intensity (lot, segment, talks_per_year, display_name, valid_from, valid_until, recorded_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      sets));
  sets.clear();
  std::vector<std::string> joined(choices.measures.size());
  for (std::size_t i = 0; i < choices.measures.size(); ++i) {
    const PerformanceMeasure& row = choices.measures[i];
    for (const std::string& figure : row.of_figures) joined[i] += (joined[i].empty() ? "" : " ") + figure;
    sets.push_back({std::string_view(row.code), std::string_view(row.display_name),
                    static_cast<std::int64_t>(row.source), std::string_view(row.figure), std::string_view(joined[i]),
                    std::int64_t{row.of_contract}, std::int64_t{row.weight}, row.full_points_at, row.no_points_at,
                    std::int64_t{row.share}, ToDays(row.period.start()), Maybe(row.period.end()), at});
  }
  return connection_.ExecuteMany(
      "INSERT INTO performance_measure (code, display_name, source, figure, of_figures, of_contract, weight,"
      " full_points_at, no_points_at, share, valid_from, valid_until, recorded_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      sets);
}

}  // namespace clientroute::contracting
