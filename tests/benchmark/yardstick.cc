#include "tests/benchmark/yardstick.h"

#include <array>
#include <cstring>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::benchmark {
namespace {

constexpr std::int64_t kStateRows = 1'000;

Migration Tables(const std::vector<RowProfile>& profile) {
  std::string sql;
  for (const RowProfile& rows : profile) {
    sql += Cat("CREATE TABLE y_", rows.table,
               " (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;\n");
  }
  return {1, "0001_yardstick.sql", sql};
}

// Sixteen bytes that stand anywhere in an index, as ids do.
Uuid KeyOf(std::int64_t number) {
  std::array<std::uint8_t, 16> bytes{};
  auto mixed = static_cast<std::uint64_t>(number);
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    mixed += 0x9e3779b97f4a7c15;
    std::uint64_t z = mixed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    std::memcpy(bytes.data() + i, &z, sizeof z);
    mixed = z;
  }
  return Uuid(bytes);
}

}  // namespace

absl::StatusOr<std::vector<RowProfile>> ProfileOf(Database& database, std::int64_t transitions) {
  std::vector<RowProfile> profile;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(
        const auto tables,
        connection.QueryAll("SELECT name FROM sqlite_master WHERE type = 'table'"
                            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%migration%' ORDER BY name",
                            {}, [](const Row& row) { return std::string(row.Text(0)); }));
    for (const std::string& table : tables) {
      CLIENTROUTE_ASSIGN(const auto columns,
                         connection.QueryAll("SELECT name FROM pragma_table_info($1)", {std::string_view(table)},
                                             [](const Row& row) { return std::string(row.Text(0)); }));
      std::string bytes = "0";
      for (const std::string& column : columns) bytes += Cat(" + COALESCE(LENGTH(CAST(", column, " AS BLOB)), 0)");
      std::int64_t count = 0;
      std::int64_t total = 0;
      CLIENTROUTE_RETURN_IF_ERROR(
          connection.Query(Cat("SELECT COUNT(*), COALESCE(SUM(", bytes, "), 0) FROM ", table), {}, [&](const Row& row) {
            count = row.Int(0);
            total = row.Int(1);
            return absl::OkStatus();
          }));
      // The requests by their ids are what the unique key of each of the yardstick's rows is.
      if (count == 0 || table == "request") continue;
      const double rows = table == "route" ? 1 : static_cast<double>(count) / static_cast<double>(transitions);
      profile.push_back({table, rows, total / count});
    }
    return absl::OkStatus();
  }));
  return profile;
}

absl::StatusOr<std::unique_ptr<Yardstick>> Yardstick::Open(const std::string& database_file,
                                                           const std::vector<RowProfile>& profile) {
  CLIENTROUTE_ASSIGN(auto database, OpenSqlite({.path = database_file}, {Tables(profile)}));
  std::vector<Table> tables;
  for (const RowProfile& rows : profile) {
    Table& table = tables.emplace_back();
    table.is_state = rows.table == "route";
    table.insert = Cat("INSERT INTO y_", rows.table, " (id, key, body) VALUES ($1, $2, $3)",
                       table.is_state ? " ON CONFLICT (id) DO UPDATE SET body = excluded.body" : "");
    table.body = std::string(static_cast<std::size_t>(rows.bytes), 'x');
    table.rows = rows.rows;
  }
  return std::unique_ptr<Yardstick>(new Yardstick(std::move(database), std::move(tables)));
}

grpc::ServerUnaryReactor* Yardstick::Deliver(grpc::CallbackServerContext* context, const platform::v1::DeliverRequest*,
                                             platform::v1::DeliverResponse*) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  Later([reactor](const absl::Status& status) { reactor->Finish(ToGrpc(status, "yardstick.clientroute")); });
  return reactor;
}

void Yardstick::Later(std::function<void(absl::Status)> done) {
  commits_.Submit(
      "services/yardstick", [this](orchestrator::WriteBatch& batch) { return WriteRows(batch.reading()); },
      std::move(done));
}

absl::Status Yardstick::WriteRows(Connection& connection) {
  for (Table& table : tables_) {
    for (table.owed += table.rows; table.owed >= 1; table.owed -= 1) {
      ++keys_;
      // A route's row is written again and again; every other is new.
      CLIENTROUTE_RETURN_IF_ERROR(connection
                                      .Execute(table.insert, {table.is_state ? keys_ % kStateRows : keys_,
                                                              ToColumn(KeyOf(keys_)), Blob{table.body}})
                                      .status());
    }
  }
  return absl::OkStatus();
}

}  // namespace clientroute::benchmark
