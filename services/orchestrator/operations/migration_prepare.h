#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_MIGRATION_PREPARE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_MIGRATION_PREPARE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "clientroute/orchestrator/v1/route_operations.pb.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/operations/history_codec.h"
#include "services/orchestrator/route/history.h"
#include "services/orchestrator/store/route_store.h"

/// What another version would make of a route, on a copy of its record. Pure, one thread.
namespace clientroute::orchestrator {

/// A route's row and its whole journal.
struct RecordedRoute {
  RouteRow row;
  std::vector<v1::JournalRecord> records;
};

/// What differs when its history is run against `target`, beside where it was recorded; `mapping` as of CompareHistory.
/// FailedPrecondition DEFINITION_NOT_LOADED when the version that it opened on is not there; DataLoss JOURNAL_DAMAGED.
absl::StatusOr<HistoryComparison> RunAgainst(const DefinitionLibrary& library, RecordedMappings* recorded,
                                             const RecordedRoute& route, const Definition& target,
                                             const RouteMapping* mapping);
v1::ReplayDifference DifferenceOf(const RecordedRoute& route, const Definition& target,
                                  const HistoryComparison& comparison);

/// Whether the mapping can move the route: its journal makes the route that is stored, moved it can go on, and run on
/// the new version its history comes to the same place. `event` is the Migrated one. Errors: as above.
absl::StatusOr<v1::MigrationCheck> CheckMove(const DefinitionLibrary& library, RecordedMappings* recorded,
                                             const RecordedRoute& route, const RouteMapping& mapping,
                                             const Event& event, Instant now);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_MIGRATION_PREPARE_H_
