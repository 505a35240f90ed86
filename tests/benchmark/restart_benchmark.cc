#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/callers.h"
#include "tests/benchmark/open_routes.h"
#include "tests/benchmark/route_suite.h"

// A restart: from opening the file until the first answer about a route, with many routes that wait on their triage.
// Then callers bring the triage of routes that are spread over all of them, one event each, and when each has had his
// the next event of each: what an event costs among many routes, as no route comes back soon.
namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kCallers = 256;
constexpr int kEventsMost = 200'000;

struct Measured {
  double ready_ms = 0;
  double megabytes = 0;
  double resident_mib = 0;
  Run run;
};

absl::StatusOr<Measured> Measure(const Effort& effort, const std::string& file, int routes) {
  Measured measured;
  CLIENTROUTE_RETURN_IF_ERROR(FillWithOpenRoutes(file, routes));
  measured.megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
  const double before = ResidentMiB();
  const auto begin = Steady::now();
  CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(file));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> first, NamesOfOpenRoutes(suite->database(), 1));
  orchestrator::v1::GetRouteRequest request;
  request.set_name(first.front());
  const auto stub = orchestrator::v1::Orchestrator::NewStub(suite->Connect());
  CLIENTROUTE_RETURN_IF_ERROR(Call(ServiceCaller("portal", "care-allocation"), stub.get(),
                                   &orchestrator::v1::Orchestrator::Stub::GetRoute, request)
                                  .status());
  measured.ready_ms = std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
  CLIENTROUTE_ASSIGN(const std::vector<std::string> names, NamesOfOpenRoutes(suite->database(), kEventsMost));
  std::atomic<std::size_t> next = 0;
  const auto begun = Steady::now();
  CLIENTROUTE_ASSIGN(measured.run, RunCallers([&] { return suite->Connect(); }, kCallers, effort.seconds,
                                              [&](int, int) -> std::vector<type::v1::Event> {
                                                const std::size_t at = next++;
                                                const auto rest = RestOfLife(names[at % names.size()]);
                                                const std::size_t round = at / names.size();
                                                if (round >= rest.size()) return {};
                                                return {rest[round]};
                                              }));
  // The routes may have been fewer than there was time for.
  const double took = std::chrono::duration<double>(Steady::now() - begun).count();
  measured.run.per_second = static_cast<double>(measured.run.calls) / took;
  measured.resident_mib = ResidentMiB() - before;
  return measured;
}

}  // namespace

absl::StatusOr<std::string> MeasureRestart(const Effort& effort, const std::string& folder) {
  std::string text;
  double first_per_second = 0;
  for (const int routes : effort.open_routes) {
    const std::string file = Cat(folder, "/restart-", routes, ".db");
    CLIENTROUTE_ASSIGN(const Measured measured, Measure(effort, file, routes));
    for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(file + part);
    const double per_second = measured.run.per_second;
    if (first_per_second == 0) first_per_second = per_second;
    text += Cat("- restart with ", routes, " open routes: ", static_cast<std::int64_t>(measured.ready_ms),
                " ms from opening the file of ", static_cast<std::int64_t>(measured.megabytes),
                " MB until the first route is answered; then ", static_cast<std::int64_t>(per_second),
                " events/s by 256 unary callers on routes spread over all, p99 ",
                static_cast<std::int64_t>(measured.run.p99_us / 1'000), " ms: an event costs ",
                static_cast<std::int64_t>(100 * first_per_second / per_second),
                " % of one among the fewest; memory for it ", static_cast<int>(measured.resident_mib), " MiB\n");
  }
  return text;
}

}  // namespace clientroute::benchmark
