#include "services/orchestrator/store/command_store.h"

#include "services/orchestrator/store/numbered_row.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::orchestrator {
namespace {

#define COMMAND_COLUMNS                                                                                     \
  "c.route, r.uid, c.number, c.name, c.part, c.request, c.attempts, c.last_error, c.failed, c.created_at, " \
  "c.next_attempt_at"
/// The first of its route, of those that stand in the table: one that was given up holds the later ones back until a
/// person offers it again or settles it, or its outcome comes after all.
#define IS_DELIVERABLE                                                                   \
  "c.failed = 0 AND c.route % $1 = $2 AND c.name IN (SELECT key FROM json_each($3)) AND" \
  " NOT EXISTS (SELECT 1 FROM command d WHERE d.id >= c.route << 24 AND d.id < c.id)"
#define INCIDENT_COLUMNS                                                                            \
  "i.id, i.uid, r.uid, r.municipality, i.number, i.command, i.error, i.created_at, i.resolved_at, " \
  "i.resolution, i.resolver, i.skip_reason, i.note"

CommandRow ReadCommand(const Row& row) {
  CommandRow command;
  command.route = row.Int(0);
  command.route_uid = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
  command.number = row.Int(2);
  command.name = row.Text(3);
  command.part = row.Text(4);
  command.request = row.Bytes(5);
  command.attempts = static_cast<int>(row.Int(6));
  command.last_error = row.Text(7);
  command.failed = row.Int(8) != 0;
  command.created = FromMicros(row.Int(9));
  if (!row.IsNull(10)) command.next_attempt = FromMicros(row.Int(10));
  return command;
}

IncidentRow ReadIncident(const Row& row) {
  IncidentRow incident;
  incident.id = row.Int(0);
  incident.uid = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
  incident.route_uid = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
  incident.municipality = row.Text(3);
  incident.number = row.Int(4);
  incident.command = row.Text(5);
  incident.error = row.Text(6);
  incident.created = FromMicros(row.Int(7));
  if (!row.IsNull(8)) incident.resolved = FromMicros(row.Int(8));
  incident.ending = static_cast<IncidentEnding>(row.Int(9));
  incident.resolver = row.Text(10);
  incident.skip_reason = static_cast<SkipReason>(row.Int(11));
  incident.note = row.Text(12);
  return incident;
}

}  // namespace

absl::Status InsertCommand(Connection& connection, const CommandRow& row) {
  return connection
      .Execute("INSERT INTO command (id, name, part, request, created_at) VALUES ($1, $2, $3, $4, $5)",
               {RowOf(row.route, row.number), std::string_view(row.name), std::string_view(row.part), Blob{row.request},
                ToMicros(row.created)})
      .status();
}

absl::StatusOr<std::vector<CommandRow>> FirstCommands(Connection& connection, const CommandShare& share,
                                                      std::int64_t after, int limit) {
  TextSet names = TextSetOf(share.names);
  return connection.QueryAll("SELECT " COMMAND_COLUMNS
                             " FROM command c JOIN route r ON r.id = c.route"
                             " WHERE " IS_DELIVERABLE " AND c.id > $4 ORDER BY c.id LIMIT $5",
                             {share.shards, share.shard, names.parameter(), LastRowOf(after), std::int64_t{limit}},
                             ReadCommand);
}

absl::StatusOr<bool> HasCommands(Connection& connection, const CommandShare& share) {
  TextSet names = TextSetOf(share.names);
  CLIENTROUTE_ASSIGN(const auto found, connection.QueryOne("SELECT 1 FROM command c WHERE " IS_DELIVERABLE " LIMIT 1",
                                                           {share.shards, share.shard, names.parameter()},
                                                           [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::StatusOr<std::vector<CommandRow>> ListCommands(Connection& connection, std::int64_t route) {
  return connection.QueryAll(
      "SELECT " COMMAND_COLUMNS
      " FROM command c JOIN route r ON r.id = c.route WHERE c.id BETWEEN $1 AND $2 ORDER BY c.id",
      {RowOf(route, 0), LastRowOf(route)}, ReadCommand);
}

absl::StatusOr<bool> HasFailedCommand(Connection& connection, std::int64_t route) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne("SELECT 1 FROM command WHERE route = $1 AND failed = 1 LIMIT 1", {route},
                                         [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::Status RemoveCommand(Connection& connection, std::int64_t route, std::int64_t number) {
  return connection.Execute("DELETE FROM command WHERE id = $1", {RowOf(route, number)}).status();
}

absl::Status NoteAttempt(Connection& connection, std::int64_t route, std::int64_t number, std::string_view error,
                         const std::optional<Instant>& next) {
  return connection
      .Execute("UPDATE command SET attempts = attempts + 1, last_error = $2, next_attempt_at = $3 WHERE id = $1",
               {RowOf(route, number), error, Maybe(next)})
      .status();
}

absl::Status SetFailed(Connection& connection, std::int64_t route, std::int64_t number, bool failed) {
  return connection
      .Execute(
          "UPDATE command SET failed = $2, attempts = CASE WHEN $2 = 1 THEN attempts ELSE 0 END,"
          " next_attempt_at = NULL WHERE id = $1",
          {RowOf(route, number), std::int64_t{failed}})
      .status();
}

absl::Status RemoveAnsweredFailures(Connection& connection, std::int64_t route, const std::set<std::int64_t>& pending,
                                    Instant now) {
  TextSet kept = TextSetOf(pending);
  CLIENTROUTE_RETURN_IF_ERROR(connection
                                  .Execute("UPDATE incident SET resolved_at = $3, resolution = 3 WHERE route = $1 AND "
                                           "number > 0 AND resolved_at IS NULL AND "
                                           "number NOT IN (SELECT CAST(key AS BIGINT) FROM json_each($2))",
                                           {route, kept.parameter(), ToMicros(now)})
                                  .status());
  return connection
      .Execute(
          "DELETE FROM command WHERE route = $1 AND failed = 1 AND "
          "number NOT IN (SELECT CAST(key AS BIGINT) FROM json_each($2))",
          {route, kept.parameter()})
      .status();
}

absl::Status InsertIncident(Connection& connection, std::int64_t route, const IncidentRow& row) {
  return connection
      .Execute("INSERT INTO incident (uid, route, number, command, error, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
               {ToColumn(row.uid), route, row.number, std::string_view(row.command), std::string_view(row.error),
                ToMicros(row.created)})
      .status();
}

absl::Status ResolveIncidents(Connection& connection, std::int64_t route, std::int64_t number, IncidentEnding ending,
                              std::string_view resolver, Instant now) {
  return connection
      .Execute(
          "UPDATE incident SET resolved_at = $3, resolution = $4, resolver = $5"
          " WHERE route = $1 AND number = $2 AND resolved_at IS NULL",
          {route, number, ToMicros(now), static_cast<std::int64_t>(ending), resolver})
      .status();
}

absl::Status SkipIncidentRow(Connection& connection, std::int64_t id, std::string_view resolver, SkipReason reason,
                             std::string_view note, Instant now) {
  return connection
      .Execute(
          "UPDATE incident SET resolved_at = $2, resolution = $3, resolver = $4, skip_reason = $5, note = $6"
          " WHERE id = $1",
          {id, ToMicros(now), static_cast<std::int64_t>(IncidentEnding::kSkipped), resolver,
           static_cast<std::int64_t>(reason), note})
      .status();
}

absl::StatusOr<std::optional<IncidentRow>> FindIncident(Connection& connection, const Uuid& uid) {
  return connection.QueryOne("SELECT " INCIDENT_COLUMNS
                             " FROM incident i JOIN route r ON r.id = i.route WHERE i.uid = $1",
                             {ToColumn(uid)}, ReadIncident);
}

absl::StatusOr<std::vector<IncidentRow>> ListIncidentRows(Connection& connection, const IncidentFilter& filter,
                                                          int limit) {
  const Uuid uid = filter.route.value_or(Uuid());
  TextSet municipalities = TextSetOf(filter.municipalities.value_or(std::set<std::string>()));
  return connection.QueryAll(
      "SELECT " INCIDENT_COLUMNS
      " FROM incident i JOIN route r ON r.id = i.route WHERE ($1 = 0 OR r.uid = $2) AND ($3 = 1 OR i.resolved_at IS "
      "NULL) AND ($4 = 0 OR i.id < $4) AND ($6 = 1 OR r.municipality IN (SELECT key FROM json_each($7)))"
      " AND ($8 = '' OR i.command = $8) ORDER BY i.id DESC LIMIT $5",
      {std::int64_t{filter.route.has_value()}, ToColumn(uid), std::int64_t{filter.include_resolved}, filter.before_id,
       std::int64_t{limit}, std::int64_t{!filter.municipalities}, municipalities.parameter(),
       std::string_view(filter.command)},
      ReadIncident);
}

}  // namespace clientroute::orchestrator
