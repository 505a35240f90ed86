#ifndef CLIENTROUTE_TESTS_SERVICE_PORTAL_PLAYED_SERVICES_H_
#define CLIENTROUTE_TESTS_SERVICE_PORTAL_PLAYED_SERVICES_H_

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::portal {

/// Counts what happened, for a test that waits for it.
class Counter {
 public:
  void Add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  /// Whether it comes to `count` within ten seconds of real time.
  bool Reaches(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

/// Methods for people as their services have them, behind the real call wrapper (policy, identity, validation); what
/// they do is played.
class PlayedRoutes final : public orchestrator::v1::RouteOperations::Service {
 public:
  explicit PlayedRoutes(CallStack stack) : calls_(std::move(stack)) {}

  /// By STATE: one count, whose value is the caller and whose title is his roles, municipalities and purpose. By
  /// MUNICIPALITY: NotFound ROUTE_UNKNOWN. By PROVIDER: does not answer until it is cancelled. By DEFINITION: a large
  /// answer.
  grpc::Status CountRoutes(grpc::ServerContext* context, const orchestrator::v1::CountRoutesRequest* request,
                           orchestrator::v1::CountRoutesResponse* answer) override;
  grpc::Status GetWorkload(grpc::ServerContext* context, const orchestrator::v1::GetWorkloadRequest* request,
                           orchestrator::v1::Workload* answer) override;
  /// Two answers (sequence 1 and 2); then the end for `routes/ended`, an error for `routes/lost`, large answers without
  /// end for `routes/loud`, and nothing until it is cancelled for any other.
  grpc::Status WatchRoute(grpc::ServerContext* context, const orchestrator::v1::WatchRouteRequest* request,
                          grpc::ServerWriter<orchestrator::v1::WatchRouteResponse>* writer) override;

  Counter begun;      // calls that wait
  Counter cancelled;  // of those, that were cancelled
  std::atomic<int> loud_written = 0;

 private:
  absl::Status WaitForEnd(const grpc::ServerContext& context);

  ServerCalls calls_;
};

/// Contracts to be listed, page by page.
class PlayedContracting final : public contracting::v1::Contracting::Service {
 public:
  explicit PlayedContracting(CallStack stack) : calls_(std::move(stack)) {}
  grpc::Status ListContracts(grpc::ServerContext* context, const contracting::v1::ListContractsRequest* request,
                             contracting::v1::ListContractsResponse* answer) override;

  std::atomic<int> contracts = 2'500;
  std::atomic<int> pages_given = 0;

 private:
  ServerCalls calls_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_TESTS_SERVICE_PORTAL_PLAYED_SERVICES_H_
