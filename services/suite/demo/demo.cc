#include "services/suite/demo/demo.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/route_view.h"
#include "services/suite/demo/conclusion.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/stories.h"
#include "services/suite/serve/serve_config.h"

namespace clientroute::suite {
namespace {

/// A fresh folder that goes with the object, unless it is to be kept.
class DemoFolder {
 public:
  static absl::StatusOr<DemoFolder> Make(const DemoOptions& options) {
    std::error_code error;
    if (!options.data_folder.empty()) {
      if (std::filesystem::exists(options.data_folder, error) &&
          !std::filesystem::is_empty(options.data_folder, error)) {
        return WrongUse(Cat("--data: '", options.data_folder, "' is niet leeg; de demo begint met een nieuwe map"));
      }
      return DemoFolder(std::filesystem::absolute(options.data_folder).string(), true);
    }
    std::string pattern = (std::filesystem::temp_directory_path(error) / "clientroute-demo-XXXXXX").string();
    if (error || mkdtemp(pattern.data()) == nullptr) {
      return Error(absl::StatusCode::kUnavailable, "DEMO_FOLDER", "kan geen tijdelijke map maken");
    }
    return DemoFolder(pattern, options.keep);
  }
  DemoFolder(DemoFolder&& other) noexcept : path_(std::exchange(other.path_, "")), keep_(other.keep_) {}
  DemoFolder(const DemoFolder&) = delete;
  ~DemoFolder() {
    std::error_code ignored;
    if (!path_.empty() && !keep_) std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  DemoFolder(std::string path, bool keep) : path_(std::move(path)), keep_(keep) {}
  std::string path_;
  bool keep_;
};

absl::StatusOr<std::string> OwnProgram() {
  std::error_code error;
  std::string program = std::filesystem::read_symlink("/proc/self/exe", error).string();
  if (error)
    return Error(absl::StatusCode::kInternal, "DEMO_PROGRAM", Cat("kan dit programma niet vinden: ", error.message()));
  return program;
}

absl::StatusOr<v1::RunningSuite> RunningAs(SuiteProcess& process) {
  CLIENTROUTE_ASSIGN(SuiteProcess::Link link, process.Reach());
  return link.running;
}

}  // namespace

absl::StatusOr<v1::DemoReport> RunDemo(const DemoOptions& options, Output& out) {
  const std::chrono::microseconds begin = Elapsed();
  CLIENTROUTE_ASSIGN(StoryEntry entry, FindStory(options.story.empty() ? kFirstStory : options.story));
  CLIENTROUTE_ASSIGN(DemoFolder folder, DemoFolder::Make(options));
  SuiteProcess::Options suite;
  suite.data_folder = folder.path();
  suite.program = options.program;
  if (suite.program.empty()) {
    CLIENTROUTE_ASSIGN(suite.program, OwnProgram());
  }
  suite.serve_flags = {"--workflows",    std::filesystem::absolute(FindWorkflows()).string(),
                       "--driven-clock", std::string(kStoryBegins),
                       "--log-level",    "debug"};
  SuiteProcess process(std::move(suite));
  CLIENTROUTE_RETURN_IF_ERROR(process.Start());
  CLIENTROUTE_ASSIGN(const v1::RunningSuite running, RunningAs(process));

  Narrator narrator(&out, options.whole_files);
  narrator.Say(Cat(entry.summary));
  narrator.Say(Cat("Een eigen suite op ", folder.path(),
                   ", met een gestuurde klok. Alle personen en instellingen zijn verzonnen."));
  if (options.kill)
    narrator.Say(Cat("Onderweg wordt zij steeds met SIGKILL gestopt en weer gestart (seed ", options.seed, ")."));
  Killer killer(&process, options.seed);
  if (options.kill) killer.Start();
  Stage stage(&process, &killer, &narrator, running);
  std::unique_ptr<Story> story = entry.make(&stage);
  CLIENTROUTE_RETURN_IF_ERROR(story->Play());
  CLIENTROUTE_RETURN_IF_ERROR(killer.Finish());
  CLIENTROUTE_ASSIGN(v1::DemoReport report, Conclude(stage, *story));
  report.set_story(std::string(entry.name));
  report.set_kills(killer.kills());
  const absl::Status stopped = process.Stop();
  report.set_elapsed_ms(std::chrono::duration_cast<std::chrono::milliseconds>(Elapsed() - begin).count());

  if (!out.json()) {
    narrator.Chapter(report.views_size() == 1 ? "De route" : "De routes");
    for (const v1::RouteView& view : report.views()) PrintRoute(view, out);
    out.Line();
    narrator.Check("de suite stopte netjes", stopped.ok());
    if (!stopped.ok()) narrator.Detail(std::string(stopped.message()));
    if (options.kill) out.Line(Cat("Onderweg ", report.kills(), " keer gestopt met SIGKILL en weer gestart."));
    if (options.keep || !options.data_folder.empty()) out.Line(Cat("De gegevens staan in ", folder.path(), "."));
    out.Line(Cat("Klaar in ", report.elapsed_ms(), " ms."));
  }
  v1::DemoCheck* check = report.add_checks();
  check->set_description("de suite stopte netjes");
  check->set_passed(stopped.ok());
  return report;
}

}  // namespace clientroute::suite
