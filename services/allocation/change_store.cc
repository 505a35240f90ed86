#include "services/allocation/change_store.h"

#include "services/allocation/placement_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {
namespace {

constexpr std::int64_t kOpen = static_cast<std::int64_t>(ChangeState::kOpen);

// What was checked when it was written is never missing when it is read.
template <typename Value>
Value Whole(std::optional<Value> value) {
  if (!value) StopOnDefect("allocation: a stored change request is damaged");
  return *std::move(value);
}

ChangeRecord ReadChange(const Row& row) {
  return {.row = row.Int(0),
          .id = ReadId(row, 1),
          .route_row = row.Int(2),
          .route = ReadId(row, 3),
          .ordinal = row.Int(4),
          .client = ReadId(row, 5),
          .municipality = std::string(row.Text(6)),
          .law = Whole(LawOf(static_cast<int>(row.Int(7)))),
          .provider = Whole(ProviderCode::Parse(row.Text(8))),
          .reference = std::string(row.Text(9)),
          .message = ReadId(row, 10),
          .direction = static_cast<Direction>(row.Int(11)),
          .wanted_day = FromDays(row.Int(12)),
          .created = FromMicros(row.Int(13)),
          .state = static_cast<ChangeState>(row.Int(14)),
          .added = {},
          .changed = {},
          .care_goes_on = false};
}

}  // namespace

absl::StatusOr<std::int64_t> ChangeStore::NextOrdinal(std::int64_t route) {
  CLIENTROUTE_ASSIGN(const auto last,
                     connection_.QueryOne("SELECT coalesce(max(ordinal), 0) FROM change_request WHERE route = $1",
                                          {route}, [](const Row& row) { return row.Int(0); }));
  return last.value_or(0) + 1;
}

absl::Status ChangeStore::AddLine(std::int64_t change, std::optional<std::int64_t> allocation, const CareLine& line) {
  CLIENTROUTE_ASSIGN(const std::int64_t row, PlacementStore(&connection_).AddLine(line));
  return connection_
      .Execute("INSERT INTO change_line (change_request, allocation, care_line) VALUES ($1, $2, $3)",
               {change, Maybe(allocation), row})
      .status();
}

absl::Status ChangeStore::Add(const ChangeRecord& change, const std::vector<CareLine>& allocated) {
  const std::string provider = change.provider.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute(
              "INSERT INTO change_request (uuid, route, ordinal, client, municipality, law, provider, reference,"
              " message, direction, wanted_day, created_at, state)"
              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
              {ToColumn(change.id), change.route_row, change.ordinal, ToColumn(change.client),
               std::string_view(change.municipality), std::int64_t{CodeOf(change.law)}, std::string_view(provider),
               std::string_view(change.reference), ToColumn(change.message),
               static_cast<std::int64_t>(change.direction), ToDays(change.wanted_day), ToMicros(change.created), kOpen})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  for (const CareLine& line : change.added) CLIENTROUTE_RETURN_IF_ERROR(AddLine(row, std::nullopt, line));
  for (std::size_t i = 0; i < change.changed.size(); ++i) {
    const ChangedAllocation& one = change.changed[i];
    CareLine wanted = allocated[i];
    wanted.period = one.wanted.period;
    wanted.volume = one.wanted.volume;
    wanted.budget = one.wanted.budget;
    CLIENTROUTE_RETURN_IF_ERROR(AddLine(row, one.row, wanted));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ChangeRecord>> ChangeStore::Find(const Uuid& id) {
  CLIENTROUTE_ASSIGN(
      auto change,
      connection_.QueryOne("SELECT c.id, c.uuid, c.route, r.uuid, c.ordinal, c.client, c.municipality, c.law,"
                           " c.provider, c.reference, c.message, c.direction, c.wanted_day, c.created_at, c.state"
                           " FROM change_request AS c JOIN route AS r ON r.id = c.route WHERE c.uuid = $1",
                           {ToColumn(id)}, ReadChange));
  if (!change) return change;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT a.id, a.uuid, a.number, " CLIENTROUTE_LINE_COLUMNS
      " FROM change_line AS c JOIN care_line AS l ON l.id = c.care_line"
      " LEFT JOIN allocation AS a ON a.id = c.allocation WHERE c.change_request = $1 ORDER BY c.id",
      {change->row}, [&](const Row& row) {
        CareLine line = ReadLine(row, 3);
        if (row.IsNull(0)) {
          change->added.push_back(std::move(line));
        } else {
          change->changed.push_back(
              {row.Int(0), ReadId(row, 1), row.Int(2), line.line, {line.period, line.volume, line.budget}});
        }
        return absl::OkStatus();
      }));
  return change;
}

absl::Status ChangeStore::Close(const Uuid& id, ChangeState state, const std::string& decision, Instant now) {
  return connection_
      .Execute("UPDATE change_request SET state = $2, decision = $3, closed_at = $4 WHERE uuid = $1 AND state = $5",
               {ToColumn(id), static_cast<std::int64_t>(state), std::string_view(decision), ToMicros(now), kOpen})
      .status();
}

absl::Status ChangeStore::CloseTold(const ProviderCode& provider, Law law, const std::set<std::string>& references,
                                    Instant now) {
  TextSet set = TextSetOf(references);
  const std::string code = provider.ToString();
  return connection_
      .Execute(
          "UPDATE change_request SET state = $5, closed_at = $4 WHERE provider = $1 AND law = $2"
          " AND reference IN (SELECT key FROM json_each($3)) AND state = $6",
          {std::string_view(code), std::int64_t{CodeOf(law)}, set.parameter(), ToMicros(now),
           static_cast<std::int64_t>(ChangeState::kApplied), kOpen})
      .status();
}

absl::Status ChangeStore::CloseRoute(const Uuid& route, Instant now) {
  return connection_
      .Execute(
          "UPDATE change_request SET state = $3, closed_at = $2"
          " WHERE route IN (SELECT id FROM route WHERE uuid = $1) AND state = $4",
          {ToColumn(route), ToMicros(now), static_cast<std::int64_t>(ChangeState::kRefused), kOpen})
      .status();
}

}  // namespace clientroute::allocation
