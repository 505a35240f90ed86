#include "services/platform/server/call_threads.h"

#include <utility>

namespace clientroute {

CallThreads::~CallThreads() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  called_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool CallThreads::Run(std::function<void()> call) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kWaitingMost) return false;
    waiting_.push_back(std::move(call));
    if (waiting_.size() > idle_ && threads_.size() < kThreadsMost) {
      threads_.emplace_back([this] { Serve(); });
    }
  }
  called_.notify_one();
  return true;
}

void CallThreads::Serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    called_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    const std::function<void()> call = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    call();
    lock.lock();
  }
}

}  // namespace clientroute
