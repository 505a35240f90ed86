#ifndef CLIENTROUTE_SERVICES_ACCESS_ACCESS_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ACCESS_SERVICE_H_

#include <memory>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/access/case_service.h"
#include "services/access/intake_client.h"
#include "services/access/outflow.h"
#include "services/access/triage_service.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/ids/random.h"

namespace clientroute::access {

/// What access needs beside its call stack.
struct AccessDependencies {
  /// For nonces; outlives the service.
  Random* random = nullptr;
  /// Where intake is called, for the keys of clients.
  std::shared_ptr<grpc::Channel> intake;
  /// The region's choices about a return to care (ROU-6, INT-7).
  ReturnRules returns = {};
};

/// Access (proto access/v1/access.proto): cases, problem analyses, triage, perspective plans and decisions. Its
/// database is the stack's, with AccessMigrations(). Thread-safe.
///
/// Free text is sealed with a key of the client that intake hands out per call; answers, which are kept for repeats,
/// and events never hold it.
class AccessService final : public v1::Access::Service {
 public:
  AccessService(CallStack stack, const AccessDependencies& dependencies);

  grpc::Status OpenCase(grpc::ServerContext* context, const v1::OpenCaseRequest* request, v1::Case* answer) override;
  grpc::Status GetCase(grpc::ServerContext* context, const v1::GetCaseRequest* request, v1::Case* answer) override;
  grpc::Status ListCases(grpc::ServerContext* context, const v1::ListCasesRequest* request,
                         v1::ListCasesResponse* answer) override;
  grpc::Status RecordProblemAnalysis(grpc::ServerContext* context, const v1::RecordProblemAnalysisRequest* request,
                                     v1::ProblemAnalysis* answer) override;
  grpc::Status DecideTriage(grpc::ServerContext* context, const v1::DecideTriageRequest* request,
                            v1::TriageOutcome* answer) override;
  grpc::Status OverrideTriage(grpc::ServerContext* context, const v1::OverrideTriageRequest* request,
                              v1::TriageOutcome* answer) override;
  grpc::Status RecordPlan(grpc::ServerContext* context, const v1::RecordPlanRequest* request,
                          v1::PerspectivePlan* answer) override;
  grpc::Status TakeDecision(grpc::ServerContext* context, const v1::TakeDecisionRequest* request,
                            v1::Decision* answer) override;
  grpc::Status AssignRole(grpc::ServerContext* context, const v1::AssignRoleRequest* request,
                          v1::Case* answer) override;
  grpc::Status RecordAbsence(grpc::ServerContext* context, const v1::RecordAbsenceRequest* request,
                             v1::Case* answer) override;
  grpc::Status EndAbsence(grpc::ServerContext* context, const v1::EndAbsenceRequest* request,
                          v1::Case* answer) override;
  grpc::Status HoldConference(grpc::ServerContext* context, const v1::HoldConferenceRequest* request,
                              v1::Conference* answer) override;
  grpc::Status RecordExpertTeamOutcome(grpc::ServerContext* context, const v1::RecordExpertTeamOutcomeRequest* request,
                                       v1::ExpertTeamOutcome* answer) override;
  grpc::Status RecordNote(grpc::ServerContext* context, const v1::RecordNoteRequest* request,
                          v1::Note* answer) override;
  grpc::Status RecordEvaluation(grpc::ServerContext* context, const v1::RecordEvaluationRequest* request,
                                v1::Evaluation* answer) override;
  grpc::Status RecordOutflow(grpc::ServerContext* context, const v1::RecordOutflowRequest* request,
                             v1::Outflow* answer) override;
  grpc::Status UndoOutflow(grpc::ServerContext* context, const v1::UndoOutflowRequest* request,
                           v1::UndoOutflowResponse* answer) override;
  grpc::Status RecordAftercareContact(grpc::ServerContext* context, const v1::RecordAftercareContactRequest* request,
                                      v1::AftercareContact* answer) override;
  grpc::Status ImportTriageTables(grpc::ServerContext* context, const v1::ImportTriageTablesRequest* request,
                                  v1::ImportTriageTablesResponse* answer) override;
  grpc::Status GetTriageTable(grpc::ServerContext* context, const v1::GetTriageTableRequest* request,
                              v1::TriageTable* answer) override;

 private:
  /// A change with free text, which `work` is given the client's key to seal with; asked of intake before the
  /// transaction, where `has_text`.
  template <typename Request, typename Answer, typename Work>
  grpc::Status WriteSealed(grpc::ServerContext* context, std::string_view method, const Request& request,
                           Answer* answer, bool has_text, const Work& work);

  ServerCalls calls_;
  Database* database_;
  IntakeClient intake_;
  ReturnRules returns_;
  CaseMethods cases_;
  TriageMethods triage_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ACCESS_SERVICE_H_
