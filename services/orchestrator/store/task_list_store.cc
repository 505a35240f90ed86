#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "services/orchestrator/store/task_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

// Lists of tasks, of task_store.h. A queue (municipality and role) is walked from its place in its index; a list of
// several is put together from as many of their first tasks as it may hold. The tasks of one route, or of one person's
// routes, are found by the route and then ordered: they are few.
namespace clientroute::orchestrator {
namespace {

TaskKey ReadKey(const Row& row) { return {row.IsNull(0) ? kNoDue : row.Int(0), row.Int(1)}; }

/// The first keys of what was found, in order, at most `limit`.
class FirstKeys {
 public:
  explicit FirstKeys(int limit) : limit_(static_cast<std::size_t>(limit)) {}

  void Add(const std::vector<TaskKey>& found) {
    keys_.insert(keys_.end(), found.begin(), found.end());
    std::sort(keys_.begin(), keys_.end());
    if (keys_.size() > limit_) keys_.resize(limit_);
  }
  /// What comes later than this is none of them.
  std::int64_t last_due() const { return keys_.size() < limit_ ? kNoDue : keys_.back().value; }
  const std::vector<TaskKey>& keys() const { return keys_; }

 private:
  const std::size_t limit_;
  std::vector<TaskKey> keys_;
};

struct Queue {
  std::string municipality;
  std::string role;
};

/// The statements of open tasks, and of ended ones: an index each.
struct QueueText {
  std::string_view queues;
  /// With the term of the last task of the page before and behind it; with a later term; without any.
  std::string_view same;
  std::string_view later;
  std::string_view none;
  /// By their opening.
  std::string_view newest;
  std::string_view oldest;
};
#define OF_QUEUE(states) " FROM task WHERE municipality = $1 AND role = $2 AND state IN (" states ")"
#define QUEUE_TASKS(states) "SELECT due_at, id" OF_QUEUE(states)
#define QUEUE_TEXT(view, states)                                                                                     \
  {                                                                                                                  \
    "SELECT municipality, role FROM " view, QUEUE_TASKS(states) " AND due_at = $3 AND id > $4 ORDER BY id LIMIT $5", \
        QUEUE_TASKS(states) " AND due_at > $3 AND due_at <= $4 ORDER BY due_at, id LIMIT $5",                        \
        QUEUE_TASKS(states) " AND due_at IS NULL AND id > $3 ORDER BY id LIMIT $4",                                  \
        "SELECT -opened_at, -id" OF_QUEUE(                                                                           \
            states) " AND (opened_at, id) < (-$3, -$4) ORDER BY opened_at DESC, id DESC LIMIT $5",                   \
        "SELECT opened_at, id" OF_QUEUE(states) " AND (opened_at, id) > ($3, $4) ORDER BY opened_at, id LIMIT $5"    \
  }
constexpr QueueText kOpenQueues = QUEUE_TEXT("task_queue", "1, 2");
constexpr QueueText kEndedQueues = QUEUE_TEXT("ended_task_queue", "3, 4");

/// Whose tasks are shown at all.
std::optional<std::set<std::string>> RolesOf(const TaskFilter& filter) {
  if (filter.role.empty()) return filter.roles;
  if (filter.roles && !filter.roles->contains(filter.role)) return std::set<std::string>();
  return std::set<std::string>{filter.role};
}

bool IsIn(const std::optional<std::set<std::string>>& set, const std::string& text) {
  return !set || set->contains(text);
}

/// The queues that may be shown: those that were named, otherwise those that there are.
absl::StatusOr<std::vector<Queue>> QueuesOf(Connection& connection, const TaskFilter& filter, const QueueText& text) {
  const std::optional<std::set<std::string>> roles = RolesOf(filter);
  std::vector<Queue> queues;
  if (filter.municipalities && roles) {
    for (const std::string& municipality : *filter.municipalities) {
      for (const std::string& role : *roles) queues.push_back({municipality, role});
    }
    return queues;
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(text.queues, {}, [&](const Row& row) {
    Queue queue{std::string(row.Text(0)), std::string(row.Text(1))};
    if (IsIn(filter.municipalities, queue.municipality) && IsIn(roles, queue.role)) queues.push_back(std::move(queue));
    return absl::OkStatus();
  }));
  return queues;
}

absl::Status WalkQueueByTerm(Connection& connection, const Queue& queue, const QueueText& text, const TaskKey& after,
                             int limit, FirstKeys& first) {
  const std::string_view municipality = queue.municipality;
  const std::string_view role = queue.role;
  const std::int64_t most = limit;
  if (after.value < kNoDue) {
    CLIENTROUTE_ASSIGN(const auto same,
                       connection.QueryAll(text.same, {municipality, role, after.value, after.id, most}, ReadKey));
    first.Add(same);
    CLIENTROUTE_ASSIGN(
        const auto later,
        connection.QueryAll(text.later, {municipality, role, after.value, first.last_due(), most}, ReadKey));
    first.Add(later);
  }
  if (first.last_due() < kNoDue) return absl::OkStatus();
  const std::int64_t behind = after.value < kNoDue ? 0 : after.id;
  CLIENTROUTE_ASSIGN(const auto none, connection.QueryAll(text.none, {municipality, role, behind, most}, ReadKey));
  first.Add(none);
  return absl::OkStatus();
}

absl::Status WalkQueue(Connection& connection, const Queue& queue, const QueueText& text, const TaskFilter& filter,
                       int limit, FirstKeys& first) {
  if (filter.order == TaskOrder::kDue) return WalkQueueByTerm(connection, queue, text, filter.after, limit, first);
  const std::string_view municipality = queue.municipality;
  const std::string_view role = queue.role;
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection.QueryAll(filter.order == TaskOrder::kNewest ? text.newest : text.oldest,
                          {municipality, role, filter.after.value, filter.after.id, std::int64_t{limit}}, ReadKey));
  first.Add(found);
  return absl::OkStatus();
}

absl::Status WalkQueues(Connection& connection, const TaskFilter& filter, const QueueText& text, int limit,
                        FirstKeys& first) {
  CLIENTROUTE_ASSIGN(const std::vector<Queue> queues, QueuesOf(connection, filter, text));
  for (const Queue& queue : queues) {
    CLIENTROUTE_RETURN_IF_ERROR(WalkQueue(connection, queue, text, filter, limit, first));
  }
  return absl::OkStatus();
}

/// What a few tasks are ordered by, each order as a pair of numbers that grow.
constexpr std::string_view kValueOf[] = {"coalesce(t.due_at, 9223372036854775807), t.id", "-t.opened_at, -t.id",
                                         "t.opened_at, t.id"};

/// Those of one route, of the routes with which a person is involved, or in a person's hands.
absl::Status WalkFew(Connection& connection, const TaskFilter& filter, int limit, FirstKeys& first) {
#define TASKS_OF(routes) "(" routes ") o CROSS JOIN task t ON t.id BETWEEN o.route << 24 AND (o.route << 24) + 16777215"
  constexpr std::string_view kOfRoute = TASKS_OF(
      "SELECT r.id AS route FROM route r WHERE r.uid = $1"
      " AND ($2 = '' OR EXISTS (SELECT 1 FROM involvement i WHERE i.route = r.id AND i.subject = $2))");
  constexpr std::string_view kOfPerson = TASKS_OF("SELECT DISTINCT i.route FROM involvement i WHERE i.subject = $2");
  constexpr std::string_view kInHands =
      "(SELECT a.id FROM task a WHERE a.assignee = $8 AND a.assignee <> '') h CROSS JOIN task t ON t.id = h.id"
      " AND ($2 = '' OR EXISTS (SELECT 1 FROM involvement i WHERE i.route = t.id >> 24 AND i.subject = $2))";
#undef TASKS_OF
  const std::string_view order = kValueOf[static_cast<std::size_t>(filter.order)];
  const std::string sql =
      Cat("SELECT ", order, " FROM ",
          filter.route              ? kOfRoute
          : filter.assignee.empty() ? kOfPerson
                                    : kInHands,
          " WHERE ($3 = 1 OR t.state IN (1, 2)) AND ($4 = 1 OR t.municipality IN (SELECT key FROM json_each($5)))"
          " AND ($6 = 1 OR t.role IN (SELECT key FROM json_each($7))) AND ($8 = '' OR t.assignee = $8) AND (",
          order, ") > ($9, $10) ORDER BY ", order, " LIMIT $11");
  TextSet municipalities = TextSetOf(filter.municipalities.value_or(std::set<std::string>()));
  const std::optional<std::set<std::string>> only = RolesOf(filter);
  TextSet roles = TextSetOf(only.value_or(std::set<std::string>()));
  const Uuid route = filter.route.value_or(Uuid());
  CLIENTROUTE_ASSIGN(
      const std::vector<TaskKey> found,
      connection.QueryAll(
          sql,
          {ToColumn(route), std::string_view(filter.involved), std::int64_t{filter.include_ended},
           std::int64_t{!filter.municipalities}, municipalities.parameter(), std::int64_t{!only}, roles.parameter(),
           std::string_view(filter.assignee), filter.after.value, filter.after.id, std::int64_t{limit}},
          ReadKey));
  first.Add(found);
  return absl::OkStatus();
}

}  // namespace

TaskKey KeyOf(const TaskRow& row, TaskOrder order) {
  switch (order) {
    case TaskOrder::kDue:
      return {row.due ? ToMicros(*row.due) : kNoDue, row.id};
    case TaskOrder::kNewest:
      return {-ToMicros(row.opened), -row.id};
    case TaskOrder::kOldest:
      return {ToMicros(row.opened), row.id};
  }
  return {};
}

absl::StatusOr<std::vector<TaskRow>> ListTaskRows(Connection& connection, const TaskFilter& filter, int limit) {
  FirstKeys first(limit);
  if (filter.route || !filter.involved.empty() || !filter.assignee.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(WalkFew(connection, filter, limit, first));
  } else {
    CLIENTROUTE_RETURN_IF_ERROR(WalkQueues(connection, filter, kOpenQueues, limit, first));
    if (filter.include_ended) {
      CLIENTROUTE_RETURN_IF_ERROR(WalkQueues(connection, filter, kEndedQueues, limit, first));
    }
  }
  std::vector<TaskRow> rows;
  rows.reserve(first.keys().size());
  for (const TaskKey& key : first.keys()) {
    CLIENTROUTE_ASSIGN(std::optional<TaskRow> row, FindTaskById(connection, std::abs(key.id)));
    if (row) rows.push_back(*std::move(row));
  }
  return rows;
}

}  // namespace clientroute::orchestrator
