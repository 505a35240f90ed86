#include "services/access/role_service.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/absence_service.h"
#include "services/access/admission_store.h"
#include "services/access/case_codec.h"
#include "services/access/case_store.h"
#include "services/access/role_codec.h"
#include "services/access/role_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

// Asks each route of the case on which a clinical admission lasts for another case manager: nobody is, from now on.
absl::Status WantAnother(UnitOfWork& unit, const CaseRecord& file) {
  CLIENTROUTE_ASSIGN(const auto routes, AdmissionStore(&unit.db()).Lasting(file.row, LocalDate(unit.now())));
  for (const AdmissionStore::Route& route : routes) {
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceWanted(unit, {file.row, file.id}, NameOf("routes", route.id), route.row));
  }
  return absl::OkStatus();
}

// Puts `next` in the place of `current`; nobody where `next` has no holder.
absl::Status Replace(UnitOfWork& unit, const CaseRecord& file, const std::optional<RoleRecord>& current,
                     const RoleRecord& next) {
  RoleStore store(&unit.db());
  if (current) {
    CLIENTROUTE_RETURN_IF_ERROR(CloseAbsence(unit, file, *current, LocalDate(unit.now())));
    CLIENTROUTE_RETURN_IF_ERROR(store.End(current->row, unit.now()));
    // Where only his provider changes, he stays involved.
    if (current->holder != next.holder) {
      CLIENTROUTE_RETURN_IF_ERROR(EndInvolvementOf(unit, current->holder, file.row));
    }
  }
  if (next.role == CaseRole::kCaseDirector) {
    CLIENTROUTE_RETURN_IF_ERROR(CaseStore(&unit.db()).NameDirector(file.row, next.holder));
  }
  if (next.holder.empty()) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(file.row, next));
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> clients, store.ClientsOf(file.row));
  for (const Uuid& client : clients) {
    CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, next.holder));
  }
  return absl::OkStatus();
}

// Tells the routes of the case that asked for one that it has a case manager. The others do not wait for it, and those
// that have ended would only make somebody look.
absl::Status AnnounceManager(UnitOfWork& unit, const CaseRecord& file) {
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> routes, RoleStore(&unit.db()).TakeWanting(file.row));
  for (const Uuid& route : routes) {
    v1::CaseManagerNamed event;
    event.set_route(NameOf("routes", route));
    event.set_case_(NameOf("cases", file.id));
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.route(), event));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AssignRole(UnitOfWork& unit, const v1::AssignRoleRequest& request, v1::Case* answer) {
  CLIENTROUTE_ASSIGN(const CaseRecord before, FindCaseToWorkOn(unit, request.name()));
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
    CLIENTROUTE_RETURN_IF_ERROR(Replace(unit, before, current, *next));
    CLIENTROUTE_RETURN_IF_ERROR(CaseStore(&unit.db()).Touch(before.row));
    if (next->role == CaseRole::kCaseManager) {
      CLIENTROUTE_RETURN_IF_ERROR(next->holder.empty() ? WantAnother(unit, before) : AnnounceManager(unit, before));
    }
  }
  return AnswerWithRoles(unit, request.name(), answer);
}

absl::StatusOr<CaseRecord> FindCaseToWorkOn(UnitOfWork& unit, const std::string& name) {
  std::optional<CaseRecord> record;
  if (const auto id = IdIn(name, "cases")) {
    CLIENTROUTE_ASSIGN(record,
                       CaseStore(&unit.db()).FindVisible(*id, Viewer(unit.call(), AccessQuestion::Subject::kTask)));
  }
  if (record) return *std::move(record);
  return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "there is no such case, or it may not be seen",
               {{"case", name}});
}

absl::Status AnswerWithRoles(UnitOfWork& unit, const std::string& name, v1::Case* answer) {
  CLIENTROUTE_ASSIGN(CaseRecord file, FindCaseToWorkOn(unit, name));
  file.routes.clear();
  *answer = ToProto(file);
  CLIENTROUTE_ASSIGN(const std::vector<v1::RoleHolding> roles, RolesOf(unit.db(), file.row));
  for (const v1::RoleHolding& role : roles) *answer->add_roles() = role;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::RoleHolding>> RolesOf(Connection& db, std::int64_t case_row) {
  RoleStore store(&db);
  CLIENTROUTE_ASSIGN(const std::vector<RoleRecord> roles, store.Roles(case_row));
  CLIENTROUTE_ASSIGN(auto absences, store.Absences(case_row));
  std::vector<v1::RoleHolding> shown;
  shown.reserve(roles.size());
  for (const RoleRecord& role : roles) shown.push_back(ToProto(role, absences[role.row]));
  return shown;
}

absl::Status EndInvolvementOf(UnitOfWork& unit, const std::string& person, std::int64_t case_row) {
  RoleStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> clients, store.ClientsOf(case_row));
  for (const Uuid& client : clients) {
    CLIENTROUTE_ASSIGN(const bool stays, store.HoldsAny(person, client));
    if (stays) continue;
    CLIENTROUTE_ASSIGN(const bool ended, store.EndInvolvement(client, person));
    if (!ended) continue;
    v1::InvolvementEnded event;
    event.set_client(NameOf("clients", client));
    event.set_person(person);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.client(), event));
  }
  return absl::OkStatus();
}

absl::Status InvolveHolders(UnitOfWork& unit, std::int64_t case_row, const Uuid& client) {
  CLIENTROUTE_ASSIGN(const std::vector<RoleRecord> roles, RoleStore(&unit.db()).Roles(case_row));
  for (const RoleRecord& role : roles) {
    if (role.end) continue;
    CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, role.holder));
    CLIENTROUTE_ASSIGN(const auto absence, RoleStore(&unit.db()).LastingAbsence(role.row));
    if (!absence || absence->substitute.empty()) continue;
    CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, absence->substitute));
  }
  return absl::OkStatus();
}

absl::Status AnnounceWanted(UnitOfWork& unit, const CaseStore::Key& file, const std::string& route,
                            std::int64_t route_row) {
  CLIENTROUTE_RETURN_IF_ERROR(RoleStore(&unit.db()).NoteWanting(route_row, unit.now()));
  v1::CaseManagerWanted event;
  event.set_route(route);
  event.set_case_(NameOf("cases", file.id));
  return unit.Announce(route, event);
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
