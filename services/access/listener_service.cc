#include "services/access/listener_service.h"

#include <optional>
#include <type_traits>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "services/access/admission_store.h"
#include "services/access/allocation_news_store.h"
#include "services/access/case_store.h"
#include "services/access/role_service.h"
#include "services/access/role_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using allocation::v1::AllocationsChanged;
using allocation::v1::AllocationsMade;
using allocation::v1::AllocationsWithdrawn;
using allocation::v1::CareAllocation;
using allocation::v1::CareStarted;
using allocation::v1::CareStopped;
using allocation::v1::CareStopRemoved;
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
  return manager ? absl::OkStatus() : AnnounceWanted(unit, file, route, route_row);
}

std::optional<Date> LastDayOf(const type::v1::CareLine& line) {
  return line.period().has_end_date() ? FromProto(line.period().end_date()) : std::nullopt;
}

// The line is over, or goes on after all; whoever knows it as no admission does nothing.
template <typename Told>
absl::Status NoteOver(UnitOfWork& unit, const type::v1::Event& event, const Told& told, bool over) {
  const auto route = IdIn(told.route(), "routes");
  if (!route) return Damaged(event);
  CLIENTROUTE_ASSIGN(const auto row, AllocationNewsStore(&unit.db()).RowOf(*route));
  return row ? AdmissionStore(&unit.db()).SetOver(*row, told.part(), over) : absl::OkStatus();
}

absl::Status TakeWithdrawn(UnitOfWork& unit, const type::v1::Event& event, const AllocationsWithdrawn& withdrawn) {
  const auto route = IdIn(withdrawn.route(), "routes");
  if (!route) return Damaged(event);
  CLIENTROUTE_ASSIGN(const auto row, AllocationNewsStore(&unit.db()).RowOf(*route));
  if (!row) return absl::OkStatus();
  for (const type::v1::CareLine& line : withdrawn.lines()) {
    CLIENTROUTE_RETURN_IF_ERROR(AdmissionStore(&unit.db()).SetOver(*row, line.line(), true));
  }
  return absl::OkStatus();
}

}  // namespace

std::set<std::string> AccessListener::Types() {
  return {ChangeRequested::descriptor()->full_name(),    AllocationsMade::descriptor()->full_name(),
          AllocationsChanged::descriptor()->full_name(), AllocationsWithdrawn::descriptor()->full_name(),
          CareStarted::descriptor()->full_name(),        CareStopped::descriptor()->full_name(),
          CareStopRemoved::descriptor()->full_name()};
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
  CLIENTROUTE_ASSIGN(const bool admission, NoteAdmissions(unit, *row, told.lines()));
  if constexpr (std::is_same_v<Told, AllocationsChanged>) {
    CLIENTROUTE_RETURN_IF_ERROR(NoteAdmissions(unit, *row, told.changed()).status());
  }
  return admission ? WantCaseManager(unit, told.route(), *row) : absl::OkStatus();
}

absl::StatusOr<bool> AccessListener::NoteAdmissions(UnitOfWork& unit, std::int64_t route_row,
                                                    const CareLines& lines) const {
  bool any = false;
  for (const type::v1::CareLine& line : lines) {
    if (!clinical_admissions_.contains(line.product().code())) continue;
    any = true;
    CLIENTROUTE_RETURN_IF_ERROR(AdmissionStore(&unit.db()).Note(route_row, line.line(), LastDayOf(line)));
  }
  return any;
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
  if (AllocationsWithdrawn withdrawn; event.payload().Is<AllocationsWithdrawn>()) {
    return event.payload().UnpackTo(&withdrawn) ? TakeWithdrawn(unit, event, withdrawn) : Damaged(event);
  }
  if (CareStarted started; event.payload().Is<CareStarted>()) {
    return event.payload().UnpackTo(&started) ? NoteOver(unit, event, started, false) : Damaged(event);
  }
  if (CareStopped stopped; event.payload().Is<CareStopped>()) {
    return event.payload().UnpackTo(&stopped) ? NoteOver(unit, event, stopped, stopped.definitive()) : Damaged(event);
  }
  if (CareStopRemoved removed; event.payload().Is<CareStopRemoved>()) {
    if (!event.payload().UnpackTo(&removed)) return Damaged(event);
    const bool over = removed.state() == CareAllocation::ENDED || removed.state() == CareAllocation::WITHDRAWN;
    return NoteOver(unit, event, removed, over);
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "access does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::access
