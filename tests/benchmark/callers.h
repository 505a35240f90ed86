#ifndef CLIENTROUTE_TESTS_BENCHMARK_CALLERS_H_
#define CLIENTROUTE_TESTS_BENCHMARK_CALLERS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/platform/v1/event_sink.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "grpcpp/channel.h"
#include "tests/benchmark/report.h"
#include "tests/benchmark/route_events.h"

namespace clientroute::benchmark {

/// What callers saw.
struct Run {
  std::int64_t calls = 0;
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
};
/// Sorts the times of all calls.
absl::StatusOr<Run> RunOf(const std::vector<std::vector<double>>& micros, double seconds);

/// Events for one caller, one life of a route after the other; none when there is no more.
using Lives = std::function<std::vector<type::v1::Event>(int caller, int life)>;
/// Lives of routes of their own, which begin at `begin`.
Lives NewLives(const std::string& word, Instant begin = kStart);
using Connect = std::function<std::shared_ptr<grpc::Channel>()>;

/// One caller that delivers the events of its lives by unary calls, one after the other, for so long, and waits for
/// each answer in its own thread; what is answered after that does not count.
absl::StatusOr<Run> RunCaller(const Connect& connect, int seconds, const Lives& lives);
/// So many callers, 32 on a connection, each with one event on its way. None has a thread of its own: that many threads
/// would take the processors from what is measured. `lives` is asked from several threads.
absl::StatusOr<Run> RunCallers(const Connect& connect, int callers, int seconds, const Lives& lives);
/// The same callers on eight streams: each has one event on its way. With `pause_us` each has one to send every so
/// long, spread evenly, and the time until an answer counts from when its event was to be sent.
absl::StatusOr<Run> RunStreams(const Connect& connect, int callers, int seconds, const Lives& lives,
                               std::int64_t pause_us = 0);

platform::v1::DeliverRequest RequestOf(const type::v1::Event& event);

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_CALLERS_H_
