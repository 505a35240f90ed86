#include "services/orchestrator/store/migration_store.h"

#include <string>

#include "services/orchestrator/store/numbered_row.h"

namespace clientroute::orchestrator {

absl::Status SetVersion(Connection& connection, std::int64_t route, int version) {
  return connection.Execute("UPDATE route SET version = $2 WHERE id = $1", {route, std::int64_t{version}}).status();
}

absl::Status RenameTask(Connection& connection, std::int64_t route, const TaskOpened& task) {
  std::string outcomes;
  for (const Outcome& outcome : task.outcomes) outcomes += (outcomes.empty() ? "" : " ") + outcome.name;
  return connection
      .Execute(
          "UPDATE task SET kind = $2, title = $3, role = $4, outcomes = $5, answered_by = $6"
          " WHERE id = $1 AND state IN (1, 2)",
          {RowOf(route, task.number), std::string_view(task.name), std::string_view(task.title),
           std::string_view(task.role), std::string_view(outcomes), std::string_view(task.answered_by)})
      .status();
}

}  // namespace clientroute::orchestrator
