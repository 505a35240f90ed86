#ifndef CLIENTROUTE_SERVICES_MONITORING_MONITORING_SERVICE_H_
#define CLIENTROUTE_SERVICES_MONITORING_MONITORING_SERVICE_H_

#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/monitoring/book_keeper_service.h"
#include "services/monitoring/budget.h"
#include "services/monitoring/listener_service.h"
#include "services/monitoring/publish_service.h"
#include "services/monitoring/rebuild_service.h"
#include "services/monitoring/target.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::monitoring {

/// What monitoring needs beside its call stack.
struct MonitoringDependencies {
  /// Whose events are counted: every service that announces one of MonitoringListener::Types(). Channels are used only
  /// by a rebuild.
  EventSources events;
  /// The region's choices about what is published, and when.
  PublishWork::Options publish = {};
  /// The region's goals.
  std::vector<TargetChoice> targets = UsualTargets();
  /// What its municipalities may spend.
  MunicipalBudgets budgets = {};
};

/// The region's figures (see monitoring.proto, where each method lists its errors). Its database is the stack's, opened
/// with MonitoringMigrations(). Thread-safe; what `stack` points to outlives it.
class MonitoringService final : public v1::Monitoring::Service {
 public:
  MonitoringService(CallStack stack, const MonitoringDependencies& dependencies);

  /// Background work: the rebuild, the figures in memory and what is published, which are woken by each commit of the
  /// database. They live as long as the service.
  std::vector<Work*> works() { return {&rebuild_, &books_, &publish_}; }
  /// Takes what other services announce; lives as long as the service.
  const MonitoringListener& listener() const { return listener_; }

  grpc::Status ListFigures(grpc::ServerContext* context, const v1::ListFiguresRequest* request,
                           v1::ListFiguresResponse* response) override;
  grpc::Status GetSpend(grpc::ServerContext* context, const v1::GetSpendRequest* request,
                        v1::GetSpendResponse* response) override;
  grpc::Status ListFigureDefinitions(grpc::ServerContext* context, const v1::ListFigureDefinitionsRequest* request,
                                     v1::ListFigureDefinitionsResponse* response) override;
  grpc::Status ListPublishedFigures(grpc::ServerContext* context, const v1::ListPublishedFiguresRequest* request,
                                    v1::ListPublishedFiguresResponse* response) override;
  grpc::Status GetForecast(grpc::ServerContext* context, const v1::GetForecastRequest* request,
                           v1::Forecast* response) override;
  grpc::Status ListClientCosts(grpc::ServerContext* context, const v1::ListClientCostsRequest* request,
                               v1::ListClientCostsResponse* response) override;
  grpc::Status GetConcentration(grpc::ServerContext* context, const v1::GetConcentrationRequest* request,
                                v1::Concentration* response) override;
  grpc::Status ListTargets(grpc::ServerContext* context, const v1::ListTargetsRequest* request,
                           v1::ListTargetsResponse* response) override;
  grpc::Status ListRiskFactors(grpc::ServerContext* context, const v1::ListRiskFactorsRequest* request,
                               v1::ListRiskFactorsResponse* response) override;
  grpc::Status Rebuild(grpc::ServerContext* context, const v1::RebuildRequest* request,
                       v1::RebuildStatus* response) override;
  grpc::Status GetRebuildStatus(grpc::ServerContext* context, const v1::GetRebuildStatusRequest* request,
                                v1::RebuildStatus* response) override;

 private:
  absl::Status List(const CallContext& call, const v1::ListFiguresRequest& request, v1::ListFiguresResponse* response);
  absl::StatusOr<bool> Rebuilding();
  absl::Status Published(const CallContext& call, const v1::ListPublishedFiguresRequest& request,
                         v1::ListPublishedFiguresResponse* response);
  absl::Status Forecasted(const CallContext& call, const v1::GetForecastRequest& request, v1::Forecast* response);
  absl::Status Costs(const CallContext& call, const v1::ListClientCostsRequest& request,
                     v1::ListClientCostsResponse* response);
  absl::Status Concentrated(const CallContext& call, const v1::GetConcentrationRequest& request,
                            v1::Concentration* response);
  absl::Status Targets(const CallContext& call, const v1::ListTargetsRequest& request,
                       v1::ListTargetsResponse* response);
  absl::Status Risks(const CallContext& call, const v1::ListRiskFactorsRequest& request,
                     v1::ListRiskFactorsResponse* response);
  absl::Status Spent(const CallContext& call, const v1::GetSpendRequest& request, v1::GetSpendResponse* response);

  ServerCalls calls_;
  Database& database_;
  MonitoringListener listener_;
  RebuildWork rebuild_;
  std::int64_t least_;
  std::vector<TargetChoice> targets_;
  MunicipalBudgets budgets_;
  BookKeeper books_;
  PublishWork publish_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_MONITORING_SERVICE_H_
