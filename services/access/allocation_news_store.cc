#include "services/access/allocation_news_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::access {

absl::StatusOr<std::optional<std::int64_t>> AllocationNewsStore::RowOf(const Uuid& route) {
  return connection_.QueryOne("SELECT id FROM case_route WHERE uuid = $1", {ToColumn(route)},
                              [](const Row& row) { return row.Int(0); });
}

absl::Status AllocationNewsStore::NoteChange(std::int64_t route_row, std::string_view change_request, Instant now) {
  return connection_
      .Execute(
          "INSERT INTO change_heard (change_request, case_route, last_decision, heard_at) VALUES ($1, $2, "
          "COALESCE((SELECT MAX(id) FROM decision WHERE case_route = $2), 0), $3) ON CONFLICT DO NOTHING",
          {change_request, route_row, ToMicros(now)})
      .status();
}

absl::StatusOr<std::optional<std::int64_t>> AllocationNewsStore::RouteOfChange(std::string_view change_request) {
  return connection_.QueryOne("SELECT case_route FROM change_heard WHERE change_request = $1", {change_request},
                              [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::optional<std::string>> AllocationNewsStore::ChangeInHand(std::int64_t route_row) {
  return connection_.QueryOne(
      "SELECT h.change_request FROM change_heard h WHERE h.case_route = $1 "
      "AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.change_request = h.change_request) "
      "AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.case_route = $1 AND d.id > h.last_decision "
      "AND d.change_request = '') ORDER BY h.id LIMIT 1",
      {route_row}, [](const Row& row) { return std::string(row.Text(0)); });
}

absl::Status AllocationNewsStore::NoteAllocated(std::int64_t route_row, std::optional<Date> last) {
  return connection_
      .Execute(
          "INSERT INTO allocated_until (case_route, last_day, last_contact) VALUES ($1, $2, "
          "COALESCE((SELECT MAX(c.id) FROM aftercare_contact c JOIN outflow o ON o.id = c.outflow "
          "WHERE o.case_route = $1), 0)) ON CONFLICT (case_route) DO UPDATE SET last_day = excluded.last_day, "
          "last_contact = excluded.last_contact",
          {route_row, last ? Parameter(ToDays(*last)) : Parameter(nullptr)})
      .status();
}

absl::StatusOr<std::optional<Date>> AllocationNewsStore::AllocatedUntil(std::int64_t route_row) {
  return connection_.QueryOne("SELECT last_day FROM allocated_until WHERE case_route = $1 AND last_day IS NOT NULL",
                              {route_row}, [](const Row& row) { return FromDays(row.Int(0)); });
}

}  // namespace clientroute::access
