#include "services/orchestrator/commands/retry_budget.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::int64_t kOne = 1'000'000;

}  // namespace

RetryBudget::RetryBudget(std::span<const ServicePolicy> policies) {
  for (const ServicePolicy& policy : policies) {
    const std::int64_t most = policy.retries_most * kOne;
    buckets_[std::string(policy.service)] = {most, policy.retries_a_second * kOne, most, microseconds(0)};
  }
}

RetryBudget::Bucket* RetryBudget::Filled(std::string_view service, microseconds now) {
  const auto found = buckets_.find(service);
  if (found == buckets_.end()) return nullptr;
  Bucket& bucket = found->second;
  if (now > bucket.filled) {
    // A pause long enough to fill it whole fills it whole, and overflows nothing.
    const std::int64_t passed = std::min<std::int64_t>((now - bucket.filled).count(), 3'600 * kOne);
    bucket.left = std::min(bucket.most, bucket.left + passed / 1'000 * bucket.a_second / 1'000);
    bucket.filled += (now - bucket.filled) / 1'000 * 1'000;
  }
  return &bucket;
}

bool RetryBudget::Take(std::string_view service, microseconds now) {
  const std::lock_guard lock(mutex_);
  Bucket* bucket = Filled(service, now);
  if (bucket == nullptr) return true;
  if (bucket->left < kOne) return false;
  bucket->left -= kOne;
  return true;
}

milliseconds RetryBudget::UntilNext(std::string_view service, microseconds now) {
  const std::lock_guard lock(mutex_);
  const Bucket* bucket = Filled(service, now);
  if (bucket == nullptr || bucket->left >= kOne) return milliseconds(0);
  return std::max(milliseconds(1),
                  milliseconds((kOne - bucket->left) * 1'000 / std::max<std::int64_t>(bucket->a_second, 1) + 1));
}

int RetryBudget::Left(std::string_view service, microseconds now) {
  const std::lock_guard lock(mutex_);
  const Bucket* bucket = Filled(service, now);
  return bucket == nullptr ? 0 : static_cast<int>(bucket->left / kOne);
}

}  // namespace clientroute::orchestrator
