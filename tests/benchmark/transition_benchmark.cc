#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_events.h"
#include "tests/benchmark/route_suite.h"
#include "tests/benchmark/yardstick.h"

// Durable transitions: callers that each deliver the events of lives of their own, one after the other, every one
// answered after its commit. The yardstick writes as many rows of as many bytes, in group commit, behind the same call.
namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;
using platform::v1::EventSink;

constexpr int kCallersAConnection = 32;

struct Run {
  std::int64_t calls = 0;
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
};

absl::Status DeliverLives(EventSink::Stub& stub, const std::string& prefix, Steady::time_point until,
                          std::vector<double>* micros) {
  Caller caller = ServiceCaller("intake", "care-allocation");
  caller.deadline = std::chrono::minutes(1);
  for (int life = 0; Steady::now() < until; ++life) {
    for (const type::v1::Event& event : LifeOf(RouteNamed(Cat(prefix, "-", life)))) {
      platform::v1::DeliverRequest request;
      request.set_request_id(event.id());
      request.set_subscriber("orchestrator");
      *request.mutable_event() = event;
      const auto begin = Steady::now();
      CLIENTROUTE_RETURN_IF_ERROR(Call(caller, &stub, &EventSink::Stub::Deliver, request).status());
      const auto end = Steady::now();
      if (end > until) return absl::OkStatus();
      micros->push_back(std::chrono::duration<double, std::micro>(end - begin).count());
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Run> RunCallers(const std::function<std::shared_ptr<grpc::Channel>()>& connect, int callers, int seconds,
                               const std::string& name) {
  std::vector<std::vector<double>> micros(static_cast<std::size_t>(callers));
  std::vector<absl::Status> results(static_cast<std::size_t>(callers));
  std::vector<std::unique_ptr<EventSink::Stub>> stubs;
  for (int i = 0; i < callers; i += kCallersAConnection) stubs.push_back(EventSink::NewStub(connect()));
  const auto begin = Steady::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < callers; ++i) {
    threads.emplace_back([&, i] {
      const auto at = static_cast<std::size_t>(i);
      results[at] = DeliverLives(*stubs[at / kCallersAConnection], Cat(name, "-", i),
                                 begin + std::chrono::seconds(seconds), &micros[at]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) CLIENTROUTE_RETURN_IF_ERROR(result);
  std::vector<double> all;
  for (const std::vector<double>& some : micros) all.insert(all.end(), some.begin(), some.end());
  if (all.empty()) return absl::InternalError("no transition was made in time");
  std::ranges::sort(all);
  Run run;
  run.calls = static_cast<std::int64_t>(all.size());
  run.per_second = static_cast<double>(all.size()) / seconds;
  run.p50_us = all[all.size() / 2];
  run.p99_us = all[all.size() * 99 / 100];
  return run;
}

// Every event of a life that was answered stands in the journal: what was counted was done.
absl::StatusOr<std::int64_t> Transitions(Database& database) {
  std::int64_t count = 0;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& connection) {
    return connection.Query("SELECT COUNT(*) FROM journal", {}, [&](const Row& row) {
      count = row.Int(0);
      return absl::OkStatus();
    });
  }));
  return count;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureTransitions(const Effort& effort, const std::string& folder) {
  std::vector<Figure> figures;
  for (const int callers : {1, 64, 256}) {
    const std::string name = Cat(folder, "/transitions-", callers);
    Figure figure;
    figure.what = Cat("durable transitions, ", callers, callers == 1 ? " caller" : " callers");
    std::vector<RowProfile> profile;
    {
      CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(Cat(name, ".db")));
      CLIENTROUTE_ASSIGN(const Run run,
                         RunCallers([&] { return suite->Connect(); }, callers, effort.seconds, Cat("t", callers)));
      CLIENTROUTE_ASSIGN(const std::int64_t transitions, Transitions(suite->database()));
      if (transitions < run.calls) return absl::InternalError("an answered transition stands in no journal");
      CLIENTROUTE_ASSIGN(profile, ProfileOf(suite->database(), transitions));
      figure.per_second = run.per_second;
      figure.p50_us = run.p50_us;
      figure.p99_us = run.p99_us;
    }
    double rows = 0;
    double bytes = 0;
    for (const RowProfile& table : profile) {
      rows += table.rows;
      bytes += table.rows * static_cast<double>(table.bytes);
    }
    {
      CLIENTROUTE_ASSIGN(const auto yardstick, Yardstick::Open(Cat(name, "-yardstick.db"), profile));
      CLIENTROUTE_ASSIGN(const auto server, StartServer("127.0.0.1:0", {yardstick.get()}));
      CLIENTROUTE_ASSIGN(const Run run,
                         RunCallers([&] { return ConnectTo(server->port()); }, callers, effort.seconds, "y"));
      server->Drain(std::chrono::seconds(1));
      figure.yardstick_per_second = run.per_second;
      figure.yardstick_p50_us = run.p50_us;
      figure.yardstick_p99_us = run.p99_us;
    }
    figure.note =
        Cat("SQLite, synchronous FULL; ", static_cast<int>(rows * 10 + 0.5), " rows and ",
            static_cast<int>(bytes * 10 + 0.5), " bytes per ten transitions; yardstick: the same rows in group commit",
            " behind the same gRPC call");
    figures.push_back(figure);
  }
  return figures;
}

}  // namespace clientroute::benchmark
