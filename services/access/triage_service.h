#ifndef CLIENTROUTE_SERVICES_ACCESS_TRIAGE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_TRIAGE_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/free_text_codec.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access does about triage: each method of the proto's without its wrapper, whose errors are those that the proto
/// names and those of Connection. `key` seals the free text of the request and was asked before the transaction; it is
/// not used where there is none. Thread-safe.
class TriageMethods {
 public:
  /// It outlives them.
  explicit TriageMethods(Database* database) : database_(*database) {}

  absl::Status RecordAnalysis(UnitOfWork& unit, const v1::RecordProblemAnalysisRequest& request, const FreeTextKey& key,
                              v1::ProblemAnalysis* answer) const;
  absl::Status Decide(UnitOfWork& unit, const v1::DecideTriageRequest& request, v1::TriageOutcome* answer) const;
  absl::Status Override(UnitOfWork& unit, const v1::OverrideTriageRequest& request, const FreeTextKey& key,
                        v1::TriageOutcome* answer) const;
  absl::Status ImportTables(UnitOfWork& unit, const v1::ImportTriageTablesRequest& request,
                            v1::ImportTriageTablesResponse* answer) const;
  absl::Status GetTable(const CallContext& call, const v1::GetTriageTableRequest& request,
                        v1::TriageTable* answer) const;

 private:
  Database& database_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_TRIAGE_SERVICE_H_
