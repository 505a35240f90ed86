#include "services/platform/store/migrate.h"

#include <map>
#include <string>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

struct Applied {
  std::string name;
  std::string digest;
};

absl::Status Refused(std::string_view reason, std::string_view part, int number, std::string_view why) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, Cat("migration ", number, " of ", part, ": ", why),
               {{"part", std::string(part)}, {"number", std::to_string(number)}});
}

absl::StatusOr<std::map<int, Applied>> ReadApplied(Connection& connection, std::string_view part) {
  std::map<int, Applied> applied;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "SELECT number, name, digest FROM schema_migration WHERE part = $1", {part}, [&](const Row& row) {
        applied[static_cast<int>(row.Int(0))] = {std::string(row.Text(1)), std::string(row.Text(2))};
        return absl::OkStatus();
      }));
  return applied;
}

absl::Status CheckNumbers(std::string_view part, const std::vector<Migration>& migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].number == static_cast<int>(i) + 1) continue;
    return Error(absl::StatusCode::kInternal, "STORE_MIGRATIONS_UNORDERED",
                 Cat("migrations of ", part, " count up from 1 without gaps; step ", i + 1, " has number ",
                     migrations[i].number));
  }
  return absl::OkStatus();
}

absl::Status CheckApplied(std::string_view part, const std::vector<Migration>& migrations,
                          const std::map<int, Applied>& applied) {
  for (const auto& [number, step] : applied) {
    if (number > static_cast<int>(migrations.size())) {
      return Refused("STORE_NEWER", part, number, "the file was written by a newer version of the program");
    }
    const Migration& known = migrations[static_cast<std::size_t>(number - 1)];
    if (known.name != step.name || Hex(Digest(known.sql)) != step.digest) {
      return Refused("STORE_MIGRATION_CHANGED", part, number, "it was changed after it was applied to this file");
    }
  }
  const int last = applied.empty() ? 0 : applied.rbegin()->first;
  if (last == static_cast<int>(applied.size())) return absl::OkStatus();
  return Refused("STORE_MIGRATION_MISSING", part, last, "the file lacks a step before it");
}

absl::Status InTransaction(SqliteConnection& connection, const std::function<absl::Status()>& work) {
  CLIENTROUTE_RETURN_IF_ERROR(connection.Begin(SqliteConnection::Mode::kWrite));
  if (absl::Status status = work(); !status.ok()) {
    connection.Rollback();
    return status;
  }
  return connection.Commit();
}

}  // namespace

absl::Status Migrate(SqliteConnection& connection, std::string_view part, const std::vector<Migration>& migrations,
                     Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNumbers(part, migrations));
  CLIENTROUTE_RETURN_IF_ERROR(InTransaction(connection, [&] {
    return connection.Script(
        "CREATE TABLE IF NOT EXISTS schema_migration (part TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, "
        "digest TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (part, number)) STRICT, WITHOUT ROWID");
  }));
  for (const Migration& migration : migrations) {
    CLIENTROUTE_RETURN_IF_ERROR(InTransaction(connection, [&]() -> absl::Status {
      // Read anew inside each transaction: another process may be doing the same.
      CLIENTROUTE_ASSIGN(auto applied, ReadApplied(connection, part));
      CLIENTROUTE_RETURN_IF_ERROR(CheckApplied(part, migrations, applied));
      if (applied.contains(migration.number)) return absl::OkStatus();
      CLIENTROUTE_RETURN_IF_ERROR(connection.Script(migration.sql));
      const std::string digest = Hex(Digest(migration.sql));
      return connection
          .Execute("INSERT INTO schema_migration (part, number, name, digest, applied_at) VALUES ($1, $2, $3, $4, $5)",
                   {part, migration.number, migration.name, digest, now.time_since_epoch().count()})
          .status();
    }));
  }
  // A part without steps may still meet a file that has some.
  CLIENTROUTE_ASSIGN(auto applied, ReadApplied(connection, part));
  return CheckApplied(part, migrations, applied);
}

}  // namespace clientroute
