#ifndef CLIENTROUTE_SERVICES_ALLOCATION_WITHDRAWAL_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_WITHDRAWAL_SERVICE_H_

#include <cstdint>
#include <set>

#include "absl/status/statusor.h"
#include "services/allocation/placement_store.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Takes back the allocations of a route on which no start was reported, and announces them (AllocationsWithdrawn).
/// They end on their first day, as if they had never been made (RedenWijziging 13). But where a provider was told of
/// one and its first day has come, care may have been delivered on it, or claimed, before its start is reported: such a
/// one is never deleted (OP362, TR385), it ends today (05). The places that become free are added to `freed`; how many
/// they were is returned. Errors: those of Connection.
absl::StatusOr<int> WithdrawUnstarted(UnitOfWork& unit, const RouteRecord& route, std::set<std::int64_t>* freed);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_WITHDRAWAL_SERVICE_H_
