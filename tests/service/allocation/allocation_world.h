#ifndef CLIENTROUTE_TESTS_SERVICE_ALLOCATION_ALLOCATION_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_ALLOCATION_ALLOCATION_WORLD_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/allocation_service.h"
#include "services/allocation/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {

/// The other side of what allocation asks intake: birth dates by client, and the purpose that they were asked with.
class IntakeSide final : public intake::v1::Intake::Service {
 public:
  grpc::Status GetClient(grpc::ServerContext* context, const intake::v1::GetClientRequest* request,
                         intake::v1::Client* answer) override;

  std::map<std::string, Date> birth_dates;
  /// Of clients who are not born yet.
  std::map<std::string, Date> expected;
  std::vector<std::string> purposes;
  bool down = false;
};

/// The other side of what allocation asks contracting: every product fits but these.
class ContractingSide final : public contracting::v1::Contracting::Service {
 public:
  grpc::Status CheckContracts(grpc::ServerContext* context, const contracting::v1::CheckContractsRequest* request,
                              contracting::v1::CheckContractsResponse* answer) override;

  std::set<std::string> unfit;
  /// Who is contracted for a line that names no provider.
  std::vector<std::string> contracted = {"42420001", "42420002"};
  /// Products that may not run beside what the client has.
  std::set<std::string> stacked;
  /// The last question.
  contracting::v1::CheckContractsRequest asked;
  int calls = 0;
  int lines = 0;
};

/// Allocation with its database, clock and timers, and the two services that it asks. Two locations of provider
/// 42420001 in Alkmaar (`centrum` nearby, `noord` farther) and one of 42420002 (`ander`).
class AllocationWorld : public testing::Test {
 public:
  using Stub = v1::Allocation::Stub;

  AllocationWorld();

  static std::string Route(int number) { return NameOf("routes", Id(number)); }
  static std::string Client(int number) { return NameOf("clients", Id(number)); }
  static std::string MessageName(int number) { return NameOf("messages", Id(1'000 + number)); }
  static Uuid Id(int number) { return Uuid::Derive(kClientrouteSpace, Cat("test ", number)); }
  static Date Day(std::string_view text) { return Date::Parse(text).value(); }
  static type::v1::Date ProtoDay(std::string_view text) { return ToProto(Day(text)); }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request, const Caller& caller = ServicePersona("orchestrator")) {
    return Call(caller, stub_.get(), method, request);
  }

  /// A line of four hours a week, asked for by its provider.
  static type::v1::CareLine Line(std::string_view name, std::string_view code = "45A04",
                                 std::string_view provider = "42420001");
  v1::ImportLocationsRequest Locations(std::string_view request_id, int centrum = 2, int noord = 1) const;
  static v1::ProposePlacementRequest Proposal(std::string_view request_id, int route,
                                              const std::vector<type::v1::CareLine>& lines);
  /// Proposes and expects that it works.
  v1::PlacementProposal Propose(std::string_view request_id, int route, const std::vector<type::v1::CareLine>& lines,
                                int urgency = 0);
  absl::StatusOr<v1::MakeAllocationsResponse> Make(std::string_view request_id, int route,
                                                   const std::vector<type::v1::CareLine>& lines);
  /// Proposes and makes allocations of one line, and expects that both work.
  v1::CareAllocation Allocate(int route, const type::v1::CareLine& line);
  int Release(std::string_view request_id, int route);

  static v1::SubmitMessageRequest Message(std::string_view request_id, std::string_view kind, int number);
  static v1::SubmittedLine* AddStart(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                     std::string_view day, int status = 1);
  static v1::SubmittedLine* AddStop(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                    std::string_view start, std::string_view end, std::string_view reason = "31",
                                    int status = 1);
  static v1::SubmittedLine* AddRequest(v1::SubmitMessageRequest& message, int client, std::string_view reference,
                                       std::string_view code = "45A04");
  /// A request for change of client 1, under the reference, and its classes.
  static v1::SubmitMessageRequest Change(std::string_view request_id, int number, std::string_view reference);
  static v1::SubmittedLine* AddContinued(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation);
  static v1::ChangedProduct* AddChanged(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                        std::string_view from, std::string_view until, int hours);
  static type::v1::CareLine* AddNew(v1::SubmitMessageRequest& message, std::string_view code, std::string_view from,
                                    std::string_view until);
  /// Streams it in chunks.
  absl::StatusOr<v1::SubmitMessageResponse> Submit(const std::vector<v1::SubmitMessageRequest>& chunks,
                                                   const Caller& caller = ServicePersona("messaging"));
  /// `class path, rule, code` of every verdict; empty when it took effect.
  std::vector<std::string> Verdicts(const v1::SubmitMessageRequest& message);

  v1::CareAllocation Shown(const std::string& name);
  v1::CapacityUse UseOf(std::string_view location, std::string_view code, std::string_view day);
  /// `places, reserved, allocated` of a location's product on a day.
  std::string Use(std::string_view location, std::string_view code, std::string_view day);
  /// How many more are taken than there are.
  int Overbooked(std::string_view location, std::string_view code, std::string_view day);
  /// Routes on the waiting list, in its order.
  std::vector<std::string> Waiting();

  /// Short names of the types of what was announced about the route, in order.
  std::vector<std::string> Announced(int route);
  /// The last event of the type about the route.
  template <typename Event>
  Event Last(int route) {
    Event found;
    for (const type::v1::Event& event : Events()) {
      if (event.aggregate() == Route(route) && event.payload().Is<Event>()) event.payload().UnpackTo(&found);
    }
    return found;
  }
  std::vector<type::v1::Event> Events();
  /// Hands an event of another service over, as of now when no moment is given.
  absl::Status Deliver(const google::protobuf::Message& event, std::optional<Instant> occurred = {});
  /// A message told the provider of these allocations.
  void Tell(const std::vector<std::int64_t>& numbers, std::optional<Instant> sent = {},
            const std::vector<std::string>& references = {});

 protected:
  TestWorld world_;
  IntakeSide intake_;
  ContractingSide contracting_;
  std::unique_ptr<Server> others_ = world_.Serve({&intake_, &contracting_});
  Database* database_ = world_.OpenDatabase("allocation", AllocationMigrations());
  AllocationService service_{world_.Stack("allocation", database_), {others_->InProcess(), others_->InProcess()}};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Stub> stub_ = v1::Allocation::NewStub(server_->InProcess());
  int delivered_ = 0;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_TESTS_SERVICE_ALLOCATION_ALLOCATION_WORLD_H_
