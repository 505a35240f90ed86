#include "tests/benchmark/yardstick.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::benchmark {
namespace {

constexpr std::size_t kBatchMost = 512;  // as the orchestrator's
constexpr std::int64_t kStateRows = 1'000;

Migration Tables(const std::vector<RowProfile>& profile) {
  std::string sql;
  for (const RowProfile& rows : profile) {
    sql += Cat("CREATE TABLE y_", rows.table,
               " (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;\n");
  }
  return {1, "0001_yardstick.sql", sql};
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
      if (count == 0) continue;
      const double rows = table == "route" ? 1 : static_cast<double>(count) / static_cast<double>(transitions);
      profile.push_back({table, rows, total / count});
    }
    return absl::OkStatus();
  }));
  return profile;
}

absl::StatusOr<std::unique_ptr<Yardstick>> Yardstick::Open(const std::string& database_file,
                                                           std::vector<RowProfile> profile) {
  CLIENTROUTE_ASSIGN(auto database, OpenSqlite({.path = database_file}, {Tables(profile)}));
  return std::unique_ptr<Yardstick>(new Yardstick(std::move(database), std::move(profile)));
}

grpc::Status Yardstick::Deliver(grpc::ServerContext*, const platform::v1::DeliverRequest*,
                                platform::v1::DeliverResponse*) {
  const absl::Status status = Commit();
  return status.ok() ? grpc::Status::OK : ToGrpc(status, "yardstick.clientroute");
}

absl::Status Yardstick::Commit() {
  Waiting own;
  std::unique_lock lock(mutex_);
  queue_.push_back(&own);
  while (!own.done) {
    if (writing_) {
      changed_.wait(lock);
      continue;
    }
    writing_ = true;
    std::vector<Waiting*> batch;
    for (; !queue_.empty() && batch.size() < kBatchMost; queue_.pop_front()) batch.push_back(queue_.front());
    lock.unlock();
    const absl::Status written = database_->Write([&](Connection& connection) -> absl::Status {
      for (std::size_t i = 0; i < batch.size(); ++i) CLIENTROUTE_RETURN_IF_ERROR(WriteRows(connection));
      return absl::OkStatus();
    });
    lock.lock();
    for (Waiting* waiting : batch) {
      waiting->result = written;
      waiting->done = true;
    }
    writing_ = false;
    changed_.notify_all();
  }
  return own.result;
}

absl::Status Yardstick::WriteRows(Connection& connection) {
  for (std::size_t i = 0; i < profile_.size(); ++i) {
    const std::string body(static_cast<std::size_t>(profile_[i].bytes), 'x');
    for (owed_[i] += profile_[i].rows; owed_[i] >= 1; owed_[i] -= 1) {
      const Uuid key = Uuid::Derive(kClientrouteSpace, Cat("yardstick ", ++keys_));
      // A route's row is written again and again; every other is new.
      const bool is_state = profile_[i].table == "route";
      CLIENTROUTE_RETURN_IF_ERROR(
          connection
              .Execute(is_state ? Cat("INSERT INTO y_", profile_[i].table, " (id, key, body) VALUES ($1, $2, $3)",
                                      " ON CONFLICT (id) DO UPDATE SET body = excluded.body")
                                : Cat("INSERT INTO y_", profile_[i].table, " (id, key, body) VALUES ($1, $2, $3)"),
                       {is_state ? keys_ % kStateRows : keys_, ToColumn(key), Blob{body}})
              .status());
    }
  }
  return absl::OkStatus();
}

}  // namespace clientroute::benchmark
