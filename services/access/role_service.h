#ifndef CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// Who is around a case: roles (ACC-4), and the involvement with clients that they and work on a route bring (PRI-1).
/// Free functions, thread-safe. Errors: those of Connection, and those that are named.

/// The proto's method without its wrapper; errors as the proto names them.
absl::Status AssignRole(UnitOfWork& unit, const v1::AssignRoleRequest& request, v1::Case* answer);

/// Involves whoever holds a role in the case with a client who joins it.
absl::Status InvolveHolders(UnitOfWork& unit, std::int64_t case_row, const Uuid& client);

/// Notes that the person is involved with the client, and announces PersonInvolved where that is new.
absl::Status NoteInvolved(UnitOfWork& unit, const Uuid& client, std::string_view person);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_
