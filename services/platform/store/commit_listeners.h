#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace clientroute {

/// Those that want to know of commits. Thread-safe.
class CommitListeners {
 public:
  void Add(std::function<void()> committed) {
    std::lock_guard lock(mutex_);
    listeners_.push_back(std::move(committed));
  }
  /// Calls all, without holding a lock.
  void Tell() {
    std::vector<std::function<void()>> listeners;
    {
      std::lock_guard lock(mutex_);
      listeners = listeners_;
    }
    for (const auto& committed : listeners) committed();
  }

 private:
  std::mutex mutex_;
  std::vector<std::function<void()>> listeners_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_
