#include "services/platform/timers/timers.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {

absl::StatusOr<Timer> SetTimer(Connection& connection, std::string_view owner, std::string_view name, Instant due) {
  CLIENTROUTE_ASSIGN(
      auto generation,
      connection.QueryOne("INSERT INTO timer (owner, name, due_at, generation, set_order) "
                          "VALUES ($1, $2, $3, 1, (SELECT COALESCE(MAX(set_order), 0) + 1 FROM timer)) "
                          "ON CONFLICT (owner, name) DO UPDATE SET due_at = excluded.due_at, "
                          "generation = timer.generation + 1, set_order = excluded.set_order RETURNING generation",
                          {owner, name, ToMicros(due)}, [](const Row& row) { return row.Int(0); }));
  return Timer{std::string(owner), std::string(name), due, generation.value_or(0)};
}

absl::Status CancelTimer(Connection& connection, std::string_view owner, std::string_view name) {
  return connection.Execute("UPDATE timer SET due_at = NULL WHERE owner = $1 AND name = $2", {owner, name}).status();
}

absl::Status CancelTimers(Connection& connection, std::string_view owner) {
  return connection.Execute("UPDATE timer SET due_at = NULL WHERE owner = $1 AND due_at IS NOT NULL", {owner}).status();
}

absl::StatusOr<bool> TakeTimer(Connection& connection, const Timer& timer) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t taken,
      connection.Execute("UPDATE timer SET due_at = NULL WHERE owner = $1 AND name = $2 AND generation = $3 "
                         "AND due_at IS NOT NULL",
                         {timer.owner, timer.name, timer.generation}));
  return taken == 1;
}

absl::StatusOr<std::vector<Timer>> ListTimers(Connection& connection, std::string_view owner) {
  return connection.QueryAll(
      "SELECT owner, name, due_at, generation FROM timer WHERE owner = $1 AND due_at IS NOT NULL ORDER BY due_at, "
      "set_order",
      {owner}, [](const Row& row) {
        return Timer{std::string(row.Text(0)), std::string(row.Text(1)), FromMicros(row.Int(2)), row.Int(3)};
      });
}

absl::StatusOr<std::optional<Instant>> NextDue(Connection& connection) {
  CLIENTROUTE_ASSIGN(
      const std::optional<std::optional<std::int64_t>> next,
      connection.QueryOne("SELECT min(due_at) FROM (SELECT min(due_at) AS due_at FROM timer WHERE due_at "
                          "IS NOT NULL UNION ALL SELECT min(due_at) FROM numbered_timer)",
                          {}, [](const Row& row) { return row.MaybeInt(0); }));
  return next && *next ? std::optional(FromMicros(**next)) : std::nullopt;
}

absl::StatusOr<std::int64_t> CountDue(Connection& connection, Instant now) {
  CLIENTROUTE_ASSIGN(auto count,
                     connection.QueryOne("SELECT (SELECT COUNT(*) FROM timer WHERE due_at IS NOT NULL AND due_at <= $1)"
                                         " + (SELECT COUNT(*) FROM numbered_timer WHERE due_at <= $1)",
                                         {ToMicros(now)}, [](const Row& row) { return row.Int(0); }));
  return count.value_or(0);
}

}  // namespace clientroute
