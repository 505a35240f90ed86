#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_RETRY_BUDGET_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_RETRY_BUDGET_H_

#include <chrono>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "services/orchestrator/commands/command_policies.h"

namespace clientroute::orchestrator {

/// The retries that each service has left. Time is an argument: Elapsed(). Thread-safe.
class RetryBudget {
 public:
  explicit RetryBudget(std::span<const ServicePolicy> policies = ServicePolicies());

  /// Takes one retry; false when there is none left. A service without a policy has as many as it likes.
  bool Take(std::string_view service, std::chrono::microseconds now);
  /// When the next one is there; zero when one is.
  std::chrono::milliseconds UntilNext(std::string_view service, std::chrono::microseconds now);
  /// How many are left.
  int Left(std::string_view service, std::chrono::microseconds now);

 private:
  /// In millionths of a retry, so that a budget fills by the microsecond.
  struct Bucket {
    std::int64_t most = 0;
    std::int64_t a_second = 0;
    std::int64_t left = 0;
    std::chrono::microseconds filled{0};
  };
  Bucket* Filled(std::string_view service, std::chrono::microseconds now);

  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_RETRY_BUDGET_H_
