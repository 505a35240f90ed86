#include "services/access/role_store.h"

#include "services/access/wire_code.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::access {
namespace {

AbsenceRecord ReadAbsence(const Row& row) {
  AbsenceRecord absence;
  absence.row = row.Int(0);
  absence.first = FromDays(row.Int(1));
  if (const auto expected = row.MaybeInt(2)) absence.expected = FromDays(*expected);
  if (const auto last = row.MaybeInt(3)) absence.last = FromDays(*last);
  absence.substitute = std::string(row.Text(4));
  absence.recorded_by = std::string(row.Text(5));
  absence.create_time = FromMicros(row.Int(6));
  return absence;
}

}  // namespace

absl::StatusOr<std::vector<RoleRecord>> RoleStore::Read(std::string_view where,
                                                        std::initializer_list<Parameter> parameters) {
  return connection_.QueryAll(
      Cat("SELECT id, role, holder, provider, named_by, started_at, ended_at FROM case_role WHERE ", where,
          " ORDER BY id"),
      parameters, [](const Row& row) {
        RoleRecord record;
        record.row = row.Int(0);
        record.role = FromCode<CaseRole>(static_cast<int>(row.Int(1))).value_or(CaseRole::kLast);
        record.holder = std::string(row.Text(2));
        record.provider = std::string(row.Text(3));
        record.named_by = std::string(row.Text(4));
        record.start = FromMicros(row.Int(5));
        if (const auto end = row.MaybeInt(6)) record.end = FromMicros(*end);
        return record;
      });
}

absl::StatusOr<std::vector<RoleRecord>> RoleStore::Roles(std::int64_t case_row) {
  return Read("case_file = $1", {case_row});
}

absl::StatusOr<std::optional<RoleRecord>> RoleStore::Current(std::int64_t case_row, CaseRole role) {
  CLIENTROUTE_ASSIGN(std::vector<RoleRecord> found,
                     Read("case_file = $1 AND role = $2 AND ended_at IS NULL", {case_row, std::int64_t{ToCode(role)}}));
  if (found.empty()) return std::optional<RoleRecord>();
  return std::optional<RoleRecord>(std::move(found.front()));
}

absl::Status RoleStore::NoteWanting(std::int64_t route_row, Instant now) {
  return connection_
      .Execute("INSERT INTO case_manager_wanted (case_route, wanted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               {route_row, ToMicros(now)})
      .status();
}

absl::StatusOr<std::vector<Uuid>> RoleStore::TakeWanting(std::int64_t case_row) {
  CLIENTROUTE_ASSIGN(
      std::vector<Uuid> routes,
      connection_.QueryAll("SELECT r.uuid FROM case_manager_wanted w JOIN case_route r ON "
                           "r.id = w.case_route WHERE r.case_file = $1 ORDER BY r.id",
                           {case_row}, [](const Row& row) { return Uuid::FromBytes(row.Bytes(0)).value_or(Uuid()); }));
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("DELETE FROM case_manager_wanted WHERE case_route IN "
                                           "(SELECT id FROM case_route WHERE case_file = $1)",
                                           {case_row})
                                  .status());
  return routes;
}

absl::Status RoleStore::Add(std::int64_t case_row, const RoleRecord& role) {
  return connection_
      .Execute(
          "INSERT INTO case_role (case_file, role, holder, provider, named_by, started_at) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          {case_row, std::int64_t{ToCode(role.role)}, role.holder, role.provider, role.named_by, ToMicros(role.start)})
      .status();
}

absl::Status RoleStore::End(std::int64_t role_row, Instant now) {
  return connection_.Execute("UPDATE case_role SET ended_at = $2 WHERE id = $1", {role_row, ToMicros(now)}).status();
}

absl::StatusOr<std::map<std::int64_t, std::vector<AbsenceRecord>>> RoleStore::Absences(std::int64_t case_row) {
  std::map<std::int64_t, std::vector<AbsenceRecord>> absences;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT a.id, a.first_day, a.expected_day, a.last_day, a.substitute, a.recorded_by, a.created_at, a.case_role "
      "FROM role_absence a JOIN case_role h ON h.id = a.case_role WHERE h.case_file = $1 ORDER BY a.id",
      {case_row}, [&](const Row& row) {
        absences[row.Int(7)].push_back(ReadAbsence(row));
        return absl::OkStatus();
      }));
  return absences;
}

absl::StatusOr<std::optional<AbsenceRecord>> RoleStore::LastingAbsence(std::int64_t role_row) {
  return connection_.QueryOne(
      "SELECT id, first_day, expected_day, last_day, substitute, recorded_by, created_at FROM role_absence "
      "WHERE case_role = $1 AND last_day IS NULL",
      {role_row}, ReadAbsence);
}

absl::Status RoleStore::AddAbsence(std::int64_t role_row, const AbsenceRecord& absence) {
  return connection_
      .Execute(
          "INSERT INTO role_absence (case_role, first_day, expected_day, substitute, recorded_by, created_at) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          {role_row, ToDays(absence.first),
           absence.expected ? Parameter(ToDays(*absence.expected)) : Parameter(nullptr), absence.substitute,
           absence.recorded_by, ToMicros(absence.create_time)})
      .status();
}

absl::Status RoleStore::EndAbsence(std::int64_t absence_row, Date last) {
  return connection_.Execute("UPDATE role_absence SET last_day = $2 WHERE id = $1", {absence_row, ToDays(last)})
      .status();
}

absl::StatusOr<bool> RoleStore::HoldsAny(std::string_view person, const Uuid& client) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection_.QueryOne("SELECT 1 FROM case_role h JOIN case_route r ON r.case_file = h.case_file "
                           "LEFT JOIN role_absence a ON a.case_role = h.id AND a.last_day IS NULL "
                           "WHERE (h.holder = $1 OR a.substitute = $1) AND h.ended_at IS NULL AND r.client = $2 "
                           "LIMIT 1",
                           {person, ToColumn(client)}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::StatusOr<std::vector<Uuid>> RoleStore::ClientsOf(std::int64_t case_row) {
  return connection_.QueryAll("SELECT client FROM case_route WHERE case_file = $1 GROUP BY client ORDER BY MIN(id)",
                              {case_row},
                              [](const Row& row) { return Uuid::FromBytes(row.Bytes(0)).value_or(Uuid()); });
}

absl::StatusOr<bool> RoleStore::EndInvolvement(const Uuid& client, std::string_view person) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t ended,
      connection_.Execute("DELETE FROM involved WHERE client = $1 AND person = $2", {ToColumn(client), person}));
  return ended > 0;
}

}  // namespace clientroute::access
