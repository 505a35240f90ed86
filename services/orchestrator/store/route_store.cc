#include "services/orchestrator/store/route_store.h"

#include <array>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::orchestrator {
namespace {

#define ROUTE_COLUMNS                                                                                          \
  "id, uid, definition, version, state, interrupt_state, closed, paused, pause_reason, municipality, client, " \
  "case_name, created_at, changed_at, sequence, last_record, announced, snapshot"

absl::Status Damaged(std::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", Cat("a stored row cannot be read: ", what));
}

/// Reads ROUTE_COLUMNS.
absl::StatusOr<RouteRow> ReadRoute(const Row& row) {
  RouteRow route;
  route.id = row.Int(0);
  const std::optional<Uuid> uid = Uuid::FromBytes(row.Bytes(1));
  if (!uid) return Damaged("route id");
  route.uid = *uid;
  route.definition = row.Text(2);
  route.version = static_cast<int>(row.Int(3));
  route.state = row.Text(4);
  route.interrupt_state = row.Text(5);
  route.closed = row.Int(6) != 0;
  route.paused = row.Int(7) != 0;
  route.pause_reason = row.Text(8);
  route.municipality = row.Text(9);
  route.client = row.Text(10);
  route.case_name = row.Text(11);
  route.created = FromMicros(row.Int(12));
  route.changed = FromMicros(row.Int(13));
  route.sequence = row.Int(14);
  route.last_record = row.Int(15);
  route.announced = row.Int(16);
  const std::string_view bytes = row.Bytes(17);
  if (!route.snapshot.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Damaged("route snapshot");
  return route;
}

absl::StatusOr<std::vector<RouteRow>> ReadRoutes(Connection& connection, std::string_view sql,
                                                 std::initializer_list<Parameter> parameters) {
  std::vector<RouteRow> rows;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(sql, parameters, [&](const Row& row) -> absl::Status {
    CLIENTROUTE_ASSIGN(RouteRow read, ReadRoute(row));
    rows.push_back(std::move(read));
    return absl::OkStatus();
  }));
  return rows;
}

absl::StatusOr<std::optional<RouteRow>> FirstOf(absl::StatusOr<std::vector<RouteRow>> rows) {
  if (!rows.ok()) return rows.status();
  if (rows->empty()) return std::optional<RouteRow>();
  return std::optional<RouteRow>(std::move(rows->front()));
}

/// An id as two whole numbers, which a tree compares faster than bytes.
std::pair<std::int64_t, std::int64_t> HalvesOf(const Uuid& id) {
  const std::string_view bytes = id.bytes();
  const auto number = [&](std::size_t from) {
    std::uint64_t half = 0;
    for (const char byte : bytes.substr(from, bytes.size() / 2)) half = half << 8U | static_cast<std::uint8_t>(byte);
    return static_cast<std::int64_t>(half);
  };
  return {number(0), number(bytes.size() / 2)};
}

/// The columns that are written only when they changed, in the order of their parameters.
enum Group : unsigned { kStateGroup = 1, kClosedGroup = 2, kPlaceGroup = 4, kCaseGroup = 8, kTermsGroup = 16 };
constexpr unsigned kGroupings = 32;
constexpr std::size_t kChangeParametersAlways = 8;
constexpr std::size_t kChangeParametersMost = kChangeParametersAlways + 7;

std::string MakeUpdateStatement(unsigned groups) {
  std::string sql =
      "UPDATE route SET interrupt_state = $3, changed_at = $4, sequence = $5, snapshot = $6, last_record = $7, "
      "announced = $8";
  std::size_t parameter = kChangeParametersAlways;
  const auto add = [&](Group group, std::initializer_list<std::string_view> columns) {
    if ((groups & group) == 0) return;
    for (const std::string_view column : columns) sql += Cat(", ", column, " = $", ++parameter);
  };
  add(kStateGroup, {"state"});
  add(kClosedGroup, {"closed"});
  add(kPlaceGroup, {"municipality", "client"});
  add(kCaseGroup, {"case_name"});
  add(kTermsGroup, {"due_at", "next_timer_at"});
  return sql + " WHERE id = $1 AND sequence = $2";
}

const std::string& UpdateStatement(unsigned groups) {
  static const std::vector<std::string> statements = [] {
    std::vector<std::string> made;
    for (unsigned each = 0; each < kGroupings; ++each) made.push_back(MakeUpdateStatement(each));
    return made;
  }();
  return statements[groups];
}

}  // namespace

absl::StatusOr<std::optional<RouteRow>> FindRoute(Connection& connection, const Uuid& uid) {
  return FirstOf(ReadRoutes(connection, "SELECT " ROUTE_COLUMNS " FROM route WHERE uid = $1", {ToColumn(uid)}));
}

absl::StatusOr<std::optional<RouteRow>> FindRouteById(Connection& connection, std::int64_t id) {
  return FirstOf(ReadRoutes(connection, "SELECT " ROUTE_COLUMNS " FROM route WHERE id = $1", {id}));
}

absl::StatusOr<std::vector<Uuid>> FindRoutesByPrefix(Connection& connection, std::string_view prefix) {
  // The unique index is on the bytes: the range of ids that begin so, from the shortest text to the longest.
  constexpr std::string_view kLowest = "00000000-0000-0000-0000-000000000000";
  constexpr std::string_view kHighest = "ffffffff-ffff-ffff-ffff-ffffffffffff";
  const std::size_t known = std::min(prefix.size(), kLowest.size());
  const std::optional<Uuid> from = Uuid::Parse(Cat(prefix.substr(0, known), kLowest.substr(known)));
  const std::optional<Uuid> to = Uuid::Parse(Cat(prefix.substr(0, known), kHighest.substr(known)));
  std::vector<Uuid> found;
  if (!from || !to) return found;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query("SELECT uid FROM route WHERE uid >= $1 AND uid <= $2 LIMIT 2",
                                               {ToColumn(*from), ToColumn(*to)}, [&](const Row& row) {
                                                 if (const auto uid = Uuid::FromBytes(row.Bytes(0)))
                                                   found.push_back(*uid);
                                                 return absl::OkStatus();
                                               }));
  return found;
}

absl::StatusOr<std::int64_t> LastRouteId(Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto last, connection.QueryOne("SELECT coalesce(max(id), 0) FROM route", {},
                                                          [](const Row& row) { return row.Int(0); }));
  return last.value_or(0);
}

absl::StatusOr<std::int64_t> LastRecordId(Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto last, connection.QueryOne("SELECT coalesce(max(id), 0) FROM journal", {},
                                                          [](const Row& row) { return row.Int(0); }));
  return last.value_or(0);
}

absl::Status InsertRoute(Connection& connection, const RouteRow& row, const RouteTerms& terms,
                         std::string_view snapshot) {
  return connection
      .Execute(
          "INSERT INTO route (id, uid, definition, version, state, interrupt_state, closed, municipality, client, "
          "case_name, created_at, changed_at, sequence, snapshot, due_at, next_timer_at, last_record, announced) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
          {row.id, ToColumn(row.uid), std::string_view(row.definition), std::int64_t{row.version},
           std::string_view(row.state), std::string_view(row.interrupt_state), std::int64_t{row.closed},
           std::string_view(row.municipality), std::string_view(row.client), std::string_view(row.case_name),
           ToMicros(row.created), ToMicros(row.changed), row.sequence, Blob{snapshot}, Maybe(terms.due),
           Maybe(terms.next_timer), row.last_record, row.announced})
      .status();
}

void Absorb(const RouteChange& earlier, RouteChange& change) {
  change.sequence_before = earlier.sequence_before;
  change.state_changed = change.state_changed || earlier.state_changed;
  change.closed_changed = change.closed_changed || earlier.closed_changed;
  change.place_changed = change.place_changed || earlier.place_changed;
  change.case_changed = change.case_changed || earlier.case_changed;
  if (!change.terms) change.terms = earlier.terms;
}

absl::Status UpdateRoute(Connection& connection, const RouteChange& change) {
  std::array<Parameter, kChangeParametersMost> parameters = {change.id,
                                                             change.sequence_before,
                                                             std::string_view(change.interrupt_state),
                                                             ToMicros(change.changed),
                                                             change.sequence,
                                                             Blob{change.snapshot},
                                                             change.last_record,
                                                             change.announced};
  std::size_t count = kChangeParametersAlways;
  unsigned groups = 0;
  if (change.state_changed) {
    groups |= kStateGroup;
    parameters[count++] = std::string_view(change.state);
  }
  if (change.closed_changed) {
    groups |= kClosedGroup;
    parameters[count++] = std::int64_t{change.closed};
  }
  if (change.place_changed) {
    groups |= kPlaceGroup;
    parameters[count++] = std::string_view(change.municipality);
    parameters[count++] = std::string_view(change.client);
  }
  if (change.case_changed) {
    groups |= kCaseGroup;
    parameters[count++] = std::string_view(change.case_name);
  }
  if (change.terms) {
    groups |= kTermsGroup;
    parameters[count++] = Maybe(change.terms->due);
    parameters[count++] = Maybe(change.terms->next_timer);
  }
  CLIENTROUTE_ASSIGN(const std::int64_t changed,
                     connection.Execute(UpdateStatement(groups), Parameters(parameters.data(), count)));
  if (changed == 1) return absl::OkStatus();
  return Error(absl::StatusCode::kAborted, "ROUTE_MOVED",
               Cat("route row ", change.id, " does not stand at sequence ", change.sequence_before));
}

absl::Status SetPaused(Connection& connection, std::int64_t route, bool paused, std::string_view reason, Instant now) {
  return connection
      .Execute("UPDATE route SET paused = $2, pause_reason = $3, changed_at = $4 WHERE id = $1",
               {route, std::int64_t{paused}, reason, ToMicros(now)})
      .status();
}

absl::Status AddInvolved(Connection& connection, std::int64_t route, std::string_view subject) {
  return connection
      .Execute("INSERT INTO involved (route, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING", {route, subject})
      .status();
}

absl::Status AddInvolvedWithClient(Connection& connection, std::string_view client, std::string_view subject) {
  return connection
      .Execute("INSERT INTO involved_with_client (client, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               {client, subject})
      .status();
}

absl::Status RemoveInvolvedWithClient(Connection& connection, std::string_view client, std::string_view subject) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("DELETE FROM involved WHERE subject = $2 AND route IN (SELECT id FROM route WHERE client = $1)"
                   " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id >= involved.route << 24"
                   " AND t.id < (involved.route + 1) << 24 AND t.state = 2 AND t.assignee = $2)",
                   {client, subject})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute(
              "UPDATE involved SET ends = 1 WHERE subject = $2 AND route IN (SELECT id FROM route WHERE client = $1)",
              {client, subject})
          .status());
  return connection.Execute("DELETE FROM involved_with_client WHERE client = $1 AND subject = $2", {client, subject})
      .status();
}

absl::StatusOr<std::set<std::string>> ListInvolved(Connection& connection, std::int64_t route) {
  std::set<std::string> subjects;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query("SELECT subject FROM involvement WHERE route = $1", {route}, [&](const Row& row) {
        subjects.emplace(row.Text(0));
        return absl::OkStatus();
      }));
  return subjects;
}

absl::Status SetAnnounced(Connection& connection, std::int64_t route, std::int64_t announced) {
  return connection.Execute("UPDATE route SET announced = $2 WHERE id = $1", {route, announced}).status();
}

absl::Status AppendJournal(Connection& connection, const JournalRow& row) {
  const Parameter digest = row.request ? Parameter(Blob{row.request_digest}) : Parameter(nullptr);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO journal (id, route, sequence, previous, record, request_digest) "
                   "VALUES ($1, $2, $3, $4, $5, $6)",
                   {row.id, row.route, row.sequence, row.previous, Blob{row.record}, digest})
          .status());
  if (!row.request) return absl::OkStatus();
  const auto [high, low] = HalvesOf(*row.request);
  return connection.Execute("INSERT INTO request (high, low, record) VALUES ($1, $2, $3)", {high, low, row.id})
      .status();
}

absl::StatusOr<std::optional<TakenRequest>> FindRequest(Connection& connection, const Uuid& request) {
  const auto [high, low] = HalvesOf(request);
  CLIENTROUTE_ASSIGN(const std::optional<std::int64_t> record,
                     connection.QueryOne("SELECT record FROM request WHERE high = $1 AND low = $2", {high, low},
                                         [](const Row& row) { return row.Int(0); }));
  if (!record) return std::optional<TakenRequest>();
  if (*record == 0) return std::optional(TakenRequest());
  CLIENTROUTE_ASSIGN(std::optional<std::string> digest,
                     connection.QueryOne("SELECT request_digest FROM journal WHERE id = $1", {*record},
                                         [](const Row& row) { return std::string(row.Bytes(0)); }));
  if (!digest) return Damaged("the record of a request");
  return std::optional(TakenRequest{std::move(digest)});
}

absl::Status AddAnsweredRequest(Connection& connection, const Uuid& request) {
  const auto [high, low] = HalvesOf(request);
  return connection
      .Execute("INSERT INTO request (high, low, record) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING", {high, low})
      .status();
}

absl::Status AddWaitingEvent(Connection& connection, std::int64_t route, const v1::RecordedEvent& event) {
  const std::string bytes = event.SerializeAsString();
  return connection.Execute("INSERT INTO waiting_event (route, event) VALUES ($1, $2)", {route, Blob{bytes}}).status();
}

absl::StatusOr<std::vector<WaitingEvent>> ListWaitingEvents(Connection& connection, std::int64_t route) {
  std::vector<WaitingEvent> events;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "SELECT id, event FROM waiting_event WHERE route = $1 ORDER BY id", {route}, [&](const Row& row) -> absl::Status {
        WaitingEvent& event = events.emplace_back();
        event.id = row.Int(0);
        const std::string_view bytes = row.Bytes(1);
        if (!event.event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
          return Damaged("waiting event");
        }
        return absl::OkStatus();
      }));
  return events;
}

absl::Status RemoveWaitingEvents(Connection& connection, std::int64_t route) {
  return connection.Execute("DELETE FROM waiting_event WHERE route = $1", {route}).status();
}

}  // namespace clientroute::orchestrator
