#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <span>

#include "absl/status/status.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// One writer that takes all that waits and commits once. The first caller that finds nobody writing writes for all who
/// wait, in the order in which they came, in one transaction; everyone is answered after that commit. No thread of its
/// own, so that it runs the same in a simulation. Thread-safe.
class GroupCommit {
 public:
  /// Jobs in one transaction at most: a bound on how long the first of them waits.
  static constexpr std::size_t kBatchMost = 512;
  /// Jobs that may wait; beyond it callers are told to come back.
  static constexpr std::size_t kQueueMost = 10'000;

  explicit GroupCommit(Database* database) : database_(database) {}

  /// Runs `job` in the next transaction and returns after its commit. What a job that fails has written is undone, and
  /// the others go on; a job may be run again after its transaction was lost. Errors: what `job` returns;
  /// ResourceExhausted ROUTE_WRITER_BUSY when too many wait; those of Connection.
  absl::Status Run(const std::function<absl::Status(Connection&)>& job);

  /// How many jobs wait for the writer now.
  std::size_t Waiting();

 private:
  struct Job {
    const std::function<absl::Status(Connection&)>* job;
    absl::Status result;
    bool done = false;
  };

  void WriteBatch(std::unique_lock<std::mutex>& lock);
  absl::Status WriteTogether(std::span<Job* const> batch);
  static absl::Status RunJob(Connection& connection, Job& waiting);

  Database* database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job*> queue_;
  bool writing_ = false;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_
