#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_PLANNING_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_PLANNING_SERVICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/change.h"
#include "services/allocation/change_store.h"
#include "services/allocation/overlap.h"
#include "services/platform/values/date.h"

namespace clientroute::allocation {

/// What becomes of one allocation by a change request.
struct Alteration {
  AllocationRecord allocation;
  ChangePlan plan;

  /// Whether it stands otherwise than before; false when only another one follows it.
  bool Alters() const { return plan.kept != allocation.line; }
  /// Whether it becomes another amount, or goes on for longer, under its own number: then it must be contracted, and
  /// may not be too much or overlap, as if it were new. What is merely cut short may always be.
  bool Widens() const;
};

/// NotFound CHANGE_REQUEST_NOT_FOUND, which names it as it was asked for; those of Connection.
absl::StatusOr<ChangeRecord> FindChange(Connection& connection, const Uuid& id, const std::string& name);

/// What becomes of all allocations that the request is to change, as they stand now. Followers get the names of their
/// parts behind those of the new lines (on another route of the client than the request's own: names that no request of
/// that route gives); what is made or altered gets the reference of the request (TR379), so that the
/// message that tells it answers the request. `today`: the day on which it takes effect. Errors: those of Connection.
absl::StatusOr<std::vector<Alteration>> PlanAll(Connection& connection, const ChangeRecord& change, Date today);

/// What the change would do to days that were allocated already (OP345): give them twice, be of them alone, or give
/// less than what may have been delivered; what was taken back meanwhile; and what is wanted from before its
/// allocation.
std::vector<LineRefusal> FindUntimely(const ChangeRecord& change, const std::vector<Alteration>& alterations,
                                      Date today);

/// The lines that would be allocated, or widened.
std::vector<CareLine> LinesOf(const ChangeRecord& change, const std::vector<Alteration>& alterations);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_PLANNING_SERVICE_H_
