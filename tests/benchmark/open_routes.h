#ifndef CLIENTROUTE_TESTS_BENCHMARK_OPEN_ROUTES_H_
#define CLIENTROUTE_TESTS_BENCHMARK_OPEN_ROUTES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/event.pb.h"
#include "tests/benchmark/route_events.h"
#include "tests/benchmark/route_suite.h"

namespace clientroute::benchmark {

/// Fills an empty record with so many open routes, each after the first three events of its life (it waits on its
/// triage): a hundred are taken in by the suite, the rest are copies of their rows under ids
/// of their own. The number is rounded up to hundreds when it is more than that.
absl::Status FillWithOpenRoutes(const std::string& database_file, int routes);

/// The names of so many of them, spread over all.
absl::StatusOr<std::vector<std::string>> NamesOfOpenRoutes(Database& database, int count);

/// The events of such a route from then on; its triage is the first.
std::vector<type::v1::Event> RestOfLife(const std::string& route);

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_OPEN_ROUTES_H_
