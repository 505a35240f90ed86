#include "services/monitoring/fact_store.h"

#include <array>
#include <set>
#include <string>
#include <vector>

#include "services/monitoring/month.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {
namespace {

Parameter Text(const std::string& text) { return std::string_view(text); }
Parameter MaybeId(const Uuid& id) { return id.IsNil() ? Parameter(nullptr) : ToColumn(id); }
Parameter MonthOf(Date day) { return std::int64_t{Month::Of(day).index()}; }

}  // namespace

absl::StatusOr<bool> FactStore::MarkCounted(std::string_view source, std::string_view aggregate,
                                            std::int64_t sequence) {
  CLIENTROUTE_ASSIGN(const std::int64_t marked,
                     connection_.Execute("INSERT INTO counted (source, aggregate, sequence) VALUES ($1, $2, $3)"
                                         " ON CONFLICT (source, aggregate) DO UPDATE SET sequence = excluded.sequence"
                                         " WHERE counted.sequence < excluded.sequence",
                                         {source, aggregate, sequence}));
  return marked == 1;
}

absl::Status FactStore::Keep(const Fact& fact) {
  return std::visit([this](const auto& one) { return Put(one); }, fact);
}

absl::Status FactStore::Clear() {
  // Children before what they refer to.
  constexpr std::array kTables = {"DELETE FROM involvement",
                                  "DELETE FROM route_urgency",
                                  "DELETE FROM late_message",
                                  "DELETE FROM claim_client",
                                  "DELETE FROM contract_municipality",
                                  "DELETE FROM contract",
                                  "DELETE FROM product_segment",
                                  "DELETE FROM change_log",
                                  "DELETE FROM claim_refusal",
                                  "DELETE FROM claim_row",
                                  "DELETE FROM return_to_care",
                                  "DELETE FROM outflow",
                                  "DELETE FROM triage",
                                  "DELETE FROM care_change",
                                  "DELETE FROM care_stop",
                                  "DELETE FROM care_start",
                                  "DELETE FROM allocated",
                                  "DELETE FROM reservation",
                                  "DELETE FROM route_end",
                                  "DELETE FROM asked_line",
                                  "DELETE FROM decision",
                                  "DELETE FROM referral",
                                  "DELETE FROM counted"};
  for (const char* statement : kTables) CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute(statement).status());
  return BeginEra();
}

absl::Status FactStore::BeginEra() { return connection_.Execute("UPDATE change_state SET era = era + 1").status(); }

absl::Status FactStore::MarkChanged(Changed kind, const Uuid& id) {
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute("UPDATE change_state SET number = number + 1").status());
  return connection_
      .Execute(
          "INSERT INTO change_log (kind, id, number) VALUES ($1, $2, (SELECT number FROM change_state))"
          " ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number",
          {static_cast<std::int64_t>(kind), ToColumn(id)})
      .status();
}

absl::Status FactStore::Put(const ReferralTaken& fact) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute(
              "INSERT INTO referral (route, municipality, referrer_type, received_day, received_month, client, law,"
              " household) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
              " ON CONFLICT (route) DO UPDATE SET municipality = excluded.municipality,"
              " referrer_type = excluded.referrer_type, received_day = excluded.received_day,"
              " received_month = excluded.received_month, withdrawn_day = NULL, client = excluded.client,"
              " law = excluded.law, household = excluded.household",
              {ToColumn(fact.route), Text(fact.municipality), std::int64_t{fact.referrer_type}, ToDays(fact.received),
               MonthOf(fact.received), MaybeId(fact.client), std::int64_t{fact.law}, MaybeId(fact.household)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute("DELETE FROM asked_line WHERE route = $1", {ToColumn(fact.route)}).status());
  std::vector<std::vector<Parameter>> lines;
  for (const LineFact& line : fact.lines) {
    lines.push_back({ToColumn(fact.route), Text(line.line), Text(line.provider), Text(line.product)});
  }
  return connection_.ExecuteMany("INSERT INTO asked_line (route, line, provider, product) VALUES ($1, $2, $3, $4)",
                                 lines);
}

absl::Status FactStore::Put(const ReferralLost& fact) {
  return connection_
      .Execute("UPDATE referral SET withdrawn_day = $2 WHERE route = $1", {ToColumn(fact.route), ToDays(fact.day)})
      .status();
}

absl::Status FactStore::Put(const RouteEnded& fact) {
  return connection_
      .Execute(
          "INSERT INTO route_end (route, closed_day) VALUES ($1, $2)"
          " ON CONFLICT (route) DO UPDATE SET closed_day = excluded.closed_day",
          {ToColumn(fact.route), ToDays(fact.day)})
      .status();
}

absl::Status FactStore::Put(const PlacesHeld& fact) {
  CLIENTROUTE_RETURN_IF_ERROR(PutUrgency(fact.route, fact.urgency));
  return connection_
      .Execute(
          "INSERT INTO reservation (route, second_best) VALUES ($1, $2)"
          " ON CONFLICT (route) DO UPDATE SET second_best = excluded.second_best",
          {ToColumn(fact.route), std::int64_t{fact.second_best ? 1 : 0}})
      .status();
}

absl::Status FactStore::Put(const PlaceLacking& fact) { return PutUrgency(fact.route, fact.urgency); }

absl::Status FactStore::PutUrgency(const Uuid& route, const std::optional<int>& urgency) {
  if (!urgency) return absl::OkStatus();
  return connection_
      .Execute(
          "INSERT INTO route_urgency (route, urgency) VALUES ($1, $2)"
          " ON CONFLICT (route) DO UPDATE SET urgency = excluded.urgency",
          {ToColumn(route), std::int64_t{*urgency}})
      .status();
}

absl::Status FactStore::Put(const LinesAllocated& fact) {
  CLIENTROUTE_ASSIGN(const auto second_best,
                     connection_.QueryOne("SELECT second_best FROM reservation WHERE route = $1",
                                          {ToColumn(fact.route)}, [](const Row& row) { return row.Int(0); }));
  return PutAllocated(fact, second_best.value_or(0));
}

absl::Status FactStore::PutAllocated(const LinesAllocated& fact, std::int64_t second_best) {
  std::vector<std::vector<Parameter>> lines;
  for (const AllocatedLine& line : fact.lines) {
    lines.push_back({ToColumn(line.allocation), ToColumn(fact.route), Text(line.provider), Text(line.product),
                     ToDays(fact.day), MonthOf(fact.day), second_best, Text(line.contract), Maybe(line.amount_cents),
                     Maybe(line.first), Maybe(line.last), std::int64_t{line.at_school ? 1 : 0}});
  }
  CLIENTROUTE_RETURN_IF_ERROR(PutEnded(fact.ended));
  // A changed allocation keeps the day on which it was first made, and how it was placed.
  return connection_.ExecuteMany(
      "INSERT INTO allocated (allocation, route, provider, product, allocated_day, allocated_month, second_best,"
      " contract, amount_cents, first_day, last_day, at_school, withdrawn)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)"
      " ON CONFLICT (allocation) DO UPDATE SET amount_cents = excluded.amount_cents,"
      " first_day = excluded.first_day, last_day = excluded.last_day, at_school = excluded.at_school,"
      " provider = excluded.provider, product = excluded.product, contract = excluded.contract, withdrawn = 0,"
      " ended_day = NULL",
      lines);
}

absl::Status FactStore::PutEnded(const std::vector<EndedLine>& lines) {
  for (const EndedLine& line : lines) {
    CLIENTROUTE_RETURN_IF_ERROR(connection_
                                    .Execute("UPDATE allocated SET ended_day = $2 WHERE allocation = $1",
                                             {ToColumn(line.allocation), ToDays(line.last)})
                                    .status());
    CLIENTROUTE_ASSIGN(const auto route, connection_.QueryOne("SELECT route FROM allocated WHERE allocation = $1",
                                                              {ToColumn(line.allocation)}, [](const Row& row) {
                                                                return *Uuid::FromBytes(row.Bytes(0));
                                                              }));
    if (route) CLIENTROUTE_RETURN_IF_ERROR(MarkChanged(Changed::kRoute, *route));
  }
  return absl::OkStatus();
}

absl::Status FactStore::Put(const LinesWithdrawn& fact) {
  std::vector<std::vector<Parameter>> allocations;
  for (const Uuid& allocation : fact.allocations) allocations.push_back({ToColumn(allocation)});
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.ExecuteMany("UPDATE allocated SET withdrawn = 1 WHERE allocation = $1", allocations));
  return PutEnded(fact.ended);
}

absl::Status FactStore::Put(const StartReported& fact) {
  return connection_
      .Execute(
          "INSERT INTO care_start (allocation, product, start_day, start_month) VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (allocation, product, start_day) DO NOTHING",
          {ToColumn(fact.start.allocation), Text(fact.start.product), ToDays(fact.start.start),
           MonthOf(fact.start.start)})
      .status();
}

absl::Status FactStore::Put(const StartTakenBack& fact) {
  const std::vector<Parameter> key = {ToColumn(fact.start.allocation), Text(fact.start.product),
                                      ToDays(fact.start.start)};
  for (const char* statement : {"DELETE FROM care_stop WHERE allocation = $1 AND product = $2 AND start_day = $3",
                                "DELETE FROM care_start WHERE allocation = $1 AND product = $2 AND start_day = $3"}) {
    CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute(statement, Parameters(key)).status());
  }
  return absl::OkStatus();
}

absl::Status FactStore::Put(const StopReported& fact) {
  return connection_
      .Execute(
          "INSERT INTO care_stop (allocation, product, start_day, definitive, stop_day, stop_reason)"
          " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (allocation, product, start_day, definitive)"
          " DO UPDATE SET stop_day = excluded.stop_day, stop_reason = excluded.stop_reason",
          {ToColumn(fact.start.allocation), Text(fact.start.product), ToDays(fact.start.start),
           std::int64_t{fact.definitive ? 1 : 0}, ToDays(fact.stop), Text(fact.reason)})
      .status();
}

absl::Status FactStore::Put(const StopTakenBack& fact) {
  return connection_
      .Execute("DELETE FROM care_stop WHERE allocation = $1 AND product = $2 AND start_day = $3 AND definitive = $4",
               {ToColumn(fact.start.allocation), Text(fact.start.product), ToDays(fact.start.start),
                std::int64_t{fact.definitive ? 1 : 0}})
      .status();
}

absl::Status FactStore::Put(const ChangeAsked& fact) {
  return connection_
      .Execute(
          "INSERT INTO care_change (change_request, route, provider, direction, asked_day) VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (change_request) DO NOTHING",
          {ToColumn(fact.change_request), ToColumn(fact.route), Text(fact.provider),
           static_cast<std::int64_t>(fact.direction), Maybe(fact.day)})
      .status();
}

absl::Status FactStore::Put(const ChangeApplied& fact) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("UPDATE care_change SET applied_month = $2, applied_day = $3 WHERE change_request = $1",
                   {ToColumn(fact.change_request), MonthOf(fact.allocated.day), ToDays(fact.allocated.day)})
          .status());
  return PutAllocated(fact.allocated, fact.second_best ? 1 : 0);
}

absl::Status FactStore::Put(const DecisionMade& fact) {
  return connection_
      .Execute(
          "INSERT INTO decision (decision, route, crisis, decided_month, decided_day) VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT DO NOTHING",
          {ToColumn(fact.decision), ToColumn(fact.route), std::int64_t{fact.crisis ? 1 : 0}, MonthOf(fact.day),
           ToDays(fact.day)})
      .status();
}

absl::Status FactStore::Put(const TriageMade& fact) {
  return connection_
      .Execute(
          "INSERT INTO triage (route, complexity, overridden, decided_month) VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (route) DO UPDATE SET complexity = excluded.complexity,"
          " overridden = excluded.overridden, decided_month = excluded.decided_month",
          {ToColumn(fact.route), Text(fact.complexity), std::int64_t{fact.overridden ? 1 : 0}, MonthOf(fact.day)})
      .status();
}

absl::Status FactStore::Put(const LeftCare& fact) {
  return connection_
      .Execute(
          "INSERT INTO outflow (route, destination, obstacle, end_month, end_day) VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (route) DO UPDATE SET destination = excluded.destination, obstacle = excluded.obstacle,"
          " end_month = excluded.end_month, end_day = excluded.end_day",
          {ToColumn(fact.route), Text(fact.destination), Text(fact.obstacle), MonthOf(fact.last_day),
           ToDays(fact.last_day)})
      .status();
}

absl::Status FactStore::Put(const LeavingUndone& fact) {
  // Those that were a return until now change as well.
  CLIENTROUTE_ASSIGN(
      const auto returned,
      connection_.QueryAll("SELECT new_route FROM return_to_care WHERE earlier_route = $1", {ToColumn(fact.route)},
                           [](const Row& row) { return *Uuid::FromBytes(row.Bytes(0)); }));
  for (const Uuid& route : returned) CLIENTROUTE_RETURN_IF_ERROR(MarkChanged(Changed::kRoute, route));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute("DELETE FROM return_to_care WHERE earlier_route = $1", {ToColumn(fact.route)}).status());
  return connection_.Execute("DELETE FROM outflow WHERE route = $1", {ToColumn(fact.route)}).status();
}

absl::Status FactStore::Put(const CameBack& fact) {
  CLIENTROUTE_RETURN_IF_ERROR(MarkChanged(Changed::kRoute, fact.new_route));
  return connection_
      .Execute(
          "INSERT INTO return_to_care (new_route, earlier_route, returned_month) VALUES ($1, $2, $3)"
          " ON CONFLICT (new_route) DO NOTHING",
          {ToColumn(fact.new_route), ToColumn(fact.earlier_route), MonthOf(fact.day)})
      .status();
}

absl::Status FactStore::Put(const InvolvementKnown& fact) {
  const char* const statement = fact.ended ? "UPDATE involvement SET ended_day = $3 WHERE client = $1 AND person = $2"
                                             " AND ended_day IS NULL"
                                           : "INSERT INTO involvement (client, person, first_day) VALUES ($1, $2, $3)"
                                             " ON CONFLICT (client, person, first_day) DO UPDATE SET ended_day = NULL";
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute(statement, {ToColumn(fact.client), ToColumn(fact.person), ToDays(fact.day)}).status());
  CLIENTROUTE_ASSIGN(const auto routes,
                     connection_.QueryAll("SELECT route FROM referral WHERE client = $1", {ToColumn(fact.client)},
                                          [](const Row& row) { return *Uuid::FromBytes(row.Bytes(0)); }));
  for (const Uuid& route : routes) CLIENTROUTE_RETURN_IF_ERROR(MarkChanged(Changed::kRoute, route));
  return absl::OkStatus();
}

absl::Status FactStore::Put(const ClaimCounted& fact) {
  std::vector<std::vector<Parameter>> rows;
  std::vector<std::vector<Parameter>> refusals;
  std::vector<std::vector<Parameter>> clients;
  std::int64_t number = 0;
  for (const ClaimedAmount& amount : fact.amounts) {
    rows.push_back({ToColumn(fact.claim), ++number, MonthOf(amount.month), Text(amount.contract),
                    Text(fact.municipality), Text(fact.provider), Text(amount.product), amount.accepted_cents,
                    amount.refused_cents, amount.lines_accepted, amount.lines_refused, std::int64_t{fact.law}});
    for (const auto& [code, lines] : amount.refused_by_code) {
      const auto cents = amount.refused_cents_by_code.find(code);
      refusals.push_back({ToColumn(fact.claim), number, Text(code), lines,
                          cents == amount.refused_cents_by_code.end() ? std::int64_t{0} : cents->second});
    }
    for (const auto& [client, cents] : amount.accepted_by_client) {
      clients.push_back({ToColumn(fact.claim), number, ToColumn(client), cents});
    }
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO claim_row (claim, number, month, contract, municipality, provider, product, accepted_cents,"
      " refused_cents, lines_accepted, lines_refused, law) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      rows));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO claim_refusal (claim, number, return_code, lines, cents) VALUES ($1, $2, $3, $4, $5)", refusals));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO claim_client (claim, number, client, accepted_cents) VALUES ($1, $2, $3, $4)", clients));
  return MarkChanged(Changed::kClaim, fact.claim);
}

absl::Status FactStore::Put(const ProductPlaced& fact) {
  CLIENTROUTE_ASSIGN(const std::int64_t placed,
                     connection_.Execute("INSERT INTO product_segment (product, segment) VALUES ($1, $2)"
                                         " ON CONFLICT (product) DO UPDATE SET segment = excluded.segment"
                                         " WHERE product_segment.segment <> excluded.segment",
                                         {Text(fact.product), Text(fact.segment)}));
  // What every route adds may be another now.
  return placed == 0 ? absl::OkStatus() : BeginEra();
}

absl::Status FactStore::Put(const MessageOverdue& fact) {
  CLIENTROUTE_ASSIGN(const std::int64_t added,
                     connection_.Execute("INSERT INTO late_message (message, kind, municipality, provider, ours,"
                                         " due_month) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                                         {ToColumn(fact.message), Text(fact.kind), Text(fact.municipality),
                                          Text(fact.provider), std::int64_t{fact.ours ? 1 : 0}, MonthOf(fact.due)}));
  return added == 0 ? absl::OkStatus() : MarkChanged(Changed::kMessage, fact.message);
}

absl::Status FactStore::Put(const ContractKnown& fact) {
  CLIENTROUTE_RETURN_IF_ERROR(MarkChanged(Changed::kContract, Uuid::Derive(kClientrouteSpace, fact.contract)));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO contract (contract, provider, lot, first_day, last_day, ceiling_cents)"
                   " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (contract) DO UPDATE SET"
                   " provider = excluded.provider, lot = excluded.lot, first_day = excluded.first_day,"
                   " last_day = excluded.last_day, ceiling_cents = excluded.ceiling_cents",
                   {Text(fact.contract), Text(fact.provider), Text(fact.lot), ToDays(fact.first_day),
                    Maybe(fact.last_day), fact.ceiling_cents ? Parameter(*fact.ceiling_cents) : Parameter(nullptr)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute("DELETE FROM contract_municipality WHERE contract = $1", {Text(fact.contract)}).status());
  std::vector<std::vector<Parameter>> rows;
  for (const std::string_view code :
       std::set<std::string_view>(fact.municipalities.begin(), fact.municipalities.end())) {
    rows.push_back({Text(fact.contract), code});
  }
  return connection_.ExecuteMany("INSERT INTO contract_municipality (contract, municipality) VALUES ($1, $2)", rows);
}

}  // namespace clientroute::monitoring
