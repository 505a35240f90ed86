#ifndef CLIENTROUTE_SERVICES_ACCESS_ROLE_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROLE_CODEC_H_

#include <optional>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "services/access/role_store.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

/// Between the wire and roles around a case. Pure, thread-safe.

/// A role without who named him and when; an empty holder where it is to end. What is wrong is added to `violations`,
/// and then nullopt is returned.
std::optional<RoleRecord> ReadRole(const v1::AssignRoleRequest& request, std::vector<FieldViolation>* violations);
/// An absence without who recorded it and when; what is wrong is added to `violations`, and then nullopt is returned.
std::optional<AbsenceRecord> ReadAbsence(const v1::RecordAbsenceRequest& request,
                                         std::vector<FieldViolation>* violations);
v1::RoleHolding ToProto(const RoleRecord& record, const std::vector<AbsenceRecord>& absences);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROLE_CODEC_H_
