#include "tests/benchmark/open_routes.h"

#include <algorithm>
#include <utility>

#include "services/orchestrator/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"
#include "tests/benchmark/callers.h"
#include "tests/benchmark/route_events.h"

namespace clientroute::benchmark {
namespace {

constexpr int kPatterns = 100;
constexpr std::size_t kEvents = 3;  // until its triage
constexpr int kRoutesATransaction = 20'000;

absl::Status TakePatterns(const std::string& database_file, int patterns) {
  CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(database_file));
  for (int route = 0; route < patterns; ++route) {
    const std::vector<type::v1::Event> life = LifeOf(RouteNamed(Cat("open-", route)));
    for (std::size_t i = 0; i < kEvents; ++i) {
      const platform::v1::DeliverRequest request = RequestOf(life[i]);
      CallContext call;
      call.method = "clientroute.platform.v1.EventSink/Deliver";
      call.request_id = life[i].id();
      call.identity = ServiceCaller("intake", "care-allocation").identity;
      call.now = kStart + std::chrono::hours(1);
      platform::v1::DeliverResponse answer;
      CLIENTROUTE_RETURN_IF_ERROR(suite->engine().Deliver(call, request, &answer));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ColumnsOf(Connection& connection, const std::string& table,
                                      const std::vector<std::pair<std::string, std::string>>& changed) {
  CLIENTROUTE_ASSIGN(const auto names,
                     connection.QueryAll("SELECT name FROM pragma_table_info($1)", {std::string_view(table)},
                                         [](const Row& row) { return std::string(row.Text(0)); }));
  std::string columns;
  std::string values;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(changed, name, &std::pair<std::string, std::string>::first);
    if (found != changed.end() && found->second.empty()) continue;
    columns += Cat(columns.empty() ? "" : ", ", name);
    values += Cat(values.empty() ? "" : ", ", found == changed.end() ? name : found->second);
  }
  return Cat("INSERT INTO ", table, " (", columns, ") SELECT ", values, " FROM ", table);
}

/// Copies every row of the first `patterns` routes for the routes `shift` further on; $1 is the shift, $2 the patterns.
absl::StatusOr<std::vector<std::string>> CopyStatements(Connection& connection) {
  std::vector<std::string> statements;
  CLIENTROUTE_ASSIGN(std::string route, ColumnsOf(connection, "route", {{"id", "id + $1"}, {"uid", "randomblob(16)"}}));
  statements.push_back(route + " WHERE id <= $2");
  CLIENTROUTE_ASSIGN(
      std::string journal,
      ColumnsOf(connection, "journal", {{"id", ""}, {"route", "route + $1"}, {"request", "randomblob(16)"}}));
  statements.push_back(journal + " WHERE route <= $2");
  CLIENTROUTE_ASSIGN(std::string command, ColumnsOf(connection, "command", {{"route", "route + $1"}}));
  statements.push_back(command + " WHERE route <= $2");
  CLIENTROUTE_ASSIGN(std::string task,
                     ColumnsOf(connection, "task", {{"id", ""}, {"uid", "randomblob(16)"}, {"route", "route + $1"}}));
  statements.push_back(task + " WHERE route <= $2");
  CLIENTROUTE_ASSIGN(std::string involved, ColumnsOf(connection, "involved", {{"route", "route + $1"}}));
  statements.push_back(involved + " WHERE route <= $2");
  // A timer is owned by its route's name.
  constexpr std::string_view kName =
      "'routes/' || lower(substr(hex(c.uid), 1, 8) || '-' || substr(hex(c.uid), 9, 4) || '-' || substr(hex(c.uid), 13, "
      "4)"
      " || '-' || substr(hex(c.uid), 17, 4) || '-' || substr(hex(c.uid), 21))";
  const std::string name_of_pattern =
      "'routes/' || lower(substr(hex(p.uid), 1, 8) || '-' || substr(hex(p.uid), 9, 4)"
      " || '-' || substr(hex(p.uid), 13, 4) || '-' || substr(hex(p.uid), 17, 4) || '-' ||"
      " substr(hex(p.uid), 21))";
  statements.push_back(Cat("INSERT INTO timer (owner, name, due_at, generation, set_order) SELECT ", kName,
                           ", t.name, t.due_at, 1, (SELECT max(set_order) FROM timer) + row_number() OVER ()"
                           " FROM route p JOIN route c ON c.id = p.id + $1 JOIN timer t ON t.owner = ",
                           name_of_pattern, " WHERE p.id <= $2"));
  return statements;
}

}  // namespace

absl::Status FillWithOpenRoutes(const std::string& database_file, int routes) {
  const int patterns = std::min(routes, kPatterns);
  CLIENTROUTE_RETURN_IF_ERROR(TakePatterns(database_file, patterns));
  CLIENTROUTE_ASSIGN(const auto database, OpenSqlite({.path = database_file}, orchestrator::OrchestratorMigrations()));
  std::vector<std::string> statements;
  CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(statements, CopyStatements(connection));
    return absl::OkStatus();
  }));
  for (std::int64_t shift = patterns; shift < routes;) {
    CLIENTROUTE_RETURN_IF_ERROR(database->Write([&](Connection& connection) -> absl::Status {
      for (int copied = 0; copied < kRoutesATransaction && shift < routes; copied += patterns, shift += patterns) {
        const std::int64_t last = std::min<std::int64_t>(patterns, routes - shift);
        for (const std::string& statement : statements) {
          CLIENTROUTE_RETURN_IF_ERROR(connection.Execute(statement, {shift, last}).status());
        }
      }
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> NamesOfOpenRoutes(Database& database, int count) {
  std::vector<std::string> names;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& connection) {
    return connection.Query(
        "SELECT uid FROM route WHERE id % max(1, (SELECT max(id) FROM route) / $1) = 0 ORDER BY uid LIMIT $1",
        {std::int64_t{count}}, [&](const Row& row) {
          names.push_back(NameOf("routes", Uuid::FromBytes(row.Bytes(0)).value_or(Uuid())));
          return absl::OkStatus();
        });
  }));
  return names;
}

type::v1::Event TriageOf(const std::string& route) { return LifeOf(route)[kEvents]; }

}  // namespace clientroute::benchmark
