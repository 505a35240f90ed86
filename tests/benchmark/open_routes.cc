#include "tests/benchmark/open_routes.h"

#include <malloc.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"
#include "tests/benchmark/callers.h"

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

/// A connection that only fills: without log, sync and checks, and with a large memory for pages. What it leaves is a
/// file as the suite leaves it.
class Filler {
 public:
  static absl::StatusOr<std::unique_ptr<Filler>> Open(const std::string& database_file) {
    std::unique_ptr<Filler> filler(new Filler());
    if (sqlite3_open(database_file.c_str(), &filler->handle_) != SQLITE_OK) return filler->Failure();
    CLIENTROUTE_RETURN_IF_ERROR(
        filler->Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                    "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -524288; PRAGMA temp_store = MEMORY;"));
    return filler;
  }
  ~Filler() {
    sqlite3_close(handle_);
    // What the pages took is not the memory of what is measured.
    malloc_trim(0);
  }
  Filler(const Filler&) = delete;
  Filler& operator=(const Filler&) = delete;

  absl::Status Run(const std::string& sql) {
    return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? absl::OkStatus() : Failure();
  }
  /// The first column of each row, as text.
  absl::StatusOr<std::vector<std::string>> Texts(const std::string& sql) {
    std::vector<std::string> texts;
    const auto add = [](void* to, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(to)->emplace_back(values[0] == nullptr ? "" : values[0]);
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), add, &texts, nullptr) != SQLITE_OK) return Failure();
    return texts;
  }

 private:
  Filler() = default;
  absl::Status Failure() { return absl::InternalError(sqlite3_errmsg(handle_)); }
  sqlite3* handle_ = nullptr;
};

absl::StatusOr<std::string> CopyStatement(Filler& filler, const std::string& table,
                                          const std::vector<std::pair<std::string, std::string>>& changed) {
  CLIENTROUTE_ASSIGN(const auto names, filler.Texts(Cat("SELECT name FROM pragma_table_info('", table, "')")));
  std::string columns;
  std::string values;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(changed, name, &std::pair<std::string, std::string>::first);
    if (found != changed.end() && found->second.empty()) continue;
    columns += Cat(columns.empty() ? "" : ", ", name);
    values += Cat(values.empty() ? "" : ", ", found == changed.end() ? name : found->second);
  }
  return Cat("INSERT INTO ", table, " (", columns, ") SELECT ", values, " FROM shift CROSS JOIN pattern_", table);
}

/// Copies every row of the first routes once for each shift of a table `shift (n)`: for the routes n further on. What
/// has a number of its own in its table (the records of the journal) is copied in the same order. The first routes'
/// rows are set apart in tables of their own, as not every table finds them without being read whole.
absl::StatusOr<std::vector<std::string>> CopyStatements(Filler& filler, int patterns) {
  std::vector<std::string> statements;
  const auto add = [&](const char* table, const std::string& where,
                       const std::vector<std::pair<std::string, std::string>>& changed) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(
        filler.Run(Cat("CREATE TEMP TABLE pattern_", table, " AS SELECT * FROM ", table, " WHERE ", where)));
    CLIENTROUTE_ASSIGN(std::string copy, CopyStatement(filler, table, changed));
    statements.push_back(std::move(copy));
    return absl::OkStatus();
  };
  CLIENTROUTE_ASSIGN(const auto records, filler.Texts("SELECT max(id) FROM journal"));
  const std::string last_record = records.front();
  const auto further = [&](const char* record) {
    return Cat("CASE ", record, " WHEN 0 THEN 0 ELSE ", record, " + n / ", patterns, " * ", last_record, " END");
  };
  const std::string of_route = Cat("route <= ", patterns);
  const std::string of_row = Cat("id < ", patterns + 1, " << 24");
  CLIENTROUTE_RETURN_IF_ERROR(
      add("route", Cat("id <= ", patterns),
          {{"id", "id + n"}, {"uid", "randomblob(16)"}, {"last_record", further("last_record")}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("journal", Cat("id <= ", last_record),
                                  {{"id", further("id")}, {"route", "route + n"}, {"previous", further("previous")}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("request", Cat("record BETWEEN 1 AND ", last_record),
                                  {{"high", "random()"}, {"low", "random()"}, {"record", further("record")}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("command", of_row, {{"id", "id + (n << 24)"}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("task", of_row, {{"id", "id + (n << 24)"}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("involved", of_route, {{"route", "route + n"}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("route_provider", of_route, {{"route", "route + n"}}));
  CLIENTROUTE_RETURN_IF_ERROR(add("numbered_timer", Cat("owner <= ", patterns), {{"owner", "owner + n"}}));
  return statements;
}

}  // namespace

absl::Status FillWithOpenRoutes(const std::string& database_file, int routes) {
  const int patterns = std::min(routes, kPatterns);
  CLIENTROUTE_RETURN_IF_ERROR(TakePatterns(database_file, patterns));
  CLIENTROUTE_ASSIGN(const auto filler, Filler::Open(database_file));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> statements, CopyStatements(*filler, patterns));
  // Indexes are made at the end, in order, but for those that belong to a table.
  CLIENTROUTE_ASSIGN(const auto indexes,
                     filler->Texts("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"));
  CLIENTROUTE_ASSIGN(const auto made_by,
                     filler->Texts("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"));
  for (const std::string& index : indexes) CLIENTROUTE_RETURN_IF_ERROR(filler->Run(Cat("DROP INDEX ", index)));
  CLIENTROUTE_RETURN_IF_ERROR(filler->Run("CREATE TEMP TABLE shift (n INTEGER PRIMARY KEY)"));
  for (std::int64_t shift = patterns; shift < routes;) {
    CLIENTROUTE_RETURN_IF_ERROR(filler->Run("BEGIN; DELETE FROM shift"));
    for (int copied = 0; copied < kRoutesATransaction && shift < routes; copied += patterns, shift += patterns) {
      CLIENTROUTE_RETURN_IF_ERROR(filler->Run(Cat("INSERT INTO shift VALUES (", shift, ")")));
    }
    for (const std::string& statement : statements) CLIENTROUTE_RETURN_IF_ERROR(filler->Run(statement));
    CLIENTROUTE_RETURN_IF_ERROR(filler->Run("COMMIT"));
  }
  for (const std::string& sql : made_by) CLIENTROUTE_RETURN_IF_ERROR(filler->Run(sql));
  // What is measured must not wait for what is filled.
  ::sync();
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

std::vector<type::v1::Event> RestOfLife(const std::string& route) {
  std::vector<type::v1::Event> life = LifeOf(route);
  life.erase(life.begin(), life.begin() + kEvents);
  return life;
}

}  // namespace clientroute::benchmark
