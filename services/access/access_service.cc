#include "services/access/access_service.h"

#include <string>
#include <utility>

#include "services/access/decision_service.h"
#include "services/access/free_text_codec.h"
#include "services/access/route_service.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute::access {
namespace {

CallStack Whole(CallStack stack, const AccessDependencies& dependencies) {
  if (stack.database == nullptr || dependencies.random == nullptr || dependencies.intake == nullptr) {
    StopOnDefect("access needs a database, randomness and a way to intake");
  }
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
      cases_(database_, &intake_),
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

grpc::Status AccessService::RecordProblemAnalysis(grpc::ServerContext* context,
                                                  const v1::RecordProblemAnalysisRequest* request,
                                                  v1::ProblemAnalysis* answer) {
  FreeTextKey key;
  return calls_.Write(
      context, Method("RecordProblemAnalysis"), *request, answer,
      [&](UnitOfWork& unit) { return triage_.RecordAnalysis(unit, *request, key, answer); },
      [&](const CallContext& call) -> absl::Status {
        if (!HasText(request->analysis())) return absl::OkStatus();
        CLIENTROUTE_ASSIGN(key, KeyToSealWith(*database_, intake_, call, request->route()));
        return absl::OkStatus();
      });
}

grpc::Status AccessService::DecideTriage(grpc::ServerContext* context, const v1::DecideTriageRequest* request,
                                         v1::TriageOutcome* answer) {
  return calls_.Write(context, Method("DecideTriage"), *request, answer,
                      [&](UnitOfWork& unit) { return triage_.Decide(unit, *request, answer); });
}

grpc::Status AccessService::OverrideTriage(grpc::ServerContext* context, const v1::OverrideTriageRequest* request,
                                           v1::TriageOutcome* answer) {
  FreeTextKey key;
  bool decided = false;
  grpc::Status status = calls_.Write(
      context, Method("OverrideTriage"), *request, answer,
      [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(triage_.Override(unit, *request, key, answer));
        decided = true;
        return absl::OkStatus();
      },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(key, KeyToSealWith(*database_, intake_, call, request->route()));
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
  FreeTextKey key;
  return calls_.Write(
      context, Method("RecordPlan"), *request, answer,
      [&](UnitOfWork& unit) { return access::RecordPlan(unit, *request, key, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(key, KeyToSealWith(*database_, intake_, call, request->route()));
        return absl::OkStatus();
      });
}

grpc::Status AccessService::TakeDecision(grpc::ServerContext* context, const v1::TakeDecisionRequest* request,
                                         v1::Decision* answer) {
  FreeTextKey key;
  return calls_.Write(
      context, Method("TakeDecision"), *request, answer,
      [&](UnitOfWork& unit) { return access::TakeDecision(unit, *request, key, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(key, KeyToSealWith(*database_, intake_, call, request->route()));
        return absl::OkStatus();
      });
}

grpc::Status AccessService::AssignRole(grpc::ServerContext* context, const v1::AssignRoleRequest* request,
                                       v1::Case* answer) {
  return calls_.Write(context, Method("AssignRole"), *request, answer,
                      [&](UnitOfWork& unit) { return cases_.AssignDirector(unit, *request, answer); });
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
