#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_OPERATIONS_SERVICE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_OPERATIONS_SERVICE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/orchestrator/commands/retry_budget.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/operations/migration_prepare.h"
#include "services/orchestrator/operations/watch_hub.h"
#include "services/orchestrator/store/route_query_store.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::orchestrator {

/// What those who run it ask beyond single routes (see route_operations.proto, where each method lists its errors).
/// Thread-safe; what `stack` points to, the engine and the budget outlive it. Counting and listing cost an index;
/// replay and check two steps for every event of the page's routes.
class RouteOperationsService final : public v1::RouteOperations::Service {
 public:
  RouteOperationsService(CallStack stack, RouteEngine* engine, RetryBudget* budget, const WatchLimits& limits = {});

  grpc::Status CountRoutes(grpc::ServerContext* context, const v1::CountRoutesRequest* request,
                           v1::CountRoutesResponse* response) override;
  grpc::Status WatchRoute(grpc::ServerContext* context, const v1::WatchRouteRequest* request,
                          grpc::ServerWriter<v1::WatchRouteResponse>* writer) override;
  grpc::Status WatchRoutes(grpc::ServerContext* context, const v1::WatchRoutesRequest* request,
                           grpc::ServerWriter<v1::WatchRoutesResponse>* writer) override;
  grpc::Status ExportRoute(grpc::ServerContext* context, const v1::ExportRouteRequest* request,
                           v1::RouteHistory* response) override;
  grpc::Status ReplayRoutes(grpc::ServerContext* context, const v1::ReplayRoutesRequest* request,
                            v1::ReplayRoutesResponse* response) override;
  grpc::Status CheckMigration(grpc::ServerContext* context, const v1::CheckMigrationRequest* request,
                              v1::CheckMigrationResponse* response) override;
  grpc::Status MigrateRoute(grpc::ServerContext* context, const v1::MigrateRouteRequest* request,
                            v1::MigrateRouteResponse* response) override;
  grpc::Status GetWorkload(grpc::ServerContext* context, const v1::GetWorkloadRequest* request,
                           v1::Workload* response) override;

  WatchHub& hub() { return *hub_; }

 private:
  struct Watching;
  absl::Status Watch(const CallContext& call, const v1::WatchRouteRequest& request, grpc::ServerContext* context,
                     grpc::ServerWriter<v1::WatchRouteResponse>* writer) const;
  absl::Status ReadNext(Connection& connection, const CallContext& call, Watching* watching,
                        v1::WatchRouteResponse* next) const;
  struct WatchingAll;
  absl::Status WatchAll(const CallContext& call, const v1::WatchRoutesRequest& request, grpc::ServerContext* context,
                        grpc::ServerWriter<v1::WatchRoutesResponse>* writer) const;
  absl::Status Begin(const v1::WatchRoutesRequest& request, WatchingAll* watching) const;
  absl::Status ReadNext(Connection& connection, const CallContext& call, WatchingAll* watching,
                        v1::WatchRoutesResponse* next) const;
  absl::StatusOr<RecordedRoute> ReadRecorded(Connection& connection, const CallContext& call,
                                             const std::string& name) const;
  absl::StatusOr<std::vector<RecordedRoute>> ReadPage(Connection& connection, const RouteQuery& query,
                                                      const std::optional<RouteKey>& after, int rows) const;
  absl::Status Replay(Connection& connection, const CallContext& call, const v1::ReplayRoutesRequest& request,
                      clientroute::Look& look, v1::ReplayRoutesResponse* response) const;
  absl::Status ReplayOne(const RecordedRoute& route, int version, const ReadMapping* mapping,
                         RecordedMappings* recorded, clientroute::Look& look, v1::ReplayRoutesResponse* response) const;
  absl::Status Check(Connection& connection, const CallContext& call, const v1::CheckMigrationRequest& request,
                     const ReadMapping& mapping, clientroute::Look& look, v1::CheckMigrationResponse* response) const;

  const DefinitionLibrary& definitions() const { return engine_->definitions(); }

  ServerCalls calls_;
  RouteEngine* engine_;
  RetryBudget* budget_;
  std::shared_ptr<WatchHub> hub_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_OPERATIONS_SERVICE_H_
