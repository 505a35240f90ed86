#include <sqlite3.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/commit_listeners.h"
#include "services/platform/store/database.h"
#include "services/platform/store/migrate.h"
#include "services/platform/store/migrations.h"
#include "services/platform/store/sqlite_connection.h"
#include "services/platform/store/wal_checkpointer.h"

namespace clientroute {
namespace {

// Beyond this many pages (64 MiB) the log no longer waits for a moment without readers: the writer itself makes it
// start anew.
constexpr int kWalPagesMost = 16'000;
// How long that may hold up one commit.
constexpr int kRestartPatienceMs = 50;
// Pages that the writer keeps in memory: the upper ones of every index, and what moved last.
constexpr int kWriterCacheKiB = 64 * 1024;
constexpr int kReadersMost = 64;
constexpr std::int64_t kBusyTimeoutMsMost = 600'000;

// Which databases this thread has a transaction on: a second one inside the first would wait for itself, or not see its
// changes.
thread_local std::vector<const Database*> transactions_here;

class TransactionMark {
 public:
  explicit TransactionMark(const Database* database) {
    if (std::find(transactions_here.begin(), transactions_here.end(), database) != transactions_here.end()) {
      StopOnDefect("a Read or Write inside another transaction of the same database");
    }
    transactions_here.push_back(database);
  }
  ~TransactionMark() { transactions_here.pop_back(); }
  TransactionMark(const TransactionMark&) = delete;
  TransactionMark& operator=(const TransactionMark&) = delete;
};

// Gives the transaction up unless it was committed: on errors, and on exceptions out of the work.
class RollbackUnlessDone {
 public:
  explicit RollbackUnlessDone(SqliteConnection* connection) : connection_(connection) {}
  ~RollbackUnlessDone() {
    if (connection_ != nullptr) connection_->Rollback();
  }
  RollbackUnlessDone(const RollbackUnlessDone&) = delete;
  RollbackUnlessDone& operator=(const RollbackUnlessDone&) = delete;
  void Done() { connection_ = nullptr; }

 private:
  SqliteConnection* connection_;
};

absl::Status ReadOn(SqliteConnection& connection, const std::function<absl::Status(Connection&)>& work) {
  CLIENTROUTE_RETURN_IF_ERROR(connection.Begin(SqliteConnection::Mode::kRead));
  RollbackUnlessDone rollback(&connection);  // a read leaves nothing to commit
  CLIENTROUTE_RETURN_IF_ERROR(work(connection));
  rollback.Done();
  return connection.Commit();
}

// Runs the work and says which tables it changed; none, when it changed no row.
absl::StatusOr<ChangedTables> WriteOn(SqliteConnection& connection,
                                      const std::function<absl::Status(Connection&)>& work) {
  CLIENTROUTE_RETURN_IF_ERROR(connection.Begin(SqliteConnection::Mode::kWrite));
  RollbackUnlessDone rollback(&connection);
  CLIENTROUTE_RETURN_IF_ERROR(work(connection));
  rollback.Done();
  const bool changed = connection.Changed();
  ChangedTables tables = changed ? connection.changed_tables() : ChangedTables();
  CLIENTROUTE_RETURN_IF_ERROR(connection.Commit());
  return tables;
}

// A database that goes with the object: one connection, one at a time.
class MemoryDatabase final : public Database {
 public:
  explicit MemoryDatabase(std::unique_ptr<SqliteConnection> connection) : connection_(std::move(connection)) {}

  absl::Status Write(const std::function<absl::Status(Connection&)>& work) override {
    ChangedTables changed;
    {
      TransactionMark mark(this);
      std::lock_guard lock(mutex_);
      CLIENTROUTE_ASSIGN(changed, WriteOn(*connection_, work));
    }
    if (!changed.empty()) listeners_.Tell(changed);
    return absl::OkStatus();
  }
  absl::Status Read(const std::function<absl::Status(Connection&)>& work) override {
    TransactionMark mark(this);
    std::lock_guard lock(mutex_);
    return ReadOn(*connection_, work);
  }
  void OnCommit(std::function<void()> committed) override { listeners_.Add(std::nullopt, std::move(committed)); }
  void OnCommitTo(std::vector<std::string> tables, std::function<void()> committed) override {
    listeners_.Add(std::move(tables), std::move(committed));
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<SqliteConnection> connection_;
  CommitListeners listeners_;
};

// The connections for reading; one is handed to one thread at a time.
class ReaderPool {
 public:
  void Add(std::unique_ptr<SqliteConnection> connection) {
    free_.push_back(connection.get());
    all_.push_back(std::move(connection));
  }
  SqliteConnection* Take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !free_.empty(); });
    SqliteConnection* connection = free_.back();
    free_.pop_back();
    return connection;
  }
  void Return(SqliteConnection* connection) {
    {
      std::lock_guard lock(mutex_);
      free_.push_back(connection);
    }
    returned_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<SqliteConnection>> all_;
  std::vector<SqliteConnection*> free_;
};

class FileDatabase final : public Database {
 public:
  FileDatabase(int busy_timeout_ms, std::unique_ptr<SqliteConnection> writer, std::unique_ptr<ReaderPool> readers,
               std::unique_ptr<SqliteConnection> checkpointer)
      : busy_timeout_ms_(busy_timeout_ms),
        writer_(std::move(writer)),
        readers_(std::move(readers)),
        checkpointer_(std::move(checkpointer)) {
    sqlite3_wal_hook(
        writer_->handle(),
        [](void* self, sqlite3*, const char*, int pages) {
          static_cast<FileDatabase*>(self)->wal_pages_ = pages;
          return SQLITE_OK;
        },
        this);
  }

  absl::Status Write(const std::function<absl::Status(Connection&)>& work) override {
    ChangedTables changed;
    {
      TransactionMark mark(this);
      std::lock_guard lock(mutex_);
      CLIENTROUTE_ASSIGN(changed, WriteOn(*writer_, work));
      if (!changed.empty()) KeepWalShort();
    }
    if (!changed.empty()) listeners_.Tell(changed);
    return absl::OkStatus();
  }

  absl::Status Read(const std::function<absl::Status(Connection&)>& work) override {
    TransactionMark mark(this);
    // Returned on every way out, an exception too.
    auto put_back = [this](SqliteConnection* connection) { readers_->Return(connection); };
    std::unique_ptr<SqliteConnection, decltype(put_back)> connection(readers_->Take(), put_back);
    return ReadOn(*connection, work);
  }

  void OnCommit(std::function<void()> committed) override { listeners_.Add(std::nullopt, std::move(committed)); }
  void OnCommitTo(std::vector<std::string> tables, std::function<void()> committed) override {
    listeners_.Add(std::move(tables), std::move(committed));
  }

 private:
  // Under mutex_, after a commit.
  void KeepWalShort() {
    if (wal_pages_ < asked_at_pages_) asked_at_pages_ = 0;  // the log began anew
    if (wal_pages_ - asked_at_pages_ < WalCheckpointer::kPagesBeforeCheckpoint) return;
    asked_at_pages_ = wal_pages_;
    if (wal_pages_ < kWalPagesMost) return checkpointer_.Ask();
    RestartWal();
  }

  // Most pages are in the database file already; this carries over the last ones and lets the next commit write from
  // the front. Under readers that hold on to old pages it gives up after a moment; a later commit tries again.
  void RestartWal() {
    sqlite3_busy_timeout(writer_->handle(), kRestartPatienceMs);
    sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(writer_->handle(), busy_timeout_ms_);
  }

  const int busy_timeout_ms_;
  std::mutex mutex_;
  std::unique_ptr<SqliteConnection> writer_;
  std::unique_ptr<ReaderPool> readers_;
  WalCheckpointer checkpointer_;
  CommitListeners listeners_;
  int wal_pages_ = 0;
  int asked_at_pages_ = 0;
};

absl::Status CheckOptions(const SqliteOptions& options) {
  std::vector<FieldViolation> wrong;
  if (options.path.empty()) wrong.push_back({"path", "is empty"});
  if (options.readers < 1 || options.readers > kReadersMost)
    wrong.push_back({"readers", Cat("is not 1 to ", kReadersMost)});
  if (options.busy_timeout_ms < 0 || options.busy_timeout_ms > kBusyTimeoutMsMost) {
    wrong.push_back({"busy_timeout_ms", Cat("is not 0 to ", kBusyTimeoutMsMost)});
  }
  return wrong.empty() ? absl::OkStatus() : InvalidFields("STORE_OPTIONS", std::move(wrong));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const SqliteOptions& options, std::vector<Migration> migrations) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckOptions(options));
  const auto open = [&] { return SqliteConnection::Open(options.path, options.busy_timeout_ms); };
  CLIENTROUTE_ASSIGN(auto writer, open());
  const Instant now = SystemClock().Now();  // when the steps were applied, for a person who looks at the file
  CLIENTROUTE_RETURN_IF_ERROR(Migrate(*writer, "platform", PlatformMigrations(), now));
  CLIENTROUTE_RETURN_IF_ERROR(Migrate(*writer, "service", migrations, now));
  if (options.path == ":memory:") return std::make_unique<MemoryDatabase>(std::move(writer));

  CLIENTROUTE_RETURN_IF_ERROR(writer->Script(Cat("PRAGMA cache_size = -", kWriterCacheKiB)));
  auto readers = std::make_unique<ReaderPool>();
  for (int i = 0; i < options.readers; ++i) {
    CLIENTROUTE_ASSIGN(auto reader, open());
    readers->Add(std::move(reader));
  }
  CLIENTROUTE_ASSIGN(auto checkpointer, open());
  return std::make_unique<FileDatabase>(static_cast<int>(options.busy_timeout_ms), std::move(writer),
                                        std::move(readers), std::move(checkpointer));
}

}  // namespace clientroute
