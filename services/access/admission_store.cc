#include "services/access/admission_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::access {

absl::Status AdmissionStore::Note(std::int64_t route_row, std::string_view line, std::optional<Date> last) {
  return connection_
      .Execute(
          "INSERT INTO clinical_admission (case_route, line, last_day) VALUES ($1, $2, $3) "
          "ON CONFLICT (case_route, line) DO UPDATE SET last_day = excluded.last_day, over = 0",
          {route_row, line, last ? Parameter(ToDays(*last)) : Parameter(nullptr)})
      .status();
}

absl::Status AdmissionStore::SetOver(std::int64_t route_row, std::string_view line, bool over) {
  return connection_
      .Execute("UPDATE clinical_admission SET over = $3 WHERE case_route = $1 AND line = $2",
               {route_row, line, std::int64_t{over ? 1 : 0}})
      .status();
}

absl::StatusOr<std::vector<AdmissionStore::Route>> AdmissionStore::Lasting(std::int64_t case_row, Date today) {
  return connection_.QueryAll(
      "SELECT r.id, r.uuid FROM case_route r WHERE r.case_file = $1 AND EXISTS (SELECT 1 FROM clinical_admission a "
      "WHERE a.case_route = r.id AND a.over = 0 AND (a.last_day IS NULL OR a.last_day >= $2)) ORDER BY r.id",
      {case_row, ToDays(today)}, [](const Row& row) {
        return Route{row.Int(0), Uuid::FromBytes(row.Bytes(1)).value_or(Uuid())};
      });
}

}  // namespace clientroute::access
