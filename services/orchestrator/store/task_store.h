#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TASK_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TASK_STORE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

/// People's work. All functions run on a connection inside a transaction; errors are those of Connection.
namespace clientroute::orchestrator {

/// The numbers are those of v1::Task::State.
enum class TaskState : std::uint8_t { kOpen = 1, kTaken = 2, kCompleted = 3, kCancelled = 4 };

/// A task's row.
struct TaskRow {
  /// numbered_row.h.
  std::int64_t id = 0;
  /// TaskUid.
  Uuid uid;
  std::int64_t route = 0;
  Uuid route_uid;
  std::string client;
  std::int64_t number = 0;
  std::string kind;
  std::string title;
  std::string part;
  std::string municipality;
  std::string role;
  TaskState state = TaskState::kOpen;
  Instant opened;
  std::optional<Instant> due;
  std::vector<std::string> outcomes;
  std::string answered_by;
  std::string assignee;
  std::string outcome;
  std::string completer;
  std::optional<Instant> ended;
  /// Of its route: by which its words are found. Read, not written.
  std::string definition = {};
  std::int32_t version = 0;
};

/// The outward id of a route's `number`-th task: that of the route with the number worked into its last bytes, so that
/// the task is found from it without an index.
Uuid TaskUid(const Uuid& route, std::int64_t number);

/// Under the id that its route and number make.
absl::Status InsertTask(Connection& connection, const TaskRow& row);
/// Ends an open or taken task of the route.
absl::Status EndTask(Connection& connection, std::int64_t route, std::int64_t number, TaskState state,
                     std::string_view outcome, std::string_view completer, Instant now);
/// Gives it to a person; to nobody when `assignee` is empty.
absl::Status AssignTask(Connection& connection, std::int64_t id, std::string_view assignee);
absl::StatusOr<std::optional<TaskRow>> FindTask(Connection& connection, const Uuid& uid);
/// By the id of its row.
absl::StatusOr<std::optional<TaskRow>> FindTaskById(Connection& connection, std::int64_t id);
absl::StatusOr<std::vector<TaskRow>> ListOpenTasks(Connection& connection, std::int64_t route);

/// In which order a list shows tasks: by due time, those without one last; by when they were opened, last or first. The
/// numbers are those of v1::ListTasksRequest::Order.
enum class TaskOrder : std::uint8_t { kDue, kNewest, kOldest };

/// Where a task stands in an order: by `value` (due time, time of opening, or that below zero for the newest first),
/// then by id, which goes down where the value does.
struct TaskKey {
  std::int64_t value = -INT64_MAX;
  std::int64_t id = 0;
  friend auto operator<=>(const TaskKey&, const TaskKey&) = default;
};
TaskKey KeyOf(const TaskRow& row, TaskOrder order);

/// Which tasks a list shows, in which order, after which key.
struct TaskFilter {
  std::optional<Uuid> route;
  std::string role;
  /// Nothing: all municipalities.
  std::optional<std::set<std::string>> municipalities;
  /// Nothing: all roles.
  std::optional<std::set<std::string>> roles;
  /// Only tasks of routes with which this subject is involved; empty for all.
  std::string involved;
  /// Only tasks in the hands of this person, or that were when they ended; empty for all.
  std::string assignee;
  bool include_ended = false;
  TaskOrder order = TaskOrder::kDue;
  TaskKey after;
};
/// What a task without a term sorts by.
inline constexpr std::int64_t kNoDue = INT64_MAX;
/// At most `limit`. Cost: as many looks into the index as there are queues (municipality and role) to be shown, and as
/// many tasks of each as the list holds at most, however many there are; of a route or a person (`involved`,
/// `assignee`), all tasks of that route, of his routes or in his hands.
absl::StatusOr<std::vector<TaskRow>> ListTaskRows(Connection& connection, const TaskFilter& filter, int limit);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TASK_STORE_H_
