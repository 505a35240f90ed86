#include "services/orchestrator/store/history_store.h"

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {

absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournalAfter(Connection& connection, std::int64_t route,
                                                                std::int64_t sequence, int limit) {
  std::vector<v1::JournalRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "SELECT record FROM journal WHERE route = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
      {route, sequence, std::int64_t{limit}}, [&](const Row& row) -> absl::Status {
        const std::string_view bytes = row.Bytes(0);
        if (records.emplace_back().ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
          return absl::OkStatus();
        }
        return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", "a stored row cannot be read: journal record");
      }));
  return records;
}

}  // namespace clientroute::orchestrator
