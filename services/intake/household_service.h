#ifndef CLIENTROUTE_SERVICES_INTAKE_HOUSEHOLD_SERVICE_H_
#define CLIENTROUTE_SERVICES_INTAKE_HOUSEHOLD_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::intake {

/// What intake does about households and consent: each method of the proto's without its wrapper, whose errors are
/// those that the proto names and those of Connection. Thread-safe.
class HouseholdMethods {
 public:
  /// The database outlives it.
  explicit HouseholdMethods(Database* database) : database_(*database) {}

  absl::Status Get(const CallContext& call, const v1::GetHouseholdRequest& request, v1::Household* answer,
                   Look* look) const;
  absl::Status Join(UnitOfWork& unit, const v1::JoinHouseholdRequest& request, v1::Household* answer) const;
  absl::Status RecordConsent(UnitOfWork& unit, const v1::RecordConsentRequest& request, v1::Consent* answer) const;
  absl::Status ListConsents(const CallContext& call, const v1::ListConsentsRequest& request,
                            v1::ListConsentsResponse* answer, Look* look) const;

 private:
  Database& database_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_HOUSEHOLD_SERVICE_H_
