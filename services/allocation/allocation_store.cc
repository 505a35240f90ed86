#include "services/allocation/allocation_store.h"

#include <map>
#include <utility>

#include "services/allocation/placement_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {
namespace {

constexpr std::int64_t kNumberMax = 999'999'999;  // LDT_Nummer

#define CLIENTROUTE_SELECT_ALLOCATION                                                                          \
  "SELECT a.id, a.uuid, a.route, r.uuid, a.client, a.municipality, a.number, a.decision, a.state, a.capacity," \
  " a.held_first, a.held_last, a.revision, a.created_at, a.change_reason, a.told_at, "                         \
  "a.told, " CLIENTROUTE_LINE_COLUMNS                                                                          \
  " FROM allocation AS a JOIN route AS r ON r.id = a.route JOIN care_line AS l ON l.id = a.care_line"

AllocationRecord ReadAllocation(const Row& row) {
  AllocationRecord allocation;
  allocation.row = row.Int(0);
  allocation.id = ReadId(row, 1);
  allocation.route_row = row.Int(2);
  allocation.route = ReadId(row, 3);
  allocation.client = ReadId(row, 4);
  allocation.municipality = row.Text(5);
  allocation.number = row.Int(6);
  allocation.decision = row.Text(7);
  allocation.state = static_cast<AllocationState>(row.Int(8));
  allocation.capacity = row.Int(9);
  if (!row.IsNull(10)) allocation.held = DayRange{row.Int(10), row.Int(11)};
  allocation.revision = row.Int(12);
  allocation.created = FromMicros(row.Int(13));
  allocation.change_reason = row.Text(14);
  if (!row.IsNull(15)) allocation.told_at = FromMicros(row.Int(15));
  allocation.told = row.Int(16) == 1;
  allocation.line = ReadLine(row, 17);
  return allocation;
}

Delivery ReadDelivery(const Row& row) {
  Delivery delivery;
  delivery.id = row.Int(1);
  delivery.kind = static_cast<DeliveryKind>(row.Int(2));
  delivery.product = {std::string(row.Text(3)), std::string(row.Text(4))};
  delivery.start = FromDays(row.Int(5));
  if (!row.IsNull(6)) delivery.end = FromDays(row.Int(6));
  delivery.stop_reason = row.Text(7);
  delivery.message = ReadId(row, 8);
  delivery.removed = !row.IsNull(10);
  return delivery;
}

Parameter IdOrNull(const Uuid& id) { return id.IsNil() ? Parameter(nullptr) : ToColumn(id); }

std::optional<std::int64_t> HeldFirst(const AllocationRecord& allocation) {
  return allocation.held ? std::optional(allocation.held->first) : std::nullopt;
}
std::optional<std::int64_t> HeldLast(const AllocationRecord& allocation) {
  return allocation.held ? std::optional(allocation.held->last) : std::nullopt;
}

}  // namespace

absl::StatusOr<std::int64_t> AllocationStore::NextNumber(const std::string& municipality, Law law) {
  CLIENTROUTE_ASSIGN(const auto last,
                     connection_.QueryOne("SELECT last FROM allocation_number WHERE municipality = $1 AND law = $2",
                                          {std::string_view(municipality), std::int64_t{CodeOf(law)}},
                                          [](const Row& row) { return row.Int(0); }));
  const std::int64_t next = last.value_or(0) + 1;
  if (next > kNumberMax) {
    return Error(absl::StatusCode::kResourceExhausted, "ALLOCATION_NUMBERS_USED_UP",
                 Cat("municipality ", municipality, " has given every number under this law"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("INSERT INTO allocation_number (municipality, law, last) VALUES ($1, $2, $3)"
                                           " ON CONFLICT (municipality, law) DO UPDATE SET last = excluded.last",
                                           {std::string_view(municipality), std::int64_t{CodeOf(law)}, next})
                                  .status());
  return next;
}

absl::Status AllocationStore::Add(AllocationRecord* allocation) {
  CLIENTROUTE_ASSIGN(const std::int64_t line, PlacementStore(&connection_).AddLine(allocation->line));
  const std::string provider = allocation->line.provider ? allocation->line.provider->ToString() : std::string();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO allocation (uuid, route, client, municipality, law, number, care_line, line, provider,"
                   " decision, state, capacity, held_first, held_last, start_day, end_day, revision, created_at,"
                   " changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,"
                   " $18, $18)",
                   {ToColumn(allocation->id), allocation->route_row, ToColumn(allocation->client),
                    std::string_view(allocation->municipality), std::int64_t{CodeOf(allocation->line.law)},
                    allocation->number, line, std::string_view(allocation->line.line), std::string_view(provider),
                    std::string_view(allocation->decision), static_cast<std::int64_t>(allocation->state),
                    allocation->capacity, Maybe(HeldFirst(*allocation)), Maybe(HeldLast(*allocation)),
                    ToDays(allocation->line.period.start()), Maybe(allocation->line.period.end()), allocation->revision,
                    ToMicros(allocation->created)})
          .status());
  allocation->row = connection_.LastInsertedRow();
  return absl::OkStatus();
}

absl::Status AllocationStore::Update(const AllocationRecord& allocation) {
  return connection_
      .Execute(
          "UPDATE allocation SET state = $2, held_first = $3, held_last = $4, revision = revision + 1"
          " WHERE id = $1",
          {allocation.row, static_cast<std::int64_t>(allocation.state), Maybe(HeldFirst(allocation)),
           Maybe(HeldLast(allocation))})
      .status();
}

absl::Status AllocationStore::Change(AllocationRecord* allocation, Instant now) {
  CLIENTROUTE_ASSIGN(const std::int64_t line, PlacementStore(&connection_).AddLine(allocation->line));
  allocation->told = false;
  ++allocation->revision;
  return connection_
      .Execute(
          "UPDATE allocation SET state = $2, held_first = $3, held_last = $4, care_line = $5, start_day = $6,"
          " end_day = $7, change_reason = $8, decision = $9, changed_at = $10, told = 0, revision = revision + 1"
          " WHERE id = $1",
          {allocation->row, static_cast<std::int64_t>(allocation->state), Maybe(HeldFirst(*allocation)),
           Maybe(HeldLast(*allocation)), line, ToDays(allocation->line.period.start()),
           Maybe(allocation->line.period.end()), std::string_view(allocation->change_reason),
           std::string_view(allocation->decision), ToMicros(now)})
      .status();
}

absl::Status AllocationStore::Tell(const std::string& municipality, Law law, const std::set<std::int64_t>& numbers,
                                   Instant sent) {
  TextSet set = TextSetOf(numbers);
  return connection_
      .Execute(
          "UPDATE allocation SET"
          " told = CASE WHEN changed_at <= $4 AND NOT (state = $5 AND told_at IS NULL) THEN 1 ELSE 0 END,"
          " told_at = CASE WHEN told_at > $4 THEN told_at ELSE $4 END"
          " WHERE municipality = $1 AND law = $2"
          " AND number IN (SELECT CAST(key AS BIGINT) FROM json_each($3))",
          {std::string_view(municipality), std::int64_t{CodeOf(law)}, set.parameter(), ToMicros(sent),
           static_cast<std::int64_t>(AllocationState::kWithdrawn)})
      .status();
}

absl::Status AllocationStore::AddDelivery(std::int64_t allocation, const Delivery& delivery, Instant now) {
  return connection_
      .Execute(
          "INSERT INTO delivery (allocation, kind, category, code, start_day, end_day, stop_reason, message,"
          " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {allocation, static_cast<std::int64_t>(delivery.kind), std::string_view(delivery.product.category),
           std::string_view(delivery.product.code), ToDays(delivery.start), Maybe(delivery.end),
           std::string_view(delivery.stop_reason), ToColumn(delivery.message), ToMicros(now)})
      .status();
}

absl::Status AllocationStore::RemoveDelivery(std::int64_t delivery, const Uuid& message) {
  return connection_
      .Execute("UPDATE delivery SET removed_by = $2 WHERE id = $1 AND removed_by IS NULL",
               {delivery, ToColumn(message)})
      .status();
}

absl::StatusOr<std::vector<AllocationRecord>> AllocationStore::Find(std::string_view sql, Parameters parameters) {
  std::vector<AllocationRecord> found;
  std::map<std::int64_t, std::size_t> by_row;
  TextSet rows;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(sql, parameters, [&](const Row& row) {
    by_row.emplace(row.Int(0), found.size());
    rows.Add(row.Int(0));
    found.push_back(ReadAllocation(row));
    return absl::OkStatus();
  }));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT allocation, id, kind, category, code, start_day, end_day, stop_reason, message,"
                        " created_at, removed_by FROM delivery"
                        " WHERE allocation IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY allocation, id",
                        {rows.parameter()}, [&](const Row& row) {
                          AllocationRecord& allocation = found[by_row.at(row.Int(0))];
                          allocation.deliveries.push_back(ReadDelivery(row));
                          allocation.delivered.push_back(FromMicros(row.Int(9)));
                          return absl::OkStatus();
                        }));
  return found;
}

absl::StatusOr<std::vector<AllocationRecord>> AllocationStore::OfRoute(std::int64_t route) {
  const std::vector<Parameter> parameters = {route, static_cast<std::int64_t>(AllocationState::kWithdrawn)};
  return Find(CLIENTROUTE_SELECT_ALLOCATION " WHERE a.route = $1 AND a.state <> $2 ORDER BY a.id", parameters);
}

absl::StatusOr<std::vector<AllocationRecord>> AllocationStore::AtProvider(const Uuid& client,
                                                                          const std::string& municipality, Law law,
                                                                          const ProviderCode& provider) {
  const std::string code = provider.ToString();
  const std::vector<Parameter> parameters = {ToColumn(client), std::string_view(code), std::string_view(municipality),
                                             std::int64_t{CodeOf(law)},
                                             static_cast<std::int64_t>(AllocationState::kWithdrawn)};
  return Find(CLIENTROUTE_SELECT_ALLOCATION
              " WHERE a.client = $1 AND a.provider = $2 AND a.municipality = $3 AND a.law = $4 AND a.state <> $5"
              " ORDER BY a.number",
              parameters);
}

absl::StatusOr<std::vector<AllocationRecord>> AllocationStore::ByNumber(const std::string& municipality, Law law,
                                                                        const std::set<std::int64_t>& numbers) {
  TextSet set = TextSetOf(numbers);
  const std::vector<Parameter> parameters = {std::string_view(municipality), std::int64_t{CodeOf(law)},
                                             set.parameter()};
  return Find(CLIENTROUTE_SELECT_ALLOCATION
              " WHERE a.municipality = $1 AND a.law = $2"
              " AND a.number IN (SELECT CAST(key AS BIGINT) FROM json_each($3)) ORDER BY a.number",
              parameters);
}

absl::StatusOr<std::vector<AllocationRecord>> AllocationStore::List(const Filter& filter, const VisibleRows& visible,
                                                                    const Position& after, int limit) {
  const std::vector<Parameter> parameters = {
      IdOrNull(filter.id),
      IdOrNull(filter.client),
      IdOrNull(filter.route),
      std::string_view(filter.provider),
      std::string_view(filter.municipality),
      Maybe(filter.valid_on_or_after),
      visible.municipalities(),
      visible.person(),
      after.number,
      after.row,
      std::int64_t{limit},
      static_cast<std::int64_t>(AllocationState::kWithdrawn),
  };
  return Find(CLIENTROUTE_SELECT_ALLOCATION
              " WHERE ($1 IS NULL OR a.uuid = $1) AND ($2 IS NULL OR a.client = $2) AND ($3 IS NULL OR r.uuid = $3)"
              " AND ($4 = '' OR a.provider = $4) AND ($5 = '' OR a.municipality = $5)"
              " AND ($6 IS NULL OR (a.told = 0 AND a.told_at IS NOT NULL)"
              " OR (a.state <> $12 AND (a.end_day IS NULL OR a.end_day >= $6)))"
              " AND ($7 IS NULL OR a.municipality IN (SELECT key FROM json_each($7)))"
              " AND ($8 IS NULL OR EXISTS (SELECT 1 FROM involvement AS i WHERE i.client = a.client"
              " AND i.person = $8)) AND (a.number, a.id) > ($9, $10) ORDER BY a.number, a.id LIMIT $11",
              parameters);
}

absl::Status AllocationStore::Involve(const Uuid& client, std::string_view person, Instant now) {
  return connection_
      .Execute("INSERT INTO involvement (client, person, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
               {ToColumn(client), person, ToMicros(now)})
      .status();
}

absl::Status AllocationStore::EndInvolvement(const Uuid& client, std::string_view person) {
  return connection_.Execute("DELETE FROM involvement WHERE client = $1 AND person = $2", {ToColumn(client), person})
      .status();
}

}  // namespace clientroute::allocation
