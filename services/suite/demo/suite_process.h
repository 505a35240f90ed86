#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_PROCESS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/running_suite.pb.h"
#include "grpcpp/channel.h"
#include "services/suite/demo/look_witness.h"

namespace clientroute::suite {

/// A suite of one's own: a child process of the same program, that can be killed and started again on the same data. It
/// stops when this process does, whatever happens to it. Thread-safe.
class SuiteProcess {
 public:
  struct Options {
    std::string program;                   // absolute path
    std::string data_folder;               // made when it is missing; the child's log is `suite.log` in it
    std::vector<std::string> serve_flags;  // beside those for data, ports and stopping
  };

  /// How a client reaches the suite as it runs now.
  struct Link {
    std::int64_t generation = 0;  // counts the starts
    std::shared_ptr<grpc::Channel> channel;
    v1::RunningSuite running;
  };

  explicit SuiteProcess(Options options);
  /// Kills it when it still runs.
  ~SuiteProcess();
  SuiteProcess(const SuiteProcess&) = delete;
  SuiteProcess& operator=(const SuiteProcess&) = delete;

  /// Starts it and waits until it serves. Errors: Unavailable SUITE_START_FAILED with the end of its log when it
  /// stopped before; DeadlineExceeded SUITE_START_SLOW.
  absl::Status Start();
  /// Kills it with SIGKILL, and starts it again on the same data. When `stillborn` is given, the first start is killed
  /// as well, after so much time. Errors: those of Kill, which starts it no more; those of Start.
  absl::Status KillAndStart(std::optional<std::chrono::milliseconds> stillborn = std::nullopt);
  /// Asks it to stop and waits. Errors: Unavailable SUITE_STOP_FAILED when it does not run, or does not stop in time;
  /// Internal SUITE_DIED, with the end of its log, unless it exited with 0 and no sanitizer found anything.
  absl::Status Stop();
  /// SIGKILL, without a new start. Errors: Internal SUITE_DIED, with the end of its log, when it had ended otherwise
  /// before, or said to its log that a sanitizer found something.
  absl::Status Kill();

  /// The suite as it runs now; waits while it is being started. Errors: those of the last start; Unavailable
  /// SUITE_STOPPED; Internal SUITE_DIED with the end of its log when it ended by itself.
  absl::StatusOr<Link> Reach();
  /// Waits until there was another start than the `generation`-th, at most `patience`.
  void AwaitOther(std::int64_t generation, std::chrono::milliseconds patience);
  const std::string& data_folder() const { return options_.data_folder; }
  /// The last that the suites on this folder said, for a person: from a sanitizer's report on when there is one.
  static std::string EndOfLog(const std::string& data_folder);
  /// What its clients were shown, by all links until now.
  const LookWitness& witness() const { return witness_; }
  pid_t pid() const;

 private:
  absl::Status StartLocked(std::unique_lock<std::mutex>& lock);
  absl::Status Spawn();
  absl::StatusOr<v1::RunningSuite> ReadIntroduction() const;
  absl::Status KillLocked();
  absl::Status Died(int wait_status);
  void CloseStreams();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  pid_t pid_ = 0;                 // 0 when there is no child
  int to_child_ = -1;             // held open: the child stops when it ends
  int from_child_ = -1;           // where the child introduces itself
  std::uintmax_t log_begin_ = 0;  // where in the log this child begins
  bool starting_ = false;
  absl::Status failed_ = absl::UnavailableError("not started");
  LookWitness witness_;
  Link link_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_PROCESS_H_
