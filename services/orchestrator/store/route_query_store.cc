#include "services/orchestrator/store/route_query_store.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <string_view>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::orchestrator {
namespace {

/// A WHERE that holds only what was asked for, so that each way of asking finds its index. The pieces are constants of
/// this file; values are parameters. The parameters look at `query` and at this object.
class Narrowing {
 public:
  /// `walked`: the order whose own walk ends where the query says; nothing when none does.
  explicit Narrowing(const RouteQuery& query, std::optional<RouteOrder> walked = std::nullopt) {
    if (!query.state.empty()) Add("r.state = ?", std::string_view(query.state));
    if (!query.client.empty()) Add("r.client = ?", std::string_view(query.client));
    if (!query.case_name.empty()) {
      Add("r.case_name = ?", std::string_view(query.case_name));
      Add("r.case_name <> ''");  // for its index, which holds no others
    }
    if (!query.definition.empty()) Add("r.definition = ?", std::string_view(query.definition));
    if (query.version != 0) Add("r.version = ?", std::int64_t{query.version});
    if (query.municipalities) AddMunicipalities(*query.municipalities);
    if (query.open_only) Add("r.closed = 0");
    if (query.paused_only) Add("r.paused = 1");
    if (query.opened_before) Add("r.created_at < ?", ToMicros(*query.opened_before));
    if (query.opened_after) Add("r.created_at >= ?", ToMicros(*query.opened_after));
    if (query.due_before && walked != RouteOrder::kDue) {
      Add("r.id IN (SELECT o.id >> 24 FROM open_task o WHERE o.due_at < ?)", ToMicros(*query.due_before));
    }
    if (query.next_timer_before && walked != RouteOrder::kNextTimer) {
      const std::int64_t before = ToMicros(*query.next_timer_before);
      Add(Cat(With("r.id IN (SELECT o.owner FROM numbered_timer o WHERE o.due_at < ?", before),
              With(" UNION ALL SELECT p.id FROM route p WHERE p.paused = 1 AND p.next_timer_at < ?)", before)));
    }
    if (!query.provider.empty()) {
      Add("r.id IN (SELECT p.route FROM route_provider p WHERE p.provider = ?)", std::string_view(query.provider));
    }
    if (query.stuck_only) Add("r.id IN (SELECT c.route FROM command c WHERE c.failed = 1)");
    if (query.clients_only) Add("r.client <> ''");
  }
  Narrowing(const Narrowing&) = delete;
  Narrowing& operator=(const Narrowing&) = delete;

  /// `?` in the piece stands for the value.
  void Add(std::string_view piece) { where_ += Cat(where_.empty() ? " WHERE " : " AND ", piece); }
  void Add(std::string_view piece, Parameter value) { Add(With(piece, value)); }
  /// The routes to look at. Those of one person are taken first, whatever else is asked: no index of all routes is
  /// walked for the few that are his.
  std::string Routes(const RouteQuery& query) {
    if (query.involved.empty()) return "route r";
    Add("r.id = mine.route");
    return With("(SELECT DISTINCT i.route FROM involvement i WHERE i.subject = ?) mine CROSS JOIN route r",
                std::string_view(query.involved));
  }
  /// A `?` for each value, in order; values beyond the last `?` are left out.
  void Add(std::string_view piece, std::initializer_list<Parameter> values) {
    std::string all(piece);
    for (const Parameter& value : values) {
      if (all.find('?') != std::string::npos) all = With(all, value);
    }
    Add(all);
  }
  std::string With(std::string_view piece, Parameter value) {
    const std::size_t place = piece.find('?');
    return Cat(piece.substr(0, place), Number(value), piece.substr(place + 1));
  }
  /// Adds a parameter; `$3`.
  std::string Number(Parameter value) {
    parameters_.push_back(value);
    return Cat("$", parameters_.size());
  }
  const std::string& where() const { return where_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }

 private:
  void AddMunicipalities(const std::set<std::string>& municipalities) {
    if (municipalities.size() == 1) return Add("r.municipality = ?", std::string_view(*municipalities.begin()));
    for (const std::string& one : municipalities) set_.Add(one);
    Add("r.municipality IN (SELECT key FROM json_each(?))", set_.parameter());
  }

  std::string where_;
  std::vector<Parameter> parameters_;
  TextSet set_;
};

/// A walk that gives routes in an order, in rows of which each names one route. A route's first term stands with its
/// open tasks and its first timer with the timers: their own trees give the order, so that no index of the route is
/// moved whenever a term is. Of two at the same time the first one names the route.
struct Walk {
  std::string_view value;
  std::string_view from;
  std::string_view which;
  /// What comes behind the last row of the page before: first what has the same value, where the tree cannot seek by
  /// both, then the rest. Take its value, then its id.
  std::string_view same;
  std::string_view later;
  /// Takes the last value that is wanted; empty where there is none.
  std::string_view until;
  std::string_view by;
};

constexpr Walk kNewestWalk = {"r.id", "route r", "", "", "r.id < ?", "", "r.id DESC"};
constexpr Walk kOldestWalk = {"r.created_at",      "route r", "", "", "(r.created_at, r.id) > (?, ?)", "",
                              "r.created_at, r.id"};
/// Of one queue of open tasks.
constexpr Walk kDueWalk = {"t.due_at",
                           "task t CROSS JOIN route r",
                           "t.municipality = ? AND t.role = ? AND t.state IN (1, 2) AND r.id = t.id >> 24 AND r.due_at "
                           "= t.due_at AND NOT EXISTS (SELECT 1 FROM task e WHERE e.id >= r.id << 24 AND e.id < t.id "
                           "AND e.state IN (1, 2) AND e.due_at = t.due_at)",
                           "t.due_at = ? AND t.id > (? << 24) + 16777215",
                           "t.due_at > ?",
                           "t.due_at <= ?",
                           "t.due_at, t.id"};
constexpr Walk kTimerWalk = {"n.due_at",
                             "numbered_timer n CROSS JOIN route r",
                             "r.id = n.owner AND r.paused = 0 AND r.next_timer_at = n.due_at AND NOT EXISTS (SELECT 1 "
                             "FROM numbered_timer e WHERE e.due_at = n.due_at AND e.owner = n.owner AND e.number < "
                             "n.number)",
                             "",
                             "(n.due_at, n.owner) > (?, ?)",
                             "n.due_at <= ?",
                             "n.due_at, n.owner, n.number"};
/// A paused route's timer may have fired, and waits then without a row: what stands with the route says when.
constexpr Walk kPausedTimerWalk = {"r.next_timer_at",      "route r",
                                   "r.paused = 1",         "r.next_timer_at = ? AND r.id > ?",
                                   "r.next_timer_at > ?",  "r.next_timer_at <= ?",
                                   "r.next_timer_at, r.id"};

/// Of one person's routes: what stands with each says its first term and timer.
constexpr Walk kDueOfPersonWalk = {
    "r.due_at", "route r", "r.due_at IS NOT NULL", "", "(r.due_at, r.id) > (?, ?)", "r.due_at <= ?", "r.due_at, r.id"};
constexpr Walk kTimerOfPersonWalk = {"r.next_timer_at",
                                     "route r",
                                     "r.next_timer_at IS NOT NULL",
                                     "",
                                     "(r.next_timer_at, r.id) > (?, ?)",
                                     "r.next_timer_at <= ?",
                                     "r.next_timer_at, r.id"};

/// Municipality and role of open tasks.
using TaskQueue = std::pair<std::string, std::string>;

/// One list of routes: what is asked, and what was found of it so far.
class RouteList {
 public:
  RouteList(Connection& connection, const RouteQuery& query, RouteOrder order, const std::optional<RouteKey>& after,
            int limit)
      : connection_(connection), query_(query), order_(order), after_(after), limit_(static_cast<std::size_t>(limit)) {}

  absl::StatusOr<std::vector<RouteKey>> Find() {
    CLIENTROUTE_RETURN_IF_ERROR(WalkAll());
    return std::move(keys_);
  }

 private:
  absl::Status WalkAll() {
    switch (order_) {
      case RouteOrder::kNewest:
        return Take(kNewestWalk);
      case RouteOrder::kOldest:
        return Take(kOldestWalk);
      case RouteOrder::kDue:
        return query_.involved.empty() ? WalkTasks() : Take(kDueOfPersonWalk);
      case RouteOrder::kNextTimer:
        if (!query_.involved.empty()) return Take(kTimerOfPersonWalk);
        CLIENTROUTE_RETURN_IF_ERROR(Merge(kTimerWalk));
        return Merge(kPausedTimerWalk);
    }
    return absl::OkStatus();
  }

  /// Each queue of tasks is walked no further than the list can still need.
  absl::Status WalkTasks() {
    CLIENTROUTE_ASSIGN(const std::vector<TaskQueue> queues,
                       connection_.QueryAll("SELECT municipality, role FROM task_queue", {},
                                            [](const Row& row) { return TaskQueue(row.Text(0), row.Text(1)); }));
    for (const TaskQueue& queue : queues) {
      CLIENTROUTE_RETURN_IF_ERROR(Merge(kDueWalk, &queue));
    }
    return absl::OkStatus();
  }

  /// Takes what a walk adds to the first ones of those before it.
  absl::Status Merge(const Walk& walk, const TaskQueue* queue = nullptr) {
    CLIENTROUTE_RETURN_IF_ERROR(Take(walk, queue));
    std::ranges::sort(keys_, {}, [](const RouteKey& key) { return std::pair(key.value, key.id); });
    if (keys_.size() < limit_) return absl::OkStatus();
    keys_.resize(limit_);
    until_ = keys_.back().value;
    return absl::OkStatus();
  }

  absl::Status Take(const Walk& walk, const TaskQueue* queue = nullptr) {
    const std::size_t before = keys_.size();
    if (after_ && !walk.same.empty()) CLIENTROUTE_RETURN_IF_ERROR(Read(walk, walk.same, queue, limit_));
    const std::size_t found = keys_.size() - before;
    if (found >= limit_) return absl::OkStatus();
    return Read(walk, after_ ? walk.later : std::string_view(), queue, limit_ - found);
  }

  absl::Status Read(const Walk& walk, std::string_view behind, const TaskQueue* queue, std::size_t most) {
    Narrowing narrowing(query_, order_);
    if (queue != nullptr) {
      narrowing.Add(walk.which, {std::string_view(queue->first), std::string_view(queue->second)});
    } else if (!walk.which.empty()) {
      narrowing.Add(walk.which);
    }
    if (!behind.empty()) narrowing.Add(behind, {after_->value, after_->id});
    const bool same = !walk.same.empty() && behind == walk.same;
    if (!walk.until.empty() && !same) narrowing.Add(walk.until, Until());
    const std::string from = query_.involved.empty() ? std::string(walk.from) : narrowing.Routes(query_);
    const std::string limit = narrowing.Number(static_cast<std::int64_t>(most));
    const std::string sql =
        Cat("SELECT ", walk.value, ", r.id FROM ", from, narrowing.where(), " ORDER BY ", walk.by, " LIMIT ", limit);
    return connection_.Query(sql, Parameters(narrowing.parameters()), [&](const Row& row) {
      keys_.push_back({row.Int(0), row.Int(1)});
      return absl::OkStatus();
    });
  }

  std::int64_t Until() const {
    const std::optional<Instant>& before = order_ == RouteOrder::kDue ? query_.due_before : query_.next_timer_before;
    return before ? std::min(until_, ToMicros(*before) - 1) : until_;
  }

  Connection& connection_;
  const RouteQuery& query_;
  const RouteOrder order_;
  const std::optional<RouteKey>& after_;
  const std::size_t limit_;
  std::vector<RouteKey> keys_;
  /// What comes later is not needed any more. Without an end the last page would walk all that there is.
  std::int64_t until_ = std::numeric_limits<std::int64_t>::max();
};

std::string_view ColumnOf(RouteProperty property) {
  switch (property) {
    case RouteProperty::kState:
      return "r.state";
    case RouteProperty::kMunicipality:
      return "r.municipality";
    case RouteProperty::kProvider:
      return "p.provider";
    case RouteProperty::kDefinition:
      return "r.definition || '@' || r.version";
  }
  return {};
}

}  // namespace

absl::StatusOr<std::vector<FoundRoute>> FindRoutes(Connection& connection, const RouteQuery& query, RouteOrder order,
                                                   const std::optional<RouteKey>& after, int limit) {
  CLIENTROUTE_ASSIGN(const std::vector<RouteKey> keys, RouteList(connection, query, order, after, limit).Find());
  std::vector<FoundRoute> found;
  for (const RouteKey& key : keys) {
    CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRouteById(connection, key.id));
    if (row) found.push_back({key, *std::move(row)});
  }
  return found;
}

absl::StatusOr<std::vector<RouteCountRow>> CountRoutesBy(Connection& connection, const RouteQuery& query,
                                                         RouteProperty property, Instant now) {
  Narrowing narrowing(query);
  const std::string_view join =
      property == RouteProperty::kProvider ? " JOIN route_provider p ON p.route = r.id" : std::string_view();
  const std::string_view column = ColumnOf(property);
  const std::string late = narrowing.Number(ToMicros(now));
  const std::string from = narrowing.Routes(query);
  const std::string sql = Cat("SELECT ", column, ", count(*), coalesce(sum(r.due_at < ", late, "), 0) FROM ", from,
                              join, narrowing.where(), " GROUP BY ", column, " ORDER BY count(*) DESC, ", column);
  std::vector<RouteCountRow> counts;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(sql, Parameters(narrowing.parameters()), [&](const Row& row) {
    counts.push_back({std::string(row.Text(0)), row.Int(1), row.Int(2)});
    return absl::OkStatus();
  }));
  return counts;
}

absl::StatusOr<std::int64_t> CountRoutes(Connection& connection, const RouteQuery& query) {
  Narrowing narrowing(query);
  const std::string from = narrowing.Routes(query);
  std::int64_t count = 0;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(Cat("SELECT count(*) FROM ", from, narrowing.where()),
                                               Parameters(narrowing.parameters()), [&](const Row& row) {
                                                 count = row.Int(0);
                                                 return absl::OkStatus();
                                               }));
  return count;
}

absl::StatusOr<std::vector<HappeningRow>> FindHappenings(Connection& connection, const RouteQuery& query,
                                                         std::int64_t after, std::int64_t through, int limit) {
  Narrowing narrowing(query);
  if (!query.involved.empty()) {
    narrowing.Add("EXISTS (SELECT 1 FROM involvement i WHERE i.route = r.id AND i.subject = ?)",
                  std::string_view(query.involved));
  }
  narrowing.Add("r.id = j.route");
  narrowing.Add("j.id > ?", after);
  narrowing.Add("j.id <= ?", through);
  const std::string most = narrowing.Number(std::int64_t{limit});
  std::vector<HappeningRow> found;
  // The cross join keeps the journal outside: its few records are looked up in routes, not routes in the journal.
  const std::string sql = Cat(
      "SELECT j.id, j.sequence, j.record, r.uid, r.definition, r.version, r.state, r.closed, r.municipality, r.client "
      "FROM journal j CROSS JOIN route r",
      narrowing.where(), " ORDER BY j.id LIMIT ", most);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query(sql, Parameters(narrowing.parameters()), [&](const Row& row) -> absl::Status {
        HappeningRow& one = found.emplace_back();
        one.position = row.Int(0);
        one.sequence = row.Int(1);
        const std::string_view bytes = row.Bytes(2);
        if (!one.record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
          return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", "a stored row cannot be read: journal record");
        }
        one.route = Uuid::FromBytes(row.Bytes(3)).value_or(Uuid());
        one.definition = row.Text(4);
        one.version = static_cast<int>(row.Int(5));
        one.state = row.Text(6);
        one.closed = row.Int(7) != 0;
        one.municipality = row.Text(8);
        one.client = row.Text(9);
        return absl::OkStatus();
      }));
  return found;
}

absl::StatusOr<std::int64_t> LastPosition(Connection& connection) {
  CLIENTROUTE_ASSIGN(
      const std::optional<std::int64_t> last,
      connection.QueryOne("SELECT coalesce(max(id), 0) FROM journal", {}, [](const Row& row) { return row.Int(0); }));
  return last.value_or(0);
}

}  // namespace clientroute::orchestrator
