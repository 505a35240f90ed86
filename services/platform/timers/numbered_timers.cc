#include "services/platform/timers/numbered_timers.h"

#include <limits>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {
namespace {

NumberedTimer ReadTimer(const Row& row) { return {FromMicros(row.Int(0)), row.Int(1), row.Int(2)}; }

}  // namespace

absl::Status AddTimer(Connection& connection, const NumberedTimer& timer) {
  return connection
      .Execute("INSERT INTO numbered_timer (due_at, owner, number) VALUES ($1, $2, $3)",
               {ToMicros(timer.due), timer.owner, timer.number})
      .status();
}

absl::Status DropTimer(Connection& connection, const NumberedTimer& timer) {
  return connection
      .Execute("DELETE FROM numbered_timer WHERE due_at = $1 AND owner = $2 AND number = $3",
               {ToMicros(timer.due), timer.owner, timer.number})
      .status();
}

absl::StatusOr<std::vector<NumberedTimer>> ListTimersAfter(Connection& connection,
                                                           const std::optional<NumberedTimer>& after, int limit) {
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  return connection.QueryAll(
      "SELECT due_at, owner, number FROM numbered_timer WHERE (due_at, owner, number) > ($1, $2, $3)"
      " ORDER BY due_at, owner, number LIMIT $4",
      {after ? ToMicros(after->due) : kFirst, after ? after->owner : kFirst, after ? after->number : kFirst,
       std::int64_t{limit}},
      ReadTimer);
}

absl::StatusOr<std::vector<NumberedTimer>> ListTimersOf(Connection& connection, std::int64_t owner) {
  return connection.QueryAll(
      "SELECT due_at, owner, number FROM numbered_timer WHERE owner = $1 ORDER BY due_at, number", {owner}, ReadTimer);
}

}  // namespace clientroute
