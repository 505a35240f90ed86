#ifndef CLIENTROUTE_TESTS_BENCHMARK_PORTAL_HTTP_LOAD_H_
#define CLIENTROUTE_TESTS_BENCHMARK_PORTAL_HTTP_LOAD_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace clientroute::benchmark {

/// What a run of requests came to.
struct LoadResult {
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
};

/// Sends the same request over `connections` connections of this machine for so long, on each the next one when the
/// answer to the one before is whole, all on this thread: a client that costs as little as it can. Errors: Internal
/// LOAD_WRONG for an answer other than 200, or a connection that ends.
absl::StatusOr<LoadResult> Load(int port, const std::string& request, int connections, std::chrono::milliseconds span);

/// Event streams that are held open: a thread of its own takes what comes and counts the events.
class OpenStreams {
 public:
  /// Opens one for each request. Errors: Internal LOAD_WRONG.
  static absl::StatusOr<std::unique_ptr<OpenStreams>> Open(int port, const std::vector<std::string>& requests);
  virtual ~OpenStreams() = default;
  virtual std::int64_t events() const = 0;
  /// How many are still open.
  virtual int open() const = 0;
};

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_PORTAL_HTTP_LOAD_H_
