#ifndef CLIENTROUTE_TESTS_SERVICE_INTAKE_INTAKE_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_INTAKE_INTAKE_WORLD_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/intake/intake_service.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::intake {

/// Intake behind a real gRPC server, on SQLite in memory or on the file `path`, and what tests ask of it. The data is
/// synthetic.
class IntakeWorld {
 public:
  using Stub = v1::Intake::Stub;

  IntakeWorld() : IntakeWorld(nullptr) {}
  /// On a database that outlives it.
  explicit IntakeWorld(Database* database);

  TestWorld& world() { return world_; }
  Database* database() { return database_; }
  Stub* stub() { return stub_.get(); }

  /// A referral of a provider for a child of twelve, in Alkmaar, with two products; whole.
  static v1::CreateReferralRequest Request(std::string_view request_id, std::string_view citizen_number = "999900006",
                                           std::string_view reference = "BERICHT0001");
  /// Takes it in as messaging does; fails the test when that is refused.
  v1::Referral Create(const v1::CreateReferralRequest& request);

  template <typename Request, typename Response>
  absl::StatusOr<Response> As(const Caller& caller,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request) {
    return Call(caller, stub_.get(), method, request);
  }
  absl::StatusOr<v1::Client> GetClient(const Caller& caller, std::string_view name);
  absl::StatusOr<v1::Referral> GetReferral(const Caller& caller, std::string_view name);
  absl::Status Withdraw(std::string_view request_id, std::string_view referral);
  absl::Status Erase(std::string_view request_id, std::string_view client);

  /// Everything announced so far.
  std::vector<type::v1::Event> Events();
  /// Everything in the look-log so far.
  std::vector<LookEntry> Looks();

 private:
  TestWorld world_;
  SecretKey master_key_ = SecretKey::Generate(*world_.random());
  Database* database_;
  IntakeService service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Stub> stub_;
};

/// Callers of these tests.
inline Caller Messaging() { return ServicePersona("messaging", "message-exchange"); }
inline Caller Orchestrator() { return ServicePersona("orchestrator"); }
inline Caller Professional(std::set<std::string> municipalities = {"0361"}) {
  return Persona("access-professional", std::move(municipalities));
}
inline Caller Manager(std::set<std::string> municipalities = {"0361"}) {
  return Persona("access-manager", std::move(municipalities));
}
inline Caller PrivacyOfficer(std::set<std::string> municipalities = {"0361"}) {
  return Persona("privacy-officer", std::move(municipalities), "client-rights");
}

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_TESTS_SERVICE_INTAKE_INTAKE_WORLD_H_
