#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_events.h"
#include "tests/benchmark/route_suite.h"

// A restart: from opening the file until the first answer about a route, with many routes that wait on their triage.
namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kWriters = 64;
constexpr std::size_t kEvents = 3;  // until its triage

absl::Status Fill(RouteSuite& suite, int routes) {
  std::vector<absl::Status> results(kWriters);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      for (int route = writer; route < routes && results[static_cast<std::size_t>(writer)].ok(); route += kWriters) {
        std::vector<type::v1::Event> life = LifeOf(RouteNamed(Cat("restart-", route)));
        for (std::size_t i = 0; i < kEvents && results[static_cast<std::size_t>(writer)].ok(); ++i) {
          platform::v1::DeliverRequest request;
          request.set_request_id(life[i].id());
          request.set_subscriber("orchestrator");
          *request.mutable_event() = life[i];
          CallContext call;
          call.method = "clientroute.platform.v1.EventSink/Deliver";
          call.request_id = life[i].id();
          call.identity = ServiceCaller("intake", "care-allocation").identity;
          call.now = kStart + std::chrono::hours(1);
          platform::v1::DeliverResponse answer;
          results[static_cast<std::size_t>(writer)] = suite.engine().Deliver(call, request, &answer);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) CLIENTROUTE_RETURN_IF_ERROR(result);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> MeasureRestart(const Effort& effort, const std::string& folder) {
  const int routes = effort.routes;
  const std::string file = Cat(folder, "/restart.db");
  {
    CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(file));
    CLIENTROUTE_RETURN_IF_ERROR(Fill(*suite, routes));
  }
  const double before = ResidentMiB();
  const auto begin = Steady::now();
  CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(file));
  orchestrator::v1::GetRouteRequest request;
  request.set_name(RouteNamed(Cat("restart-", routes - 1)));
  const auto stub = orchestrator::v1::Orchestrator::NewStub(suite->Connect());
  CLIENTROUTE_RETURN_IF_ERROR(Call(ServiceCaller("portal", "care-allocation"), stub.get(),
                                   &orchestrator::v1::Orchestrator::Stub::GetRoute, request)
                                  .status());
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begin).count();
  return Cat("- restart with ", routes, " routes: ", took, " ms from opening the file of ",
             static_cast<std::int64_t>(std::filesystem::file_size(file) / 1'000'000),
             " MB until the first route is answered; memory then ", static_cast<int>(ResidentMiB()), " MiB, of which ",
             static_cast<int>(ResidentMiB() - before), " for it\n");
}

}  // namespace clientroute::benchmark
