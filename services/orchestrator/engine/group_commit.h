#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "services/orchestrator/engine/write_batch.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/near_timers.h"

namespace clientroute::orchestrator {

/// One writer that takes all that waits, applies it in memory in the order in which it came, commits once, and then
/// answers each. Who waits for his own answer (Run) writes for all when nobody else does, so that a simulation needs no
/// other thread; for those who do not wait (Submit) a thread of its own writes. Thread-safe.
class GroupCommit {
 public:
  using Job = std::function<absl::Status(WriteBatch&)>;
  /// Called with the job's answer after its commit, on the writer's thread: it must not wait.
  using Done = std::function<void(absl::Status)>;

  /// Jobs in one transaction at most: a bound on how long the first of them waits.
  static constexpr std::size_t kBatchMost = 512;
  /// Jobs that may wait; beyond it callers are told to come back.
  static constexpr std::size_t kQueueMost = 10'000;
  /// Jobs of one submitter that may wait: who floods is told to come back while there is room for the others.
  static constexpr std::size_t kOfOneMost = 4'000;

  /// `near`, when given, hears what each transaction does to timers; both outlive this.
  explicit GroupCommit(Database* database, NearTimers* near = nullptr) : database_(database), near_(near) {}
  /// Nobody waits any more; what was submitted is written and answered first.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// Runs `job` in the next transaction and returns after its commit. What a job that fails has done is undone, and the
  /// others go on; a job may be run again after its transaction was lost. Errors: what `job` returns;
  /// ResourceExhausted ROUTE_WRITER_BUSY when too many wait; those of Connection.
  absl::Status Run(const Job& job);
  /// Runs all in their order, in as few transactions as they fit in, and returns the answer of each.
  std::vector<absl::Status> RunAll(std::span<const Job> jobs);
  /// As Run, without waiting: `done` gets the answer. ROUTE_WRITER_BUSY is given at once, on this thread, also when too
  /// many of `submitter` wait.
  void Submit(std::string_view submitter, Job job, Done done);

  /// How many jobs wait for the writer now.
  std::size_t Waiting();
  /// Forgets what is kept in memory of the record: it is read anew.
  void Forget();

 private:
  class Waiter;
  struct Entry {
    const Job* job = nullptr;
    absl::Status result;
    // Of one that is waited for: by whom, and the place among his.
    Waiter* waiter = nullptr;
    std::size_t place = 0;
    // Of one that was submitted.
    std::unique_ptr<Job> own_job;
    Done done;
    std::size_t* of_submitter = nullptr;  // how many of his wait, under the lock
  };

  /// Writes batch after batch until `own` is answered, or without one until nothing waits.
  void Lead(std::unique_lock<std::mutex>& lock, const Waiter* own);
  /// Under the lock: lets another lead when something waits.
  void PassOn();
  void WriteBatchOf(std::span<Entry> batch);
  absl::Status WriteTogether(std::span<Entry> batch);
  void WriterLoop();

  Database* database_;
  NearTimers* near_;
  WriterMemory memory_;
  std::mutex mutex_;
  std::deque<Entry> queue_;
  // Of those who submitted: how many wait. Services, a few dozen at most.
  std::map<std::string, std::size_t, std::less<>> of_submitter_;
  bool writing_ = false;
  // The thread for those who do not wait; there from the first of them on.
  std::thread thread_;
  std::condition_variable called_;
  bool call_ = false;
  bool stopping_ = false;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_GROUP_COMMIT_H_
