#include "services/orchestrator/store/history_store.h"

#include <limits>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournalAfter(Connection& connection, std::int64_t route,
                                                                std::int64_t sequence, int limit) {
  std::vector<v1::JournalRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "WITH RECURSIVE chain (id, sequence, previous, record) AS ("
      " SELECT j.id, j.sequence, j.previous, j.record FROM route r JOIN journal j ON j.id = r.last_record"
      "  WHERE r.id = $1 AND j.sequence > $2"
      " UNION ALL"
      " SELECT j.id, j.sequence, j.previous, j.record FROM chain c JOIN journal j ON j.id = c.previous"
      "  WHERE j.sequence > $2)"
      " SELECT record FROM chain ORDER BY sequence LIMIT $3",
      {route, sequence, std::int64_t{limit}}, [&](const Row& row) -> absl::Status {
        const std::string_view bytes = row.Bytes(0);
        if (records.emplace_back().ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
          return absl::OkStatus();
        }
        return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", "a stored row cannot be read: journal record");
      }));
  return records;
}

absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournal(Connection& connection, std::int64_t route) {
  return ReadJournalAfter(connection, route, 0, std::numeric_limits<int>::max());
}

}  // namespace clientroute::orchestrator
