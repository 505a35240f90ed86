#include "services/access/plan_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {
namespace {

PlanRecord ReadPlan(const Row& row) {
  PlanRecord plan;
  plan.row = row.Int(1);
  plan.id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
  plan.author = std::string(row.Text(3));
  if (!row.IsNull(4)) plan.sealed_perspective = std::string(row.Bytes(4));
  if (const auto day = row.MaybeInt(5)) plan.result_expected = FromDays(*day);
  if (const auto code = row.MaybeInt(6)) plan.orientation = OrientationOf(static_cast<int>(*code));
  plan.create_time = FromMicros(row.Int(7));
  plan.coordinator = ProviderCode::Parse(row.Text(8));
  return plan;
}

}  // namespace

absl::Status PlanStore::Add(std::int64_t route_row, const PlanRecord& plan) {
  const std::optional<std::int64_t> orientation =
      plan.orientation ? std::optional(static_cast<std::int64_t>(*plan.orientation)) : std::nullopt;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO plan (uuid, case_route, author, sealed_perspective, result_expected_day, orientation, "
                   "created_at, coordinator_provider) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {ToColumn(plan.id), route_row, plan.author,
                    plan.sealed_perspective ? Parameter(Blob{*plan.sealed_perspective}) : Parameter(nullptr),
                    Maybe(plan.result_expected), Maybe(orientation), ToMicros(plan.create_time),
                    plan.coordinator ? std::string_view(plan.coordinator->ToString()) : std::string_view()})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> goals, lines;
  for (const GoalRecord& goal : plan.goals) {
    const auto ordinal = static_cast<std::int64_t>(goals.size());
    goals.push_back({row, ordinal, std::string_view(goal.code), Blob{goal.sealed_description}});
    std::int64_t line_ordinal = 0;
    for (const std::string& line : goal.lines) lines.push_back({row, ordinal, line_ordinal++, std::string_view(line)});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO goal (plan, ordinal, code, sealed_description) VALUES ($1, $2, $3, $4)", goals));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.ExecuteMany("INSERT INTO goal_line (plan, goal, line_ordinal, line) VALUES ($1, $2, $3, $4)", lines));
  std::vector<std::vector<Parameter>> days;
  for (const Date day : plan.evaluation_days) {
    days.push_back({row, static_cast<std::int64_t>(days.size()), ToDays(day)});
  }
  return connection_.ExecuteMany("INSERT INTO plan_evaluation_day (plan, ordinal, day) VALUES ($1, $2, $3)", days);
}

absl::StatusOr<std::map<std::int64_t, std::vector<PlanRecord>>> PlanStore::Plans(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<PlanRecord>> plans;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT case_route, id, uuid, author, sealed_perspective, result_expected_day, orientation, created_at, "
      "coordinator_provider FROM plan WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
      {routes.parameter()}, [&](const Row& row) {
        plans[row.Int(0)].push_back(ReadPlan(row));
        return absl::OkStatus();
      }));
  std::map<std::int64_t, PlanRecord*> by_row;
  for (auto& [route, of_route] : plans) {
    for (PlanRecord& plan : of_route) by_row.emplace(plan.row, &plan);
  }
  CLIENTROUTE_RETURN_IF_ERROR(FillGoals(by_row));
  CLIENTROUTE_RETURN_IF_ERROR(FillEvaluationDays(by_row));
  return plans;
}

absl::Status PlanStore::FillEvaluationDays(const std::map<std::int64_t, PlanRecord*>& plans) {
  TextSet rows;
  for (const auto& [row, plan] : plans) rows.Add(row);
  return connection_.Query(
      "SELECT plan, day FROM plan_evaluation_day "
      "WHERE plan IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY plan, ordinal",
      {rows.parameter()}, [&](const Row& row) {
        plans.at(row.Int(0))->evaluation_days.push_back(FromDays(row.Int(1)));
        return absl::OkStatus();
      });
}

absl::Status PlanStore::FillGoals(const std::map<std::int64_t, PlanRecord*>& plans) {
  TextSet rows;
  for (const auto& [row, plan] : plans) rows.Add(row);
  const std::string_view parameter = rows.parameter();
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT plan, code, sealed_description FROM goal "
      "WHERE plan IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY plan, ordinal",
      {parameter}, [&](const Row& row) {
        plans.at(row.Int(0))->goals.push_back({std::string(row.Text(1)), std::string(row.Bytes(2)), {}});
        return absl::OkStatus();
      }));
  return connection_.Query(
      "SELECT plan, goal, line FROM goal_line "
      "WHERE plan IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY plan, goal, line_ordinal",
      {parameter}, [&](const Row& row) {
        plans.at(row.Int(0))->goals.at(static_cast<std::size_t>(row.Int(1))).lines.emplace_back(row.Text(2));
        return absl::OkStatus();
      });
}

}  // namespace clientroute::access
