#ifndef CLIENTROUTE_SERVICES_ACCESS_CASE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CASE_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/intake_client.h"
#include "services/access/outflow.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access does about cases: each method of the proto's without its wrapper, whose errors are those that the proto
/// names and those of Connection; Get also gives those of IntakeClient. Thread-safe.
class CaseMethods {
 public:
  /// Database and intake outlive it.
  CaseMethods(Database* database, const IntakeClient* intake, const ReturnRules& returns)
      : database_(*database), intake_(*intake), returns_(returns) {}

  absl::Status Open(UnitOfWork& unit, const v1::OpenCaseRequest& request, v1::Case* answer) const;
  absl::Status Get(const CallContext& call, const v1::GetCaseRequest& request, v1::Case* answer, Look* look) const;
  absl::Status List(const CallContext& call, const v1::ListCasesRequest& request, v1::ListCasesResponse* answer,
                    Look* look) const;

 private:
  Database& database_;
  const IntakeClient& intake_;
  ReturnRules returns_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CASE_SERVICE_H_
