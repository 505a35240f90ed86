#include "services/access/listener_service.h"

#include <optional>

#include "clientroute/allocation/v1/events.pb.h"
#include "services/access/allocation_news_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using allocation::v1::AllocationsChanged;
using allocation::v1::AllocationsMade;
using allocation::v1::ChangeRequested;

absl::Status Damaged(const type::v1::Event& event) {
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
               {{"event", event.id()}});
}

absl::Status TakeChange(UnitOfWork& unit, const type::v1::Event& event, const ChangeRequested& requested) {
  const auto route = IdIn(requested.route(), "routes");
  if (!route || !IdIn(requested.change_request(), "change_requests")) return Damaged(event);
  AllocationNewsStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto row, store.RowOf(*route));
  return row ? store.NoteChange(*row, requested.change_request(), unit.now()) : absl::OkStatus();
}

// AllocationsMade and AllocationsChanged say the last day alike.
template <typename Told>
absl::Status TakeLastDay(UnitOfWork& unit, const type::v1::Event& event, const Told& told) {
  const auto route = IdIn(told.route(), "routes");
  const auto last = told.has_last_date() ? FromProto(told.last_date()) : std::nullopt;
  if (!route || (told.has_last_date() && !last)) return Damaged(event);
  AllocationNewsStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto row, store.RowOf(*route));
  return row ? store.NoteAllocated(*row, last) : absl::OkStatus();
}

}  // namespace

std::set<std::string> AccessListener::Types() {
  return {ChangeRequested::descriptor()->full_name(), AllocationsMade::descriptor()->full_name(),
          AllocationsChanged::descriptor()->full_name()};
}

absl::Status AccessListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  if (ChangeRequested requested; event.payload().Is<ChangeRequested>()) {
    return event.payload().UnpackTo(&requested) ? TakeChange(unit, event, requested) : Damaged(event);
  }
  if (AllocationsMade made; event.payload().Is<AllocationsMade>()) {
    return event.payload().UnpackTo(&made) ? TakeLastDay(unit, event, made) : Damaged(event);
  }
  if (AllocationsChanged changed; event.payload().Is<AllocationsChanged>()) {
    return event.payload().UnpackTo(&changed) ? TakeLastDay(unit, event, changed) : Damaged(event);
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "access does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::access
