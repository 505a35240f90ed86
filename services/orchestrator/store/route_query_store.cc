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
    if (!query.case_name.empty()) Add("r.case_name = ?", std::string_view(query.case_name));
    if (!query.definition.empty()) Add("r.definition = ?", std::string_view(query.definition));
    if (query.version != 0) Add("r.version = ?", std::int64_t{query.version});
    if (query.municipalities) AddMunicipalities(*query.municipalities);
    if (query.open_only) Add("r.closed = 0");
    if (query.paused_only) Add("r.paused = 1");
    if (query.opened_before) Add("r.created_at < ?", ToMicros(*query.opened_before));
    if (query.opened_after) Add("r.created_at >= ?", ToMicros(*query.opened_after));
    if (query.due_before) Add("r.due_at < ?", ToMicros(*query.due_before));
    if (query.next_timer_before) Add("r.next_timer_at < ?", ToMicros(*query.next_timer_before));
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
  void Add(std::string_view piece, Parameter value) {
    const std::size_t place = piece.find('?');
    Add(Cat(piece.substr(0, place), Number(value), piece.substr(place + 1)));
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

struct OrderText {
  std::string_view value;
  std::string_view after;
  std::string_view by;
};

/// `after` takes the value and the id of the last row of the page before.
OrderText TextOf(RouteOrder order) {
  switch (order) {
    case RouteOrder::kNewest:
      return {"0", "", "r.id DESC"};
    case RouteOrder::kOldest:
      return {"r.created_at", "(r.created_at, r.id) > ", "r.created_at, r.id"};
    case RouteOrder::kDue:
      return {"r.due_at", "(r.due_at, r.id) > ", "r.due_at, r.id"};
    case RouteOrder::kNextTimer:
      return {"r.next_timer_at", "(r.next_timer_at, r.id) > ", "r.next_timer_at, r.id"};
  }
  return {};
}

std::string KeysText(Narrowing& narrowing, RouteOrder order, const std::optional<RouteKey>& after) {
  const OrderText text = TextOf(order);
  if (order == RouteOrder::kDue) narrowing.Add("r.due_at IS NOT NULL");
  if (order == RouteOrder::kNextTimer) narrowing.Add("r.next_timer_at IS NOT NULL");
  if (after && order == RouteOrder::kNewest) narrowing.Add("r.id < ?", after->id);
  if (after && order != RouteOrder::kNewest) {
    const std::string value = narrowing.Number(after->value);
    const std::string id = narrowing.Number(after->id);
    narrowing.Add(Cat(text.after, "(", value, ", ", id, ")"));
  }
  return Cat("SELECT ", text.value, ", r.id FROM route r", narrowing.where(), " ORDER BY ", text.by);
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
  const std::string sql = KeysText(narrowing, order, after);
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
  const std::string sql = KeysText(narrowing, order, after);
  std::string plan;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query(Cat("EXPLAIN QUERY PLAN ", sql), Parameters(narrowing.parameters()), [&](const Row& row) {
        plan += Cat(row.Text(3), "\n");
        return absl::OkStatus();
      }));
  return plan;
}

}  // namespace clientroute::orchestrator
