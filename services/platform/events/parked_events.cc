#include "services/platform/events/parked_events.h"

#include "services/platform/events/outbox.h"
#include "services/platform/events/relay.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {
namespace {

constexpr int kDeadLettersListedMost = 1'000;
constexpr std::string_view kBehindAnother = "waits behind an event of its aggregate that was refused";

}  // namespace

absl::StatusOr<std::vector<OutboxEvent>> ReadOutbox(Connection& connection, std::string_view subscriber,
                                                    std::int64_t after, int limit) {
  constexpr int kParkedColumn = 10;  // behind kEventColumns
  return connection.QueryAll(
      Cat("SELECT ", kEventColumns, ", EXISTS (SELECT 1 FROM relay_parked WHERE subscriber = $1 AND ",
          "relay_parked.aggregate = outbox.aggregate) FROM outbox WHERE position > $2 ORDER BY position LIMIT $3"),
      {subscriber, after, limit}, [](const Row& row) {
        return OutboxEvent{ReadEvent(row), row.Int(kParkedColumn) != 0};
      });
}

absl::StatusOr<std::int64_t> ReadCursor(Connection& connection, std::string_view subscriber) {
  CLIENTROUTE_ASSIGN(auto position, connection.QueryOne("SELECT position FROM relay_cursor WHERE subscriber = $1",
                                                        {subscriber}, [](const Row& row) { return row.Int(0); }));
  return position.value_or(0);
}

absl::Status WriteCursor(Connection& connection, std::string_view subscriber, std::int64_t position) {
  return connection
      .Execute(
          "INSERT INTO relay_cursor (subscriber, position) VALUES ($1, $2) "
          "ON CONFLICT (subscriber) DO UPDATE SET position = excluded.position",
          {subscriber, position})
      .status();
}

absl::StatusOr<std::vector<std::string>> WaitingAggregates(Connection& connection, std::string_view subscriber,
                                                           int limit) {
  return connection.QueryAll(
      "SELECT aggregate FROM relay_parked WHERE subscriber = $1 AND dead = 0 GROUP BY aggregate ORDER BY MIN(position) "
      "LIMIT $2",
      {subscriber, limit}, [](const Row& row) { return std::string(row.Text(0)); });
}

absl::StatusOr<std::vector<type::v1::Event>> WaitingEvents(Connection& connection, std::string_view subscriber,
                                                           std::string_view aggregate, int limit) {
  return connection.QueryAll(
      Cat("SELECT ", kEventColumns,
          " FROM outbox WHERE position IN (SELECT position FROM relay_parked WHERE subscriber = $1 ",
          "AND aggregate = $2 AND dead = 0 ORDER BY position LIMIT $3) ORDER BY position"),
      {subscriber, aggregate, limit}, ReadEvent);
}

absl::Status Park(Connection& connection, std::string_view subscriber, const type::v1::Event& event, bool dead,
                  std::string_view error, Instant now) {
  // Whether the aggregate is dead is asked here and not before the delivery: a person may have asked for it meanwhile.
  return connection
      .Execute(
          "INSERT INTO relay_parked (subscriber, position, aggregate, dead, error, refused_at) VALUES ($1, $2, $3, "
          "COALESCE((SELECT MAX(dead) FROM relay_parked WHERE subscriber = $1 AND aggregate = $3), $4), $5, $6)",
          {subscriber, event.position(), event.aggregate(), std::int64_t{dead}, error.empty() ? kBehindAnother : error,
           ToMicros(now)})
      .status();
}

absl::Status Unpark(Connection& connection, std::string_view subscriber, std::int64_t position) {
  return connection.Execute("DELETE FROM relay_parked WHERE subscriber = $1 AND position = $2", {subscriber, position})
      .status();
}

absl::Status Bury(Connection& connection, std::string_view subscriber, std::string_view aggregate,
                  std::int64_t position, std::string_view error, Instant now) {
  return connection
      .Execute(
          "UPDATE relay_parked SET dead = 1, refused_at = $5, error = CASE position WHEN $3 THEN $4 ELSE $6 END "
          "WHERE subscriber = $1 AND aggregate = $2",
          {subscriber, aggregate, position, error, ToMicros(now), kBehindAnother})
      .status();
}

absl::StatusOr<RelayState> ReadRelayState(Connection& connection, std::string_view subscriber) {
  CLIENTROUTE_ASSIGN(auto state,
                     connection.QueryOne("SELECT (SELECT COALESCE(MAX(position), 0) FROM outbox), "
                                         "EXISTS (SELECT 1 FROM relay_parked WHERE subscriber = $1 AND dead = 0)",
                                         {subscriber}, [](const Row& row) {
                                           return RelayState{row.Int(0), row.Int(1) != 0};
                                         }));
  return state.value_or(RelayState());
}

absl::StatusOr<std::vector<DeadLetter>> ListDeadLetters(Connection& connection, int limit) {
  if (limit < 1 || limit > kDeadLettersListedMost) {
    return InvalidFields("LIMIT_INVALID", {{"limit", Cat("is not 1 to ", kDeadLettersListedMost)}});
  }
  return connection.QueryAll(
      "SELECT p.position, p.subscriber, o.event_id, o.type, p.aggregate, p.error, p.refused_at FROM relay_parked p "
      "JOIN outbox o ON o.position = p.position WHERE p.dead = 1 ORDER BY p.position, p.subscriber LIMIT $1",
      {limit}, [](const Row& row) {
        return DeadLetter{.position = row.Int(0),
                          .subscriber = std::string(row.Text(1)),
                          .event_id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid()).ToString(),
                          .type = std::string(row.Text(3)),
                          .aggregate = std::string(row.Text(4)),
                          .error = std::string(row.Text(5)),
                          .at = FromMicros(row.Int(6))};
      });
}

absl::Status ResendDeadLetters(Connection& connection, std::string_view subscriber, std::string_view aggregate) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t asked,
      connection.Execute("UPDATE relay_parked SET dead = 0 WHERE subscriber = $1 AND aggregate = $2 AND dead = 1",
                         {subscriber, aggregate}));
  if (asked > 0) return absl::OkStatus();
  return Error(absl::StatusCode::kNotFound, "NO_DEAD_LETTERS", "this subscriber refused no event of this aggregate",
               {{"subscriber", std::string(subscriber)}, {"aggregate", std::string(aggregate)}});
}

}  // namespace clientroute
