#include "services/access/decision_store.h"

#include "services/access/wire_code.h"
#include "services/platform/status/status.h"
#include "services/platform/store/care_line_columns.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {
namespace {

std::string_view Text(const std::optional<MunicipalityCode>& municipality) {
  return municipality ? std::string_view(municipality->ToString()) : std::string_view();
}

DecisionRecord ReadDecision(const Row& row) {
  DecisionRecord decision;
  decision.row = row.Int(1);
  decision.id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
  decision.number = row.Int(3);
  decision.outcome = DecisionOutcomeOf(static_cast<int>(row.Int(4))).value_or(DecisionOutcome::kRefuse);
  decision.decide_date = FromDays(row.Int(5));
  decision.objection_until = FromDays(row.Int(6));
  decision.author = std::string(row.Text(7));
  decision.sealed_motivation = std::string(row.Bytes(8));
  decision.create_time = FromMicros(row.Int(9));
  decision.kind = FromCode<DecisionKind>(static_cast<int>(row.Int(10))).value_or(DecisionKind::kRefuse);
  decision.change_request = std::string(row.Text(11));
  if (!row.IsNull(12)) decision.refusing.reason = FromCode<RefusalReason>(static_cast<int>(row.Int(12)));
  decision.refusing.responsible = MunicipalityCode::Parse(row.Text(13));
  decision.crisis = row.Int(14) != 0;
  return decision;
}

}  // namespace

absl::StatusOr<std::int64_t> DecisionStore::TakeNumber(std::string_view municipality) {
  CLIENTROUTE_ASSIGN(const auto last, connection_.QueryOne("SELECT last FROM decision_number WHERE municipality = $1",
                                                           {municipality}, [](const Row& row) { return row.Int(0); }));
  const std::int64_t number = last.value_or(0) + 1;
  if (number > kDecisionNumberMax) {
    return Error(absl::StatusCode::kFailedPrecondition, "DECISION_NUMBERS_USED_UP",
                 "the municipality has given out every decision number", {{"municipality", std::string(municipality)}});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_
                                  .Execute("INSERT INTO decision_number (municipality, last) VALUES ($1, $2) "
                                           "ON CONFLICT (municipality) DO UPDATE SET last = excluded.last",
                                           {municipality, number})
                                  .status());
  return number;
}

absl::Status DecisionStore::Add(std::int64_t route_row, std::string_view municipality, const DecisionRecord& decision) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO decision (uuid, case_route, municipality, number, outcome, decide_day, objection_day, "
                   "author, sealed_motivation, created_at, kind, change_request, refusal_reason, "
                   "responsible_municipality, crisis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
                   "$14, $15)",
                   {ToColumn(decision.id), route_row, municipality, decision.number,
                    static_cast<std::int64_t>(decision.outcome), ToDays(decision.decide_date),
                    ToDays(decision.objection_until), decision.author, Blob{decision.sealed_motivation},
                    ToMicros(decision.create_time), std::int64_t{ToCode(decision.kind)}, decision.change_request,
                    decision.refusing.reason ? Parameter(std::int64_t{ToCode(*decision.refusing.reason)})
                                             : Parameter(nullptr),
                    Text(decision.refusing.responsible), std::int64_t{decision.crisis ? 1 : 0}})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> lines;
  for (const CareLine& line : decision.lines) {
    lines.push_back({row, static_cast<std::int64_t>(lines.size())});
    AddCareLine(line, &lines.back());
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO granted_line (decision, ordinal, line, category, code, start_day, end_day, amount, unit, frequency, "
      "budget_cents, provider, provider_reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      lines));
  std::vector<std::vector<Parameter>> refused;
  for (const CareLine& line : decision.refused) {
    refused.push_back({row, static_cast<std::int64_t>(refused.size()), line.line});
  }
  return connection_.ExecuteMany("INSERT INTO refused_line (decision, ordinal, line) VALUES ($1, $2, $3)", refused);
}

absl::StatusOr<bool> DecisionStore::IsDecided(std::string_view change_request) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection_.QueryOne("SELECT 1 FROM decision WHERE change_request = $1 AND change_request <> ''",
                                          {change_request}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::StatusOr<std::map<std::int64_t, std::vector<DecisionRecord>>> DecisionStore::Decisions(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<DecisionRecord>> decisions;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT case_route, id, uuid, number, outcome, decide_day, objection_day, author, sealed_motivation, created_at, "
      "COALESCE(kind, outcome), change_request, refusal_reason, responsible_municipality, crisis FROM decision "
      "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
      {routes.parameter()}, [&](const Row& row) {
        decisions[row.Int(0)].push_back(ReadDecision(row));
        return absl::OkStatus();
      }));
  std::map<std::int64_t, DecisionRecord*> by_row;
  TextSet rows;
  for (auto& [route, of_route] : decisions) {
    for (DecisionRecord& decision : of_route) {
      by_row.emplace(decision.row, &decision);
      rows.Add(decision.row);
    }
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT l.decision, r.law, l.line, l.category, l.code, l.start_day, l.end_day, l.amount, l.unit, l.frequency, "
      "l.budget_cents, l.provider, l.provider_reference FROM granted_line l JOIN decision d ON d.id = l.decision "
      "JOIN case_route r ON r.id = d.case_route "
      "WHERE l.decision IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY l.decision, l.ordinal",
      {rows.parameter()}, [&](const Row& row) {
        const Law law = LawOf(static_cast<int>(row.Int(1))).value_or(Law::kJeugdwet);
        by_row.at(row.Int(0))->lines.push_back(CareLineIn(row, 2, law));
        return absl::OkStatus();
      }));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT x.decision, r.law, l.line, l.category, l.code, l.start_day, l.end_day, l.amount, l.unit, l.frequency, "
      "l.budget_cents, l.provider, l.provider_reference FROM refused_line x JOIN decision d ON d.id = x.decision "
      "JOIN case_route r ON r.id = d.case_route JOIN asked_line l ON l.case_route = r.id AND l.line = x.line "
      "WHERE x.decision IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY x.decision, x.ordinal",
      {rows.parameter()}, [&](const Row& row) {
        const Law law = LawOf(static_cast<int>(row.Int(1))).value_or(Law::kJeugdwet);
        by_row.at(row.Int(0))->refused.push_back(CareLineIn(row, 2, law));
        return absl::OkStatus();
      }));
  return decisions;
}

}  // namespace clientroute::access
