#include "services/platform/events/backlog.h"

#include "services/platform/store/columns.h"

namespace clientroute {

absl::StatusOr<std::vector<RelayBacklog>> ListBacklog(Connection& connection) {
  // Positions have no gaps, so that what is left is counted without reading it.
  return connection.QueryAll(
      "SELECT c.subscriber, (SELECT coalesce(max(position), 0) FROM outbox) - c.position,"
      " (SELECT o.occurred_at FROM outbox o WHERE o.position = c.position + 1),"
      " (SELECT count(*) FROM relay_parked p WHERE p.subscriber = c.subscriber AND p.dead = 0),"
      " (SELECT count(*) FROM relay_parked p WHERE p.subscriber = c.subscriber AND p.dead = 1)"
      " FROM relay_cursor c ORDER BY c.subscriber",
      {}, [](const Row& row) {
        RelayBacklog backlog;
        backlog.subscriber = row.Text(0);
        backlog.waiting = row.Int(1);
        if (!row.IsNull(2)) backlog.oldest = FromMicros(row.Int(2));
        backlog.retrying = row.Int(3);
        backlog.dead = row.Int(4);
        return backlog;
      });
}

}  // namespace clientroute
