#include "services/access/triage_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {
namespace {

Parameter SealedColumn(const std::optional<std::string>& sealed) {
  return sealed ? Parameter(Blob{*sealed}) : Parameter(nullptr);
}

std::optional<std::string> SealedIn(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return std::string(row.Bytes(column));
}

Complexity ComplexityIn(const Row& row, int column) {
  return ComplexityOf(static_cast<int>(row.Int(column))).value_or(Complexity::kMono);
}

template <typename Record>
std::optional<Record> First(std::vector<Record> records) {
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

}  // namespace

absl::StatusOr<std::vector<TableRecord>> TriageStore::ReadTables(std::string_view where,
                                                                 std::initializer_list<Parameter> parameters) {
  std::vector<TableRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      Cat("SELECT t.id, t.code, t.version, t.law, t.valid_from, t.optional_needed, c.code, c.question, c.required, "
          "c.source FROM triage_table t JOIN triage_criterion c ON c.triage_table = t.id WHERE ",
          where, " ORDER BY t.code, t.version, c.ordinal"),
      parameters, [&](const Row& row) {
        if (records.empty() || records.back().row != row.Int(0)) {
          records.push_back({row.Int(0),
                             {std::string(row.Text(1)),
                              static_cast<int>(row.Int(2)),
                              LawOf(static_cast<int>(row.Int(3))).value_or(Law::kJeugdwet),
                              FromDays(row.Int(4)),
                              {},
                              static_cast<int>(row.Int(5))}});
        }
        records.back().table.criteria.push_back(
            {std::string(row.Text(6)), std::string(row.Text(7)), row.Int(8) != 0, std::string(row.Text(9))});
        return absl::OkStatus();
      }));
  return records;
}

absl::StatusOr<std::vector<TableRecord>> TriageStore::Tables() { return ReadTables("1 = 1", {}); }

absl::StatusOr<std::optional<TableRecord>> TriageStore::TableInForce(Law law, Date day) {
  CLIENTROUTE_ASSIGN(std::vector<TableRecord> found,
                     ReadTables("t.id = (SELECT id FROM triage_table WHERE law = $1 AND valid_from <= $2 "
                                "ORDER BY version DESC LIMIT 1)",
                                {std::int64_t{CodeOf(law)}, ToDays(day)}));
  return First(std::move(found));
}

absl::StatusOr<std::optional<TableRecord>> TriageStore::TableAt(std::int64_t row) {
  CLIENTROUTE_ASSIGN(std::vector<TableRecord> found, ReadTables("t.id = $1", {row}));
  return First(std::move(found));
}

absl::Status TriageStore::AddTable(const TriageTable& table, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO triage_table (code, version, law, valid_from, optional_needed, recorded_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6)",
                   {table.code, std::int64_t{table.version}, std::int64_t{CodeOf(table.law)}, ToDays(table.valid_from),
                    std::int64_t{table.optional_needed}, ToMicros(now)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> criteria;
  for (const Criterion& criterion : table.criteria) {
    criteria.push_back({row, static_cast<std::int64_t>(criteria.size()), std::string_view(criterion.code),
                        std::string_view(criterion.question), std::int64_t{criterion.required ? 1 : 0},
                        std::string_view(criterion.source)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO triage_criterion (triage_table, ordinal, code, question, required, source) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      criteria);
}

absl::Status TriageStore::AddAnalysis(std::int64_t route_row, const AnalysisRecord& analysis) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO problem_analysis (uuid, case_route, triage_table, author, sealed_narrative, "
                   "sealed_lighter_help, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {ToColumn(analysis.id), route_row, analysis.table_row, analysis.author,
                    SealedColumn(analysis.sealed_narrative), SealedColumn(analysis.sealed_lighter_help),
                    ToMicros(analysis.create_time)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> findings;
  for (const Finding& finding : analysis.findings) {
    findings.push_back({row, static_cast<std::int64_t>(findings.size()), std::string_view(finding.criterion),
                        std::int64_t{finding.holds ? 1 : 0}});
  }
  return connection_.ExecuteMany(
      "INSERT INTO finding (problem_analysis, ordinal, criterion, holds) VALUES ($1, $2, $3, $4)", findings);
}

absl::StatusOr<std::map<std::int64_t, std::vector<Finding>>> TriageStore::FindingsOf(
    const std::vector<std::int64_t>& analyses) {
  TextSet rows = TextSetOf(analyses);
  std::map<std::int64_t, std::vector<Finding>> findings;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT problem_analysis, criterion, holds FROM finding "
      "WHERE problem_analysis IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY problem_analysis, ordinal",
      {rows.parameter()}, [&](const Row& row) {
        findings[row.Int(0)].push_back({std::string(row.Text(1)), row.Int(2) != 0});
        return absl::OkStatus();
      }));
  return findings;
}

absl::StatusOr<std::map<std::int64_t, AnalysisRecord>> TriageStore::Analyses(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, AnalysisRecord> analyses;
  std::vector<std::int64_t> rows;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT case_route, id, uuid, triage_table, author, sealed_narrative, sealed_lighter_help, created_at "
      "FROM problem_analysis WHERE id IN (SELECT max(id) FROM problem_analysis "
      "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) GROUP BY case_route)",
      {routes.parameter()}, [&](const Row& row) {
        AnalysisRecord& analysis = analyses[row.Int(0)];
        analysis.row = row.Int(1);
        analysis.id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
        analysis.table_row = row.Int(3);
        analysis.author = std::string(row.Text(4));
        analysis.sealed_narrative = SealedIn(row, 5);
        analysis.sealed_lighter_help = SealedIn(row, 6);
        analysis.create_time = FromMicros(row.Int(7));
        rows.push_back(analysis.row);
        return absl::OkStatus();
      }));
  CLIENTROUTE_ASSIGN(auto findings, FindingsOf(rows));
  for (auto& [route, analysis] : analyses) analysis.findings = std::move(findings[analysis.row]);
  return analyses;
}

absl::Status TriageStore::AddTriage(std::int64_t route_row, const TriageRecord& triage) {
  return connection_
      .Execute(
          "INSERT INTO triage (uuid, case_route, problem_analysis, complexity, table_complexity, "
          "table_explanation, explanation, author, sealed_reason, decided_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          {ToColumn(triage.id), route_row, triage.analysis_row, std::int64_t{CodeOf(triage.complexity)},
           std::int64_t{CodeOf(triage.table_complexity)}, triage.table_explanation, triage.explanation, triage.author,
           SealedColumn(triage.sealed_reason), ToMicros(triage.decide_time)})
      .status();
}

absl::StatusOr<std::map<std::int64_t, TriageRecord>> TriageStore::Triages(const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, TriageRecord> triages;
  std::vector<std::int64_t> analyses;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT d.case_route, d.uuid, d.problem_analysis, t.code, t.version, d.complexity, d.table_complexity, "
      "d.table_explanation, d.explanation, d.author, d.sealed_reason, d.decided_at "
      "FROM triage d JOIN problem_analysis a ON a.id = d.problem_analysis JOIN triage_table t ON t.id = a.triage_table "
      "WHERE d.id IN (SELECT max(id) FROM triage "
      "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) GROUP BY case_route)",
      {routes.parameter()}, [&](const Row& row) {
        TriageRecord& triage = triages[row.Int(0)];
        triage.id = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
        triage.analysis_row = row.Int(2);
        triage.table = std::string(row.Text(3));
        triage.table_version = static_cast<int>(row.Int(4));
        triage.complexity = ComplexityIn(row, 5);
        triage.table_complexity = ComplexityIn(row, 6);
        triage.table_explanation = std::string(row.Text(7));
        triage.explanation = std::string(row.Text(8));
        triage.author = std::string(row.Text(9));
        triage.sealed_reason = SealedIn(row, 10);
        triage.decide_time = FromMicros(row.Int(11));
        analyses.push_back(triage.analysis_row);
        return absl::OkStatus();
      }));
  CLIENTROUTE_ASSIGN(const auto findings, FindingsOf(analyses));
  for (auto& [route, triage] : triages) {
    const auto found = findings.find(triage.analysis_row);
    if (found == findings.end()) continue;
    for (const Finding& finding : found->second) {
      (finding.holds ? triage.held : triage.not_held).push_back(finding.criterion);
    }
  }
  return triages;
}

}  // namespace clientroute::access
