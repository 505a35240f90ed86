#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_POLICY_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_POLICY_H_

#include <string_view>

#include "absl/status/status.h"
#include "clientroute/type/v1/annotations.pb.h"
#include "services/platform/calls/context.h"

namespace clientroute {

/// What the method's proto says of it (`clientroute.intake.v1.Intake/AcceptReferral`); null when it says nothing or
/// there is no such method in this program. Lives as long as the program. Thread-safe.
const type::v1::MethodPolicy* PolicyOf(std::string_view method);

/// Whether the caller may call at all; what it may see is for authorisation/. Errors: PermissionDenied
/// AUDIENCE_REFUSED, ROLE_REFUSED, PURPOSE_MISSING. Pure, thread-safe.
absl::Status CheckPolicy(const type::v1::MethodPolicy& policy, const Identity& identity, std::string_view purpose);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_POLICY_H_
