#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ORCHESTRATOR_SERVICE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ORCHESTRATOR_SERVICE_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/event_sink.pb.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/commands/retry_budget.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/operations/route_operations_service.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"

namespace clientroute::orchestrator {

/// Client routes (see orchestrator.proto, where each method lists its errors). Thread-safe; what `stack` points to
/// outlives it, and its database was opened with OrchestratorMigrations().
class OrchestratorService final : public v1::Orchestrator::Service {
 public:
  /// Looks first whether the routes in the record can go on: FailedPrecondition DEFINITION_NOT_LOADED or
  /// DEFINITION_CHANGED names the definition that a route began on and that is not there, or not the same. Other
  /// errors: those of Connection.
  static absl::StatusOr<std::unique_ptr<OrchestratorService>> Create(
      CallStack stack, std::shared_ptr<const DefinitionLibrary> definitions);
  /// Without that look.
  OrchestratorService(CallStack stack, std::shared_ptr<const DefinitionLibrary> definitions);

  grpc::Status GetRoute(grpc::ServerContext* context, const v1::GetRouteRequest* request, v1::Route* response) override;
  grpc::Status ListRoutes(grpc::ServerContext* context, const v1::ListRoutesRequest* request,
                          v1::ListRoutesResponse* response) override;
  grpc::Status SignalRoute(grpc::ServerContext* context, const v1::SignalRouteRequest* request,
                           v1::Route* response) override;
  grpc::Status PauseRoute(grpc::ServerContext* context, const v1::PauseRouteRequest* request,
                          v1::Route* response) override;
  grpc::Status ResumeRoute(grpc::ServerContext* context, const v1::ResumeRouteRequest* request,
                           v1::Route* response) override;
  grpc::Status GetTask(grpc::ServerContext* context, const v1::GetTaskRequest* request, v1::Task* response) override;
  grpc::Status ListTasks(grpc::ServerContext* context, const v1::ListTasksRequest* request,
                         v1::ListTasksResponse* response) override;
  grpc::Status TakeTask(grpc::ServerContext* context, const v1::TakeTaskRequest* request, v1::Task* response) override;
  grpc::Status HandOverTask(grpc::ServerContext* context, const v1::HandOverTaskRequest* request,
                            v1::Task* response) override;
  grpc::Status CompleteTask(grpc::ServerContext* context, const v1::CompleteTaskRequest* request,
                            v1::Task* response) override;
  grpc::Status ListIncidents(grpc::ServerContext* context, const v1::ListIncidentsRequest* request,
                             v1::ListIncidentsResponse* response) override;
  grpc::Status RetryIncident(grpc::ServerContext* context, const v1::RetryIncidentRequest* request,
                             v1::Incident* response) override;
  grpc::Status SkipIncident(grpc::ServerContext* context, const v1::SkipIncidentRequest* request,
                            v1::Incident* response) override;
  grpc::Status ListDefinitions(grpc::ServerContext* context, const v1::ListDefinitionsRequest* request,
                               v1::ListDefinitionsResponse* response) override;

  /// For the process's event sink, as subscriber `orchestrator`.
  void Receive(const grpc::ServerContextBase& context, const platform::v1::DeliverRequest& request,
               ServerCalls::Reply reply);
  /// For the process's streams of events, as subscriber `orchestrator`.
  void ReceiveLater(CallContext call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                    std::function<void(absl::Status)> done) {
    engine_.DeliverLater(std::move(call), std::move(request), std::move(done));
  }
  /// The events that routes live on, for the relays' subscriptions.
  static std::vector<std::string> EventTypes();

  /// Timers and dispatchers; they use this service, `targets` and `random`, which outlive them.
  std::vector<std::unique_ptr<Work>> MakeWorks(const CommandTargets* targets, Random* random);

  RouteEngine& engine() { return engine_; }
  /// What those who run it ask beyond single routes; served beside this one.
  RouteOperationsService& operations() { return operations_; }

 private:
  /// What the route waits for: its tasks and commands, and both with its timers in words.
  absl::Status FillWaits(Connection& connection, const CallContext& call, const RouteRow& row, v1::Route* route) const;
  absl::Status FillRoute(Connection& connection, const CallContext& call, const v1::GetRouteRequest& request,
                         v1::Route* response, clientroute::Look& look) const;

  /// Writes to the look-log what the answer of a method that changes something shows, before it leaves; also of a
  /// repeated request.
  absl::Status LogLook(const CallContext& call, const v1::Route& shown) const;
  absl::Status LogLook(const CallContext& call, const v1::Task& shown) const;

  ServerCalls calls_;
  RouteEngine engine_;
  RetryBudget budget_;
  RouteOperationsService operations_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ORCHESTRATOR_SERVICE_H_
