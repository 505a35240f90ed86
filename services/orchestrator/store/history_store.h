#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// A route's journal after a sequence, oldest first, at most `limit` records. DataLoss JOURNAL_DAMAGED for a row that
/// cannot be read; other errors: those of Connection.
absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournalAfter(Connection& connection, std::int64_t route,
                                                                std::int64_t sequence, int limit);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_HISTORY_STORE_H_
