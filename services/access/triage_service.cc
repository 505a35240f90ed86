#include "services/access/triage_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/decision_store.h"
#include "services/access/route_service.h"
#include "services/access/triage_codec.h"
#include "services/access/triage_store.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::access {
namespace {

absl::Status NotYet(std::string_view reason, std::string_view message, const std::string& route) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, {{"route", route}});
}

// The one of the route in a map by route; nullopt when it has none.
template <typename Record>
std::optional<Record> Of(std::map<std::int64_t, Record> records, std::int64_t route_row) {
  const auto found = records.find(route_row);
  if (found == records.end()) return std::nullopt;
  return std::move(found->second);
}

absl::StatusOr<std::optional<TriageRecord>> TriageOf(TriageStore& store, std::int64_t route_row) {
  CLIENTROUTE_ASSIGN(auto triages, store.Triages({route_row}));
  return Of(std::move(triages), route_row);
}

// The first triage of a route: what the table says about the findings.
absl::StatusOr<std::optional<TriageRecord>> DecideByTable(UnitOfWork& unit, TriageStore& store,
                                                          std::int64_t route_row) {
  CLIENTROUTE_ASSIGN(auto analyses, store.Analyses({route_row}));
  const auto analysis = Of(std::move(analyses), route_row);
  if (!analysis) return std::optional<TriageRecord>();
  CLIENTROUTE_ASSIGN(const auto table, store.TableAt(analysis->table_row));
  if (!table) return Error(absl::StatusCode::kInternal, "TRIAGE_TABLE_LOST", "an analysis has no table");
  TriageDecision decision = DecideTriage(table->table, analysis->findings);
  TriageRecord triage;
  triage.id = unit.NewId("triage");
  triage.analysis_row = analysis->row;
  triage.complexity = decision.complexity;
  triage.table_complexity = decision.complexity;
  triage.table_explanation = decision.explanation;
  triage.explanation = std::move(decision.explanation);
  triage.decide_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(store.AddTriage(route_row, triage));
  return TriageOf(store, route_row);
}

}  // namespace

absl::Status TriageMethods::RecordAnalysis(UnitOfWork& unit, const v1::RecordProblemAnalysisRequest& request,
                                           const FreeTextKey& key, v1::ProblemAnalysis* answer) const {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  TriageStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto triage, TriageOf(store, route.row));
  if (triage) return NotYet("TRIAGE_DECIDED", "triage was decided on the analysis that there is", request.route());
  CLIENTROUTE_ASSIGN(const auto table, store.TableInForce(route.law, LocalDate(unit.now())));
  if (!table) {
    return NotYet("TRIAGE_TABLE_MISSING", "the region has no table for triage in force for this law", request.route());
  }
  AnalysisRecord analysis;
  analysis.findings = ReadFindings(request.analysis());
  if (const Problems problems = CheckFindings(table->table, analysis.findings); !problems.empty()) {
    std::vector<FieldViolation> violations;
    AddProblems(problems, "analysis", &violations);
    return InvalidFields("ANALYSIS_INVALID", std::move(violations));
  }
  analysis.id = unit.NewId("analysis");
  analysis.table_row = table->row;
  analysis.author = unit.call().identity.subject;
  analysis.create_time = unit.now();
  analysis.sealed_narrative = key.SealSome(NarrativeOf(analysis.id), request.analysis().narrative());
  analysis.sealed_lighter_help = key.SealSome(LighterHelpOf(analysis.id), request.analysis().lighter_help_considered());
  CLIENTROUTE_RETURN_IF_ERROR(store.AddAnalysis(route.row, analysis));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(analysis);
  v1::ProblemAnalysisRecorded event;
  event.set_route(request.route());
  event.set_author(analysis.author);
  return unit.Announce(request.route(), event);
}

absl::Status TriageMethods::Decide(UnitOfWork& unit, const v1::DecideTriageRequest& request,
                                   v1::TriageOutcome* answer) const {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  TriageStore store(&unit.db());
  CLIENTROUTE_ASSIGN(auto triage, TriageOf(store, route.row));
  if (!triage) {
    CLIENTROUTE_ASSIGN(triage, DecideByTable(unit, store, route.row));
    if (!triage) return NotYet("ANALYSIS_MISSING", "triage needs a problem analysis first", request.route());
    CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  }
  *answer = ToProto(*triage);
  return unit.Announce(request.route(), ToDecided(request.route(), *triage));
}

absl::Status TriageMethods::Override(UnitOfWork& unit, const v1::OverrideTriageRequest& request, const FreeTextKey& key,
                                     v1::TriageOutcome* answer) const {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  TriageStore store(&unit.db());
  CLIENTROUTE_ASSIGN(auto triage, TriageOf(store, route.row));
  if (!triage) return NotYet("TRIAGE_MISSING", "there is no triage yet to decide otherwise than", request.route());
  CLIENTROUTE_ASSIGN(const auto decisions, DecisionStore(&unit.db()).Decisions({route.row}));
  // While a grant stands mono may become multi, and back, without a new application (ROU-2); on a refusal nothing runs.
  const auto of_route = decisions.find(route.row);
  if (of_route != decisions.end() && of_route->second.back().outcome == DecisionOutcome::kRefuse) {
    return NotYet("DECISION_TAKEN", "the municipality has refused what was asked for", request.route());
  }
  const auto complexity = ComplexityOf(static_cast<int>(request.complexity()));
  if (!complexity) return InvalidFields("OVERRIDE_INVALID", {{"complexity", "must be MONO or MULTI"}});
  if (*complexity == triage->complexity) {
    return InvalidFields("OVERRIDE_INVALID", {{"complexity", "is what triage says already"}});
  }
  triage->id = unit.NewId("override");
  triage->complexity = *complexity;
  triage->explanation = ExplainOverride(triage->table_complexity, *complexity, triage->table_explanation);
  triage->author = unit.call().identity.subject;
  triage->sealed_reason = key.Seal(OverrideReasonOf(triage->id), request.reason());
  triage->decide_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(store.AddTriage(route.row, *triage));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(*triage);
  return unit.Announce(request.route(), ToDecided(request.route(), *triage));
}

absl::Status TriageMethods::ImportTables(UnitOfWork& unit, const v1::ImportTriageTablesRequest& request,
                                         v1::ImportTriageTablesResponse* answer) const {
  TriageStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const std::vector<TableRecord> records, store.Tables());
  std::vector<TriageTable> stored;
  for (const TableRecord& record : records) stored.push_back(record.table);
  std::vector<FieldViolation> violations;
  const std::vector<ImportedTable> imported = ReadTables(request, &violations);
  AddProblems(FindWrong(imported, stored), "", &violations);
  if (!violations.empty()) return InvalidFields("TRIAGE_TABLES_INVALID", std::move(violations));
  const std::vector<TriageTable> added = NewTables(imported, stored);
  for (const TriageTable& table : added) CLIENTROUTE_RETURN_IF_ERROR(store.AddTable(table, unit.now()));
  answer->set_added(static_cast<int>(added.size()));
  return absl::OkStatus();
}

absl::Status TriageMethods::GetTable(const CallContext& call, const v1::GetTriageTableRequest& request,
                                     v1::TriageTable* answer) const {
  const auto law = LawOf(static_cast<int>(request.law()));
  const auto day = request.has_date() ? clientroute::FromProto(request.date()) : LocalDate(call.now);
  std::vector<FieldViolation> violations;
  if (!law) violations.push_back({"law", "must be one of the laws"});
  if (!day) violations.push_back({"date", "must be a day that exists"});
  if (!violations.empty()) return InvalidFields("TABLE_QUESTION_INVALID", std::move(violations));
  std::optional<TableRecord> found;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(found, TriageStore(&db).TableInForce(*law, *day));
    return absl::OkStatus();
  }));
  if (!found) {
    return Error(absl::StatusCode::kNotFound, "TRIAGE_TABLE_NOT_FOUND",
                 Cat("no table for triage is in force for this law on ", day->ToString()));
  }
  *answer = ToProto(found->table);
  return absl::OkStatus();
}

}  // namespace clientroute::access
