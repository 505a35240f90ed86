#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/report.h"

// benchmark [--xsd FOLDER] [--seconds N] [--routes N] [--folder FOLDER] [--only NAME]: measures everything, or one of
// pure, exchange, engine, transitions (or one way of calling, as unary-256 or streams-64), figures, rebuild, restart
// and timers, and prints it as Markdown; what it is doing goes to standard error. FOLDER is new or empty. See
// tests/benchmark/run. benchmark --smoke: only that everything runs and comes out right.
namespace clientroute::benchmark {
namespace {

struct Options {
  std::string xsd_folder;
  std::string folder;
  std::string only;
  Effort effort;

  bool Measures(std::string_view name) const { return only.empty() || only == name; }
};

bool Parse(int count, char** arguments, Options* options) {
  if (count == 2 && std::string_view(arguments[1]) == "--smoke") {
    options->effort = Effort::Smoke();
    return true;
  }
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view flag = arguments[i];
    const char* value = arguments[i + 1];
    if (flag == "--xsd") {
      options->xsd_folder = value;
    } else if (flag == "--folder") {
      options->folder = value;
    } else if (flag == "--seconds") {
      options->effort.seconds = std::atoi(value);
    } else if (flag == "--routes") {
      options->effort.open_routes = {10'000, std::atoi(value)};
    } else if (flag == "--events") {
      options->effort.events = std::atoi(value);
    } else if (flag == "--only") {
      options->only = value;
      if (options->only.starts_with("unary-") || options->only.starts_with("streams-")) {
        options->effort.way = std::exchange(options->only, "transitions");
      }
    } else {
      return false;
    }
  }
  return count % 2 == 1 && options->effort.seconds > 0 && options->effort.open_routes.back() > 0;
}

/// Everything that is measured, in order. What fails is told among the results, and does not take the others with it.
class Measurements {
 public:
  explicit Measurements(const Options& options) : options_(options) {}

  absl::Status Run() {
    const Effort& effort = options_.effort;
    const std::string& folder = options_.folder;
    if (options_.Measures("pure")) {
      Add("step", MeasureStep(effort));
      Add("claim-line verdict", MeasureClaimVerdict(effort));
      Add("match", MeasureMatch(effort));
      Add("message control", MeasureMessageControl(effort, options_.xsd_folder));
    }
    if (options_.Measures("exchange")) Add("claim exchange", MeasureClaimExchange(effort, folder));
    if (options_.Measures("engine")) Add("engine", MeasureEngine(effort, folder));
    if (options_.Measures("transitions")) Add("durable transitions", MeasureTransitions(effort, folder));
    if (options_.Measures("figures")) Add("views of a dashboard", MeasureFigures(effort, folder));
    if (options_.Measures("rebuild")) Add("rebuild of figures", MeasureRebuild(effort, folder));
    if (options_.Measures("timers")) Add("timers", MeasureTimers(effort, folder));
    if (options_.Measures("restart")) Add("open routes", MeasureRestart(effort, folder));
    return failure_;
  }
  std::string Text() const { return Cat(Table(figures_), "\n", beside_); }

 private:
  bool Measured(const char* what, const absl::Status& status) {
    std::fprintf(stderr, "%s: %s\n", status.ok() ? "measured" : "failed", what);
    if (status.ok()) return true;
    beside_ += Cat("- **failed**: ", what, ": ", status.ToString(), "\n");
    failure_ = status;
    return false;
  }
  void Add(const char* what, const absl::StatusOr<std::vector<Figure>>& measured) {
    if (Measured(what, measured.status())) figures_.insert(figures_.end(), measured->begin(), measured->end());
  }
  void Add(const char* what, const absl::StatusOr<std::string>& measured) {
    if (Measured(what, measured.status())) beside_ += *measured;
  }

  const Options& options_;
  std::vector<Figure> figures_;
  std::string beside_;
  absl::Status failure_;
};

absl::Status MeasureAll(const Options& options) {
  std::array<double, 3> load{};
  getloadavg(load.data(), 3);
  std::printf("%s- load average at the start: %.1f\n\n", Circumstances().c_str(), load[0]);
  Measurements measurements(options);
  const absl::Status status = measurements.Run();
  getloadavg(load.data(), 3);
  std::printf("%s- load average at the end: %.1f\n- memory at most during all of it: %d MiB\n",
              measurements.Text().c_str(), load[0], static_cast<int>(ResidentMostMiB()));
  if (options.xsd_folder.empty()) {
    std::printf("- not measured: message control beside the schemas of the standard, which were not given\n");
  }
  return status;
}

/// A folder with anything in it holds the records of an earlier run: what is written on top of those is not what is
/// measured.
bool IsUsed(const std::string& folder) {
  std::error_code error;
  const bool empty = std::filesystem::is_empty(folder, error);
  return !error && !empty;
}

int Main(int count, char** arguments) {
  Options options;
  if (!Parse(count, arguments, &options)) {
    std::fprintf(stderr, "use: benchmark --smoke | [--xsd FOLDER] [--seconds N] [--routes N] [--folder FOLDER]\n");
    return 2;
  }
  if (IsUsed(options.folder)) {
    std::fprintf(stderr, "benchmark: %s is not empty: give a new or an empty folder\n", options.folder.c_str());
    return 2;
  }
  const bool own_folder = options.folder.empty();
  if (own_folder)
    options.folder = Cat(std::filesystem::temp_directory_path().string(), "/clientroute-benchmark-", getpid());
  std::filesystem::create_directories(options.folder);
  const absl::Status status = MeasureAll(options);
  if (own_folder) std::filesystem::remove_all(options.folder);
  if (status.ok()) return 0;
  std::fprintf(stderr, "benchmark: %s\n", status.ToString().c_str());
  return 1;
}

}  // namespace
}  // namespace clientroute::benchmark

int main(int count, char** arguments) { return clientroute::benchmark::Main(count, arguments); }
