#include "services/orchestrator/store/route_query_store.h"

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
  explicit Narrowing(const RouteQuery& query) {
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
    if (query.due_before) {
      Add("r.id IN (SELECT o.id >> 24 FROM task o WHERE o.state IN (1, 2) AND o.due_at < ?)",
          ToMicros(*query.due_before));
    }
    if (query.next_timer_before) {
      Add("r.id IN (SELECT o.owner FROM numbered_timer o WHERE o.due_at < ?)", ToMicros(*query.next_timer_before));
    }
    if (!query.provider.empty()) {
      Add("r.id IN (SELECT p.route FROM route_provider p WHERE p.provider = ?)", std::string_view(query.provider));
    }
    if (query.stuck_only) Add("r.id IN (SELECT c.route FROM command c WHERE c.failed = 1)");
    if (!query.involved.empty()) {
      Add("EXISTS (SELECT 1 FROM involvement i WHERE i.route = r.id AND i.subject = ?)",
          std::string_view(query.involved));
    }
  }
  Narrowing(const Narrowing&) = delete;
  Narrowing& operator=(const Narrowing&) = delete;

  /// `?` in the piece stands for the value.
  void Add(std::string_view piece) { where_ += Cat(where_.empty() ? " WHERE " : " AND ", piece); }
  void Add(std::string_view piece, Parameter value) { Add(With(piece, value)); }
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

/// Where an order comes from, in rows of which each names one route. A route's first term stands with its open tasks
/// and its first timer with the timers: their own trees give the order, so that no index of the route is moved whenever
/// a term is. Of two at the same time the first one names the route.
struct OrderText {
  std::string_view value;
  std::string_view from;
  std::string_view which;
  /// Takes the value and the id of the last row of the page before.
  std::string_view after_value;
  std::string_view after_id;
  std::string_view by;
};

OrderText TextOf(RouteOrder order) {
  switch (order) {
    case RouteOrder::kNewest:
      return {"0", "route r", "", "", "r.id < ?", "r.id DESC"};
    case RouteOrder::kOldest:
      return {"r.created_at", "route r", "", "(r.created_at, r.id) > (?, ", "?)", "r.created_at, r.id"};
    case RouteOrder::kDue:
      return {"t.due_at",
              "task t CROSS JOIN route r",
              "t.state IN (1, 2) AND t.due_at IS NOT NULL AND r.id = t.id >> 24 AND r.due_at = t.due_at AND NOT EXISTS "
              "(SELECT 1 FROM task e WHERE e.id >= r.id << 24 AND e.id < t.id AND e.state IN (1, 2) AND "
              "e.due_at = t.due_at)",
              "(t.due_at, t.id) > (?, ",
              "(? << 24) + 16777215)",
              "t.due_at, t.id"};
    case RouteOrder::kNextTimer:
      return {"n.due_at",
              "numbered_timer n CROSS JOIN route r",
              "r.id = n.owner AND r.next_timer_at = n.due_at AND NOT EXISTS (SELECT 1 FROM numbered_timer e WHERE "
              "e.due_at = n.due_at AND e.owner = n.owner AND e.number < n.number)",
              "(n.due_at, n.owner) > (?, ",
              "?)",
              "n.due_at, n.owner, n.number"};
  }
  return {};
}

std::string KeysText(Narrowing& narrowing, const RouteQuery& query, RouteOrder order,
                     const std::optional<RouteKey>& after) {
  const OrderText text = TextOf(order);
  if (!text.which.empty()) narrowing.Add(text.which);
  // Where the order's own tree ends: without it the last page would walk all that comes later.
  if (order == RouteOrder::kDue && query.due_before) narrowing.Add("t.due_at < ?", ToMicros(*query.due_before));
  if (order == RouteOrder::kNextTimer && query.next_timer_before) {
    narrowing.Add("n.due_at < ?", ToMicros(*query.next_timer_before));
  }
  if (after && text.after_value.empty()) narrowing.Add(text.after_id, after->id);
  if (after && !text.after_value.empty()) {
    const std::string value = narrowing.With(text.after_value, after->value);
    narrowing.Add(Cat(value, narrowing.With(text.after_id, after->id)));
  }
  return Cat("SELECT ", text.value, ", r.id FROM ", text.from, narrowing.where(), " ORDER BY ", text.by);
}

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
  Narrowing narrowing(query);
  const std::string sql = KeysText(narrowing, query, order, after);
  const std::string most = narrowing.Number(std::int64_t{limit});
  std::vector<RouteKey> keys;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query(Cat(sql, " LIMIT ", most), Parameters(narrowing.parameters()), [&](const Row& row) {
        keys.push_back({row.Int(0), row.Int(1)});
        return absl::OkStatus();
      }));
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
  const std::string sql = Cat("SELECT ", column, ", count(*), coalesce(sum(r.due_at < ", late, "), 0) FROM route r",
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
  std::int64_t count = 0;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(Cat("SELECT count(*) FROM route r", narrowing.where()),
                                               Parameters(narrowing.parameters()), [&](const Row& row) {
                                                 count = row.Int(0);
                                                 return absl::OkStatus();
                                               }));
  return count;
}

absl::StatusOr<std::vector<HappeningRow>> FindHappenings(Connection& connection, const RouteQuery& query,
                                                         std::int64_t after, std::int64_t through, int limit) {
  Narrowing narrowing(query);
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

absl::StatusOr<std::string> PlanOf(Connection& connection, const RouteQuery& query, RouteOrder order,
                                   const std::optional<RouteKey>& after) {
  Narrowing narrowing(query);
  const std::string sql = KeysText(narrowing, query, order, after);
  std::string plan;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query(Cat("EXPLAIN QUERY PLAN ", sql), Parameters(narrowing.parameters()), [&](const Row& row) {
        plan += Cat(row.Text(3), "\n");
        return absl::OkStatus();
      }));
  return plan;
}

}  // namespace clientroute::orchestrator
