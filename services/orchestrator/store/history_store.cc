#include "services/orchestrator/store/history_store.h"

#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

/// A place in the chain, from the last record back, and the record that stands there.
struct Link {
  std::int64_t id = 0;
  /// What the record's sequence must be.
  std::int64_t expected = 0;
  /// Nothing when there is no such record.
  std::optional<std::int64_t> route;
  std::int64_t sequence = 0;
  std::int64_t previous = 0;
};

/// Why the record is not the one that belongs here; empty when it is. `after`: the id of the record after it; nothing
/// for the route's last.
std::string WrongWith(const Link& link, std::int64_t route, const std::optional<std::int64_t>& after) {
  const std::string record = Cat("record ", link.id);
  if (!link.route) return Cat(record, " is not there");
  if (*link.route != route) return Cat(record, " is of route row ", *link.route);
  if (after && link.id >= *after) return Cat(record, " is not older: the chain is a loop");
  if (link.sequence != link.expected) return Cat(record, " stands at sequence ", link.sequence);
  if (link.expected == 1 && link.previous != 0) return Cat(record, " is the first, and goes on to ", link.previous);
  return {};
}

absl::Status Broken(const Link& link, std::int64_t route, const std::optional<std::int64_t>& after,
                    std::string_view why) {
  const std::string where = after ? Cat("before its record ", *after) : std::string("at the last record of its row");
  return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED",
               Cat("the journal of route row ", route, " is broken ", where, ", where sequence ", link.expected,
                   " belongs: ", why),
               {{"route_row", Cat(route)}, {"sequence", Cat(link.expected)}, {"record", Cat(link.id)}});
}

}  // namespace

absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournalAfter(Connection& connection, std::int64_t route,
                                                                std::int64_t sequence, int limit) {
  std::deque<std::pair<std::int64_t, std::string>> newest_last;  // their bytes by id
  std::optional<std::int64_t> after;
  // A step for each sequence that there must be, whatever the records say: a loop ends too.
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(
      "WITH RECURSIVE chain (id, expected, route, sequence, previous, record) AS ("
      " SELECT r.last_record, r.sequence, j.route, j.sequence, j.previous, j.record"
      "  FROM route r LEFT JOIN journal j ON j.id = r.last_record WHERE r.id = $1 AND r.sequence > $2"
      " UNION ALL"
      " SELECT c.previous, c.expected - 1, j.route, j.sequence, j.previous, j.record"
      "  FROM chain c LEFT JOIN journal j ON j.id = c.previous WHERE c.expected - 1 > $2 AND c.route IS NOT NULL)"
      " SELECT id, expected, route, sequence, previous, record FROM chain",
      {route, sequence}, [&](const Row& row) -> absl::Status {
        Link link{row.Int(0), row.Int(1), row.MaybeInt(2)};
        if (link.route) {
          link.sequence = row.Int(3);
          link.previous = row.Int(4);
        }
        if (const std::string why = WrongWith(link, route, after); !why.empty()) return Broken(link, route, after, why);
        after = link.id;
        newest_last.emplace_front(link.id, row.Bytes(5));
        if (newest_last.size() > static_cast<std::size_t>(limit)) newest_last.pop_back();
        return absl::OkStatus();
      }));
  std::vector<v1::JournalRecord> records;
  records.reserve(newest_last.size());
  for (const auto& [id, bytes] : newest_last) {
    if (records.emplace_back().ParseFromString(bytes)) continue;
    return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED",
                 Cat("a stored row cannot be read: journal record ", id, " of route row ", route));
  }
  return records;
}

absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournal(Connection& connection, std::int64_t route) {
  return ReadJournalAfter(connection, route, 0, std::numeric_limits<int>::max());
}

}  // namespace clientroute::orchestrator
