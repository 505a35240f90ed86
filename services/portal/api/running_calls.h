#ifndef CLIENTROUTE_SERVICES_PORTAL_API_RUNNING_CALLS_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_RUNNING_CALLS_H_

#include <condition_variable>
#include <memory>
#include <mutex>

namespace clientroute::portal {

/// Counts the calls that a door has under way, so that it can outlive them. Thread-safe.
class RunningCalls {
 public:
  /// Held by a call until its very end.
  class Token {
   public:
    explicit Token(RunningCalls* calls) : calls_(calls) {}
    ~Token() { calls_->Ended(); }
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;

   private:
    RunningCalls* const calls_;
  };

  std::unique_ptr<Token> Begin() {
    const std::lock_guard lock(mutex_);
    ++count_;
    return std::make_unique<Token>(this);
  }
  /// Returns when there are none.
  void Wait() {
    std::unique_lock lock(mutex_);
    none_left_.wait(lock, [this] { return count_ == 0; });
  }
  int count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  void Ended() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) none_left_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable none_left_;
  int count_ = 0;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_RUNNING_CALLS_H_
