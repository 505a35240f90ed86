#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/report.h"

// benchmark [--xsd FOLDER] [--seconds N] [--routes N] [--folder FOLDER] [--only NAME]: measures everything, or one of
// pure, transitions, restart and timers, and prints it as Markdown; what it is doing goes to standard error. See
// tests/benchmark/run.
// benchmark --smoke: only that everything runs and comes out right.
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
    } else if (flag == "--only") {
      options->only = value;
    } else {
      return false;
    }
  }
  return count % 2 == 1 && options->effort.seconds > 0 && options->effort.open_routes.back() > 0;
}

absl::Status MeasureAll(const Options& options) {
  std::vector<Figure> figures;
  const auto add = [&](const char* what, absl::StatusOr<std::vector<Figure>> measured) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(measured.status());
    figures.insert(figures.end(), measured->begin(), measured->end());
    std::fprintf(stderr, "measured: %s\n", what);
    return absl::OkStatus();
  };
  std::array<double, 3> load{};
  getloadavg(load.data(), 3);
  std::printf("%s- load average at the start: %.1f\n\n", Circumstances().c_str(), load[0]);
  if (options.Measures("pure")) {
    CLIENTROUTE_RETURN_IF_ERROR(add("step", MeasureStep(options.effort)));
    CLIENTROUTE_RETURN_IF_ERROR(add("claim-line verdict", MeasureClaimVerdict(options.effort)));
    CLIENTROUTE_RETURN_IF_ERROR(add("match", MeasureMatch(options.effort)));
    CLIENTROUTE_RETURN_IF_ERROR(add("message control", MeasureMessageControl(options.effort, options.xsd_folder)));
  }
  if (options.Measures("transitions")) {
    CLIENTROUTE_RETURN_IF_ERROR(add("durable transitions", MeasureTransitions(options.effort, options.folder)));
  }
  std::string beside;
  if (options.Measures("timers")) {
    CLIENTROUTE_ASSIGN(const std::string timers, MeasureTimers(options.effort, options.folder));
    beside += timers;
    std::fprintf(stderr, "measured: timers\n");
  }
  if (options.Measures("restart")) {
    CLIENTROUTE_ASSIGN(const std::string restart, MeasureRestart(options.effort, options.folder));
    beside += restart;
  }
  getloadavg(load.data(), 3);
  std::printf("%s\n%s- load average at the end: %.1f\n- memory at most during all of it: %d MiB\n",
              Table(figures).c_str(), beside.c_str(), load[0], static_cast<int>(ResidentMostMiB()));
  if (options.xsd_folder.empty()) {
    std::printf("- not measured: message control beside the schemas of the standard, which were not given\n");
  }
  return absl::OkStatus();
}

int Main(int count, char** arguments) {
  Options options;
  if (!Parse(count, arguments, &options)) {
    std::fprintf(stderr, "use: benchmark --smoke | [--xsd FOLDER] [--seconds N] [--routes N] [--folder FOLDER]\n");
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
