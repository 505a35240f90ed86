#include "services/access/route_service.h"

#include <optional>

#include "services/access/role_service.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
absl::StatusOr<RouteRecord> FindRouteToWorkOn(Connection& db, const CallContext& call, const std::string& route) {
  std::optional<RouteRecord> found;
  if (const auto id = IdIn(route, "routes")) {
    CLIENTROUTE_ASSIGN(found, CaseStore(&db).FindVisibleRoute(*id, Viewer(call, AccessQuestion::Subject::kTask)));
  }
  if (found) return *std::move(found);
  return Error(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND",
               "there is no such route in a case, or the caller may not work on it", {{"route", route}});
}

absl::StatusOr<FreeTextKey> KeyToSealWith(Database& database, const IntakeClient& intake, const CallContext& call,
                                          const std::string& route) {
  Uuid client;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(const RouteRecord found, FindRouteToWorkOn(db, call, route));
    client = found.client;
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(const auto keys, intake.Keys(call, {client}));
  const FreeTextKey key = keys.at(client);
  if (!key.erased()) return key;
  return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED",
               "the client was erased: nothing about him is recorded any more",
               {{"client", NameOf("clients", client)}});
}

absl::Status NoteWork(UnitOfWork& unit, const RouteRecord& route) {
  if (unit.call().identity.kind == Identity::Kind::kPerson) {
    CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, route.client, unit.call().identity.subject));
  }
  return CaseStore(&unit.db()).Touch(route.case_row);
}

}  // namespace clientroute::access
