#include "services/access/absence_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/role_codec.h"
#include "services/access/role_service.h"
#include "services/access/wire_code.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using clientroute::ToProto;

// The role of the request, with its holder; what is wrong is added to `violations`.
absl::StatusOr<std::optional<RoleRecord>> FindHolding(UnitOfWork& unit, const CaseRecord& file, v1::CaseRole asked,
                                                      std::vector<FieldViolation>* violations) {
  const auto role = FromCode<CaseRole>(asked);
  if (!role) {
    violations->push_back({"role", "must be one of the roles around a case"});
    return std::optional<RoleRecord>();
  }
  CLIENTROUTE_ASSIGN(std::optional<RoleRecord> holding, RoleStore(&unit.db()).Current(file.row, *role));
  if (!holding) violations->push_back({"role", "nobody holds it"});
  return holding;
}

v1::RoleAbsenceStarted ToStarted(const CaseRecord& file, const RoleRecord& role, const AbsenceRecord& absence) {
  v1::RoleAbsenceStarted event;
  event.set_case_(NameOf("cases", file.id));
  event.set_role(static_cast<v1::CaseRole>(ToCode(role.role)));
  event.set_holder(role.holder);
  event.set_substitute(absence.substitute);
  *event.mutable_first_date() = ToProto(absence.first);
  if (absence.expected) *event.mutable_expected_last_date() = ToProto(*absence.expected);
  return event;
}

// Notes that the case changed, and answers with it as it is now.
absl::Status Answer(UnitOfWork& unit, const CaseRecord& file, v1::Case* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CaseStore(&unit.db()).Touch(file.row));
  return AnswerWithRoles(unit, NameOf("cases", file.id), answer);
}

}  // namespace

absl::Status RecordAbsence(UnitOfWork& unit, const v1::RecordAbsenceRequest& request, v1::Case* answer) {
  CLIENTROUTE_ASSIGN(const CaseRecord file, FindCaseToWorkOn(unit, request.name()));
  std::vector<FieldViolation> violations;
  CLIENTROUTE_ASSIGN(const auto holding, FindHolding(unit, file, request.role(), &violations));
  std::optional<AbsenceRecord> absence = ReadAbsence(request, &violations);
  RoleStore store(&unit.db());
  if (holding) {
    CLIENTROUTE_ASSIGN(const auto lasting, store.LastingAbsence(holding->row));
    if (lasting) violations.push_back({"role", "its holder is absent already: end that first"});
    if (absence && absence->substitute == holding->holder) violations.push_back({"substitute", "must be someone else"});
  }
  if (absence) AddProblems(CheckAbsence(absence->first, absence->expected, LocalDate(unit.now())), "", &violations);
  if (!violations.empty()) return InvalidFields("ABSENCE_INVALID", std::move(violations));
  absence->recorded_by = unit.call().identity.subject;
  absence->create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(store.AddAbsence(holding->row, *absence));
  if (!absence->substitute.empty()) {
    CLIENTROUTE_ASSIGN(const std::vector<Uuid> clients, store.ClientsOf(file.row));
    for (const Uuid& client : clients) {
      CLIENTROUTE_RETURN_IF_ERROR(NoteInvolved(unit, client, absence->substitute));
    }
  }
  const v1::RoleAbsenceStarted event = ToStarted(file, *holding, *absence);
  CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.case_(), event));
  return Answer(unit, file, answer);
}

absl::Status EndAbsence(UnitOfWork& unit, const v1::EndAbsenceRequest& request, v1::Case* answer) {
  CLIENTROUTE_ASSIGN(const CaseRecord file, FindCaseToWorkOn(unit, request.name()));
  std::vector<FieldViolation> violations;
  CLIENTROUTE_ASSIGN(const auto holding, FindHolding(unit, file, request.role(), &violations));
  const auto last = FromProto(request.last_date());
  if (!last) violations.push_back({"last_date", "must be a day that exists"});
  if (holding) {
    CLIENTROUTE_ASSIGN(const auto lasting, RoleStore(&unit.db()).LastingAbsence(holding->row));
    if (!lasting) violations.push_back({"role", "its holder is not absent"});
    if (lasting && last) AddProblems(CheckBack(lasting->first, *last, LocalDate(unit.now())), "", &violations);
  }
  if (!violations.empty()) return InvalidFields("ABSENCE_INVALID", std::move(violations));
  CLIENTROUTE_RETURN_IF_ERROR(CloseAbsence(unit, file, *holding, *last));
  return Answer(unit, file, answer);
}

absl::Status CloseAbsence(UnitOfWork& unit, const CaseRecord& file, const RoleRecord& role, Date last) {
  RoleStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto absence, store.LastingAbsence(role.row));
  if (!absence) return absl::OkStatus();
  const Date ended = std::max(last, absence->first);
  CLIENTROUTE_RETURN_IF_ERROR(store.EndAbsence(absence->row, ended));
  v1::RoleAbsenceEnded event;
  event.set_case_(NameOf("cases", file.id));
  event.set_role(static_cast<v1::CaseRole>(ToCode(role.role)));
  event.set_holder(role.holder);
  event.set_substitute(absence->substitute);
  *event.mutable_last_date() = ToProto(ended);
  CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.case_(), event));
  if (absence->substitute.empty()) return absl::OkStatus();
  return EndInvolvementOf(unit, absence->substitute, file.row);
}

}  // namespace clientroute::access
