#ifndef CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_MANAGEMENT_SERVICE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_MANAGEMENT_SERVICE_H_

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::contracting {

/// The talks with providers, what was agreed and past performance (see supplier_management.proto, where each method
/// lists its errors). Stands on the record of contracting and calls no other service. Thread-safe; what `stack` points
/// to outlives it, and its database was opened with ContractingMigrations().
class SupplierManagementService final : public v1::SupplierManagement::Service {
 public:
  explicit SupplierManagementService(CallStack stack);

  grpc::Status PlanTalk(grpc::ServerContext* context, const v1::PlanTalkRequest* request, v1::Talk* response) override;
  grpc::Status ChangeTalk(grpc::ServerContext* context, const v1::ChangeTalkRequest* request,
                          v1::Talk* response) override;
  grpc::Status HoldTalk(grpc::ServerContext* context, const v1::HoldTalkRequest* request, v1::Talk* response) override;
  grpc::Status CancelTalk(grpc::ServerContext* context, const v1::CancelTalkRequest* request,
                          v1::Talk* response) override;
  grpc::Status SettleAgreement(grpc::ServerContext* context, const v1::SettleAgreementRequest* request,
                               v1::Agreement* response) override;
  grpc::Status GetTalk(grpc::ServerContext* context, const v1::GetTalkRequest* request, v1::Talk* response) override;
  grpc::Status ListTalks(grpc::ServerContext* context, const v1::ListTalksRequest* request,
                         v1::ListTalksResponse* response) override;
  grpc::Status ListAgreements(grpc::ServerContext* context, const v1::ListAgreementsRequest* request,
                              v1::ListAgreementsResponse* response) override;
  grpc::Status GetTalkSchedule(grpc::ServerContext* context, const v1::GetTalkScheduleRequest* request,
                               v1::TalkSchedule* response) override;
  grpc::Status ListTalkSchedules(grpc::ServerContext* context, const v1::ListTalkSchedulesRequest* request,
                                 v1::ListTalkSchedulesResponse* response) override;
  grpc::Status ListSupplierChoices(grpc::ServerContext* context, const v1::ListSupplierChoicesRequest* request,
                                   v1::ListSupplierChoicesResponse* response) override;
  grpc::Status DraftPerformanceScore(grpc::ServerContext* context, const v1::DraftPerformanceScoreRequest* request,
                                     v1::PerformanceScore* response) override;
  grpc::Status RecordPerformanceScore(grpc::ServerContext* context, const v1::RecordPerformanceScoreRequest* request,
                                      v1::PerformanceScore* response) override;
  grpc::Status GetPerformanceScore(grpc::ServerContext* context, const v1::GetPerformanceScoreRequest* request,
                                   v1::PerformanceScore* response) override;
  grpc::Status ListPerformanceScores(grpc::ServerContext* context, const v1::ListPerformanceScoresRequest* request,
                                     v1::ListPerformanceScoresResponse* response) override;
  grpc::Status ListProviderPerformance(grpc::ServerContext* context, const v1::ListProviderPerformanceRequest* request,
                                       v1::ListProviderPerformanceResponse* response) override;

 private:
  ServerCalls calls_;
  Database* database_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_MANAGEMENT_SERVICE_H_
