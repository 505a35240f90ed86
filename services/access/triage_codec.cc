#include "services/access/triage_codec.h"

#include <string_view>
#include <utility>

#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

constexpr std::string_view kTables = "triage_tables/";

std::string TableName(std::string_view code) { return Cat(kTables, code); }

// The code in the name; empty, which no table may have, for another form.
std::string TableCode(std::string_view name) {
  return name.substr(0, kTables.size()) == kTables ? std::string(name.substr(kTables.size())) : std::string();
}

v1::Complexity ToProto(Complexity complexity) { return static_cast<v1::Complexity>(CodeOf(complexity)); }

}  // namespace

std::vector<ImportedTable> ReadTables(const v1::ImportTriageTablesRequest& request,
                                      std::vector<FieldViolation>* violations) {
  std::vector<ImportedTable> imported;
  for (int i = 0; i < request.tables_size(); ++i) {
    const v1::TriageTable& in = request.tables(i);
    const std::string field = Cat("tables[", i, "]");
    const auto law = LawOf(static_cast<int>(in.law()));
    const auto valid_from = FromProto(in.valid_from());
    if (!law) violations->push_back({field + ".law", "must be one of the laws"});
    if (!valid_from) violations->push_back({field + ".valid_from", "must be a day that exists"});
    TriageTable table{TableCode(in.name()),        in.version(), law.value_or(Law::kJeugdwet),
                      valid_from.value_or(Date()), {},           in.optional_needed()};
    for (const v1::TriageCriterion& criterion : in.criteria()) {
      table.criteria.push_back({criterion.code(), criterion.question(), criterion.required(), criterion.source()});
    }
    if (law && valid_from) {
      imported.push_back({field, std::move(table)});
    } else {
      AddProblems(CheckTable(table), field, violations);
    }
  }
  return imported;
}

std::vector<Finding> ReadFindings(const v1::ProblemAnalysis& analysis) {
  std::vector<Finding> findings;
  for (const v1::CriterionFinding& finding : analysis.findings()) {
    findings.push_back({finding.criterion(), finding.holds()});
  }
  return findings;
}

v1::TriageTable ToProto(const TriageTable& table) {
  v1::TriageTable out;
  out.set_name(TableName(table.code));
  out.set_version(table.version);
  out.set_law(ToProto(table.law));
  *out.mutable_valid_from() = ToProto(table.valid_from);
  for (const Criterion& criterion : table.criteria) {
    v1::TriageCriterion& added = *out.add_criteria();
    added.set_code(criterion.code);
    added.set_question(criterion.question);
    added.set_required(criterion.required);
    added.set_source(criterion.source);
  }
  out.set_optional_needed(table.optional_needed);
  return out;
}

v1::ProblemAnalysis ToProto(const AnalysisRecord& record) {
  v1::ProblemAnalysis out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  for (const Finding& finding : record.findings) {
    v1::CriterionFinding& added = *out.add_findings();
    added.set_criterion(finding.criterion);
    added.set_holds(finding.holds);
  }
  return out;
}

v1::TriageOutcome ToProto(const TriageRecord& record) {
  v1::TriageOutcome out;
  out.set_complexity(ToProto(record.complexity));
  out.set_table(TableName(record.table));
  out.set_table_version(record.table_version);
  for (const std::string& code : record.held) out.add_held(code);
  for (const std::string& code : record.not_held) out.add_not_held(code);
  out.set_explanation(record.explanation);
  *out.mutable_decide_time() = ToProto(record.decide_time);
  out.set_overridden(record.overridden());
  out.set_author(record.author);
  return out;
}

v1::TriageDecided ToDecided(const std::string& route, const TriageRecord& record) {
  v1::TriageDecided event;
  event.set_route(route);
  event.set_complexity(ToProto(record.complexity));
  event.set_overridden(record.overridden());
  for (const std::string& code : record.held) event.add_held(code);
  for (const std::string& code : record.not_held) event.add_not_held(code);
  event.set_table(TableName(record.table));
  event.set_table_version(record.table_version);
  event.set_explanation(record.explanation);
  return event;
}

}  // namespace clientroute::access
