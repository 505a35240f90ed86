#ifndef CLIENTROUTE_TESTS_SERVICE_ACCESS_ACCESS_TEST_BASE_H_
#define CLIENTROUTE_TESTS_SERVICE_ACCESS_ACCESS_TEST_BASE_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/access/v1/events.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/access_service.h"
#include "services/access/listener_service.h"
#include "services/access/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/identity_headers.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::access {

using Stub = v1::Access::Stub;

/// Intake as access sees it: a real gRPC service that hands out keys, knows who was erased, and can be down.
/// Thread-safe.
class IntakePeer final : public intake::v1::Intake::Service {
 public:
  grpc::Status GetClientKeys(grpc::ServerContext* context, const intake::v1::GetClientKeysRequest* request,
                             intake::v1::GetClientKeysResponse* answer) override;

  void Erase(const std::string& client);
  void SetDown(bool down);
  /// Answers with keys of other clients than were asked for.
  void SetConfused(bool confused);
  /// Who asked, in order.
  std::vector<CallerHeaders> callers() const;
  std::vector<std::string> uses() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> erased_;
  bool down_ = false;
  bool confused_ = false;
  std::vector<CallerHeaders> callers_;
  std::vector<std::string> uses_;
};

std::string RouteName(int number);
std::string ClientName(int number);
std::string HouseholdName(int number);
inline constexpr char kAlkmaar[] = "0361";
inline constexpr char kHeiloo[] = "0399";

type::v1::CareLine AskedLine(const char* name, std::int64_t hours);
/// The route `number`, of client and household of the same number.
v1::OpenCaseRequest OpenRequest(const char* request_id, int number);
/// Two required criteria and an optional one, of which none is needed.
v1::TriageTable YouthTable(int version = 1);
v1::ImportTriageTablesRequest ImportRequest(const char* request_id, const std::vector<v1::TriageTable>& tables);
/// Findings on YouthTable.
v1::RecordProblemAnalysisRequest AnalysisRequest(const char* request_id, int route, bool first, bool second);
v1::RecordPlanRequest PlanRequest(const char* request_id, int route);
v1::TakeDecisionRequest GrantRequest(const char* request_id, int route);
v1::OverrideTriageRequest OverrideRequest(const char* request_id, int route, v1::Complexity complexity);

v1::AssignRoleRequest RoleRequest(const char* request_id, const std::string& name, v1::CaseRole role,
                                  const char* holder, const char* provider = "");
/// Two participants, to multi.
v1::HoldConferenceRequest ConferenceRequest(const char* request_id, int route);
/// An offer is created where there is none.
v1::RecordExpertTeamOutcomeRequest ExpertRequest(const char* request_id, int route);
v1::RecordEvaluationRequest EvaluationRequest(const char* request_id, int route, v1::Evaluation::Outcome outcome);
/// Home on 30 April 2026, with aftercare.
v1::RecordOutflowRequest OutflowRequest(const char* request_id, int route);
v1::RecordAftercareContactRequest ContactRequest(const char* request_id, int route, const char* day,
                                                 v1::AftercareContact::Outcome outcome);

Caller Professional(std::set<std::string> municipalities = {kAlkmaar});
Caller Named(Caller caller, const std::string& subject);

/// Access on SQLite in memory, with intake beside it, both called over gRPC.
class AccessTest : public testing::Test {
 protected:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request, const Caller& caller) {
    return Call(caller, stub_.get(), method, request);
  }

  void SetUp() override;
  absl::StatusOr<v1::Case> Open(const char* request_id, int number);
  absl::StatusOr<v1::ProblemAnalysis> Analyse(const v1::RecordProblemAnalysisRequest& request,
                                              const Caller& caller = Professional());
  absl::StatusOr<v1::TriageOutcome> Decide(const char* request_id, int route);
  absl::StatusOr<v1::TriageOutcome> Override(const v1::OverrideTriageRequest& request,
                                             const Caller& caller = Professional());
  absl::StatusOr<v1::PerspectivePlan> Plan(const v1::RecordPlanRequest& request, const Caller& caller = Professional());
  absl::StatusOr<v1::Decision> TakeDecision(const v1::TakeDecisionRequest& request,
                                            const Caller& caller = Professional());
  absl::StatusOr<v1::Case> Get(const std::string& name, const Caller& caller = Professional());
  absl::StatusOr<v1::Case> Direct(const char* request_id, const std::string& name, const std::string& person,
                                  const Caller& caller = Professional());
  absl::StatusOr<v1::Case> Assign(const v1::AssignRoleRequest& request, const Caller& caller = Professional());
  absl::StatusOr<v1::Conference> Confer(const v1::HoldConferenceRequest& request,
                                        const Caller& caller = Professional());
  absl::StatusOr<v1::ExpertTeamOutcome> AskExperts(const v1::RecordExpertTeamOutcomeRequest& request,
                                                   const Caller& caller = Professional());
  absl::StatusOr<v1::Evaluation> Evaluate(const v1::RecordEvaluationRequest& request,
                                          const Caller& caller = Professional());
  absl::StatusOr<v1::Outflow> FlowOut(const v1::RecordOutflowRequest& request, const Caller& caller = Professional());
  absl::StatusOr<v1::AftercareContact> Contact(const v1::RecordAftercareContactRequest& request,
                                               const Caller& caller = Professional());
  /// Opens route `number` and brings it up to a plan; request ids begin with `prefix`. Returns the case's name.
  std::string BringToPlan(const std::string& prefix, int number);

  /// Delivers what another service announced, as a relay does: one transaction a delivery.
  absl::Status Deliver(const char* event_id, const google::protobuf::Message& payload);
  /// Allocation tells that a change request came on route `number`.
  absl::Status ChangeComes(const char* event_id, int number, const std::string& change_request);
  /// Allocation tells that care on route `number` is allocated until the day; "" when it goes on.
  absl::Status Allocated(const char* event_id, int number, const char* last_day);

  std::vector<type::v1::Event> Announced();
  /// The events of one type.
  template <typename Event>
  std::vector<Event> AnnouncedOf() {
    std::vector<Event> found;
    for (const type::v1::Event& event : Announced()) {
      if (Event one; event.payload().UnpackTo(&one)) found.push_back(std::move(one));
    }
    return found;
  }
  std::vector<LookEntry> Looks();
  static std::vector<std::string> FieldsOf(const absl::Status& status);

  TestWorld world_;
  IntakePeer intake_;
  std::unique_ptr<Server> intake_server_ = world_.Serve({&intake_});
  Database* database_ = world_.OpenDatabase("access", AccessMigrations());
  AccessService service_{world_.Stack("access", database_), {world_.random(), intake_server_->InProcess()}};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Stub> stub_ = v1::Access::NewStub(server_->InProcess());
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_TESTS_SERVICE_ACCESS_ACCESS_TEST_BASE_H_
