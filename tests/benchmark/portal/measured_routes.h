#ifndef CLIENTROUTE_TESTS_BENCHMARK_PORTAL_MEASURED_ROUTES_H_
#define CLIENTROUTE_TESTS_BENCHMARK_PORTAL_MEASURED_ROUTES_H_

#include <mutex>
#include <set>
#include <thread>

#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::benchmark {

/// A small method behind the real call wrapper, and a stream of one answer a second that holds no thread. Thread-safe.
class MeasuredRoutes final : public orchestrator::v1::RouteOperations::WithCallbackMethod_WatchRoute<
                                 orchestrator::v1::RouteOperations::Service> {
 public:
  explicit MeasuredRoutes(CallStack stack);
  ~MeasuredRoutes() override;

  grpc::Status CountRoutes(grpc::ServerContext* context, const orchestrator::v1::CountRoutesRequest* request,
                           orchestrator::v1::CountRoutesResponse* answer) override;
  grpc::ServerWriteReactor<orchestrator::v1::WatchRouteResponse>* WatchRoute(
      grpc::CallbackServerContext* context, const orchestrator::v1::WatchRouteRequest* request) override;

 private:
  class Stream;

  const ServerCalls calls_;
  std::mutex mutex_;
  std::set<Stream*> streams_;
  bool ending_ = false;
  std::thread ticker_;
};

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_PORTAL_MEASURED_ROUTES_H_
