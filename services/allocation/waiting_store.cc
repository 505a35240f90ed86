#include "services/allocation/waiting_store.h"

#include <utility>

#include "services/allocation/placement_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {

absl::StatusOr<std::optional<WaitingRoute>> WaitingStore::Find(std::int64_t route) {
  std::optional<WaitingRoute> found;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT r.uuid, r.municipality, w.urgency, w.since, w.client_age, " CLIENTROUTE_LINE_COLUMNS
                        " FROM waiting AS w JOIN route AS r ON r.id = w.route JOIN care_line AS l ON l.id = w.care_line"
                        " WHERE w.route = $1 AND w.ended_at IS NULL ORDER BY w.id",
                        {route}, [&](const Row& row) {
                          if (!found) {
                            found = WaitingRoute{.route = route,
                                                 .id = ReadId(row, 0),
                                                 .municipality = std::string(row.Text(1)),
                                                 .urgency = static_cast<int>(row.Int(2)),
                                                 .since = FromMicros(row.Int(3)),
                                                 .wanted = {},
                                                 .expertise = {}};
                          }
                          std::optional<int> age;
                          if (!row.IsNull(4)) age = static_cast<int>(row.Int(4));
                          found->wanted.push_back({ReadLine(row, 5), age});
                          return absl::OkStatus();
                        }));
  if (!found) return found;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT w.line, p.provider, p.contract, p.tariff_cents FROM waiting_provider AS p"
      " JOIN waiting AS w ON w.id = p.waiting WHERE w.route = $1 AND w.ended_at IS NULL ORDER BY p.provider",
      {route}, [&](const Row& row) {
        const auto provider = ProviderCode::Parse(row.Text(1));
        if (!provider) StopOnDefect("allocation: a stored provider is no AGB code");
        for (PlaceWanted& wanted : found->wanted) {
          if (wanted.line.line != row.Text(0)) continue;
          wanted.offers.push_back({*provider, std::string(row.Text(2)),
                                   row.IsNull(3) ? std::nullopt : std::optional(Money::Cents(row.Int(3)))});
        }
        return absl::OkStatus();
      }));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT value FROM waiting_expertise WHERE route = $1", {route}, [&](const Row& row) {
        found->expertise.emplace(row.Text(0));
        return absl::OkStatus();
      }));
  return found;
}

absl::Status WaitingStore::Put(const WaitingRoute& waiting, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(End(waiting.route, now).status());
  PlacementStore lines(&connection_);
  for (const PlaceWanted& wanted : waiting.wanted) {
    CLIENTROUTE_ASSIGN(const std::int64_t line, lines.AddLine(wanted.line));
    const std::optional<std::int64_t> age = wanted.client_age;
    CLIENTROUTE_RETURN_IF_ERROR(connection_
                                    .Execute("INSERT INTO waiting (route, care_line, line, client_age, urgency, since)"
                                             " VALUES ($1, $2, $3, $4, $5, $6)",
                                             {waiting.route, line, std::string_view(wanted.line.line), Maybe(age),
                                              std::int64_t{waiting.urgency}, ToMicros(waiting.since)})
                                    .status());
    const std::int64_t row = connection_.LastInsertedRow();
    for (const ProviderOffer& offer : wanted.offers) {
      const std::string provider = offer.provider.ToString();
      const std::optional<std::int64_t> tariff = offer.tariff ? std::optional(offer.tariff->cents()) : std::nullopt;
      CLIENTROUTE_RETURN_IF_ERROR(
          connection_
              .Execute(
                  "INSERT INTO waiting_provider (waiting, provider, contract, tariff_cents) VALUES ($1, $2, $3, $4)",
                  {row, std::string_view(provider), std::string_view(offer.contract), Maybe(tariff)})
              .status());
    }
  }
  std::vector<std::vector<Parameter>> values;
  for (const std::string& value : waiting.expertise) values.push_back({waiting.route, std::string_view(value)});
  return connection_.ExecuteMany("INSERT INTO waiting_expertise (route, value) VALUES ($1, $2)", values);
}

absl::StatusOr<std::set<std::int64_t>> WaitingStore::End(std::int64_t route, Instant now) {
  CLIENTROUTE_ASSIGN(std::set<std::int64_t> offered, TakeOffersBack(route));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("UPDATE waiting SET ended_at = $2 WHERE route = $1 AND ended_at IS NULL", {route, ToMicros(now)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute("DELETE FROM waiting_expertise WHERE route = $1", {route}).status());
  return offered;
}

absl::StatusOr<std::set<std::int64_t>> WaitingStore::TakeOffersBack(std::int64_t route) {
  std::set<std::int64_t> offered;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT offer_capacity FROM waiting WHERE route = $1 AND offer_capacity IS NOT NULL", {route},
                        [&](const Row& row) {
                          offered.insert(row.Int(0));
                          return absl::OkStatus();
                        }));
  if (offered.empty()) return offered;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute("UPDATE waiting SET offer_capacity = NULL, offer_until = NULL WHERE route = $1", {route})
          .status());
  return offered;
}

absl::Status WaitingStore::Offer(std::int64_t route, const std::string& line, std::int64_t capacity, Instant until) {
  return connection_
      .Execute(
          "UPDATE waiting SET offer_capacity = $3, offer_until = $4"
          " WHERE route = $1 AND line = $2 AND ended_at IS NULL",
          {route, std::string_view(line), capacity, ToMicros(until)})
      .status();
}

absl::Status WaitingStore::AddOffers(std::int64_t route, int urgency, Instant since,
                                     const std::map<std::int64_t, CapacityKey>& keys, OccupancyBook* book) {
  return connection_.Query(
      "SELECT w.offer_capacity, l.start_day, l.end_day FROM waiting AS w"
      " JOIN care_line AS l ON l.id = w.care_line"
      " WHERE w.offer_capacity IS NOT NULL AND w.route <> $1 AND (w.urgency > $2"
      " OR (w.urgency = $2 AND (w.since, w.route) < ($3, $1)))",
      {route, std::int64_t{urgency}, ToMicros(since)}, [&](const Row& row) {
        const auto key = keys.find(row.Int(0));
        if (key == keys.end()) return absl::OkStatus();
        std::optional<Date> end;
        if (!row.IsNull(2)) end = FromDays(row.Int(2));
        const auto period = Period::Of(FromDays(row.Int(1)), end);
        if (period) (*book)[key->second].Take(*period);
        return absl::OkStatus();
      });
}

absl::StatusOr<std::vector<std::int64_t>> WaitingStore::WhoWaitFor(const std::set<std::int64_t>& capacities,
                                                                   std::int64_t except_route, int limit) {
  TextSet rows = TextSetOf(capacities);
  return connection_.QueryAll(
      "SELECT w.route FROM waiting AS w JOIN care_line AS l ON l.id = w.care_line"
      " JOIN location AS o ON o.provider = l.provider OR (l.provider = ''"
      " AND EXISTS (SELECT 1 FROM waiting_provider AS q WHERE q.waiting = w.id AND q.provider = o.provider))"
      " JOIN capacity AS c ON c.location = o.id"
      " WHERE w.ended_at IS NULL AND w.route <> $2"
      " AND c.id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))"
      " AND (l.category = '' OR l.category = c.category)"
      " AND NOT EXISTS (SELECT 1 FROM waiting AS p WHERE p.route = w.route"
      " AND p.offer_capacity IS NOT NULL)"
      " GROUP BY w.route ORDER BY max(w.urgency) DESC, min(w.since), min(w.id) LIMIT $3",
      {rows.parameter(), except_route, std::int64_t{limit}}, [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::vector<WaitingStore::WaitingLine>> WaitingStore::List(const std::string& municipality,
                                                                          const VisibleRows& visible, Order order,
                                                                          const std::optional<Position>& after,
                                                                          int limit) {
#define WAITING_IN_ORDER(place, order)                                                                        \
  "SELECT w.id, r.uuid, r.client, r.municipality, w.since, w.urgency, " CLIENTROUTE_LINE_COLUMNS              \
  " FROM waiting AS w JOIN route AS r ON r.id = w.route JOIN care_line AS l ON l.id = w.care_line"            \
  " WHERE w.ended_at IS NULL AND ($1 = '' OR r.municipality = $1)"                                            \
  " AND ($2 IS NULL OR r.municipality IN (SELECT key FROM json_each($2)))"                                    \
  " AND ($3 IS NULL OR EXISTS (SELECT 1 FROM involvement AS i WHERE i.client = r.client AND i.person = $3)) " \
  "AND " place " ORDER BY " order " LIMIT $7"
  constexpr std::string_view kTexts[] = {
      WAITING_IN_ORDER("(-w.urgency, w.since, w.id) > (-$4, $5, $6)", "w.urgency DESC, w.since, w.id"),
      WAITING_IN_ORDER("(w.since, w.id) > ($5, $6)", "w.since, w.id"),
      WAITING_IN_ORDER("(w.since, w.id) < ($5, $6)", "w.since DESC, w.id DESC")};
#undef WAITING_IN_ORDER
  // More urgent than anything is: before all of the list.
  constexpr Position kFirst = {.urgency = 3};
  constexpr Position kLast = {.since = INT64_MAX};
  const Position from = after.value_or(order == Order::kNewest ? kLast : kFirst);
  return connection_.QueryAll(kTexts[static_cast<std::size_t>(order)],
                              {std::string_view(municipality), visible.municipalities(), visible.person(), from.urgency,
                               from.since, from.row, std::int64_t{limit}},
                              [](const Row& row) {
                                return WaitingLine{.row = row.Int(0),
                                                   .route = ReadId(row, 1),
                                                   .client = ReadId(row, 2),
                                                   .municipality = std::string(row.Text(3)),
                                                   .line = ReadLine(row, 6),
                                                   .since = FromMicros(row.Int(4)),
                                                   .urgency = static_cast<int>(row.Int(5))};
                              });
}

}  // namespace clientroute::allocation
