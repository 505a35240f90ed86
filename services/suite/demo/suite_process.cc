#include "services/suite/demo/suite_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/session.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX names it without a header

namespace clientroute::suite {
namespace {

/// Enough for a start on a machine that is busy with a hundred others.
constexpr std::chrono::seconds kStartPatience{60};
constexpr std::chrono::seconds kStopPatience{60};
constexpr std::string_view kLogFile = "/suite.log";
constexpr std::size_t kLogShown = 2'000;
/// A sanitizer's report, with the stacks in it.
constexpr std::size_t kReportShown = 20'000;
/// What the sanitizers and the C++ library say where a program goes wrong. It may be killed while it says so.
constexpr std::string_view kReports[] = {"ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "WARNING: ThreadSanitizer",
                                         "Sanitizer:DEADLYSIGNAL",  ": runtime error: ",    "terminate called"};

std::string ReadLog(const std::string& path, std::uintmax_t begin) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(begin));
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

/// Where the first report begins; npos when there is none.
std::size_t FindReport(std::string_view log) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view report : kReports) first = std::min(first, log.find(report));
  return first;
}

std::string WorthShowing(std::string log) {
  if (const std::size_t report = FindReport(log); report != std::string::npos) return log.substr(report, kReportShown);
  return log.size() > kLogShown ? log.substr(log.size() - kLogShown) : log;
}

absl::Status StartFailed(std::string_view why, const std::string& log_path, std::uintmax_t log_begin) {
  const std::string log = WorthShowing(ReadLog(log_path, log_begin));
  return Error(absl::StatusCode::kUnavailable, "SUITE_START_FAILED",
               Cat("de suite start niet: ", why, log.empty() ? "" : "\n", log));
}

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  bool Open() {
    std::array<int, 2> ends = {-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
};

void CloseAnd(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

}  // namespace

SuiteProcess::SuiteProcess(Options options) : options_(std::move(options)) {}

SuiteProcess::~SuiteProcess() {
  // Who wants to know how it ended asks Kill or Stop.
  const absl::Status ignored = Kill();
}

std::string SuiteProcess::EndOfLog(const std::string& data_folder) {
  return WorthShowing(ReadLog(data_folder + std::string(kLogFile), 0));
}

absl::Status SuiteProcess::Died(int wait_status) {
  const std::string how =
      WIFSIGNALED(wait_status) ? Cat("door signaal ", WTERMSIG(wait_status)) : Cat("met ", WEXITSTATUS(wait_status));
  const std::string log = ReadLog(options_.data_folder + std::string(kLogFile), log_begin_);
  failed_ = Error(absl::StatusCode::kInternal, "SUITE_DIED",
                  Cat("de suite eindigde uit zichzelf, ", how, "\n", WorthShowing(log)));
  return failed_;
}

absl::Status SuiteProcess::Spawn() {
  std::error_code ignored;
  std::filesystem::create_directories(options_.data_folder, ignored);
  std::string log = options_.data_folder + std::string(kLogFile);
  log_begin_ = std::filesystem::exists(log, ignored) ? std::filesystem::file_size(log, ignored) : 0;
  Pipe in;
  Pipe out;
  if (!in.Open() || !out.Open()) return StartFailed(std::strerror(errno), log, log_begin_);
  std::vector<std::string> words = {
      options_.program, "serve",       "--json",    "--stop-with-stdin", "--data",          options_.data_folder,
      "--listen",       "127.0.0.1:0", "--metrics", "127.0.0.1:0",       "--portal-listen", "127.0.0.1:0"};
  words.insert(words.end(), options_.serve_flags.begin(), options_.serve_flags.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  constexpr mode_t kOwnerOnly = 0600;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, kOwnerOnly);
  pid_t child = 0;
  int spawned = posix_spawn(&child, options_.program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in.read_end);
  close(out.write_end);
  to_child_ = in.write_end;
  from_child_ = out.read_end;
  if (spawned != 0) {
    CloseStreams();
    return StartFailed(std::strerror(spawned), log, log_begin_);
  }
  pid_ = child;
  return absl::OkStatus();
}

absl::StatusOr<v1::RunningSuite> SuiteProcess::ReadIntroduction() const {
  const std::chrono::microseconds end = Elapsed() + kStartPatience;
  std::string text;
  // The introduction is one indented object, so its closing brace stands alone on the last line.
  while (!text.ends_with("\n}\n")) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Elapsed());
    pollfd waited{from_child_, POLLIN, 0};
    if (left.count() <= 0 || poll(&waited, 1, static_cast<int>(left.count())) == 0) {
      return Error(absl::StatusCode::kDeadlineExceeded, "SUITE_START_SLOW",
                   "de suite is na een minuut nog niet gestart");
    }
    std::array<char, 4096> block{};
    ssize_t got = read(from_child_, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      return StartFailed("zij stopte voordat zij draaide", options_.data_folder + std::string(kLogFile), log_begin_);
    }
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  v1::RunningSuite running;
  if (!google::protobuf::util::JsonStringToMessage(text, &running).ok())
    return StartFailed("zij stelt zich onleesbaar voor", options_.data_folder + std::string(kLogFile), log_begin_);
  return running;
}

absl::Status SuiteProcess::StartLocked(std::unique_lock<std::mutex>& lock) {
  starting_ = true;
  absl::StatusOr<v1::RunningSuite> running = v1::RunningSuite();
  failed_ = Spawn();
  if (failed_.ok()) {
    lock.unlock();  // who wants the link waits for `changed_`
    running = ReadIntroduction();
    lock.lock();
    // What stopped is told by its log; what is left of it goes.
    if (!running.ok()) static_cast<void>(KillLocked());
    failed_ = running.status();
  }
  if (failed_.ok()) {
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors;
    interceptors.push_back(witness_.MakeInterceptors());
    link_ = Link{link_.generation + 1, ClientChannel(running->grpc_address(), std::move(interceptors)), *running};
  }
  starting_ = false;
  changed_.notify_all();
  return failed_;
}

absl::Status SuiteProcess::Start() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !starting_; });
  return StartLocked(lock);
}

absl::Status SuiteProcess::KillAndStart(std::optional<std::chrono::milliseconds> stillborn) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !starting_; });
  CLIENTROUTE_RETURN_IF_ERROR(KillLocked());
  if (stillborn && Spawn().ok()) {
    pollfd introduced{from_child_, POLLIN, 0};
    poll(&introduced, 1, static_cast<int>(stillborn->count()));
    CLIENTROUTE_RETURN_IF_ERROR(KillLocked());
  }
  return StartLocked(lock);
}

absl::Status SuiteProcess::KillLocked() {
  if (pid_ == 0) return absl::OkStatus();
  kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = 0;
  CloseStreams();
  // The signal hides nothing: a child that was ending already keeps the end that it came to.
  const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  const std::string log = ReadLog(options_.data_folder + std::string(kLogFile), log_begin_);
  return killed && FindReport(log) == std::string::npos ? absl::OkStatus() : Died(status);
}

absl::Status SuiteProcess::Kill() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !starting_; });
  CLIENTROUTE_RETURN_IF_ERROR(KillLocked());
  if (ReasonOf(failed_) != "SUITE_DIED") {
    failed_ = Error(absl::StatusCode::kUnavailable, "SUITE_STOPPED", "de suite is gestopt");
  }
  return absl::OkStatus();
}

absl::Status SuiteProcess::Stop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !starting_; });
  if (pid_ == 0) return Error(absl::StatusCode::kUnavailable, "SUITE_STOP_FAILED", "de suite draait niet");
  // An idle client notices that the server drains only when it looks up, every five seconds.
  link_.channel.reset();
  kill(pid_, SIGTERM);
  // The child's end of the pipe closes when it exits.
  const std::chrono::microseconds end = Elapsed() + kStopPatience;
  bool ended = false;
  while (!ended && Elapsed() < end) {
    pollfd waited{from_child_, POLLIN, 0};
    if (poll(&waited, 1, 1'000) <= 0) continue;
    std::array<char, 4096> ignored{};
    ended = read(from_child_, ignored.data(), ignored.size()) <= 0;
  }
  if (!ended) kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = 0;
  CloseStreams();
  failed_ = Error(absl::StatusCode::kUnavailable, "SUITE_STOPPED", "de suite is gestopt");
  const bool in_order = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  const std::string log = ReadLog(options_.data_folder + std::string(kLogFile), log_begin_);
  if (in_order && FindReport(log) == std::string::npos) return absl::OkStatus();
  if (!ended)
    return Error(absl::StatusCode::kUnavailable, "SUITE_STOP_FAILED",
                 Cat("de suite stopt niet\n", EndOfLog(options_.data_folder)));
  return Died(status);
}

absl::StatusOr<SuiteProcess::Link> SuiteProcess::Reach() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !starting_; });
  if (int status = 0; pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_) {
    pid_ = 0;
    CloseStreams();
    return Died(status);
  }
  if (!failed_.ok()) return failed_;
  return link_;
}

void SuiteProcess::AwaitOther(std::int64_t generation, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [&] { return link_.generation != generation; });
}

pid_t SuiteProcess::pid() const {
  std::unique_lock lock(mutex_);
  return pid_;
}

void SuiteProcess::CloseStreams() {
  CloseAnd(to_child_);
  CloseAnd(from_child_);
}

}  // namespace clientroute::suite
