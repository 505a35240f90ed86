#ifndef CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_ORCHESTRATOR_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_ORCHESTRATOR_WORLD_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/orchestrator/orchestrator_service.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/test_world.h"
#include "tests/service/orchestrator/neighbours.h"

namespace clientroute::orchestrator {

/// The orchestrator behind a real gRPC server, on SQLite in memory, with the region's own route definitions, its timers
/// and dispatchers, and neighbours that say yes; and what tests ask of it. The data is synthetic.
class OrchestratorWorld {
 public:
  using Stub = v1::Orchestrator::Stub;

  OrchestratorWorld() : OrchestratorWorld(nullptr) {}
  /// On a database that outlives it.
  explicit OrchestratorWorld(Database* database) : OrchestratorWorld(database, nullptr) {}
  /// With other definitions than the region's own.
  OrchestratorWorld(Database* database, std::shared_ptr<const DefinitionLibrary> definitions);

  TestWorld& world() { return world_; }
  Database* database() { return database_; }
  Neighbours& neighbours() { return neighbours_; }
  OrchestratorService& service() { return *service_; }
  Instant now() { return world_.clock()->Now(); }

  template <typename Request, typename Response>
  absl::StatusOr<Response> As(const Caller& caller,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request) {
    return Call(caller, stub_.get(), method, request);
  }

  /// Of those who run it.
  template <typename Request, typename Response>
  absl::StatusOr<Response> As(const Caller& caller,
                              grpc::Status (v1::RouteOperations::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                                Response*),
                              const Request& request) {
    return Call(caller, operations_.get(), method, request);
  }
  v1::RouteOperations::Stub& operations() { return *operations_; }

  /// An event as the relay of another service delivers it: at the present time, by `actor`.
  absl::Status Deliver(const std::string& id, const google::protobuf::Message& payload,
                       const std::string& actor = "services/test");
  /// Opens a route, and carries it on with the events of the other services; each settles. Nothing is sent twice.
  void Open(const std::string& route);
  void ComeToPlan(const std::string& route);
  void ComeToCare(const std::string& route);

  /// The route as an operator may not, but a service may see it; fails the test when it is not there.
  v1::Route Get(const std::string& route);
  std::vector<v1::Task> OpenTasks(const std::string& route, std::string_view kind = "");
  std::string TimerNames(const std::string& route);
  /// What whoever completes or signals has to say, as access calls it.
  static constexpr std::string_view kNote = "notes/0b0f8c3e-1b0c-5f0e-9d5a-5d1f4c7f2a11";
  absl::StatusOr<v1::Task> Complete(const Caller& caller, const std::string& request_id, const std::string& task,
                                    const std::string& outcome);
  absl::StatusOr<v1::Route> Signal(const Caller& caller, const std::string& request_id, const std::string& route,
                                   const std::string& event);
  std::vector<v1::Incident> Incidents(bool include_resolved = false);
  /// What it announced so far: short names of types, in order.
  std::vector<std::string> Announced();
  /// Everything in the look-log so far.
  std::vector<LookEntry> Looks();

 private:
  TestWorld world_;
  Database* database_;
  Neighbours neighbours_;
  std::unique_ptr<OrchestratorService> service_;
  EventSinkService event_sink_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<v1::RouteOperations::Stub> operations_;
  std::unique_ptr<platform::v1::EventSink::Stub> sink_;
};

/// `routes/<uuid>` of a number.
std::string RouteOf(int number);
/// `clients/<uuid>` of a route.
std::string ClientOf(const std::string& route);

/// Callers of these tests.
inline Caller Professional(std::set<std::string> municipalities = {"0361"}) {
  return Persona("access-professional", std::move(municipalities));
}
inline Caller BackOffice(std::set<std::string> municipalities = {"0361"}) {
  return Persona("back-office", std::move(municipalities), "message-exchange");
}
inline Caller Operator(std::set<std::string> municipalities = {"0361"}) {
  return Persona("operator", std::move(municipalities), "operation");
}
inline Caller ContractManager(std::set<std::string> municipalities = {"0361"}) {
  return Persona("contract-manager", std::move(municipalities), "contract-management");
}
inline Caller Service() { return ServicePersona("portal"); }

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_ORCHESTRATOR_WORLD_H_
