#include "services/monitoring/rebuild_store.h"

#include <string_view>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {

absl::StatusOr<RebuildProgress> RebuildStore::Load() {
  RebuildProgress progress;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query("SELECT run, begun_at, ended_at FROM rebuild", {}, [&](const Row& row) {
    progress.run = row.Int(0);
    progress.begun = FromMicros(row.Int(1));
    if (!row.IsNull(2)) progress.ended = FromMicros(row.Int(2));
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(
      progress.sources,
      connection_.QueryAll("SELECT source, position, done FROM rebuild_source ORDER BY number", {}, [](const Row& row) {
        return RebuildProgress::Source{std::string(row.Text(0)), row.Int(1), row.Int(2) != 0};
      }));
  return progress;
}

absl::StatusOr<bool> RebuildStore::Running() {
  CLIENTROUTE_ASSIGN(const auto running, connection_.QueryOne("SELECT 1 FROM rebuild WHERE ended_at IS NULL", {},
                                                              [](const Row&) { return true; }));
  return running.has_value();
}

absl::Status RebuildStore::Begin(const std::vector<std::string>& services, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("INSERT INTO rebuild (id, run, begun_at, ended_at) VALUES (1, 1, $1, NULL)"
                                           " ON CONFLICT (id) DO UPDATE SET run = rebuild.run + 1,"
                                           " begun_at = excluded.begun_at, ended_at = NULL",
                                           {ToMicros(now)})
                                  .status());
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute("DELETE FROM rebuild_source").status());
  std::vector<std::vector<Parameter>> rows;
  std::int64_t number = 0;
  for (const std::string& service : services) rows.push_back({++number, std::string_view(service)});
  return connection_.ExecuteMany("INSERT INTO rebuild_source (number, source, position, done) VALUES ($1, $2, 0, 0)",
                                 rows);
}

absl::Status RebuildStore::Reach(const std::string& service, std::int64_t position, bool done) {
  return connection_
      .Execute("UPDATE rebuild_source SET position = $2, done = $3 WHERE source = $1",
               {std::string_view(service), position, std::int64_t{done ? 1 : 0}})
      .status();
}

absl::Status RebuildStore::EndWhenDone(Instant now) {
  return connection_
      .Execute(
          "UPDATE rebuild SET ended_at = $1 WHERE ended_at IS NULL"
          " AND NOT EXISTS (SELECT 1 FROM rebuild_source WHERE done = 0)",
          {ToMicros(now)})
      .status();
}

}  // namespace clientroute::monitoring
