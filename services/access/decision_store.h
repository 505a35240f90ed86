#ifndef CLIENTROUTE_SERVICES_ACCESS_DECISION_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_DECISION_STORE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/decision.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A decision as it is kept: its motivation sealed.
struct DecisionRecord {
  std::int64_t row = 0;
  Uuid id;
  /// BeschikkingNummer: unique within the municipality.
  std::int64_t number = 0;
  DecisionKind kind = DecisionKind::kGrant;
  /// `change_requests/…` that it answers; empty for every other decision.
  std::string change_request;
  DecisionOutcome outcome = DecisionOutcome::kGrant;
  Date decide_date;
  Date objection_until;
  std::vector<CareLine> lines;
  /// Asked for, and not granted by this grant.
  std::vector<CareLine> refused;
  Refusing refusing;
  /// Taken as a decision in a crisis, which needs no plan.
  bool crisis = false;
  std::string sealed_motivation;
  std::string author;
  Instant create_time;
};

/// The decisions, inside one transaction or snapshot, whose connection it uses. Routes are given by their row. One
/// thread. Errors of all methods: those of Connection.
class DecisionStore {
 public:
  explicit DecisionStore(Connection* connection) : connection_(*connection) {}

  /// The municipality's next number, which is then given out. FailedPrecondition DECISION_NUMBERS_USED_UP after
  /// kDecisionNumberMax.
  absl::StatusOr<std::int64_t> TakeNumber(std::string_view municipality);
  /// Whether the change request has its decision.
  absl::StatusOr<bool> IsDecided(std::string_view change_request);
  absl::Status Add(std::int64_t route_row, std::string_view municipality, const DecisionRecord& decision);
  /// Of each route that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<DecisionRecord>>> Decisions(
      const std::vector<std::int64_t>& route_rows);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_DECISION_STORE_H_
