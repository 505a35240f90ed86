#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/platform/store/database.h"

/// A route's journal, which is a chain of records from its last one back. DataLoss JOURNAL_DAMAGED for a record that
/// cannot be read, and for a chain that does not lead from where the route stands, one by one, to its first record:
/// what was lost never reads as a shorter history. Other errors: those of Connection.
namespace clientroute::orchestrator {

/// What came after a sequence, oldest first, at most `limit` records. Cost: a look at every record after it.
absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournalAfter(Connection& connection, std::int64_t route,
                                                                std::int64_t sequence, int limit);
/// All of it, oldest first.
absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournal(Connection& connection, std::int64_t route);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_
