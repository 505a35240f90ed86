#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_WRITE_BATCH_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_WRITE_BATCH_H_

#include <functional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/orchestrator/engine/route_cache.h"
#include "services/orchestrator/store/transition_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/near_timers.h"

namespace clientroute::orchestrator {

/// What outlives the writer's transactions; touched inside them only.
struct WriterMemory {
  RouteCache routes;
  /// 0 until it was asked for.
  std::int64_t last_route_id = 0;
  std::int64_t last_record_id = 0;
  /// `youth_standard@1`: those whose use stands in the record.
  std::unordered_set<std::string> used_definitions;
  /// What the running transaction writes; empty between two, with the room that the last one needed.
  TransitionRows rows;
  /// After a lost transaction: the record is asked again.
  void Forget();
};

/// One transaction of the writer. Jobs are applied one after the other; what they do to routes is collected in memory
/// and written together at the end. A job that needs the record itself asks for Direct(): then everything before it is
/// written first, and its own changes are written as it goes. What a job that fails did is undone either way. One
/// thread; lives within the transaction.
class WriteBatch {
 public:
  /// Both outlive it.
  WriteBatch(Connection* connection, WriterMemory* memory)
      : connection_(connection), memory_(memory), rows_(memory->rows) {
    // Whatever became of the one before.
    rows_.DropSince({});
  }

  /// Runs one job. `answer` is what the job returned; the status returned is the transaction's: those of Connection.
  absl::Status Run(const std::function<absl::Status(WriteBatch&)>& job, absl::Status* answer);
  /// Writes what was collected. Errors: Aborted ROUTE_MOVED; those of Connection.
  absl::Status Finish();

  /// For reading what does not change within a batch, or what this batch did not touch.
  Connection& reading() { return *connection_; }
  /// For changes by statement, and for reading what this batch may have changed. Errors: those of Connection.
  absl::StatusOr<Connection*> Direct();
  /// Where transitions leave their rows.
  TransitionRows& rows() { return rows_; }
  /// Timers that the job sets, and takes away.
  void SetTimer(const NumberedTimer& timer);
  void TakeTimer(const NumberedTimer& timer);
  /// Whether the running job took it away.
  bool Takes(const NumberedTimer& timer) const;
  /// What the whole transaction does to timers; at its end.
  TimerChanges TakeTimerChanges() { return std::move(timers_); }
  /// After rows were added: writes them now when the job goes direct. Errors: as Finish.
  absl::Status Added();

  RouteCache& routes() { return memory_->routes; }
  WriterMemory& memory() { return *memory_; }
  /// The job is about to change this route in memory: when the job fails it is read anew.
  void Touch(const Uuid& route) { touched_.push_back(route); }

  /// Whether the journal's rows that wait to be written hold an answer to this request.
  bool Answers(const Uuid& request) const { return answers_.contains(request); }
  /// Lets the job's last transition answer the request; false when its row is written already, or there is none.
  bool AnswerWithTransition(const Uuid& request, std::string digest);
  /// Whether the running job left a transition that waits to be written.
  bool HasTransition() const { return rows_.journal.size() > job_begin_[kJournalPlace]; }

 private:
  static constexpr std::size_t kJournalPlace = 2;
  absl::Status Undo();

  Connection* connection_;
  WriterMemory* memory_;
  TransitionRows& rows_;
  TransitionRows::Mark job_begin_{};
  TimerChanges timers_;
  std::size_t timers_set_before_ = 0;
  std::size_t timers_taken_before_ = 0;
  bool direct_ = false;
  std::vector<Uuid> touched_;
  std::unordered_set<Uuid> answers_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_WRITE_BATCH_H_
