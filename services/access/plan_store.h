#ifndef CLIENTROUTE_SERVICES_ACCESS_PLAN_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_PLAN_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/plan.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A goal as it is kept.
struct GoalRecord {
  std::string code;
  std::string sealed_description;
  std::vector<std::string> lines;
};

/// A perspective plan as it is kept: free text sealed, nullopt where there was none.
struct PlanRecord {
  std::int64_t row = 0;
  Uuid id;
  std::string author;
  std::vector<GoalRecord> goals;
  std::optional<std::string> sealed_perspective;
  std::optional<Date> result_expected;
  std::optional<Orientation> orientation;
  std::vector<Date> evaluation_days;
  std::optional<ProviderCode> coordinator;
  Instant create_time;
};

/// The plans, inside one transaction or snapshot, whose connection it uses. Routes are given by their row. One thread.
/// Errors of all methods: those of Connection.
class PlanStore {
 public:
  explicit PlanStore(Connection* connection) : connection_(*connection) {}

  absl::Status Add(std::int64_t route_row, const PlanRecord& plan);
  /// Of each route that has any, oldest first: the last is in force.
  absl::StatusOr<std::map<std::int64_t, std::vector<PlanRecord>>> Plans(const std::vector<std::int64_t>& route_rows);

 private:
  absl::Status FillGoals(const std::map<std::int64_t, PlanRecord*>& plans);
  absl::Status FillEvaluationDays(const std::map<std::int64_t, PlanRecord*>& plans);

  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_PLAN_STORE_H_
