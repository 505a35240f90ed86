#include "services/allocation/change_codec.h"

#include <utility>

#include "services/allocation/allocation_codec.h"
#include "services/allocation/names.h"
#include "services/allocation/urgency.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;

v1::ChangedLine ToProto(const ChangedAllocation& changed) {
  v1::ChangedLine out;
  out.set_allocation(NameOf(kAllocations, changed.id));
  out.set_allocation_number(changed.number);
  out.set_part(changed.part);
  *out.mutable_period() = ToProto(changed.wanted.period);
  if (changed.wanted.volume) *out.mutable_volume() = ToProto(*changed.wanted.volume);
  if (changed.wanted.budget) *out.mutable_budget() = ToProto(*changed.wanted.budget);
  return out;
}

template <typename Wire>
void FillLines(const ChangeRecord& change, Wire* out) {
  for (const CareLine& line : change.added) *out->add_lines() = ToProto(line);
  for (const ChangedAllocation& changed : change.changed) *out->add_changed() = ToProto(changed);
}

v1::ChangeRequest::Direction DirectionToProto(Direction direction) {
  return static_cast<v1::ChangeRequest::Direction>(direction);
}

}  // namespace

absl::StatusOr<ChangeCommand> ReadCommand(const v1::ApplyChangeRequest& request) {
  std::vector<FieldViolation> violations;
  const auto route = IdIn(request.route(), kRoutes);
  if (!route) violations.push_back({"route", "must be routes/ and an id"});
  const auto client = IdIn(request.client(), kClients);
  if (!client) violations.push_back({"client", "must be clients/ and an id"});
  if (!MunicipalityCode::Parse(request.municipality())) violations.push_back({"municipality", "must be a CBS code"});
  const auto change = IdIn(request.change_request(), kChangeRequests);
  if (!change) violations.push_back({"change_request", "must be change_requests/ and an id"});
  if (request.urgency() < 0 || request.urgency() > kUrgencyMax) violations.push_back({"urgency", "must be 0, 1 or 2"});
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return ChangeCommand{*route, *client, request.municipality(), *change};
}

v1::ChangeRequest ToProto(const ChangeRecord& change) {
  v1::ChangeRequest out;
  out.set_name(NameOf(kChangeRequests, change.id));
  *out.mutable_create_time() = ToProto(change.created);
  out.set_route(NameOf(kRoutes, change.route));
  out.set_client(NameOf(kClients, change.client));
  out.set_municipality(change.municipality);
  out.set_provider(change.provider.ToString());
  out.set_provider_reference(change.reference);
  out.set_message(NameOf(kMessages, change.message));
  out.set_state(static_cast<v1::ChangeRequest::State>(change.state));
  out.set_direction(DirectionToProto(change.direction));
  *out.mutable_wanted_date() = ToProto(change.wanted_day);
  FillLines(change, &out);
  return out;
}

v1::ChangeRequested RequestedEvent(const ChangeRecord& change) {
  v1::ChangeRequested event;
  event.set_route(NameOf(kRoutes, change.route));
  event.set_change_request(NameOf(kChangeRequests, change.id));
  event.set_provider(change.provider.ToString());
  event.set_direction(DirectionToProto(change.direction));
  *event.mutable_wanted_date() = ToProto(change.wanted_day);
  FillLines(change, &event);
  event.set_message(NameOf(kMessages, change.message));
  event.set_provider_reference(change.reference);
  event.set_care_goes_on(change.care_goes_on);
  return event;
}

v1::AllocationsChanged ChangedEvent(const Uuid& change, const Uuid& id, const ChangedRoute& route) {
  v1::AllocationsChanged event;
  event.set_route(NameOf(kRoutes, id));
  event.set_change_request(NameOf(kChangeRequests, change));
  for (const AllocationRecord& allocation : route.added) *event.add_lines() = AllocatedLine(allocation);
  event.set_adds_care(!route.added.empty());
  for (const AllocationRecord& allocation : route.kept) *event.add_changed() = AllocatedLine(allocation);
  const v1::AllocationsMade all = MadeEvent(event.route(), route.all);
  *event.mutable_first_date() = all.first_date();
  if (all.has_last_date()) *event.mutable_last_date() = all.last_date();
  return event;
}

}  // namespace clientroute::allocation
