#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_CONNECTION_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_CONNECTION_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/commit_listeners.h"
#include "services/platform/store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace clientroute {

/// One connection of SQLite with its prepared statements. Not thread-safe: its Database hands it to one thread at a
/// time. Errors: those of Connection.
class SqliteConnection final : public Connection {
 public:
  /// Opens the file (or ":memory:") and sets what every connection needs: WAL, synchronous FULL, foreign keys, busy
  /// timeout.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(const std::string& path, std::int64_t busy_timeout_ms);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  enum class Mode { kRead, kWrite };
  /// Begins a transaction: a snapshot that changes nothing, or the one write transaction of the file.
  absl::Status Begin(Mode mode);
  /// Commits; on any error, also an earlier one of a statement, everything is rolled back and that error returned.
  absl::Status Commit();
  /// Gives the transaction up; harmless without one.
  void Rollback() noexcept;
  /// Whether the transaction has changed a row so far.
  bool Changed() const;
  /// The tables that its statements change, or may have changed. The names live as long as the connection.
  const ChangedTables& changed_tables() const { return changed_tables_; }

  /// Several statements at once, without parameters: a migration.
  absl::Status Script(const std::string& sql);

  using Connection::Execute;
  using Connection::Query;
  absl::StatusOr<std::int64_t> Execute(std::string_view sql, Parameters parameters) override;
  absl::Status ExecuteMany(std::string_view sql, std::span<const std::vector<Parameter>> sets) override;
  absl::Status Query(std::string_view sql, Parameters parameters,
                     const std::function<absl::Status(const Row&)>& each) override;
  std::int64_t LastInsertedRow() const override;

  sqlite3* handle() { return handle_; }

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> numbers;  // of each parameter in SQLite's order, the number behind its `$`
    int count = 0;             // the highest of them
    ChangedTables changes;     // what it changes, by its own text and by triggers
    bool in_use = false;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  class Use;

  explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
  /// SQLite asks about each part of a statement that is being prepared; all is allowed, and changes are noted.
  static int NoteChange(void* self, int action, const char* table, const char*, const char*, const char*);
  absl::StatusOr<Statement> Prepare(std::string_view sql);
  absl::StatusOr<Statement*> Cached(std::string_view sql);
  absl::Status Bind(const Statement& statement, Parameters parameters);
  absl::Status RunSteps(const Statement& statement, const std::function<absl::Status(const Row&)>& each, bool* lost);
  absl::Status QueryIn(std::string_view sql, Parameters parameters, const std::function<absl::Status(const Row&)>& each,
                       bool* lost);
  absl::Status Lost(absl::Status status);
  void DropIdleStatements();

  /// A statement that was asked for lately, in the place of its text's address: most texts are constants of the
  /// program, and then nothing is hashed.
  struct Recent {
    std::string_view text;
    Statement* statement = nullptr;
  };
  static constexpr std::size_t kRecent = 128;

  sqlite3* handle_;
  std::array<Recent, kRecent> recent_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
  Mode mode_ = Mode::kWrite;
  std::int64_t changes_at_begin_ = 0;
  absl::Status lost_;                        // the first error of the transaction
  std::set<std::string> tables_;             // every table that a statement of this connection changes
  ChangedTables* being_prepared_ = nullptr;  // of the statement that is being prepared
  ChangedTables changed_tables_;             // of the transaction
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_CONNECTION_H_
