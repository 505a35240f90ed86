#ifndef CLIENTROUTE_SERVICES_ACCESS_EVALUATION_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_EVALUATION_STORE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/evaluation.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// An evaluation of a plan as it is kept: its explanation sealed.
struct EvaluationRecord {
  Uuid id;
  EvaluationOutcome outcome = EvaluationOutcome::kAsItIs;
  std::string author;
  std::string sealed_explanation;
  Instant create_time;
};

/// The evaluations, inside one transaction or snapshot, whose connection it uses. Routes are given by their row. One
/// thread. Errors of all methods: those of Connection.
class EvaluationStore {
 public:
  explicit EvaluationStore(Connection* connection) : connection_(*connection) {}

  absl::Status Add(std::int64_t route_row, const EvaluationRecord& evaluation);
  /// Of each route that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<EvaluationRecord>>> Evaluations(
      const std::vector<std::int64_t>& route_rows);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_EVALUATION_STORE_H_
