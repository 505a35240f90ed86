#ifndef CLIENTROUTE_SERVICES_PORTAL_API_CALLER_OF_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_CALLER_OF_H_

#include <chrono>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/calls/client_call.h"
#include "services/portal/sign_in/session.h"

namespace clientroute::portal {

/// How long a call through the door may take where the page says nothing, and at most.
inline constexpr std::chrono::milliseconds kCallPatience = std::chrono::seconds(30);
inline constexpr std::chrono::milliseconds kCallPatienceMost = std::chrono::seconds(120);

/// As whom and why the one who is signed in calls. Pure. Errors: InvalidArgument PURPOSE_INVALID for anything but at
/// most 64 of `a-z0-9-`.
absl::StatusOr<Caller> CallerOf(const Session& session, std::string_view purpose);

/// The span in a Connect-Timeout-Ms; kCallPatience when it is empty, and never more than kCallPatienceMost. Pure.
/// Errors: InvalidArgument TIMEOUT_INVALID for anything but one to ten digits.
absl::StatusOr<std::chrono::milliseconds> PatienceIn(std::string_view timeout_ms);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_CALLER_OF_H_
