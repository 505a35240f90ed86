#include "services/access/route_service.h"

#include <optional>

#include "clientroute/access/v1/events.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

// Notes that the person is involved with the client, and announces it where that is new.
absl::Status NoteInvolved(UnitOfWork& unit, const Uuid& client, std::string_view person) {
  CLIENTROUTE_ASSIGN(const bool added, CaseStore(&unit.db()).Involve(client, person, unit.now()));
  if (!added) return absl::OkStatus();
  v1::PersonInvolved involved;
  involved.set_client(NameOf("clients", client));
  involved.set_person(std::string(person));
  return unit.Announce(involved.client(), involved);
}

}  // namespace

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
