#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clientroute {

/// The tables that a transaction's statements change, each once. The names outlive what holds them: they are the
/// connection's own.
using ChangedTables = std::vector<const std::string*>;

/// Those that want to know of commits. Thread-safe.
class CommitListeners {
 public:
  /// To any table, or to one of these.
  void Add(std::optional<std::vector<std::string>> tables, std::function<void()> committed) {
    std::lock_guard lock(mutex_);
    // Who is being told meanwhile goes on with the list that he has.
    auto listeners = std::make_shared<std::vector<Listener>>(*listeners_);
    listeners->push_back({std::move(tables), std::move(committed)});
    listeners_ = std::move(listeners);
  }
  /// Calls those that it concerns, without holding a lock.
  void Tell(const ChangedTables& changed) {
    std::shared_ptr<const std::vector<Listener>> listeners;
    {
      std::lock_guard lock(mutex_);
      listeners = listeners_;
    }
    for (const Listener& listener : *listeners) {
      if (listener.Follows(changed)) listener.committed();
    }
  }

 private:
  struct Listener {
    std::optional<std::vector<std::string>> tables;
    std::function<void()> committed;

    bool Follows(const ChangedTables& changed) const {
      const auto is_followed = [this](const std::string* table) { return std::ranges::count(*tables, *table) > 0; };
      return !tables || std::ranges::any_of(changed, is_followed);
    }
  };

  std::mutex mutex_;
  std::shared_ptr<const std::vector<Listener>> listeners_ = std::make_shared<std::vector<Listener>>();
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_COMMIT_LISTENERS_H_
