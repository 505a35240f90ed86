#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TRANSITION_ROWS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TRANSITION_ROWS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/route_listing_store.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/events/outbox.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/numbered_timers.h"

namespace clientroute::orchestrator {

/// The rows that transitions leave, collected in memory in the order of the transitions, and written as sets, table by
/// table. Numbers of timers, tasks and commands are never used again in a route, so that the order between the rows of
/// different tables does not matter. One thread.
class TransitionRows {
 public:
  struct OpenedRoute {
    RouteRow row;
    RouteTerms terms;
    std::string snapshot;
  };
  struct InvolvedPerson {
    std::int64_t route = 0;
    std::string subject;
  };
  struct CommandKey {
    std::int64_t route = 0;
    std::int64_t number = 0;
  };
  struct EndedTask {
    std::int64_t route = 0;
    std::int64_t number = 0;
    TaskState state = TaskState::kCompleted;
    std::string outcome;
    std::string completer;
    Instant at;
  };

  std::vector<OpenedRoute> opened;
  std::vector<RouteChange> changes;
  std::vector<JournalRow> journal;
  std::vector<InvolvedPerson> involved;
  std::vector<CommandRow> commands;
  std::vector<CommandKey> delivered;
  std::vector<NumberedTimer> timers_set;
  std::vector<NumberedTimer> timers_ended;
  std::vector<TaskRow> tasks_opened;
  std::vector<EndedTask> tasks_ended;
  std::vector<OutboxRow> events;
  std::vector<ProvidersChange> providers;

  /// How many rows there are of each kind: a place to come back to.
  using Mark = std::array<std::size_t, 12>;
  Mark Here() const;
  /// Takes away what was added since.
  void DropSince(const Mark& mark);
  /// Takes out what was added since.
  TransitionRows TakeSince(const Mark& mark);
  bool empty() const;

  /// Writes all and is empty then. Errors: Aborted ROUTE_MOVED; those of Connection.
  absl::Status WriteTo(Connection& connection);

 private:
  absl::Status WriteRoutes(Connection& connection);
  absl::Status WriteWork(Connection& connection);
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_TRANSITION_ROWS_H_
