#include "tests/programs/own_suite.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "services/platform/status/status.h"
#include "services/suite/demo/story.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX names it without a header

namespace clientroute::suite {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace

std::string Program() { return std::string(CLIENTROUTE_BINARY_DIR) + "/bin/clientroute"; }

std::string WitnessedProgram() { return std::string(CLIENTROUTE_BINARY_DIR) + "/tests/clientroute_witnessed"; }

OwnFolder::OwnFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "clientroute-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    ADD_FAILURE() << "no folder can be made in " << std::filesystem::temp_directory_path();
    return;
  }
  path_ = pattern;
}

OwnFolder::~OwnFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

OwnSuite::OwnSuite(std::vector<std::string> serve_flags) {
  SuiteProcess::Options options;
  options.program = Program();
  options.data_folder = folder_.path();
  options.serve_flags = {"--workflows", std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows", "--driven-clock",
                         std::string(kStoryBegins)};
  options.serve_flags.insert(options.serve_flags.end(), serve_flags.begin(), serve_flags.end());
  process_ = std::make_unique<SuiteProcess>(std::move(options));
}

OwnSuite::~OwnSuite() {
  const absl::Status ended = process_->Kill();
  EXPECT_TRUE(ended.ok()) << ended;
  if (testing::Test::HasFailure())
    std::cerr << "the end of the suite's log:\n" << SuiteProcess::EndOfLog(folder_.path()) << "\n";
}

SuiteLink OwnSuite::As(std::string_view persona, std::string purpose) {
  absl::StatusOr<SuiteProcess::Link> link = process_->Reach();
  EXPECT_TRUE(link.ok()) << link.status();
  Caller caller = PersonaCaller(persona, link.ok() ? link->running : v1::RunningSuite());
  if (!purpose.empty()) caller.purpose = std::move(purpose);
  return SuiteLink(process_.get(), std::move(caller));
}

ProgramRun RunProgram(std::vector<std::string> words) {
  OwnFolder folder;
  const std::string out = folder.path() + "/out";
  const std::string err = folder.path() + "/err";
  words.insert(words.begin(), Program());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  constexpr mode_t kOwnerOnly = 0600;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, kOwnerOnly);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, kOwnerOnly);
  pid_t child = 0;
  int spawned = posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(spawned, 0) << words[0];
  ProgramRun run;
  int status = 0;
  if (spawned == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  run.out = ReadFile(out);
  run.err = ReadFile(err);
  return run;
}

absl::StatusOr<v1::DemoReport> PlayDemo(DemoOptions options) {
  if (options.program.empty()) options.program = Program();
  const OwnFolder folder;
  if (options.data_folder.empty()) options.data_folder = folder.path();
  std::ostringstream ignored;
  Output out(ignored, /*json=*/true, /*colour=*/false);
  absl::StatusOr<v1::DemoReport> report = RunDemo(options, out);
  if (!report.ok() || !std::ranges::all_of(report->checks(), &v1::DemoCheck::passed)) {
    std::cerr << "the end of the log of " << options.story << ":\n"
              << SuiteProcess::EndOfLog(options.data_folder) << "\n";
  }
  return report;
}

}  // namespace clientroute::suite
