#include "services/platform/store/wal_checkpointer.h"

#include <sqlite3.h>

#include <utility>

namespace clientroute {

WalCheckpointer::WalCheckpointer(std::unique_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)), thread_([this] { Loop(); }) {}

WalCheckpointer::~WalCheckpointer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

void WalCheckpointer::Ask() {
  {
    std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  asked_.notify_one();
}

void WalCheckpointer::Loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    asked_.wait(lock, [this] { return wanted_ || stopping_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    // PASSIVE waits for nobody. Its result is not needed: what could not be carried over is asked for again by a later
    // commit.
    sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    lock.lock();
  }
}

}  // namespace clientroute
