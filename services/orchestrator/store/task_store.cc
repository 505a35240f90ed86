#include "services/orchestrator/store/task_store.h"

#include <algorithm>
#include <array>

#include "services/orchestrator/store/numbered_row.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::orchestrator {
namespace {

#define TASK_COLUMNS                                                                                     \
  "t.id, t.route, r.uid, r.client, t.number, t.kind, t.title, t.part, t.municipality, t.role, t.state, " \
  "t.opened_at, t.due_at, t.outcomes, t.answered_by, t.assignee, t.outcome, t.completer, t.ended_at, "   \
  "r.definition, r.version"

/// Outcomes stand in one column, separated by a space: their names hold none.
std::string Join(const std::vector<std::string>& outcomes) {
  std::string joined;
  for (const std::string& outcome : outcomes) joined += (joined.empty() ? "" : " ") + outcome;
  return joined;
}

std::vector<std::string> Split(std::string_view joined) {
  std::vector<std::string> outcomes;
  while (!joined.empty()) {
    const std::size_t end = joined.find(' ');
    outcomes.emplace_back(joined.substr(0, end));
    joined = end == std::string_view::npos ? std::string_view() : joined.substr(end + 1);
  }
  return outcomes;
}

TaskRow ReadTask(const Row& row) {
  TaskRow task;
  task.id = row.Int(0);
  task.route = row.Int(1);
  task.route_uid = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
  task.client = row.Text(3);
  task.number = row.Int(4);
  task.uid = TaskUid(task.route_uid, task.number);
  task.kind = row.Text(5);
  task.title = row.Text(6);
  task.part = row.Text(7);
  task.municipality = row.Text(8);
  task.role = row.Text(9);
  task.state = static_cast<TaskState>(row.Int(10));
  task.opened = FromMicros(row.Int(11));
  if (!row.IsNull(12)) task.due = FromMicros(row.Int(12));
  task.outcomes = Split(row.Text(13));
  task.answered_by = row.Text(14);
  task.assignee = row.Text(15);
  task.outcome = row.Text(16);
  task.completer = row.Text(17);
  if (!row.IsNull(18)) task.ended = FromMicros(row.Int(18));
  task.definition = row.Text(19);
  task.version = static_cast<std::int32_t>(row.Int(20));
  return task;
}

/// The bytes of an outward id that a number is worked into: enough for any, and what is left tells routes apart.
constexpr std::size_t kNumberBytes = 6;

std::array<std::uint8_t, 16> BytesOf(const Uuid& uid) {
  std::array<std::uint8_t, 16> bytes{};
  std::copy(uid.bytes().begin(), uid.bytes().end(), bytes.begin());
  return bytes;
}

/// The numbers that two ids differ by in those bytes.
std::int64_t NumberBetween(const Uuid& route, const Uuid& task) {
  const auto a = BytesOf(route);
  const auto b = BytesOf(task);
  std::int64_t number = 0;
  for (std::size_t i = a.size() - kNumberBytes; i < a.size(); ++i) number = number << 8 | (a[i] ^ b[i]);
  return number;
}

/// The route's row and the number of the task that may have this id.
absl::StatusOr<std::optional<std::int64_t>> RowOfTask(Connection& connection, const Uuid& uid) {
  auto first = BytesOf(uid);
  auto last = first;
  std::fill(first.end() - kNumberBytes, first.end(), std::uint8_t{0});
  std::fill(last.end() - kNumberBytes, last.end(), std::uint8_t{0xff});
  const Uuid from(first);
  const Uuid to(last);
  std::optional<std::int64_t> found;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "SELECT id, uid FROM route WHERE uid BETWEEN $1 AND $2", {ToColumn(from), ToColumn(to)}, [&](const Row& row) {
        const std::int64_t number = NumberBetween(Uuid::FromBytes(row.Bytes(1)).value_or(Uuid()), uid);
        if (number > 0 && number <= kNumbersMost) found = RowOf(row.Int(0), number);
        return absl::OkStatus();
      }));
  return found;
}

}  // namespace

Uuid TaskUid(const Uuid& route, std::int64_t number) {
  auto bytes = BytesOf(route);
  for (std::size_t i = bytes.size(); i-- > bytes.size() - kNumberBytes; number >>= 8) {
    bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ (number & 0xff));
  }
  return Uuid(bytes);
}

absl::Status InsertTask(Connection& connection, const TaskRow& row) {
  const std::string outcomes = Join(row.outcomes);
  return connection
      .Execute(
          "INSERT INTO task (id, kind, title, part, municipality, role, state, opened_at, due_at, outcomes, "
          "answered_by)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
          {RowOf(row.route, row.number), std::string_view(row.kind), std::string_view(row.title),
           std::string_view(row.part), std::string_view(row.municipality), std::string_view(row.role),
           static_cast<std::int64_t>(row.state), ToMicros(row.opened), Maybe(row.due), std::string_view(outcomes),
           std::string_view(row.answered_by)})
      .status();
}

absl::Status EndTask(Connection& connection, std::int64_t route, std::int64_t number, TaskState state,
                     std::string_view outcome, std::string_view completer, Instant now) {
  return connection
      .Execute(
          "UPDATE task SET state = $2, outcome = $3, completer = $4, ended_at = $5 WHERE id = $1 AND state IN (1, 2)",
          {RowOf(route, number), static_cast<std::int64_t>(state), outcome, completer, ToMicros(now)})
      .status();
}

absl::Status AssignTask(Connection& connection, std::int64_t id, std::string_view assignee) {
  return connection
      .Execute("UPDATE task SET state = CASE $2 WHEN '' THEN 1 ELSE 2 END, assignee = $2 WHERE id = $1", {id, assignee})
      .status();
}

absl::StatusOr<std::optional<TaskRow>> FindTask(Connection& connection, const Uuid& uid) {
  CLIENTROUTE_ASSIGN(const std::optional<std::int64_t> id, RowOfTask(connection, uid));
  if (!id) return std::optional<TaskRow>();
  return FindTaskById(connection, *id);
}

absl::StatusOr<std::optional<TaskRow>> FindTaskById(Connection& connection, std::int64_t id) {
  return connection.QueryOne("SELECT " TASK_COLUMNS " FROM task t JOIN route r ON r.id = t.route WHERE t.id = $1", {id},
                             ReadTask);
}

absl::StatusOr<std::vector<TaskRow>> ListOpenTasks(Connection& connection, std::int64_t route) {
  return connection.QueryAll(
      "SELECT " TASK_COLUMNS
      " FROM task t JOIN route r ON r.id = t.route WHERE t.id BETWEEN $1 AND $2 AND t.state IN (1, 2)"
      " ORDER BY t.id",
      {RowOf(route, 0), LastRowOf(route)}, ReadTask);
}

}  // namespace clientroute::orchestrator
