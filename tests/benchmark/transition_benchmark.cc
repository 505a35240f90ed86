#include <string>
#include <utility>
#include <vector>

#include "services/platform/server/event_stream_service.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/callers.h"
#include "tests/benchmark/route_suite.h"
#include "tests/benchmark/yardstick.h"

// Durable transitions: callers that each deliver the events of lives of their own, one after the other, every one
// answered after its commit; by unary calls, or on streams. The yardstick writes as many rows of as many bytes, in the
// same group commit, behind the same calls.
namespace clientroute::benchmark {
namespace {

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

absl::StatusOr<Run> RunBy(bool streams, const Connect& connect, int callers, int seconds, const std::string& word) {
  if (streams) return RunStreams(connect, callers, seconds, NewLives(word));
  return callers == 1 ? RunCaller(connect, seconds, NewLives(word))
                      : RunCallers(connect, callers, seconds, NewLives(word));
}

absl::Status MeasureSuite(const std::string& file, bool streams, int callers, int seconds, Figure* figure,
                          std::vector<RowProfile>* profile) {
  CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(file));
  CLIENTROUTE_ASSIGN(const Run run, RunBy(
                                        streams, [&] { return suite->Connect(); }, callers, seconds, "t"));
  CLIENTROUTE_ASSIGN(const std::int64_t transitions, Transitions(suite->database()));
  if (transitions < run.calls) return absl::InternalError("an answered transition stands in no journal");
  CLIENTROUTE_ASSIGN(*profile, ProfileOf(suite->database(), transitions));
  figure->per_second = run.per_second;
  figure->p50_us = run.p50_us;
  figure->p99_us = run.p99_us;
  return absl::OkStatus();
}

absl::Status MeasureYardstick(const std::string& file, bool streams, int callers, int seconds,
                              const std::vector<RowProfile>& profile, Figure* figure) {
  CLIENTROUTE_ASSIGN(const auto yardstick, Yardstick::Open(file, profile));
  CLIENTROUTE_ASSIGN(const auto world, CallWorld::Make());
  EventStreamService door(world->stack("yardstick"));
  door.Add("orchestrator", [&](const CallContext&, const std::shared_ptr<const platform::v1::DeliverRequest>&,
                               std::function<void(absl::Status)> done) { yardstick->Later(std::move(done)); });
  CLIENTROUTE_ASSIGN(const auto server, StartServer("127.0.0.1:0", {yardstick.get(), &door}));
  const absl::StatusOr<Run> run = RunBy(
      streams, [&] { return ConnectTo(server->port()); }, callers, seconds, "y");
  server->Drain(std::chrono::seconds(1));
  CLIENTROUTE_RETURN_IF_ERROR(run.status());
  figure->yardstick_per_second = run->per_second;
  figure->yardstick_p50_us = run->p50_us;
  figure->yardstick_p99_us = run->p99_us;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureTransitions(const Effort& effort, const std::string& folder) {
  struct Way {
    int callers;
    bool streams;
  };
  std::vector<Figure> figures;
  for (const auto [callers, streams] :
       {Way{1, false}, Way{64, false}, Way{256, false}, Way{64, true}, Way{256, true}}) {
    const std::string way = Cat(streams ? "streams-" : "unary-", callers);
    if (!effort.way.empty() && effort.way != way) continue;
    const std::string name = Cat(folder, "/", way);
    Figure figure;
    figure.what = Cat("durable transitions, ", callers, callers == 1 ? " caller" : " callers",
                      streams ? " on 8 streams" : ", unary");
    std::vector<RowProfile> profile;
    CLIENTROUTE_RETURN_IF_ERROR(MeasureSuite(Cat(name, ".db"), streams, callers, effort.seconds, &figure, &profile));
    CLIENTROUTE_RETURN_IF_ERROR(
        MeasureYardstick(Cat(name, "-yardstick.db"), streams, callers, effort.seconds, profile, &figure));
    double rows = 0;
    double bytes = 0;
    for (const RowProfile& table : profile) {
      rows += table.rows;
      bytes += table.rows * static_cast<double>(table.bytes);
    }
    figure.note = Cat("SQLite, synchronous FULL; ", static_cast<int>(rows * 10 + 0.5), " rows and ",
                      static_cast<int>(bytes * 10 + 0.5),
                      " bytes per ten transitions; yardstick: the same rows in the same group commit behind the same ",
                      streams ? "stream" : "call");
    figures.push_back(figure);
  }
  return figures;
}

}  // namespace clientroute::benchmark
