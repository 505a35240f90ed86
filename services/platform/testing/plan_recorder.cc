#include "services/platform/testing/plan_recorder.h"

#include "services/platform/status/status.h"

namespace clientroute {

absl::Status PlanRecorder::Query(std::string_view sql, Parameters parameters,
                                 const std::function<absl::Status(const Row&)>& each) {
  Asked asked{std::string(sql), {}, 0};
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(Cat("EXPLAIN QUERY PLAN ", sql), parameters, [&](const Row& row) {
    asked.plan += Cat(row.Text(3), "\n");
    return absl::OkStatus();
  }));
  const absl::Status status = connection_.Query(sql, parameters, [&](const Row& row) {
    ++asked.rows;
    return each(row);
  });
  asked_.push_back(std::move(asked));
  return status;
}

std::int64_t PlanRecorder::rows() const {
  std::int64_t rows = 0;
  for (const Asked& asked : asked_) rows += asked.rows;
  return rows;
}

}  // namespace clientroute
