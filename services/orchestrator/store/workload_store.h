#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WORKLOAD_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WORKLOAD_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

/// What waits in the orchestrator. Errors are those of Connection.
namespace clientroute::orchestrator {

/// The commands of one name.
struct CommandQueueRow {
  std::string command;
  /// Whose turn it is; of those, tried in vain before.
  std::int64_t waiting = 0;
  std::int64_t retrying = 0;
  /// Behind another command of their route.
  std::int64_t held_back = 0;
  std::int64_t given_up = 0;
  /// Of those whose turn it is.
  std::optional<Instant> oldest;
  /// Of the one that failed last.
  std::string last_error;
};
absl::StatusOr<std::vector<CommandQueueRow>> CountCommands(Connection& connection);

struct WorkloadRow {
  std::int64_t timers_due = 0;
  /// The first timer that has not fired, due or not.
  std::optional<Instant> next_timer;
  std::int64_t paused_routes = 0;
  std::int64_t waiting_events = 0;
  std::int64_t open_incidents = 0;
  std::int64_t open_tasks = 0;
  std::int64_t late_tasks = 0;
  std::int64_t open_routes = 0;
  std::int64_t late_routes = 0;
};
absl::StatusOr<WorkloadRow> CountWorkload(Connection& connection, Instant now);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WORKLOAD_STORE_H_
