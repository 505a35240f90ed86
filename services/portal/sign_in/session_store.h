#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_STORE_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_STORE_H_

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/portal/sign_in/session.h"

namespace clientroute::portal {

// The table of sessions. Errors of all: those of Connection. `expires` is not stored: the keeper knows it.

absl::Status InsertSession(Connection& connection, const Session& session);
absl::StatusOr<std::optional<Session>> FindSession(Connection& connection, std::string_view digest);
absl::Status UseSession(Connection& connection, std::string_view digest, Instant now);
absl::Status DeleteSession(Connection& connection, std::string_view digest);
/// Those that were last used before the one moment, or begun before the other.
absl::Status DeleteOldSessions(Connection& connection, Instant used_before, Instant begun_before);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_STORE_H_
