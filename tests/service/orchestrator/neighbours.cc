#include "tests/service/orchestrator/neighbours.h"

#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

template <typename Request>
grpc::Status Noted(Neighbours* neighbours, const char* method, const Request& request) {
  return neighbours->Take({method, request.request_id(), request.route(), request.SerializeAsString()});
}

class AccessDoor final : public access::v1::Access::Service {
 public:
  explicit AccessDoor(Neighbours* neighbours) : neighbours_(neighbours) {}
  grpc::Status OpenCase(grpc::ServerContext*, const access::v1::OpenCaseRequest* request, access::v1::Case*) override {
    return Noted(neighbours_, "OpenCase", *request);
  }
  grpc::Status DecideTriage(grpc::ServerContext*, const access::v1::DecideTriageRequest* request,
                            access::v1::TriageOutcome*) override {
    return Noted(neighbours_, "DecideTriage", *request);
  }
  grpc::Status UndoOutflow(grpc::ServerContext*, const access::v1::UndoOutflowRequest* request,
                           access::v1::UndoOutflowResponse*) override {
    return Noted(neighbours_, "UndoOutflow", *request);
  }

 private:
  Neighbours* neighbours_;
};

class ContractingDoor final : public contracting::v1::Contracting::Service {
 public:
  explicit ContractingDoor(Neighbours* neighbours) : neighbours_(neighbours) {}
  grpc::Status ConfirmContracts(grpc::ServerContext*, const contracting::v1::ConfirmContractsRequest* request,
                                contracting::v1::ConfirmContractsResponse*) override {
    return Noted(neighbours_, "ConfirmContracts", *request);
  }

 private:
  Neighbours* neighbours_;
};

class AllocationDoor final : public allocation::v1::Allocation::Service {
 public:
  explicit AllocationDoor(Neighbours* neighbours) : neighbours_(neighbours) {}
  grpc::Status ProposePlacement(grpc::ServerContext*, const allocation::v1::ProposePlacementRequest* request,
                                allocation::v1::PlacementProposal*) override {
    return Noted(neighbours_, "ProposePlacement", *request);
  }
  grpc::Status MakeAllocations(grpc::ServerContext*, const allocation::v1::MakeAllocationsRequest* request,
                               allocation::v1::MakeAllocationsResponse*) override {
    return Noted(neighbours_, "MakeAllocations", *request);
  }
  grpc::Status ApplyChange(grpc::ServerContext*, const allocation::v1::ApplyChangeRequest* request,
                           allocation::v1::ApplyChangeResponse*) override {
    return Noted(neighbours_, "ApplyChange", *request);
  }
  grpc::Status ReleasePlaces(grpc::ServerContext*, const allocation::v1::ReleasePlacesRequest* request,
                             allocation::v1::ReleasePlacesResponse*) override {
    return Noted(neighbours_, "ReleasePlaces", *request);
  }

 private:
  Neighbours* neighbours_;
};

class MessagingDoor final : public messaging::v1::Messaging::Service {
 public:
  explicit MessagingDoor(Neighbours* neighbours) : neighbours_(neighbours) {}
  grpc::Status SendAllocationMessage(grpc::ServerContext*, const messaging::v1::SendAllocationMessageRequest* request,
                                     messaging::v1::SendAllocationMessageResponse*) override {
    return Noted(neighbours_, "SendAllocationMessage", *request);
  }
  grpc::Status SendAnswerMessage(grpc::ServerContext*, const messaging::v1::SendAnswerMessageRequest* request,
                                 messaging::v1::SendAnswerMessageResponse*) override {
    return Noted(neighbours_, "SendAnswerMessage", *request);
  }

 private:
  Neighbours* neighbours_;
};

}  // namespace

Neighbours::Neighbours(TestWorld& world) {
  doors_.push_back(std::make_unique<AccessDoor>(this));
  doors_.push_back(std::make_unique<ContractingDoor>(this));
  doors_.push_back(std::make_unique<AllocationDoor>(this));
  doors_.push_back(std::make_unique<MessagingDoor>(this));
  std::vector<grpc::Service*> services;
  for (const auto& door : doors_) services.push_back(door.get());
  server_ = world.Serve(services);
  targets_ = TargetsOver(server_->InProcess());
}

std::vector<Neighbours::Received> Neighbours::received() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return received_;
}

std::string Neighbours::methods() const {
  std::string methods;
  for (const Received& one : received()) methods += (methods.empty() ? "" : " ") + one.method;
  return methods;
}

void Neighbours::AnswerBy(std::function<absl::Status(const Received&)> answer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  answer_ = std::move(answer);
}

grpc::Status Neighbours::Take(Received received) {
  const std::lock_guard<std::mutex> lock(mutex_);
  received_.push_back(received);
  return ToGrpc(answer_ ? answer_(received) : absl::OkStatus(), "neighbours.clientroute");
}

}  // namespace clientroute::orchestrator
