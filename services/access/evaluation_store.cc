#include "services/access/evaluation_store.h"

#include "services/access/wire_code.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {

absl::Status EvaluationStore::Add(std::int64_t route_row, const EvaluationRecord& evaluation) {
  return connection_
      .Execute(
          "INSERT INTO evaluation (uuid, case_route, outcome, author, sealed_explanation, created_at) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          {ToColumn(evaluation.id), route_row, std::int64_t{ToCode(evaluation.outcome)}, evaluation.author,
           Blob{evaluation.sealed_explanation}, ToMicros(evaluation.create_time)})
      .status();
}

absl::StatusOr<std::map<std::int64_t, std::vector<EvaluationRecord>>> EvaluationStore::Evaluations(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<EvaluationRecord>> evaluations;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT case_route, uuid, outcome, author, sealed_explanation, created_at FROM evaluation "
      "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
      {routes.parameter()}, [&](const Row& row) {
        EvaluationRecord& evaluation = evaluations[row.Int(0)].emplace_back();
        evaluation.id = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
        evaluation.outcome =
            FromCode<EvaluationOutcome>(static_cast<int>(row.Int(2))).value_or(EvaluationOutcome::kAsItIs);
        evaluation.author = std::string(row.Text(3));
        evaluation.sealed_explanation = std::string(row.Bytes(4));
        evaluation.create_time = FromMicros(row.Int(5));
        return absl::OkStatus();
      }));
  return evaluations;
}

}  // namespace clientroute::access
