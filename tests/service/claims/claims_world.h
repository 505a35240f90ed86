#ifndef CLIENTROUTE_TESTS_SERVICE_CLAIMS_CLAIMS_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_CLAIMS_CLAIMS_WORLD_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/events.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/claims/claims_service.h"
#include "services/claims/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {

/// The other side of what claims asks allocation: allocations by number, of provider 42420001 in municipality 0361.
class AllocationSide final : public allocation::v1::Allocation::Service {
 public:
  grpc::Status LookUpAllocations(grpc::ServerContext* context, const allocation::v1::LookUpAllocationsRequest* request,
                                 allocation::v1::LookUpAllocationsResponse* answer) override;

  std::map<std::int64_t, allocation::v1::CareAllocation> allocations;
  /// How many numbers each call asked for.
  std::vector<int> calls;
  std::vector<std::string> purposes;
  bool down = false;
};

/// The other side of what claims asks contracting: an hour of 45A04 costs 85.15 up to 30 June 2026 and 90.00 from then
/// on, under contracts/ambulatory; nothing else has a tariff. 45C01 is not contracted, 45X99 is in no product list.
class ContractingSide final : public contracting::v1::Contracting::Service {
 public:
  grpc::Status LookUpTariffs(grpc::ServerContext* context, const contracting::v1::LookUpTariffsRequest* request,
                             contracting::v1::LookUpTariffsResponse* answer) override;
  grpc::Status CheckContracts(grpc::ServerContext* context, const contracting::v1::CheckContractsRequest* request,
                              contracting::v1::CheckContractsResponse* answer) override;

  std::vector<int> calls;
  int checks = 0;
  bool down = false;
};

/// Claims with its database and the two services that it asks. Allocation 7 is four hours a week of 45A04 for client 1,
/// from 10 April to 20 September 2026; 8 the same for client 2; 9 was deleted.
class ClaimsWorld : public testing::Test {
 public:
  using Stub = v1::Claims::Stub;

  ClaimsWorld();

  static Uuid Id(int number) { return Uuid::Derive(kClientrouteSpace, Cat("test ", number)); }
  static std::string Client(int number) { return NameOf("clients", Id(number)); }
  static std::string MessageName(int number) { return NameOf("messages", Id(1'000 + number)); }
  static Date Day(std::string_view text) { return Date::Parse(text).value(); }
  static type::v1::Period ProtoMonth(std::string_view first);
  static type::v1::Period ProtoDays(std::string_view first, std::string_view last);

  /// An allocation for a client.
  static allocation::v1::CareAllocation Allocation(std::int64_t number, int client);

  /// A claim over the month, without lines.
  static v1::SubmitMessageRequest Message(int number, std::string_view month = "2026-05-01");
  /// Adds so many hours of 45A04 on an allocation in the month of the claim, at 85.15, and counts it in the total.
  static v1::SubmittedClaimLine* AddHours(v1::SubmitMessageRequest& message, std::string_view reference,
                                          std::int64_t hours, std::int64_t allocation = 7, int client = 1);
  /// Adds a credit of a debit line.
  static v1::SubmittedClaimLine* AddCredit(v1::SubmitMessageRequest& message, const v1::SubmittedClaimLine& debit,
                                           std::string_view reference);
  /// Sets the total to the sum of the lines.
  static void Total(v1::SubmitMessageRequest& message);

  /// The chunks of the answer.
  absl::StatusOr<std::vector<v1::SubmitMessageResponse>> SubmitInParts(
      const std::vector<v1::SubmitMessageRequest>& chunks, const Caller& caller = Messaging());
  /// The answer as a whole.
  absl::StatusOr<v1::SubmitMessageResponse> Submit(const std::vector<v1::SubmitMessageRequest>& chunks,
                                                   const Caller& caller = Messaging());
  /// Expects that it is judged.
  v1::SubmitMessageResponse Judge(const v1::SubmitMessageRequest& message);
  /// `class path, rule, code` of every verdict.
  static std::vector<std::string> Told(const v1::SubmitMessageResponse& answer);

  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request, const Caller& caller = Messaging()) {
    return Call(caller, stub_.get(), method, request);
  }
  absl::StatusOr<v1::ListClaimLinesResponse> Lines(const std::string& claim, const Caller& caller = Messaging(),
                                                   bool refused_only = false);
  v1::LedgerBalance Balance(const v1::GetLedgerBalanceRequest& request = {}, const Caller& caller = Messaging());
  /// `posting kind account cents` of all entries.
  std::vector<std::string> Entries(const Caller& caller = Messaging());
  std::vector<v1::ClaimJudged> Announced();
  /// The clients of each look, by method.
  std::vector<std::string> Looks();

  static Caller Messaging() { return ServicePersona("messaging", "message-exchange"); }

 protected:
  TestWorld world_;
  AllocationSide allocation_;
  ContractingSide contracting_;
  std::unique_ptr<Server> others_ = world_.Serve({&allocation_, &contracting_});
  Database* database_ = world_.OpenDatabase("claims", ClaimsMigrations());
  ClaimsService service_{world_.Stack("claims", database_), {others_->InProcess(), others_->InProcess()}};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Stub> stub_ = v1::Claims::NewStub(server_->InProcess());
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_TESTS_SERVICE_CLAIMS_CLAIMS_WORLD_H_
