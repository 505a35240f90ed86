#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "services/orchestrator/commands/command_builders.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/wake_on_commit.h"
#include "services/platform/timers/numbered_timers.h"
#include "services/platform/timers/timers.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/callers.h"
#include "tests/benchmark/open_routes.h"
#include "tests/benchmark/route_suite.h"

// Timers of as many routes that fall due, spread evenly, while callers deliver events of other routes. The clock is the
// machine's: the lives beside begin now, the term of each route was over long ago and only its row is due in the time
// that is measured.
namespace clientroute::benchmark {
namespace {

constexpr int kCallers = 256;
constexpr std::int64_t kEventsPerSecond = 5'000;
// After the time in which all should have fired.
constexpr auto kPatience = std::chrono::minutes(2);

/// Leaves one timer a route, due evenly over `over` from `from`.
absl::StatusOr<std::int64_t> Spread(Database& database, Instant from, std::chrono::microseconds over) {
  std::int64_t timers = 0;
  CLIENTROUTE_RETURN_IF_ERROR(database.Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(connection
                                    .Execute("CREATE TEMP TABLE first AS SELECT owner, number, min(due_at) FROM "
                                             "numbered_timer GROUP BY owner")
                                    .status());
    CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("DELETE FROM numbered_timer").status());
    CLIENTROUTE_ASSIGN(const auto count, connection.QueryOne("SELECT count(*) FROM first", {},
                                                             [](const Row& row) { return row.Int(0); }));
    timers = count.value_or(0);
    if (timers == 0) return absl::InternalError("the routes have no timers");
    return connection
        .Execute(
            "INSERT INTO numbered_timer (due_at, owner, number) SELECT $1 + rowid * $2 / $3, owner, number"
            " FROM first",
            {ToMicros(from), over.count(), timers})
        .status();
  }));
  return timers;
}

struct Fired {
  std::int64_t left = 0;
  std::int64_t early = 0;
};
absl::StatusOr<Fired> Left(Database& database, Instant until) {
  Fired fired;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(fired.left, CountDue(connection, until));
    return absl::OkStatus();
  }));
  return fired;
}

}  // namespace

absl::StatusOr<std::string> MeasureTimers(const Effort& effort, const std::string& folder) {
  const std::string file = Cat(folder, "/timers.db");
  SystemClock clock;
  CLIENTROUTE_RETURN_IF_ERROR(FillWithOpenRoutes(file, effort.timers));
  CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(file, &clock));
  const Instant from = clock.Now() + std::chrono::seconds(1);
  const auto over = std::chrono::seconds(effort.timer_seconds);
  CLIENTROUTE_ASSIGN(const std::int64_t timers, Spread(suite->database(), from, over));

  std::int64_t early = 0;
  Instant last_due;
  bool in_order = true;
  orchestrator::RouteEngine& engine = suite->engine();
  const auto fire = [&](std::span<const NumberedTimer> due) {
    const Instant now = clock.Now();
    for (const NumberedTimer& timer : due) {
      early += timer.due > now ? 1 : 0;
      // What a firing sets was over long ago, and comes first.
      if (timer.due < from) continue;
      in_order = in_order && timer.due >= last_due;
      last_due = timer.due;
    }
    return engine.FireAll(due);
  };
  const std::unique_ptr<Work> work =
      MakeNumberedTimerWork("benchmark.timers", engine.near_timers(), &clock, fire, suite->world().logger());
  const std::unique_ptr<Scheduler> scheduler = MakeThreadScheduler();
  scheduler->Add(work.get());
  WakeOnCommit(&suite->database(), scheduler.get(), work.get());
  scheduler->Start();
  const absl::StatusOr<Run> run =
      RunStreams([&] { return suite->Connect(); }, kCallers, effort.timer_seconds + 1,
                 NewLives("beside", from - std::chrono::hours(1)), kCallers * 1'000'000 / kEventsPerSecond);
  CLIENTROUTE_ASSIGN(const Fired at_end, Left(suite->database(), from + over));
  const auto begin = Elapsed();
  Fired now = at_end;
  while (now.left > 0 && Elapsed() - begin < kPatience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CLIENTROUTE_ASSIGN(now, Left(suite->database(), from + over));
  }
  const auto late = std::chrono::duration_cast<std::chrono::milliseconds>(Elapsed() - begin);
  scheduler->Stop();
  CLIENTROUTE_RETURN_IF_ERROR(run.status());
  if (now.left > 0) {
    return absl::InternalError(Cat(now.left, " of ", timers, " timers had not fired two minutes after their time, ",
                                   at_end.left, " at its end, with ", static_cast<std::int64_t>(run->per_second),
                                   " events/s beside"));
  }
  if (early > 0 || !in_order) return absl::InternalError("a timer fired early, or before one that was due before it");
  return Cat("- ", timers, " timers due in ", effort.timer_seconds, " s, with ",
             static_cast<std::int64_t>(run->per_second), " events/s beside (", kEventsPerSecond, " asked for by ",
             kCallers, " callers on 8 streams): at the end ", at_end.left, " had not fired, the last ",
             at_end.left > 0 ? late.count() : 0, " ms later; none early, all in order; the callers' p50 ",
             static_cast<std::int64_t>(run->p50_us / 1'000), " ms, p99 ",
             static_cast<std::int64_t>(run->p99_us / 1'000), " ms\n");
}

}  // namespace clientroute::benchmark
