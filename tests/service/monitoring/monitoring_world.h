#ifndef CLIENTROUTE_TESTS_SERVICE_MONITORING_MONITORING_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_MONITORING_MONITORING_WORLD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "google/protobuf/message.h"
#include "services/monitoring/monitoring_service.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/server/operations_service.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::monitoring {

/// A contract manager, of every municipality of these tests where not said otherwise.
inline Caller Manager(std::set<std::string> municipalities = {"0361", "0373"}) {
  return Persona("contract-manager", std::move(municipalities), "contract-management");
}

/// Monitoring behind a real gRPC server, and the outboxes of the services that it listens to: what a test announces is
/// carried by real relays, in an order drawn from the seed.
class MonitoringWorld {
 public:
  using Stub = v1::Monitoring::Stub;

  explicit MonitoringWorld(std::uint64_t seed = 1, MunicipalBudgets budgets = {});

  TestWorld& world() { return world_; }
  Stub* stub() { return stub_.get(); }
  MonitoringService& service() { return service_; }

  /// The service whose event it is announces it, now.
  void Announce(std::string_view aggregate, const google::protobuf::Message& event);
  /// Carries everything that was announced, and whatever follows.
  void Settle() { world_.Settle(); }
  /// Delivers an event under a request id of its own, past the relay.
  absl::Status Deliver(const type::v1::Event& event, std::string_view request_id);
  /// Everything that the service announced so far.
  std::vector<type::v1::Event> Announced(const std::string& service);

  absl::StatusOr<v1::ListFiguresResponse> List(const v1::ListFiguresRequest& request, const Caller& caller);
  /// The figure over 2026, each row as `2026-04 0361 42420001 45A04 HOME: 3` with what it is divided by.
  std::vector<std::string> Figure(std::string_view figure, const std::vector<v1::Division>& by,
                                  const Caller& caller = Manager());
  /// Every figure in every division, each row as above after its code.
  std::vector<std::string> EveryFigure();
  absl::StatusOr<v1::GetSpendResponse> Spend(const v1::GetSpendRequest& request, const Caller& caller);

  v1::RebuildStatus Rebuild(std::string_view request_id);
  v1::RebuildStatus Status();

  Database* database() { return database_; }
  /// Every row of every table of facts.
  std::vector<std::string> Dump();

 private:
  TestWorld world_;
  std::map<std::string, Database*> sources_;
  Database* database_;
  OperationsService operations_;
  std::unique_ptr<Server> operations_server_;
  MonitoringService service_;
  ServerCalls listening_;
  EventSinkService sink_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<platform::v1::EventSink::Stub> sink_stub_;
  int requests_ = 0;
};

/// 2026-01-01 to 2026-12-31.
v1::ListFiguresRequest Over2026(std::string_view figure, const std::vector<v1::Division>& by = {});
v1::GetSpendRequest SpendOf2026();

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_TESTS_SERVICE_MONITORING_MONITORING_WORLD_H_
