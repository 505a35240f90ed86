#ifndef CLIENTROUTE_SERVICES_ACCESS_ABSENCE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ABSENCE_SERVICE_H_

#include <vector>

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/case_store.h"
#include "services/access/role_store.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// Absence of who holds a role in a case (ACC-4). Free functions, thread-safe. Errors: those that the proto names, and
/// those of Connection.
absl::Status RecordAbsence(UnitOfWork& unit, const v1::RecordAbsenceRequest& request, v1::Case* answer);
absl::Status EndAbsence(UnitOfWork& unit, const v1::EndAbsenceRequest& request, v1::Case* answer);

/// Ends the absence that lasts in this holding, if one does, on `last`, or on its first day when that is later; who
/// acted is involved no longer, unless by something else. Tells it.
absl::Status CloseAbsence(UnitOfWork& unit, const CaseRecord& file, const RoleRecord& role, Date last);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ABSENCE_SERVICE_H_
