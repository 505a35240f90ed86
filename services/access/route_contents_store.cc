#include "services/access/route_contents_store.h"

#include "services/platform/status/status.h"

namespace clientroute::access {

absl::StatusOr<RouteContents> LoadContents(Connection& connection, const std::vector<RouteRecord>& routes) {
  RouteContents contents;
  if (routes.empty()) return contents;
  std::vector<std::int64_t> rows;
  rows.reserve(routes.size());
  for (const RouteRecord& route : routes) rows.push_back(route.row);
  TriageStore triage(&connection);
  CLIENTROUTE_ASSIGN(contents.analyses, triage.Analyses(rows));
  CLIENTROUTE_ASSIGN(contents.triages, triage.Triages(rows));
  CLIENTROUTE_ASSIGN(contents.plans, PlanStore(&connection).Plans(rows));
  CLIENTROUTE_ASSIGN(contents.decisions, DecisionStore(&connection).Decisions(rows));
  ConferenceStore conferences(&connection);
  CLIENTROUTE_ASSIGN(contents.conferences, conferences.Conferences(rows));
  CLIENTROUTE_ASSIGN(contents.expert_teams, conferences.ExpertTeams(rows));
  CLIENTROUTE_ASSIGN(contents.evaluations, EvaluationStore(&connection).Evaluations(rows));
  CLIENTROUTE_ASSIGN(contents.notes, NoteStore(&connection).Notes(rows));
  OutflowStore outflows(&connection);
  CLIENTROUTE_ASSIGN(contents.outflows, outflows.Outflows(rows));
  CLIENTROUTE_ASSIGN(contents.returns, outflows.Returns(rows));
  return contents;
}

}  // namespace clientroute::access
