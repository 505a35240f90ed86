#include "services/access/outflow_store.h"

#include "services/access/wire_code.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {
namespace {

template <typename Enum>
Enum EnumIn(const Row& row, int column) {
  return FromCode<Enum>(static_cast<int>(row.Int(column))).value_or(Enum::kLast);
}

Uuid IdIn(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }

std::string_view Text(const std::optional<ProviderCode>& provider) {
  return provider ? std::string_view(provider->ToString()) : std::string_view();
}

OutflowRecord ReadOutflow(const Row& row) {
  OutflowRecord outflow;
  outflow.row = row.Int(1);
  outflow.id = IdIn(row, 2);
  outflow.destination = EnumIn<Destination>(row, 3);
  outflow.obstacle = EnumIn<Obstacle>(row, 4);
  outflow.end = FromDays(row.Int(5));
  outflow.aftercare = row.Int(6) != 0;
  outflow.watch_until = FromDays(row.Int(7));
  outflow.provider = ProviderCode::Parse(row.Text(8));
  outflow.author = std::string(row.Text(9));
  outflow.create_time = FromMicros(row.Int(10));
  outflow.last_decision = row.Int(11);
  if (!row.IsNull(12)) outflow.undone = FromMicros(row.Int(12));
  outflow.followed = !row.IsNull(13);
  return outflow;
}

ContactRecord ReadContact(const Row& row) {
  ContactRecord contact;
  contact.id = IdIn(row, 1);
  contact.day = FromDays(row.Int(2));
  contact.outcome = EnumIn<AftercareOutcome>(row, 3);
  contact.author = std::string(row.Text(4));
  if (!row.IsNull(5)) contact.sealed_notes = std::string(row.Bytes(5));
  contact.create_time = FromMicros(row.Int(6));
  contact.restarts = row.Int(7) != 0;
  contact.allocated_since = row.Int(8) != 0;
  return contact;
}

}  // namespace

std::vector<PastContact> OutflowRecord::PastContacts() const {
  std::vector<PastContact> past;
  past.reserve(contacts.size());
  for (const ContactRecord& one : contacts) past.push_back({one.outcome, one.restarts, one.allocated_since});
  return past;
}

absl::Status OutflowStore::Add(std::int64_t route_row, const OutflowRecord& outflow) {
  return connection_
      .Execute(
          "INSERT INTO outflow (uuid, case_route, destination, obstacle, end_day, aftercare, watch_day, provider, "
          "author, created_at, last_decision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
          "COALESCE((SELECT MAX(id) FROM decision WHERE case_route = $2), 0))",
          {ToColumn(outflow.id), route_row, std::int64_t{ToCode(outflow.destination)},
           std::int64_t{ToCode(outflow.obstacle)}, ToDays(outflow.end), std::int64_t{outflow.aftercare ? 1 : 0},
           ToDays(outflow.watch_until), Text(outflow.provider), outflow.author, ToMicros(outflow.create_time)})
      .status();
}

absl::Status OutflowStore::AddContact(std::int64_t outflow_row, const ContactRecord& contact) {
  return connection_
      .Execute(
          "INSERT INTO aftercare_contact (uuid, outflow, day, outcome, author, sealed_notes, created_at, restarts) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          {ToColumn(contact.id), outflow_row, ToDays(contact.day), std::int64_t{ToCode(contact.outcome)},
           contact.author, contact.sealed_notes ? Parameter(Blob{*contact.sealed_notes}) : Parameter(nullptr),
           ToMicros(contact.create_time), std::int64_t{contact.restarts ? 1 : 0}})
      .status();
}

absl::Status OutflowStore::Undo(std::int64_t outflow_row, Instant now) {
  return connection_
      .Execute("INSERT INTO outflow_undone (outflow, undone_at) VALUES ($1, $2)", {outflow_row, ToMicros(now)})
      .status();
}

absl::Status OutflowStore::NoteFollowed(std::int64_t outflow_row, Instant now) {
  return connection_
      .Execute("INSERT INTO outflow_followed (outflow, followed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               {outflow_row, ToMicros(now)})
      .status();
}

absl::StatusOr<std::map<std::int64_t, std::vector<OutflowRecord>>> OutflowStore::Outflows(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<OutflowRecord>> outflows;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT o.case_route, o.id, o.uuid, o.destination, o.obstacle, o.end_day, o.aftercare, o.watch_day, o.provider, "
      "o.author, o.created_at, o.last_decision, u.undone_at, f.followed_at FROM outflow o LEFT JOIN outflow_undone u "
      "ON u.outflow = o.id LEFT JOIN outflow_followed f ON f.outflow = o.id WHERE o.case_route IN (SELECT CAST(key AS "
      "BIGINT) FROM json_each($1)) ORDER BY o.id",
      {routes.parameter()}, [&](const Row& row) {
        outflows[row.Int(0)].push_back(ReadOutflow(row));
        return absl::OkStatus();
      }));
  std::map<std::int64_t, OutflowRecord*> by_row;
  for (auto& [route, of_route] : outflows) {
    for (OutflowRecord& outflow : of_route) by_row.emplace(outflow.row, &outflow);
  }
  CLIENTROUTE_RETURN_IF_ERROR(FillContacts(by_row));
  return outflows;
}

absl::Status OutflowStore::FillContacts(const std::map<std::int64_t, OutflowRecord*>& outflows) {
  TextSet rows;
  for (const auto& [row, outflow] : outflows) rows.Add(row);
  return connection_.Query(
      "SELECT c.outflow, c.uuid, c.day, c.outcome, c.author, c.sealed_notes, c.created_at, c.restarts, "
      "CASE WHEN c.id <= a.last_contact THEN 1 ELSE 0 END FROM aftercare_contact c JOIN outflow o ON o.id = c.outflow "
      "LEFT JOIN allocated_until a ON a.case_route = o.case_route "
      "WHERE c.outflow IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY c.id",
      {rows.parameter()}, [&](const Row& row) {
        outflows.at(row.Int(0))->contacts.push_back(ReadContact(row));
        return absl::OkStatus();
      });
}

absl::StatusOr<std::vector<RouteRecord>> OutflowStore::EndedRoutes(const Uuid& client) {
  return connection_.QueryAll(
      "SELECT r.id, r.case_file, r.uuid, r.referral, r.municipality, r.law FROM case_route r "
      "WHERE r.client = $1 AND EXISTS (SELECT 1 FROM outflow o WHERE o.case_route = r.id) ORDER BY r.id",
      {ToColumn(client)}, [&](const Row& row) {
        RouteRecord route;
        route.row = row.Int(0);
        route.case_row = row.Int(1);
        route.id = IdIn(row, 2);
        route.client = client;
        route.referral = IdIn(row, 3);
        route.municipality = std::string(row.Text(4));
        route.law = LawOf(static_cast<int>(row.Int(5))).value_or(Law::kJeugdwet);
        return route;
      });
}

absl::Status OutflowStore::AddReturn(std::int64_t route_row, const ReturnRecord& back, Instant now) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t added,
      connection_.Execute("INSERT INTO care_return (case_route, earlier_route, first_provider, recognised_at) "
                          "SELECT $1, r.id, $3, $4 FROM case_route r WHERE r.uuid = $2",
                          {route_row, ToColumn(back.earlier_route), Text(back.first_provider), ToMicros(now)}));
  if (added == 1) return absl::OkStatus();
  return Error(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND", "the route that a client came back from is missing");
}

absl::StatusOr<std::map<std::int64_t, ReturnRecord>> OutflowStore::Returns(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, ReturnRecord> returns;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT c.case_route, r.uuid, c.first_provider FROM care_return c JOIN case_route r ON r.id = c.earlier_route "
      "WHERE c.case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1))",
      {routes.parameter()}, [&](const Row& row) {
        returns[row.Int(0)] = {IdIn(row, 1), ProviderCode::Parse(row.Text(2))};
        return absl::OkStatus();
      }));
  return returns;
}

}  // namespace clientroute::access
