#ifndef CLIENTROUTE_TESTS_BENCHMARK_REPORT_H_
#define CLIENTROUTE_TESTS_BENCHMARK_REPORT_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace clientroute::benchmark {

/// One figure beside its yardstick.
struct Figure {
  std::string what;
  double per_second = 0;
  /// Microseconds; 0 where there is nothing to say.
  double p50_us = 0;
  double p99_us = 0;
  /// Of the same work without semantics; 0 without one.
  double yardstick_per_second = 0;
  double yardstick_p50_us = 0;
  double yardstick_p99_us = 0;
  /// What the yardstick is, and what else must be known.
  std::string note;
};

/// How much is measured.
struct Effort {
  int rounds = 5;
  std::chrono::milliseconds round = std::chrono::milliseconds(500);
  int seconds = 8;  // of a run with callers
  /// Of the engine without calls; 0: for as long as the runs with callers.
  std::int64_t events = 0;
  /// One way of calling only, `unary-256` or `streams-64`; empty for all.
  std::string way;
  /// Of a restart; the first is what the others are compared with.
  std::vector<int> open_routes = {10'000, 100'000, 1'000'000};
  int timers = 100'000;
  int timer_seconds = 60;

  /// Only that everything runs and comes out right: its figures mean nothing.
  static Effort Smoke() {
    return {.rounds = 1,
            .round = std::chrono::milliseconds(1),
            .seconds = 1,
            .open_routes = {20, 300},
            .timers = 300,
            .timer_seconds = 1};
  }
};

/// How often a second `work` runs on this thread: the median of the rounds, after one that is thrown away. `units` is
/// what one run does.
double PerSecond(const Effort& effort, const std::function<void()>& work, double units = 1);

/// Keeps the compiler from leaving out what nobody looks at.
template <typename Value>
void Keep(const Value& value) {
  asm volatile("" : : "r,m"(&value) : "memory");
}

/// Machine, versions, build and day.
std::string Circumstances();
/// As rows of a table in Markdown.
std::string Table(const std::vector<Figure>& figures);

/// Mebibytes that this process has in memory, now and at most.
double ResidentMiB();
double ResidentMostMiB();

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_REPORT_H_
