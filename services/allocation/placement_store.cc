#include "services/allocation/placement_store.h"

#include <utility>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/care_line_columns.h"
#include "services/platform/store/columns.h"

namespace clientroute::allocation {
namespace {

constexpr std::int64_t kHeld = static_cast<std::int64_t>(ReservationState::kHeld);

RouteRecord ReadRoute(const Row& row) {
  return {.row = row.Int(0),
          .id = ReadId(row, 1),
          .client = ReadId(row, 2),
          .municipality = row.MaybeText(3).value_or(""),
          .closed = !row.IsNull(4)};
}

}  // namespace

Uuid ReadId(const Row& row, int column) {
  if (row.IsNull(column)) return Uuid();
  const auto id = Uuid::FromBytes(row.Bytes(column));
  if (!id) StopOnDefect("allocation: a stored id has not sixteen bytes");
  return *id;
}

CareLine ReadLine(const Row& row, int first) {
  const auto law = LawOf(static_cast<int>(row.Int(first)));
  if (!law) StopOnDefect("allocation: a stored line has no valid law");
  CareLine line = CareLineIn(row, first + 1, *law);
  const int rest = first + 1 + kCareLineColumns;
  if (!row.IsNull(rest)) line.tariff = Money::Cents(row.Int(rest));
  line.contract = row.Text(rest + 1);
  line.location = row.Text(rest + 2);
  return line;
}

absl::StatusOr<std::optional<RouteRecord>> PlacementStore::FindRoute(const Uuid& id) {
  return connection_.QueryOne("SELECT id, uuid, client, municipality, closed_at FROM route WHERE uuid = $1",
                              {ToColumn(id)}, ReadRoute);
}

absl::StatusOr<RouteRecord> PlacementStore::KeepRoute(const Uuid& id, const Uuid& client,
                                                      const std::string& municipality) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO route (uuid, client, municipality) VALUES ($1, $2, $3) ON CONFLICT (uuid) DO UPDATE"
                   " SET client = excluded.client, municipality = excluded.municipality WHERE route.client IS NULL",
                   {ToColumn(id), ToColumn(client), std::string_view(municipality)})
          .status());
  CLIENTROUTE_ASSIGN(auto route, FindRoute(id));
  if (!route) return Error(absl::StatusCode::kInternal, "ROUTE_LOST", "a route that was stored is not found");
  return *std::move(route);
}

absl::Status PlacementStore::Close(const Uuid& id, Instant now) {
  return connection_
      .Execute(
          "INSERT INTO route (uuid, closed_at) VALUES ($1, $2) ON CONFLICT (uuid) DO UPDATE"
          " SET closed_at = excluded.closed_at WHERE route.closed_at IS NULL",
          {ToColumn(id), ToMicros(now)})
      .status();
}

absl::StatusOr<std::int64_t> PlacementStore::AddLine(const CareLine& line) {
  const std::optional<std::int64_t> tariff = line.tariff ? std::optional(line.tariff->cents()) : std::nullopt;
  std::vector<Parameter> parameters = {std::int64_t{CodeOf(line.law)}};
  AddCareLine(line, &parameters);
  parameters.push_back(Maybe(tariff));
  parameters.emplace_back(std::string_view(line.contract));
  parameters.emplace_back(std::string_view(line.location));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO care_line (law, line, category, code, start_day, end_day, amount, unit, frequency,"
                   " budget_cents, provider, provider_reference, tariff_cents, contract, location)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                   parameters)
          .status());
  return connection_.LastInsertedRow();
}

absl::StatusOr<std::int64_t> PlacementStore::AddProposal(const NewProposal& proposal, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("INSERT INTO proposal (uuid, route, created_at, weights_version, snapshot)"
                                           " VALUES ($1, $2, $3, $4, $5)",
                                           {ToColumn(proposal.id), proposal.route, ToMicros(now),
                                            std::int64_t{proposal.weights_version}, Blob{proposal.snapshot}})
                                  .status());
  return connection_.LastInsertedRow();
}

absl::StatusOr<std::string> PlacementStore::ProposalSnapshot(std::int64_t proposal) {
  CLIENTROUTE_ASSIGN(auto snapshot, connection_.QueryOne("SELECT snapshot FROM proposal WHERE id = $1", {proposal},
                                                         [](const Row& row) { return std::string(row.Bytes(0)); }));
  if (!snapshot) return Error(absl::StatusCode::kInternal, "PROPOSAL_LOST", "a proposal that was stored is not found");
  return *std::move(snapshot);
}

absl::Status PlacementStore::RenewProposal(std::int64_t proposal, const std::string& snapshot) {
  return connection_.Execute("UPDATE proposal SET snapshot = $2 WHERE id = $1", {proposal, Blob{snapshot}}).status();
}

absl::StatusOr<std::vector<std::string>> PlacementStore::ListProposals(const Uuid& route, const VisibleRows& visible,
                                                                       int limit) {
  return connection_.QueryAll(
      "SELECT p.snapshot FROM proposal AS p JOIN route AS r ON r.id = p.route WHERE r.uuid = $1"
      " AND ($2 IS NULL OR r.municipality IN (SELECT key FROM json_each($2)))"
      " AND ($3 IS NULL OR EXISTS (SELECT 1 FROM involvement AS i WHERE i.client = r.client AND i.person = $3))"
      " ORDER BY p.id DESC LIMIT $4",
      {ToColumn(route), visible.municipalities(), visible.person(), std::int64_t{limit}},
      [](const Row& row) { return std::string(row.Bytes(0)); });
}

absl::StatusOr<std::vector<ReservationRecord>> PlacementStore::HeldBy(std::int64_t route) {
  return connection_.QueryAll(
      "SELECT v.id, v.uuid, v.proposal, v.capacity, v.first_day, v.last_day, v.expires_at,"
      " " CLIENTROUTE_LINE_COLUMNS
      " FROM reservation AS v JOIN care_line AS l ON l.id = v.care_line"
      " WHERE v.route = $1 AND v.state = $2 ORDER BY v.id",
      {route, kHeld}, [](const Row& row) {
        return ReservationRecord{.row = row.Int(0),
                                 .id = ReadId(row, 1),
                                 .proposal = row.Int(2),
                                 .line = ReadLine(row, 7),
                                 .capacity = row.Int(3),
                                 .days = {row.Int(4), row.Int(5)},
                                 .expires = FromMicros(row.Int(6))};
      });
}

absl::Status PlacementStore::AddReservation(std::int64_t route, const ReservationRecord& reservation) {
  CLIENTROUTE_ASSIGN(const std::int64_t line, AddLine(reservation.line));
  return connection_
      .Execute(
          "INSERT INTO reservation (uuid, route, proposal, care_line, line, capacity, first_day, last_day,"
          " expires_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          {ToColumn(reservation.id), route, reservation.proposal, line, std::string_view(reservation.line.line),
           reservation.capacity, reservation.days.first, reservation.days.last, ToMicros(reservation.expires), kHeld})
      .status();
}

absl::Status PlacementStore::Extend(std::int64_t route, Instant expires) {
  return connection_
      .Execute("UPDATE reservation SET expires_at = $3 WHERE route = $1 AND state = $2",
               {route, kHeld, ToMicros(expires)})
      .status();
}

absl::Status PlacementStore::End(std::int64_t reservation, ReservationState state) {
  return connection_
      .Execute("UPDATE reservation SET state = $3 WHERE id = $1 AND state = $2",
               {reservation, kHeld, static_cast<std::int64_t>(state)})
      .status();
}

}  // namespace clientroute::allocation
