#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_DATABASE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_DATABASE_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace clientroute {

/// Bytes as opposed to text, as a parameter of a statement.
struct Blob {
  std::string_view bytes;
};
/// A parameter: null, whole number, text or bytes. It looks at the caller's memory; the statement is done before the
/// call returns.
using Parameter = std::variant<std::nullptr_t, std::int64_t, std::string_view, Blob>;
using Parameters = std::span<const Parameter>;

/// A parameter that may be absent.
inline Parameter Maybe(const std::optional<std::int64_t>& value) {
  return value ? Parameter(*value) : Parameter(nullptr);
}
inline Parameter MaybeText(const std::optional<std::string>& value) {
  return value ? Parameter(std::string_view(*value)) : Parameter(nullptr);
}

/// A row of an answer; valid while its Rows live. Columns count from 0 in the order of the SELECT. Reading a column as
/// another type than it holds is a defect of the store's code and stops the process.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool IsNull(int column) const = 0;
  virtual std::int64_t Int(int column) const = 0;
  virtual std::string_view Text(int column) const = 0;
  virtual std::string_view Bytes(int column) const = 0;
  std::optional<std::int64_t> MaybeInt(int column) const;
  std::optional<std::string> MaybeText(int column) const;
};

/// A connection inside a transaction; used by one thread at a time, never kept beyond the function it was given to. SQL
/// writes its parameters as $1, $2 … on every engine; statements are prepared once a connection and kept. After any
/// error the transaction is lost: later statements give that error again and change nothing, and Write returns it.
/// Errors of all methods: Unavailable (STORE_BUSY locked by another, STORE_IO), ResourceExhausted (STORE_FULL),
/// AlreadyExists (STORE_DUPLICATE: unique or primary key), FailedPrecondition (STORE_CONSTRAINT: another check of the
/// schema), DataLoss (STORE_DAMAGED), Internal (STORE_STATEMENT: wrong SQL, or a change inside a Read).
class Connection {
 public:
  virtual ~Connection() = default;
  /// Runs a statement that gives no rows; returns how many rows it changed.
  virtual absl::StatusOr<std::int64_t> Execute(std::string_view sql, Parameters parameters) = 0;
  absl::StatusOr<std::int64_t> Execute(std::string_view sql, std::initializer_list<Parameter> parameters = {}) {
    return Execute(sql, Parameters(parameters.begin(), parameters.size()));
  }
  /// Runs one statement for every set of parameters: a set of rows in one go (a loop of one prepared statement on
  /// SQLite, a pipeline on PostgreSQL).
  virtual absl::Status ExecuteMany(std::string_view sql, std::span<const std::vector<Parameter>> sets) = 0;
  /// Runs a SELECT and hands over each row in turn; an error returned by `each` ends it and is returned.
  virtual absl::Status Query(std::string_view sql, Parameters parameters,
                             const std::function<absl::Status(const Row&)>& each) = 0;
  absl::Status Query(std::string_view sql, std::initializer_list<Parameter> parameters,
                     const std::function<absl::Status(const Row&)>& each) {
    return Query(sql, Parameters(parameters.begin(), parameters.size()), each);
  }
  /// The first row by `read`, or nullopt when there is none.
  template <typename Read>
  auto QueryOne(std::string_view sql, std::initializer_list<Parameter> parameters, Read read)
      -> absl::StatusOr<std::optional<decltype(read(std::declval<const Row&>()))>> {
    std::optional<decltype(read(std::declval<const Row&>()))> found;
    absl::Status status = Query(sql, parameters, [&](const Row& row) {
      if (!found) found = read(row);
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return found;
  }
  /// All rows by `read`.
  template <typename Read>
  auto QueryAll(std::string_view sql, std::initializer_list<Parameter> parameters, Read read)
      -> absl::StatusOr<std::vector<decltype(read(std::declval<const Row&>()))>> {
    std::vector<decltype(read(std::declval<const Row&>()))> found;
    absl::Status status = Query(sql, parameters, [&](const Row& row) {
      found.push_back(read(row));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return found;
  }
  /// The engine's id of the row that the last INSERT made.
  virtual std::int64_t LastInsertedRow() const = 0;
};

/// A numbered step of a schema: `0001_clients.sql`. Forward only; a step that was released is never changed (its digest
/// is kept and checked).
struct Migration {
  int number = 0;
  std::string name;
  std::string sql;
};

/// One service's record: SQLite now, PostgreSQL beside it later, behind the same interface. Thread-safe. Reads see the
/// last commit and run beside each other and beside the one writer; a write is one transaction, synced to disk before
/// Write returns OK. A Read or Write inside another of the same database on one thread is a defect and stops the
/// process.
class Database {
 public:
  virtual ~Database() = default;
  /// Runs `work` in a transaction; commits when it returns OK, rolls back on any error and returns that. Errors: those
  /// of Connection.
  virtual absl::Status Write(const std::function<absl::Status(Connection&)>& work) = 0;
  /// Runs `work` on one consistent snapshot.
  virtual absl::Status Read(const std::function<absl::Status(Connection&)>& work) = 0;
  /// Called after each commit, on the committing thread, with the transaction's lock released: wakes relays and timers.
  virtual void OnCommit(std::function<void()> committed) = 0;
  /// The same, after each commit with a statement that changes one of these tables, or may have changed it; what a
  /// foreign key changes behind such a statement does not count.
  virtual void OnCommitTo(std::vector<std::string> tables, std::function<void()> committed) = 0;
};

struct SqliteOptions {
  /// Path of the file, or ":memory:" for a database that goes with the object.
  std::string path;
  /// Connections for reading beside the writer; ignored for ":memory:".
  int readers = 4;
  /// How long a statement waits for a lock held by another process before Unavailable.
  std::int64_t busy_timeout_ms = 5'000;
};

/// Opens (makes) the file in WAL mode with synchronous FULL, and applies the missing migrations, the platform's own
/// (outbox, answers, timers, look-log) first, then the service's, each in a transaction. Errors: those of Connection;
/// FailedPrecondition when a migration that was applied has changed since, or the file was written by a newer version.
absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const SqliteOptions& options, std::vector<Migration> migrations);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_DATABASE_H_
