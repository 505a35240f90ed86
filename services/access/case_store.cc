#include "services/access/case_store.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "services/platform/status/status.h"
#include "services/platform/store/care_line_columns.h"
#include "services/platform/store/columns.h"

namespace clientroute::access {
namespace {

// Who may see route r of case c: $1 and $2 are those of VisibleRows.
#define CLIENTROUTE_ROUTE_IS_VISIBLE                                   \
  "($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1))) " \
  "AND ($2 IS NULL OR c.director = $2 "                                \
  "OR EXISTS (SELECT 1 FROM involved i WHERE i.client = r.client AND i.person = $2))"

// One row a route, newest case first; $3 is who asks.
constexpr std::string_view kSelect =
    "SELECT c.id, c.uuid, c.household, c.municipality, c.director, c.revision, c.created_at, "
    "r.id, r.uuid, r.client, r.referral, r.municipality, r.law, "
    "CASE WHEN c.director = $3 OR EXISTS (SELECT 1 FROM involved i WHERE i.client = r.client AND i.person = $3) "
    "THEN 1 ELSE 0 END "
    "FROM case_file c JOIN case_route r ON r.case_file = c.id WHERE " CLIENTROUTE_ROUTE_IS_VISIBLE;
constexpr std::string_view kOrder = " ORDER BY c.id DESC, r.id";

// The page of cases of which a route may be seen, between which stands where to look for them.
constexpr std::string_view kInPage =
    " AND c.id IN (SELECT c.id FROM case_file c WHERE ($4 IS NULL OR c.id < $4) "
    "AND ($6 IS NULL OR c.municipality = $6) AND ";
constexpr std::string_view kAmongAll = "1 = 1";
constexpr std::string_view kOfHousehold = "c.household = $7";
constexpr std::string_view kOfPerson =
    "c.id IN (SELECT r.case_file FROM involved i JOIN case_route r ON r.client = i.client WHERE i.person = $2 "
    "UNION SELECT d.id FROM case_file d WHERE d.director = $2 AND d.director <> '')";
constexpr std::string_view kPageEnd =
    " AND EXISTS (SELECT 1 FROM case_route r WHERE r.case_file = c.id AND " CLIENTROUTE_ROUTE_IS_VISIBLE
    ") ORDER BY c.id DESC LIMIT $5)";

Uuid IdOf(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }

CaseRecord ReadCase(const Row& row) {
  CaseRecord record;
  record.row = row.Int(0);
  record.id = IdOf(row, 1);
  record.household = IdOf(row, 2);
  record.municipality = std::string(row.Text(3));
  record.director = std::string(row.Text(4));
  record.revision = row.Int(5);
  record.create_time = FromMicros(row.Int(6));
  return record;
}

RouteRecord ReadRoute(const Row& row) {
  RouteRecord record;
  record.case_row = row.Int(0);
  record.row = row.Int(7);
  record.id = IdOf(row, 8);
  record.client = IdOf(row, 9);
  record.referral = IdOf(row, 10);
  record.municipality = std::string(row.Text(11));
  record.law = LawOf(static_cast<int>(row.Int(12))).value_or(Law::kJeugdwet);
  record.caller_involved = row.Int(13) != 0;
  return record;
}

}  // namespace

absl::StatusOr<std::vector<CaseRecord>> CaseStore::Read(std::string_view sql,
                                                        std::initializer_list<Parameter> parameters) {
  std::vector<CaseRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(sql, parameters, [&](const Row& row) {
    if (records.empty() || records.back().row != row.Int(0)) records.push_back(ReadCase(row));
    records.back().routes.push_back(ReadRoute(row));
    return absl::OkStatus();
  }));
  return records;
}

absl::StatusOr<std::optional<CaseRecord>> CaseStore::FindVisible(const Uuid& id, const Viewer& viewer) {
  CLIENTROUTE_ASSIGN(std::vector<CaseRecord> records,
                     Read(Cat(kSelect, " AND c.uuid = $4", kOrder),
                          {viewer.visible.municipalities(), viewer.visible.person(), viewer.subject, ToColumn(id)}));
  if (records.empty()) return std::optional<CaseRecord>();
  return std::optional<CaseRecord>(std::move(records.front()));
}

absl::StatusOr<std::optional<RouteRecord>> CaseStore::FindVisibleRoute(const Uuid& route, const Viewer& viewer) {
  return connection_.QueryOne(
      Cat(kSelect, " AND r.uuid = $4"),
      {viewer.visible.municipalities(), viewer.visible.person(), viewer.subject, ToColumn(route)}, ReadRoute);
}

absl::StatusOr<std::vector<CaseRecord>> CaseStore::List(const Filter& filter, const Viewer& viewer,
                                                        std::optional<std::int64_t> before, int limit) {
  const Parameter person = viewer.visible.person();
  if (filter.household) {
    return Read(Cat(kSelect, kInPage, kOfHousehold, kPageEnd, kOrder),
                {viewer.visible.municipalities(), person, viewer.subject, Maybe(before), std::int64_t{limit},
                 MaybeText(filter.municipality), ToColumn(*filter.household)});
  }
  const std::string_view where = std::holds_alternative<std::nullptr_t>(person) ? kAmongAll : kOfPerson;
  return Read(Cat(kSelect, kInPage, where, kPageEnd, kOrder),
              {viewer.visible.municipalities(), person, viewer.subject, Maybe(before), std::int64_t{limit},
               MaybeText(filter.municipality)});
}

absl::StatusOr<std::optional<CaseStore::Key>> CaseStore::FindOfHousehold(const Uuid& household) {
  return connection_.QueryOne("SELECT id, uuid FROM case_file WHERE household = $1", {ToColumn(household)},
                              [](const Row& row) {
                                return Key{row.Int(0), IdOf(row, 1)};
                              });
}

absl::StatusOr<CaseStore::Key> CaseStore::FindByRow(std::int64_t case_row) {
  CLIENTROUTE_ASSIGN(const auto id, connection_.QueryOne("SELECT uuid FROM case_file WHERE id = $1", {case_row},
                                                         [](const Row& row) { return IdOf(row, 0); }));
  if (!id) return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "a route's case is missing");
  return Key{case_row, *id};
}

absl::StatusOr<CaseStore::Key> CaseStore::FindOfRoute(std::int64_t route_row) {
  CLIENTROUTE_ASSIGN(const auto key, connection_.QueryOne(
                                         "SELECT f.id, f.uuid FROM case_route r JOIN case_file f ON f.id = r.case_file "
                                         "WHERE r.id = $1",
                                         {route_row}, [](const Row& row) {
                                           return Key{row.Int(0), IdOf(row, 1)};
                                         }));
  if (!key) return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "a route's case is missing");
  return *key;
}

absl::StatusOr<std::vector<CareLine>> CaseStore::AskedLines(const RouteRecord& route) {
  return connection_.QueryAll(
      "SELECT line, category, code, start_day, end_day, amount, unit, frequency, budget_cents, provider, "
      "provider_reference FROM asked_line WHERE case_route = $1 ORDER BY ordinal",
      {route.row}, [&](const Row& row) { return CareLineIn(row, 0, route.law); });
}

absl::StatusOr<std::int64_t> CaseStore::Add(const Uuid& id, const Uuid& household, std::string_view municipality,
                                            Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("INSERT INTO case_file (uuid, household, municipality, director, revision, "
                                           "created_at) VALUES ($1, $2, $3, '', 1, $4)",
                                           {ToColumn(id), ToColumn(household), municipality, ToMicros(now)})
                                  .status());
  return connection_.LastInsertedRow();
}

absl::Status CaseStore::AddRoute(std::int64_t case_row, const NewRoute& route, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO case_route (uuid, case_file, client, referral, municipality, law, created_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {ToColumn(route.id), case_row, ToColumn(route.client), ToColumn(route.referral), route.municipality,
                    std::int64_t{CodeOf(route.law)}, ToMicros(now)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> lines;
  for (const CareLine& line : route.lines) {
    lines.push_back({row, static_cast<std::int64_t>(lines.size())});
    AddCareLine(line, &lines.back());
  }
  return connection_.ExecuteMany(
      "INSERT INTO asked_line (case_route, ordinal, line, category, code, start_day, end_day, amount, unit, frequency, "
      "budget_cents, provider, provider_reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      lines);
}

absl::Status CaseStore::NameDirector(std::int64_t case_row, std::string_view person) {
  return connection_.Execute("UPDATE case_file SET director = $2 WHERE id = $1", {case_row, person}).status();
}

absl::StatusOr<bool> CaseStore::Involve(const Uuid& client, std::string_view person, Instant now) {
  CLIENTROUTE_ASSIGN(
      const std::int64_t added,
      connection_.Execute("INSERT INTO involved (client, person, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                          {ToColumn(client), person, ToMicros(now)}));
  return added > 0;
}

absl::Status CaseStore::Touch(std::int64_t case_row) {
  return connection_.Execute("UPDATE case_file SET revision = revision + 1 WHERE id = $1", {case_row}).status();
}

}  // namespace clientroute::access
