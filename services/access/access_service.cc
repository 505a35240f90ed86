#include "services/access/access_service.h"

#include <string>
#include <utility>

#include "services/access/absence_service.h"
#include "services/access/conference_service.h"
#include "services/access/decision_service.h"
#include "services/access/evaluation_service.h"
#include "services/access/free_text_codec.h"
#include "services/access/note_service.h"
#include "services/access/outflow_service.h"
#include "services/access/role_service.h"
#include "services/access/route_service.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute::access {
namespace {

CallStack Whole(CallStack stack, const AccessDependencies& dependencies) {
  if (stack.database == nullptr || dependencies.random == nullptr || dependencies.intake == nullptr) {
    StopOnDefect("access needs a database, randomness and a way to intake");
  }
  if (!AreSound(dependencies.returns)) StopOnDefect("access is given a watch that cannot be kept");
  return stack;
}

std::string Method(std::string_view name) { return Cat("clientroute.access.v1.Access/", name); }

bool HasText(const v1::ProblemAnalysis& analysis) {
  return !analysis.narrative().empty() || !analysis.lighter_help_considered().empty();
}

}  // namespace

AccessService::AccessService(CallStack stack, const AccessDependencies& dependencies)
    : calls_(Whole(std::move(stack), dependencies)),
      database_(calls_.stack().database),
      intake_(dependencies.intake, dependencies.random),
      returns_(dependencies.returns),
      cases_(database_, &intake_, returns_),
      triage_(database_) {}

grpc::Status AccessService::OpenCase(grpc::ServerContext* context, const v1::OpenCaseRequest* request,
                                     v1::Case* answer) {
  return calls_.Write(context, Method("OpenCase"), *request, answer,
                      [&](UnitOfWork& unit) { return cases_.Open(unit, *request, answer); });
}

grpc::Status AccessService::GetCase(grpc::ServerContext* context, const v1::GetCaseRequest* request, v1::Case* answer) {
  return calls_.Look(context, Method("GetCase"), *request,
                     [&](const CallContext& call, Look& look) { return cases_.Get(call, *request, answer, &look); });
}

grpc::Status AccessService::ListCases(grpc::ServerContext* context, const v1::ListCasesRequest* request,
                                      v1::ListCasesResponse* answer) {
  return calls_.Look(context, Method("ListCases"), *request,
                     [&](const CallContext& call, Look& look) { return cases_.List(call, *request, answer, &look); });
}

template <typename Request, typename Answer, typename Work>
grpc::Status AccessService::WriteSealed(grpc::ServerContext* context, std::string_view method, const Request& request,
                                        Answer* answer, bool has_text, const Work& work) {
  FreeTextKey key;
  return calls_.Write(
      context, Method(method), request, answer, [&](UnitOfWork& unit) -> absl::Status { return work(unit, key); },
      [&](const CallContext& call) -> absl::Status {
        if (!has_text) return absl::OkStatus();
        CLIENTROUTE_ASSIGN(key, KeyToSealWith(*database_, intake_, call, request.route()));
        return absl::OkStatus();
      });
}

grpc::Status AccessService::RecordProblemAnalysis(grpc::ServerContext* context,
                                                  const v1::RecordProblemAnalysisRequest* request,
                                                  v1::ProblemAnalysis* answer) {
  return WriteSealed(
      context, "RecordProblemAnalysis", *request, answer, HasText(request->analysis()),
      [&](UnitOfWork& unit, const FreeTextKey& key) { return triage_.RecordAnalysis(unit, *request, key, answer); });
}

grpc::Status AccessService::DecideTriage(grpc::ServerContext* context, const v1::DecideTriageRequest* request,
                                         v1::TriageOutcome* answer) {
  return calls_.Write(context, Method("DecideTriage"), *request, answer,
                      [&](UnitOfWork& unit) { return triage_.Decide(unit, *request, answer); });
}

grpc::Status AccessService::OverrideTriage(grpc::ServerContext* context, const v1::OverrideTriageRequest* request,
                                           v1::TriageOutcome* answer) {
  bool decided = false;
  grpc::Status status = WriteSealed(context, "OverrideTriage", *request, answer, true,
                                    [&](UnitOfWork& unit, const FreeTextKey& key) -> absl::Status {
                                      CLIENTROUTE_RETURN_IF_ERROR(triage_.Override(unit, *request, key, answer));
                                      decided = true;
                                      return absl::OkStatus();
                                    });
  if (status.ok() && decided) {
    calls_.stack().metrics->Count("clientroute_triage_overrides_total",
                                  {{"complexity", v1::Complexity_Name(answer->complexity())}});
  }
  return status;
}

grpc::Status AccessService::RecordPlan(grpc::ServerContext* context, const v1::RecordPlanRequest* request,
                                       v1::PerspectivePlan* answer) {
  return WriteSealed(context, "RecordPlan", *request, answer, true, [&](UnitOfWork& unit, const FreeTextKey& key) {
    return access::RecordPlan(unit, *request, key, answer);
  });
}

grpc::Status AccessService::TakeDecision(grpc::ServerContext* context, const v1::TakeDecisionRequest* request,
                                         v1::Decision* answer) {
  return WriteSealed(context, "TakeDecision", *request, answer, true, [&](UnitOfWork& unit, const FreeTextKey& key) {
    return access::TakeDecision(unit, *request, key, answer);
  });
}

grpc::Status AccessService::AssignRole(grpc::ServerContext* context, const v1::AssignRoleRequest* request,
                                       v1::Case* answer) {
  return calls_.Write(context, Method("AssignRole"), *request, answer,
                      [&](UnitOfWork& unit) { return access::AssignRole(unit, *request, answer); });
}

grpc::Status AccessService::RecordAbsence(grpc::ServerContext* context, const v1::RecordAbsenceRequest* request,
                                          v1::Case* answer) {
  return calls_.Write(context, Method("RecordAbsence"), *request, answer,
                      [&](UnitOfWork& unit) { return access::RecordAbsence(unit, *request, answer); });
}

grpc::Status AccessService::EndAbsence(grpc::ServerContext* context, const v1::EndAbsenceRequest* request,
                                       v1::Case* answer) {
  return calls_.Write(context, Method("EndAbsence"), *request, answer,
                      [&](UnitOfWork& unit) { return access::EndAbsence(unit, *request, answer); });
}

grpc::Status AccessService::HoldConference(grpc::ServerContext* context, const v1::HoldConferenceRequest* request,
                                           v1::Conference* answer) {
  return WriteSealed(context, "HoldConference", *request, answer, true, [&](UnitOfWork& unit, const FreeTextKey& key) {
    return access::HoldConference(unit, *request, key, answer);
  });
}

grpc::Status AccessService::RecordExpertTeamOutcome(grpc::ServerContext* context,
                                                    const v1::RecordExpertTeamOutcomeRequest* request,
                                                    v1::ExpertTeamOutcome* answer) {
  return WriteSealed(context, "RecordExpertTeamOutcome", *request, answer, !request->notes().empty(),
                     [&](UnitOfWork& unit, const FreeTextKey& key) {
                       return access::RecordExpertTeamOutcome(unit, *request, key, answer);
                     });
}

grpc::Status AccessService::RecordNote(grpc::ServerContext* context, const v1::RecordNoteRequest* request,
                                       v1::Note* answer) {
  return WriteSealed(context, "RecordNote", *request, answer, true, [&](UnitOfWork& unit, const FreeTextKey& key) {
    return access::RecordNote(unit, *request, key, answer);
  });
}

grpc::Status AccessService::RecordEvaluation(grpc::ServerContext* context, const v1::RecordEvaluationRequest* request,
                                             v1::Evaluation* answer) {
  return WriteSealed(
      context, "RecordEvaluation", *request, answer, true,
      [&](UnitOfWork& unit, const FreeTextKey& key) { return access::RecordEvaluation(unit, *request, key, answer); });
}

grpc::Status AccessService::RecordOutflow(grpc::ServerContext* context, const v1::RecordOutflowRequest* request,
                                          v1::Outflow* answer) {
  return calls_.Write(context, Method("RecordOutflow"), *request, answer,
                      [&](UnitOfWork& unit) { return access::RecordOutflow(unit, *request, returns_, answer); });
}

grpc::Status AccessService::UndoOutflow(grpc::ServerContext* context, const v1::UndoOutflowRequest* request,
                                        v1::UndoOutflowResponse* answer) {
  return calls_.Write(context, Method("UndoOutflow"), *request, answer,
                      [&](UnitOfWork& unit) { return access::UndoOutflow(unit, *request, answer); });
}

grpc::Status AccessService::RecordAftercareContact(grpc::ServerContext* context,
                                                   const v1::RecordAftercareContactRequest* request,
                                                   v1::AftercareContact* answer) {
  return WriteSealed(context, "RecordAftercareContact", *request, answer, !request->notes().empty(),
                     [&](UnitOfWork& unit, const FreeTextKey& key) {
                       return access::RecordAftercareContact(unit, *request, key, answer);
                     });
}

grpc::Status AccessService::ImportTriageTables(grpc::ServerContext* context,
                                               const v1::ImportTriageTablesRequest* request,
                                               v1::ImportTriageTablesResponse* answer) {
  return calls_.Write(context, Method("ImportTriageTables"), *request, answer,
                      [&](UnitOfWork& unit) { return triage_.ImportTables(unit, *request, answer); });
}

grpc::Status AccessService::GetTriageTable(grpc::ServerContext* context, const v1::GetTriageTableRequest* request,
                                           v1::TriageTable* answer) {
  return calls_.Read(context, Method("GetTriageTable"), *request,
                     [&](const CallContext& call) { return triage_.GetTable(call, *request, answer); });
}

}  // namespace clientroute::access
