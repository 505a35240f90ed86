#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_IDENTITY_HEADERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_IDENTITY_HEADERS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/support/string_ref.h"
#include "services/platform/calls/context.h"

namespace clientroute {

/// Who calls and why, as it travels in the metadata of a call: `clientroute-subject`, `-kind` (person, provider,
/// service), `-roles` and `-municipalities` (comma separated), `-on-behalf-of`, `-purpose`, `-cause`. Values are
/// percent-encoded, so that any UTF-8 passes. This is the development identity: it proves nothing and is accepted only
/// where the configuration says so.
struct CallerHeaders {
  Identity identity;
  std::string purpose;
  std::string cause;
};

/// Roles and municipalities of one caller at most: a country has fewer than 400 municipalities.
inline constexpr std::size_t kRolesMost = 32;
inline constexpr std::size_t kMunicipalitiesMost = 400;

/// One pair a header; empty values are left out. Pure, thread-safe.
std::vector<std::pair<std::string, std::string>> ToHeaders(const CallerHeaders& caller);
/// Errors: Unauthenticated IDENTITY_MISSING without a subject, IDENTITY_INVALID (which header and why): a person is
/// `persons/…`, a provider `providers/…`, a service `services/…`; roles and purpose are of `a-z0-9-`; municipalities
/// are CBS codes.
absl::StatusOr<CallerHeaders> FromHeaders(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_IDENTITY_HEADERS_H_
