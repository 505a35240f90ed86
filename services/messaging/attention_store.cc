#include "services/messaging/attention_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::messaging {

absl::Status SaveAttention(Connection& connection, std::int64_t message, AttentionReason reason, const Uuid& route) {
  return connection
      .Execute(
          "INSERT INTO message_attention (message, reason, route) VALUES ($1, $2, $3) "
          "ON CONFLICT (message, reason) DO UPDATE SET route = excluded.route",
          {message, static_cast<std::int64_t>(reason), ToColumn(route)})
      .status();
}

absl::StatusOr<std::vector<Uuid>> TakeAttention(Connection& connection, std::int64_t message,
                                                std::optional<AttentionReason> reason) {
  const std::int64_t wanted = reason ? static_cast<std::int64_t>(*reason) : 0;
  CLIENTROUTE_ASSIGN(
      std::vector<Uuid> routes,
      connection.QueryAll("SELECT route FROM message_attention WHERE message = $1 AND ($2 = 0 OR reason = $2) "
                          "ORDER BY reason",
                          {message, wanted},
                          [](const Row& row) { return Uuid::FromBytes(row.Bytes(0)).value_or(Uuid()); }));
  if (routes.empty()) return routes;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("DELETE FROM message_attention WHERE message = $1 AND ($2 = 0 OR reason = $2)", {message, wanted})
          .status());
  return routes;
}

absl::StatusOr<bool> HasAttention(Connection& connection, std::int64_t message, AttentionReason reason) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection.QueryOne("SELECT 1 FROM message_attention WHERE message = $1 AND reason = $2",
                          {message, static_cast<std::int64_t>(reason)}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

}  // namespace clientroute::messaging
