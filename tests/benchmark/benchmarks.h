#ifndef CLIENTROUTE_TESTS_BENCHMARK_BENCHMARKS_H_
#define CLIENTROUTE_TESTS_BENCHMARK_BENCHMARKS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmark/report.h"

namespace clientroute::benchmark {

/// What each measures stands in its file. A measurement whose work does not come out as it should is an error: a fast
/// wrong answer is no figure.

/// Pure steps of a route, on one core.
absl::StatusOr<std::vector<Figure>> MeasureStep(const Effort& effort);
/// Verdicts on claim lines, on one core.
absl::StatusOr<std::vector<Figure>> MeasureClaimVerdict(const Effort& effort);
/// Matches, on one core.
absl::StatusOr<std::vector<Figure>> MeasureMatch(const Effort& effort);
/// Control of messages, on one core. With the folder of the standard's schemas also beside a validation by them.
absl::StatusOr<std::vector<Figure>> MeasureMessageControl(const Effort& effort, const std::string& xsd_folder);
/// Claims from the exchange to their answers in it, on SQLite in `folder`.
absl::StatusOr<std::vector<Figure>> MeasureClaimExchange(const Effort& effort, const std::string& folder);
/// Durable transitions through gRPC on SQLite in `folder`, by 1, 64 and 256 callers.
absl::StatusOr<std::vector<Figure>> MeasureTransitions(const Effort& effort, const std::string& folder);
/// The same without calls: the engine and its record alone.
absl::StatusOr<std::vector<Figure>> MeasureEngine(const Effort& effort, const std::string& folder);
/// Views of a dashboard over a region's five years by twenty callers at once: together, and each figure.
absl::StatusOr<std::vector<Figure>> MeasureFigures(const Effort& effort, const std::string& folder);
/// How long it takes to count a region's year anew from the events of its services.
absl::StatusOr<std::string> MeasureRebuild(const Effort& effort, const std::string& folder);
/// How long it takes until a suite's routes are served again, with so many of them in the record, and what an event
/// costs then.
absl::StatusOr<std::string> MeasureRestart(const Effort& effort, const std::string& folder);
/// Timers that fall due by the thousand, with events beside.
absl::StatusOr<std::string> MeasureTimers(const Effort& effort, const std::string& folder);

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_BENCHMARKS_H_
