#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_STATUS_MATCHERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_STATUS_MATCHERS_H_

#include <string>

#include "gmock/gmock.h"
#include "services/platform/status/status.h"

namespace clientroute {

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename Value>
absl::Status StatusOf(const absl::StatusOr<Value>& result) {
  return result.status();
}

/// `EXPECT_THAT(Save(), IsOk())`, for a Status or a StatusOr.
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}
/// `EXPECT_THAT(Save(), Fails(absl::StatusCode::kUnavailable, "STORE_BUSY"))`; an empty reason is any.
MATCHER_P2(Fails, code, reason, "fails with " + absl::StatusCodeToString(code) + " " + std::string(reason)) {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString() << " with reason " << ReasonOf(status);
  return status.code() == code && (std::string(reason).empty() || ReasonOf(status) == reason);
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_STATUS_MATCHERS_H_
