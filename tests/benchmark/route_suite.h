#ifndef CLIENTROUTE_TESTS_BENCHMARK_ROUTE_SUITE_H_
#define CLIENTROUTE_TESTS_BENCHMARK_ROUTE_SUITE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/orchestrator/orchestrator_service.h"
#include "services/platform/clock/clock.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/server/event_stream_service.h"
#include "services/platform/server/server.h"
#include "services/platform/store/database.h"

namespace clientroute::benchmark {

/// What a service's calls need beside its record. Made and destroyed by one thread.
class CallWorld {
 public:
  /// `clock` unset: one that stands still an hour after the lives begin; it outlives this.
  static absl::StatusOr<std::unique_ptr<CallWorld>> Make(Clock* clock = nullptr);
  CallStack stack(std::string service, Database* database = nullptr);
  Clock* clock() { return clock_; }
  Logger* logger() { return logger_.get(); }

 private:
  explicit CallWorld(Clock* clock);

  ManualClock standing_;
  Clock* clock_;
  std::unique_ptr<Logger> logger_;
  int metrics_port_ = 0;
  std::unique_ptr<Metrics> metrics_;
};

/// The orchestrator as a suite runs it: on a file, behind gRPC on this machine's own network, with the region's
/// definitions. Its commands are written and wait: their delivery is not what is measured. Made and destroyed by one
/// thread.
class RouteSuite {
 public:
  /// Errors: those of OpenSqlite, LoadDefinitions, OrchestratorService::Create and StartServer.
  static absl::StatusOr<std::unique_ptr<RouteSuite>> Start(const std::string& database_file, Clock* clock = nullptr);
  ~RouteSuite();

  /// A connection of its own.
  std::shared_ptr<grpc::Channel> Connect() const;
  Database& database() { return *database_; }
  orchestrator::RouteEngine& engine() { return service_->engine(); }

  CallWorld& world() { return *world_; }

 private:
  RouteSuite() = default;

  std::unique_ptr<CallWorld> world_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<orchestrator::OrchestratorService> service_;
  std::unique_ptr<EventSinkService> sink_;
  std::unique_ptr<EventStreamService> streams_;
  std::unique_ptr<Server> server_;
};

/// A connection of its own to a port of this machine.
std::shared_ptr<grpc::Channel> ConnectTo(int port);

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_ROUTE_SUITE_H_
