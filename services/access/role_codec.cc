#include "services/access/role_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/codes.h"

namespace clientroute::access {
namespace {

using clientroute::ToProto;

v1::RoleAbsence ToProto(const AbsenceRecord& record) {
  v1::RoleAbsence out;
  *out.mutable_first_date() = ToProto(record.first);
  if (record.expected) *out.mutable_expected_last_date() = ToProto(*record.expected);
  if (record.last) *out.mutable_last_date() = ToProto(*record.last);
  out.set_substitute(record.substitute);
  out.set_recorded_by(record.recorded_by);
  *out.mutable_create_time() = ToProto(record.create_time);
  return out;
}

}  // namespace

std::optional<RoleRecord> ReadRole(const v1::AssignRoleRequest& request, std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto role = FromCode<CaseRole>(request.role());
  if (!role) violations->push_back({"role", "must be one of the roles around a case"});
  const bool ends = request.holder().empty();
  if (!ends && !IsPersonName(request.holder())) {
    violations->push_back({"holder", "must be persons/ and a name, without spaces, or empty"});
  }
  if (!request.provider().empty() && !ProviderCode::Parse(request.provider())) {
    violations->push_back({"provider", "must be an AGB code of eight digits, or empty"});
  } else if (ends && !request.provider().empty()) {
    violations->push_back({"provider", "must be empty where nobody holds the role"});
  } else if (!ends && role && IsAtProvider(*role) && request.provider().empty()) {
    violations->push_back({"provider", "must be said: a care coordinator works for a provider"});
  }
  if (violations->size() > before) return std::nullopt;
  RoleRecord record;
  record.role = *role;
  record.holder = request.holder();
  record.provider = request.provider();
  return record;
}

std::optional<AbsenceRecord> ReadAbsence(const v1::RecordAbsenceRequest& request,
                                         std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto first = clientroute::FromProto(request.first_date());
  if (!first) violations->push_back({"first_date", "must be a day that exists"});
  AbsenceRecord record;
  if (request.has_expected_last_date()) {
    record.expected = clientroute::FromProto(request.expected_last_date());
    if (!record.expected) violations->push_back({"expected_last_date", "must be a day that exists, or unset"});
  }
  if (!request.substitute().empty() && !IsPersonName(request.substitute())) {
    violations->push_back({"substitute", "must be persons/ and a name, without spaces, or empty"});
  }
  if (violations->size() > before) return std::nullopt;
  record.first = *first;
  record.substitute = request.substitute();
  return record;
}

v1::RoleHolding ToProto(const RoleRecord& record, const std::vector<AbsenceRecord>& absences) {
  v1::RoleHolding out;
  out.set_role(static_cast<v1::CaseRole>(ToCode(record.role)));
  out.set_holder(record.holder);
  out.set_provider(record.provider);
  *out.mutable_start_time() = ToProto(record.start);
  if (record.end) *out.mutable_end_time() = ToProto(*record.end);
  out.set_named_by(record.named_by);
  for (const AbsenceRecord& absence : absences) *out.add_absences() = ToProto(absence);
  return out;
}

}  // namespace clientroute::access
