#ifndef CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_STORE_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/case_store.h"
#include "services/access/conference_store.h"
#include "services/access/decision_store.h"
#include "services/access/evaluation_store.h"
#include "services/access/note_store.h"
#include "services/access/outflow_store.h"
#include "services/access/plan_store.h"
#include "services/access/triage_store.h"
#include "services/platform/store/database.h"

namespace clientroute::access {

/// What routes hold, by the row of the route. A value.
struct RouteContents {
  std::map<std::int64_t, AnalysisRecord> analyses;
  std::map<std::int64_t, TriageRecord> triages;
  /// Oldest first; the last is in force.
  std::map<std::int64_t, std::vector<PlanRecord>> plans;
  /// Oldest first.
  std::map<std::int64_t, std::vector<DecisionRecord>> decisions;
  /// Oldest first.
  std::map<std::int64_t, std::vector<ConferenceRecord>> conferences;
  std::map<std::int64_t, std::vector<ExpertTeamRecord>> expert_teams;
  std::map<std::int64_t, std::vector<EvaluationRecord>> evaluations;
  std::map<std::int64_t, std::vector<NoteRecord>> notes;
  /// Oldest first, with their contacts; the last holds.
  std::map<std::int64_t, std::vector<OutflowRecord>> outflows;
  std::map<std::int64_t, ReturnRecord> returns;

  /// Whether the route holds anything that may have free text.
  bool HasText(std::int64_t route_row) const {
    return analyses.contains(route_row) || plans.contains(route_row) || decisions.contains(route_row) ||
           conferences.contains(route_row) || expert_teams.contains(route_row) || outflows.contains(route_row) ||
           notes.contains(route_row);
  }
};

/// Reads what these routes hold, in a fixed number of queries. Errors: those of Connection. Thread-safe.
absl::StatusOr<RouteContents> LoadContents(Connection& connection, const std::vector<RouteRecord>& routes);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_STORE_H_
