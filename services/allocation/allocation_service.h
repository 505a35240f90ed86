#ifndef CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_SERVICE_H_

#include <memory>
#include <optional>
#include <vector>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/allocation/allocating_service.h"
#include "services/allocation/listener_service.h"
#include "services/allocation/location_service.h"
#include "services/allocation/message_service.h"
#include "services/allocation/placement_service.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/timers/timers.h"

namespace clientroute::allocation {

/// What allocation needs beside its call stack: the services that it asks.
struct AllocationDependencies {
  /// For a client's birth date, of which only the age is kept.
  std::shared_ptr<grpc::Channel> intake;
  /// For the product list (TR381), and who is contracted for what names no provider.
  std::shared_ptr<grpc::Channel> contracting;
};

/// Places and allocations (see allocation.proto, where each method lists its errors). Its database is the stack's,
/// opened with AllocationMigrations(). Thread-safe; what `stack` points to outlives it.
class AllocationService final : public v1::Allocation::Service {
 public:
  AllocationService(CallStack stack, const AllocationDependencies& dependencies);

  /// Background work: the timers of reservations and offers. They live as long as the service.
  std::vector<Work*> works();
  /// Takes what other services announce; lives as long as the service.
  const AllocationListener& listener() const { return listener_; }

  grpc::Status ProposePlacement(grpc::ServerContext* context, const v1::ProposePlacementRequest* request,
                                v1::PlacementProposal* answer) override;
  grpc::Status ListPlacementProposals(grpc::ServerContext* context, const v1::ListPlacementProposalsRequest* request,
                                      v1::ListPlacementProposalsResponse* answer) override;
  grpc::Status MakeAllocations(grpc::ServerContext* context, const v1::MakeAllocationsRequest* request,
                               v1::MakeAllocationsResponse* answer) override;
  grpc::Status ReleasePlaces(grpc::ServerContext* context, const v1::ReleasePlacesRequest* request,
                             v1::ReleasePlacesResponse* answer) override;
  grpc::Status ApplyChange(grpc::ServerContext* context, const v1::ApplyChangeRequest* request,
                           v1::ApplyChangeResponse* answer) override;
  grpc::Status GetChangeRequest(grpc::ServerContext* context, const v1::GetChangeRequestRequest* request,
                                v1::ChangeRequest* answer) override;
  grpc::Status SubmitMessage(grpc::ServerContext* context, grpc::ServerReader<v1::SubmitMessageRequest>* reader,
                             v1::SubmitMessageResponse* answer) override;
  grpc::Status GetAllocation(grpc::ServerContext* context, const v1::GetAllocationRequest* request,
                             v1::CareAllocation* answer) override;
  grpc::Status LookUpAllocations(grpc::ServerContext* context, const v1::LookUpAllocationsRequest* request,
                                 v1::LookUpAllocationsResponse* answer) override;
  grpc::Status ListAllocations(grpc::ServerContext* context, const v1::ListAllocationsRequest* request,
                               v1::ListAllocationsResponse* answer) override;
  grpc::Status ListCapacity(grpc::ServerContext* context, const v1::ListCapacityRequest* request,
                            v1::ListCapacityResponse* answer) override;
  grpc::Status ListWaiting(grpc::ServerContext* context, const v1::ListWaitingRequest* request,
                           v1::ListWaitingResponse* answer) override;
  grpc::Status ImportLocations(grpc::ServerContext* context, const v1::ImportLocationsRequest* request,
                               v1::ImportLocationsResponse* answer) override;

 private:
  absl::StatusOr<std::optional<Date>> BirthDateOf(const CallContext& call, const std::string& client) const;
  absl::StatusOr<PlacementMethods::OffersByLine> OffersFor(const CallContext& call,
                                                           const v1::ProposePlacementRequest& request) const;
  absl::Status Fire(const Timer& timer) const;

  ServerCalls calls_;
  std::unique_ptr<intake::v1::Intake::Stub> intake_;
  std::unique_ptr<contracting::v1::Contracting::Stub> contracting_;
  QueueMethods queue_;
  PlacementMethods placements_;
  AllocatingMethods allocating_;
  ChangeMethods changes_;
  MessageMethods messages_;
  LocationMethods locations_;
  AllocationListener listener_;
  std::unique_ptr<Work> timers_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_SERVICE_H_
