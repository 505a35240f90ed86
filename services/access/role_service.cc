#include "services/access/role_service.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/case_codec.h"
#include "services/access/case_store.h"
#include "services/access/role_codec.h"
#include "services/access/role_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

absl::StatusOr<CaseRecord> FindCase(UnitOfWork& unit, const std::string& name) {
  std::optional<CaseRecord> record;
  if (const auto id = IdIn(name, "cases")) {
    CLIENTROUTE_ASSIGN(record,
                       CaseStore(&unit.db()).FindVisible(*id, Viewer(unit.call(), AccessQuestion::Subject::kTask)));
  }
  if (record) return *std::move(record);
  return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "there is no such case, or it may not be seen",
               {{"case", name}});
}

// Ends a role, and with it the involvement of who held it, unless he holds another one around the same client.
absl::Status EndRole(UnitOfWork& unit, const RoleRecord& role, const std::vector<Uuid>& clients) {
  RoleStore store(&unit.db());
  CLIENTROUTE_RETURN_IF_ERROR(store.End(role.row, unit.now()));
  for (const Uuid& client : clients) {
    CLIENTROUTE_ASSIGN(const bool stays, store.HoldsAny(role.holder, client));
    if (stays) continue;
    CLIENTROUTE_ASSIGN(const bool ended, store.EndInvolvement(client, role.holder));
    if (!ended) continue;
    v1::InvolvementEnded event;
    event.set_client(NameOf("clients", client));
    event.set_person(role.holder);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.client(), event));
  }
  return absl::OkStatus();
}

// Puts `next` in the place of `current`; nobody where `next` has no holder.
absl::Status Replace(UnitOfWork& unit, std::int64_t case_row, const std::optional<RoleRecord>& current,
                     const RoleRecord& next) {
  RoleStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> clients, store.ClientsOf(case_row));
  // Only his provider changes: he stays involved.
  const bool same_holder = current && current->holder == next.holder;
  if (same_holder) {
    CLIENTROUTE_RETURN_IF_ERROR(store.End(current->row, unit.now()));
  } else if (current) {
    CLIENTROUTE_RETURN_IF_ERROR(EndRole(unit, *current, clients));
  }
  if (next.role == CaseRole::kCaseDirector) {
    CLIENTROUTE_RETURN_IF_ERROR(CaseStore(&unit.db()).NameDirector(case_row, next.holder));
  }
  if (next.holder.empty()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(case_row, next));
  for (const Uuid& client : clients) {
    CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, next.holder));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AssignRole(UnitOfWork& unit, const v1::AssignRoleRequest& request, v1::Case* answer) {
  CLIENTROUTE_ASSIGN(const CaseRecord before, FindCase(unit, request.name()));
  std::vector<FieldViolation> violations;
  std::optional<RoleRecord> next = ReadRole(request, &violations);
  if (!next) return InvalidFields("ROLE_INVALID", std::move(violations));
  CLIENTROUTE_ASSIGN(const std::optional<RoleRecord> current, RoleStore(&unit.db()).Current(before.row, next->role));
  if (!current && next->holder.empty()) {
    return InvalidFields("ROLE_INVALID", {{"holder", "must be said: nobody holds the role, so it cannot end"}});
  }
  if (!current || current->holder != next->holder || current->provider != next->provider) {
    next->named_by = unit.call().identity.subject;
    next->start = unit.now();
    CLIENTROUTE_RETURN_IF_ERROR(Replace(unit, before.row, current, *next));
    CLIENTROUTE_RETURN_IF_ERROR(CaseStore(&unit.db()).Touch(before.row));
  }
  CLIENTROUTE_ASSIGN(CaseRecord after, FindCase(unit, request.name()));
  after.routes.clear();
  *answer = ToProto(after);
  CLIENTROUTE_ASSIGN(const std::vector<RoleRecord> roles, RoleStore(&unit.db()).Roles(after.row));
  for (const RoleRecord& role : roles) *answer->add_roles() = ToProto(role);
  return absl::OkStatus();
}

absl::Status InvolveHolders(UnitOfWork& unit, std::int64_t case_row, const Uuid& client) {
  CLIENTROUTE_ASSIGN(const std::vector<RoleRecord> roles, RoleStore(&unit.db()).Roles(case_row));
  for (const RoleRecord& role : roles) {
    if (!role.end) CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, role.holder));
  }
  return absl::OkStatus();
}

absl::Status NoteInvolved(UnitOfWork& unit, const Uuid& client, std::string_view person) {
  CLIENTROUTE_ASSIGN(const bool added, CaseStore(&unit.db()).Involve(client, person, unit.now()));
  if (!added) return absl::OkStatus();
  v1::PersonInvolved involved;
  involved.set_client(NameOf("clients", client));
  involved.set_person(std::string(person));
  return unit.Announce(involved.client(), involved);
}

}  // namespace clientroute::access
