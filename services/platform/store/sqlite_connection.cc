#include "services/platform/store/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/sqlite_error.h"
#include "services/platform/store/sqlite_row.h"

namespace clientroute {
namespace {

// Statements kept prepared per connection; a service has far fewer, so more means SQL put together at run time.
constexpr std::size_t kStatementsMost = 512;

absl::Status StatementError(std::string_view message) {
  return Error(absl::StatusCode::kInternal, "STORE_STATEMENT", message);
}

// The record holds health data: the file (and with it the WAL beside it) is for its owner alone, whatever the umask.
// One that is there is not opened: closing it again would drop the locks that this process's other connections hold on
// it.
void MakeForOwnerOnly(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) ::close(file);  // when it fails otherwise, opening the database fails too and says why
}

}  // namespace

// Holds a prepared statement while it runs and resets it afterwards. A statement that is running already (a query
// inside the rows of the same query) is prepared once more for this run.
class SqliteConnection::Use {
 public:
  Use(Statement* cached, Statement own) : own_(std::move(own)), statement_(cached != nullptr ? cached : &own_) {
    statement_->in_use = true;
  }
  ~Use() {
    if (statement_ == &own_) {
      sqlite3_finalize(own_.handle);
    } else {
      sqlite3_reset(statement_->handle);
      sqlite3_clear_bindings(statement_->handle);
      statement_->in_use = false;
    }
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  const Statement& operator*() const { return *statement_; }

 private:
  Statement own_;
  Statement* statement_;
};

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path,
                                                                         std::int64_t busy_timeout_ms) {
  // Counting what is allocated would put every connection of the process behind one lock.
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const bool in_memory = path == ":memory:";
  if (!in_memory) MakeForOwnerOnly(path);
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  // From here on the connection owns the handle, which SQLite makes even when opening fails.
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  if (code != SQLITE_OK) return SqliteError(code, Cat(path, ": ", sqlite3_errmsg(handle)));
  sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout_ms));
  sqlite3_set_authorizer(handle, &SqliteConnection::NoteChange, connection.get());
  CLIENTROUTE_RETURN_IF_ERROR(connection->Script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
      "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY;"
      // What is deleted is overwritten: an erased client's key must not stay behind in a page.
      "PRAGMA secure_delete = ON;"));
  if (!in_memory) {
    CLIENTROUTE_ASSIGN(auto journal, connection->QueryOne("PRAGMA journal_mode", {},
                                                          [](const Row& row) { return std::string(row.Text(0)); }));
    if (journal != "wal") {
      return Error(absl::StatusCode::kFailedPrecondition, "STORE_NOT_WAL",
                   Cat(path, ": this file system cannot hold a write-ahead log"));
    }
  }
  return connection;
}

SqliteConnection::~SqliteConnection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
  sqlite3_close_v2(handle_);
}

absl::Status SqliteConnection::Begin(Mode mode) {
  lost_ = absl::OkStatus();
  mode_ = Mode::kWrite;  // BEGIN itself counts as neither
  changes_at_begin_ = sqlite3_total_changes64(handle_);
  changed_tables_.clear();
  auto begun = Execute(mode == Mode::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  mode_ = mode;
  return begun.ok() ? absl::OkStatus() : std::move(begun).status();
}

absl::Status SqliteConnection::Commit() {
  if (lost_.ok()) {
    if (auto committed = Execute("COMMIT"); committed.ok()) return absl::OkStatus();
  }
  absl::Status status = lost_;
  Rollback();
  return status;
}

void SqliteConnection::Rollback() noexcept {
  // SQLite has rolled back by itself after some errors. ROLLBACK cannot fail otherwise in a way that leaves a
  // transaction open.
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  lost_ = absl::OkStatus();
}

bool SqliteConnection::Changed() const { return sqlite3_total_changes64(handle_) != changes_at_begin_; }

absl::Status SqliteConnection::Script(const std::string& sql) {
  if (!lost_.ok()) return lost_;
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return Lost(SqliteError(handle_));
  return absl::OkStatus();
}

absl::StatusOr<std::int64_t> SqliteConnection::Execute(std::string_view sql, Parameters parameters) {
  CLIENTROUTE_RETURN_IF_ERROR(Query(sql, parameters, [](const Row&) { return absl::OkStatus(); }));
  return sqlite3_changes64(handle_);
}

absl::Status SqliteConnection::ExecuteMany(std::string_view sql, std::span<const std::vector<Parameter>> sets) {
  for (const auto& set : sets) {
    auto changed = Execute(sql, Parameters(set));
    if (!changed.ok()) return std::move(changed).status();
  }
  return absl::OkStatus();
}

absl::Status SqliteConnection::Query(std::string_view sql, Parameters parameters,
                                     const std::function<absl::Status(const Row&)>& each) {
  if (!lost_.ok()) return lost_;
  bool lost = true;
  absl::Status status = QueryIn(sql, parameters, each, &lost);
  return !status.ok() && lost ? Lost(std::move(status)) : status;
}

std::int64_t SqliteConnection::LastInsertedRow() const { return sqlite3_last_insert_rowid(handle_); }

absl::Status SqliteConnection::Lost(absl::Status status) {
  if (lost_.ok()) lost_ = status;
  return status;
}

int SqliteConnection::NoteChange(void* self, int action, const char* table, const char*, const char*, const char*) {
  const auto connection = static_cast<SqliteConnection*>(self);
  const bool changes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
  if (!changes || connection->being_prepared_ == nullptr) return SQLITE_OK;
  const std::string* name = &*connection->tables_.emplace(table).first;
  ChangedTables& noted = *connection->being_prepared_;
  if (std::ranges::count(noted, name) == 0) noted.push_back(name);
  return SQLITE_OK;
}

absl::StatusOr<SqliteConnection::Statement> SqliteConnection::Prepare(std::string_view sql) {
  Statement statement;
  const char* rest = nullptr;
  being_prepared_ = &statement.changes;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement.handle, &rest);
  being_prepared_ = nullptr;
  if (code != SQLITE_OK) return SqliteError(handle_);
  if (statement.handle == nullptr) return StatementError("an empty statement");
  const std::string_view behind(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  const int parameters = sqlite3_bind_parameter_count(statement.handle);
  for (int i = 1; i <= parameters; ++i) {
    const char* name = sqlite3_bind_parameter_name(statement.handle, i);
    const std::string_view text = name == nullptr ? "" : name;
    int number = 0;
    if (text.size() > 1 && text[0] == '$') std::from_chars(text.data() + 1, text.data() + text.size(), number);
    statement.numbers.push_back(number);
    statement.count = std::max(statement.count, number);
  }
  const bool numbered = std::count(statement.numbers.begin(), statement.numbers.end(), 0) == 0;
  const bool alone = behind.find_first_not_of(" \n\t;") == std::string_view::npos;
  if (numbered && alone) return statement;
  sqlite3_finalize(statement.handle);
  return StatementError(Cat(numbered ? "more than one statement: " : "parameters are written $1, $2, …: ", sql));
}

absl::StatusOr<SqliteConnection::Statement*> SqliteConnection::Cached(std::string_view sql) {
  Recent& recent = recent_[reinterpret_cast<std::uintptr_t>(sql.data()) / 16 % kRecent];
  if (recent.statement != nullptr && recent.text == sql) return recent.statement;
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    CLIENTROUTE_ASSIGN(Statement statement, Prepare(sql));
    if (statements_.size() >= kStatementsMost) DropIdleStatements();
    found = statements_.emplace(std::string(sql), std::move(statement)).first;
  }
  recent = {found->first, &found->second};
  return recent.statement;
}

void SqliteConnection::DropIdleStatements() {
  recent_.fill({});
  std::erase_if(statements_, [](auto& entry) {
    if (entry.second.in_use) return false;
    sqlite3_finalize(entry.second.handle);
    return true;
  });
}

absl::Status SqliteConnection::Bind(const Statement& statement, Parameters parameters) {
  if (parameters.size() != static_cast<std::size_t>(statement.count)) {
    return StatementError(Cat("the statement takes ", statement.count, " parameters, ", parameters.size(),
                              " were given: ", sqlite3_sql(statement.handle)));
  }
  for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
    const Parameter& parameter = parameters[static_cast<std::size_t>(statement.numbers[i] - 1)];
    if (BindParameter(statement.handle, static_cast<int>(i) + 1, parameter) != SQLITE_OK) return SqliteError(handle_);
  }
  return absl::OkStatus();
}

absl::Status SqliteConnection::QueryIn(std::string_view sql, Parameters parameters,
                                       const std::function<absl::Status(const Row&)>& each, bool* lost) {
  CLIENTROUTE_ASSIGN(Statement * cached, Cached(sql));
  Statement own;
  if (cached->in_use) {
    CLIENTROUTE_ASSIGN(own, Prepare(sql));
    cached = nullptr;
  }
  Use use(cached, std::move(own));
  if (mode_ == Mode::kRead && sqlite3_stmt_readonly((*use).handle) == 0) {
    return StatementError(Cat("a change inside a read: ", sql));
  }
  CLIENTROUTE_RETURN_IF_ERROR(Bind(*use, parameters));
  for (const std::string* table : (*use).changes) {
    if (std::ranges::count(changed_tables_, table) == 0) changed_tables_.push_back(table);
  }
  return RunSteps(*use, each, lost);
}

absl::Status SqliteConnection::RunSteps(const Statement& statement, const std::function<absl::Status(const Row&)>& each,
                                        bool* lost) {
  const SqliteRow row(statement.handle);
  while (true) {
    const int code = sqlite3_step(statement.handle);
    if (code == SQLITE_DONE) return absl::OkStatus();
    if (code != SQLITE_ROW) return SqliteError(handle_);
    if (absl::Status status = each(row); !status.ok()) {
      *lost = false;  // the reader gave up; the transaction is as good as before
      return status;
    }
  }
}

}  // namespace clientroute
