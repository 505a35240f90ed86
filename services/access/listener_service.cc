#include "services/access/listener_service.h"

#include <algorithm>
#include <optional>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "services/access/allocation_news_store.h"
#include "services/access/case_store.h"
#include "services/access/role_store.h"
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

// Asks for a case manager at access, where nobody is.
absl::Status WantCaseManager(UnitOfWork& unit, const std::string& route, std::int64_t route_row) {
  CaseStore cases(&unit.db());
  CLIENTROUTE_ASSIGN(const CaseStore::Key file, cases.FindOfRoute(route_row));
  CLIENTROUTE_ASSIGN(const auto manager, RoleStore(&unit.db()).Current(file.row, CaseRole::kCaseManager));
  if (manager) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(RoleStore(&unit.db()).NoteWanting(route_row, unit.now()));
  v1::CaseManagerWanted event;
  event.set_route(route);
  event.set_case_(NameOf("cases", file.id));
  return unit.Announce(route, event);
}

}  // namespace

std::set<std::string> AccessListener::Types() {
  return {ChangeRequested::descriptor()->full_name(), AllocationsMade::descriptor()->full_name(),
          AllocationsChanged::descriptor()->full_name()};
}

template <typename Told>
absl::Status AccessListener::TakeAllocated(UnitOfWork& unit, const type::v1::Event& event, const Told& told) const {
  const auto route = IdIn(told.route(), "routes");
  const auto last = told.has_last_date() ? FromProto(told.last_date()) : std::nullopt;
  if (!route || (told.has_last_date() && !last)) return Damaged(event);
  AllocationNewsStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto row, store.RowOf(*route));
  if (!row) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(store.NoteAllocated(*row, last));
  const bool admission = std::any_of(told.lines().begin(), told.lines().end(), [&](const type::v1::CareLine& line) {
    return clinical_admissions_.contains(line.product().code());
  });
  return admission ? WantCaseManager(unit, told.route(), *row) : absl::OkStatus();
}

absl::Status AccessListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  if (ChangeRequested requested; event.payload().Is<ChangeRequested>()) {
    return event.payload().UnpackTo(&requested) ? TakeChange(unit, event, requested) : Damaged(event);
  }
  if (AllocationsMade made; event.payload().Is<AllocationsMade>()) {
    return event.payload().UnpackTo(&made) ? TakeAllocated(unit, event, made) : Damaged(event);
  }
  if (AllocationsChanged changed; event.payload().Is<AllocationsChanged>()) {
    return event.payload().UnpackTo(&changed) ? TakeAllocated(unit, event, changed) : Damaged(event);
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "access does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::access
