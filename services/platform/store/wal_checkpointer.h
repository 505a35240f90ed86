#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_WAL_CHECKPOINTER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_WAL_CHECKPOINTER_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "services/platform/store/sqlite_connection.h"

namespace clientroute {

/// Carries the write-ahead log over into the database file on a thread and connection of its own, so that no commit
/// pays for it. What it cannot carry over now (a reader still needs it, the disk is full) stays in the log, which is
/// part of the record.
class WalCheckpointer {
 public:
  /// From this many pages of 4 KiB on the log is carried over: 4 MiB.
  static constexpr int kPagesBeforeCheckpoint = 1'000;

  explicit WalCheckpointer(std::unique_ptr<SqliteConnection> connection);
  ~WalCheckpointer();
  WalCheckpointer(const WalCheckpointer&) = delete;
  WalCheckpointer& operator=(const WalCheckpointer&) = delete;

  /// Asks for a checkpoint soon. Never blocks. Thread-safe.
  void Ask();

 private:
  void Loop();

  std::unique_ptr<SqliteConnection> connection_;
  std::mutex mutex_;
  std::condition_variable asked_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_WAL_CHECKPOINTER_H_
