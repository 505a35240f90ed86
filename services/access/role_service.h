#ifndef CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/case_store.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// Who is around a case: roles (ACC-4), and the involvement with clients that they and work on a route bring (PRI-1).
/// Free functions, thread-safe. Errors: those of Connection, and those that are named.

/// The proto's method without its wrapper; errors as the proto names them.
absl::Status AssignRole(UnitOfWork& unit, const v1::AssignRoleRequest& request, v1::Case* answer);

/// The case, where the caller may work on it. Errors: NotFound CASE_NOT_FOUND.
absl::StatusOr<CaseRecord> FindCaseToWorkOn(UnitOfWork& unit, const std::string& name);

/// The case as it is now, with its roles, without its routes. Errors: those of FindCaseToWorkOn.
absl::Status AnswerWithRoles(UnitOfWork& unit, const std::string& name, v1::Case* answer);

/// The roles of a case with their absences, oldest first.
absl::StatusOr<std::vector<v1::RoleHolding>> RolesOf(Connection& db, std::int64_t case_row);

/// Ends the person's involvement with the clients of the case, with each unless he holds another role around him or
/// acts in one; announces InvolvementEnded where it ends.
absl::Status EndInvolvementOf(UnitOfWork& unit, const std::string& person, std::int64_t case_row);

/// Involves whoever holds a role in the case, or acts for who does, with a client who joins it.
absl::Status InvolveHolders(UnitOfWork& unit, std::int64_t case_row, const Uuid& client);

/// Notes that the route asks for a case manager (ACC-4), and announces CaseManagerWanted.
absl::Status AnnounceWanted(UnitOfWork& unit, const CaseStore::Key& file, const std::string& route,
                            std::int64_t route_row);

/// Notes that the person is involved with the client, and announces PersonInvolved where that is new.
absl::Status NoteInvolved(UnitOfWork& unit, const Uuid& client, std::string_view person);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROLE_SERVICE_H_
