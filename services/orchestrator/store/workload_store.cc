#include "services/orchestrator/store/workload_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"

namespace clientroute::orchestrator {

absl::StatusOr<std::vector<CommandQueueRow>> CountCommands(Connection& connection) {
  // The first command of its route, and not given up, is the one whose turn it is.
  return connection.QueryAll(
      "SELECT c.name, sum(c.failed = 0 AND c.number = f.first), sum(c.failed = 0 AND c.number = f.first AND c.attempts "
      "> "
      "0), sum(c.failed = 0 AND c.number > f.first), sum(c.failed = 1),"
      " min(CASE WHEN c.failed = 0 AND c.number = f.first THEN c.created_at END), max(c.last_error)"
      " FROM command c JOIN (SELECT route, min(number) AS first FROM command GROUP BY route) f ON f.route = c.route"
      " GROUP BY c.name ORDER BY c.name",
      {}, [](const Row& row) {
        CommandQueueRow queue;
        queue.command = row.Text(0);
        queue.waiting = row.Int(1);
        queue.retrying = row.Int(2);
        queue.held_back = row.Int(3);
        queue.given_up = row.Int(4);
        if (!row.IsNull(5)) queue.oldest = FromMicros(row.Int(5));
        queue.last_error = row.Text(6);
        return queue;
      });
}

absl::StatusOr<WorkloadRow> CountWorkload(Connection& connection, Instant now) {
  CLIENTROUTE_ASSIGN(const std::optional<WorkloadRow> counted,
                     connection.QueryOne("SELECT (SELECT count(*) FROM route WHERE paused = 1),"
                                         " (SELECT count(*) FROM waiting_event),"
                                         " (SELECT count(*) FROM incident WHERE resolved_at IS NULL),"
                                         " (SELECT count(*) FROM task WHERE state IN (1, 2)),"
                                         " (SELECT count(*) FROM open_task WHERE due_at < $1),"
                                         " (SELECT count(*) FROM route WHERE closed = 0),"
                                         " (SELECT count(*) FROM route WHERE closed = 0 AND id IN"
                                         "  (SELECT id >> 24 FROM open_task WHERE due_at < $1))",
                                         {ToMicros(now)}, [](const Row& row) {
                                           WorkloadRow workload;
                                           workload.paused_routes = row.Int(0);
                                           workload.waiting_events = row.Int(1);
                                           workload.open_incidents = row.Int(2);
                                           workload.open_tasks = row.Int(3);
                                           workload.late_tasks = row.Int(4);
                                           workload.open_routes = row.Int(5);
                                           workload.late_routes = row.Int(6);
                                           return workload;
                                         }));
  WorkloadRow workload = counted.value_or(WorkloadRow());
  CLIENTROUTE_ASSIGN(workload.timers_due, CountDue(connection, now));
  CLIENTROUTE_ASSIGN(workload.next_timer, NextDue(connection));
  return workload;
}

}  // namespace clientroute::orchestrator
