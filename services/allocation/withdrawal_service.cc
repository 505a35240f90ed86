#include "services/allocation/withdrawal_service.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/allocating_service.h"
#include "services/allocation/allocation_codec.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/names.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;

// Verwijderd (JZ002, WMO002): the allocation counts as never made (CS335).
constexpr std::string_view kRemoved = "13";
// Herbeoordeling verkorting toewijzing (JZ002, WMO002).
constexpr std::string_view kShortened = "05";

bool MayHaveBeenGiven(const AllocationRecord& allocation, Date today) {
  return allocation.told_at && allocation.line.period.start() <= today;
}

// What is left of it when it ends today; all where its last day has passed.
Period UntilToday(const Period& period, Date today) {
  if (period.end() && *period.end() <= today) return period;
  return Period::Of(period.start(), today).value_or(period);
}

// The part hears that reports may still come before the route hears that everything else was taken back.
absl::Status AnnounceEnded(UnitOfWork& unit, const std::string& route, const AllocationRecord& allocation) {
  v1::AllocationEndedUnstarted event;
  event.set_route(route);
  event.set_part(allocation.line.line);
  event.set_allocation(NameOf(kAllocations, allocation.id));
  *event.mutable_last_date() = ToProto(*allocation.line.period.end());
  return unit.Announce(route, event);
}

}  // namespace

absl::StatusOr<int> WithdrawUnstarted(UnitOfWork& unit, const RouteRecord& route, std::set<std::int64_t>* freed) {
  AllocationStore store(&unit.db());
  CLIENTROUTE_ASSIGN(std::vector<AllocationRecord> allocations, store.OfRoute(route.row));
  const Date today = LocalDate(unit.now());
  v1::AllocationsWithdrawn event;
  event.set_route(NameOf(kRoutes, route.id));
  int places = 0;
  for (AllocationRecord& allocation : allocations) {
    if (allocation.state != AllocationState::kAllocated) continue;
    const bool given = MayHaveBeenGiven(allocation, today);
    Period& period = allocation.line.period;
    const Period left = given ? UntilToday(period, today) : Period::Of(period.start(), period.start()).value_or(period);
    const std::optional<DayRange> held = given ? std::optional(ToDayRange(left)) : std::nullopt;
    if (allocation.held != held) ++places;
    CLIENTROUTE_RETURN_IF_ERROR(KeepHeld(unit.db(), &allocation, held, freed));
    allocation.state = given ? AllocationState::kEnded : AllocationState::kWithdrawn;
    if (given && left == period) {
      CLIENTROUTE_RETURN_IF_ERROR(store.Update(allocation));
    } else {
      allocation.change_reason = given ? kShortened : kRemoved;
      period = left;
      CLIENTROUTE_RETURN_IF_ERROR(store.Change(&allocation, unit.now()));
      if (allocation.told_at) event.set_told(true);
    }
    *event.add_lines() = AllocatedLine(allocation);
    if (!given) continue;
    event.add_ended_lines(allocation.line.line);
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceEnded(unit, event.route(), allocation));
  }
  if (event.lines_size() > 0) CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.route(), event));
  return places;
}

}  // namespace clientroute::allocation
