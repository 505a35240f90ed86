#include "services/allocation/change_service.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/allocation/change_codec.h"
#include "services/allocation/change_planning_service.h"
#include "services/allocation/names.h"
#include "services/allocation/placement_store.h"
#include "services/allocation/request_store.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;
using contracting::v1::CheckContractsRequest;
using contracting::v1::CheckContractsResponse;

// More than a client can have.
constexpr int kRunningMax = 200;

// What the client has beside what is new or widened: what does not change, and what is left of what does.
absl::StatusOr<std::vector<CareLine>> RunningBeside(Connection& connection, const CallContext& call,
                                                    const ChangeRecord& change,
                                                    const std::vector<Alteration>& alterations) {
  AllocationStore::Filter filter;
  filter.client = change.client;
  filter.valid_on_or_after = LocalDate(call.now);
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  CLIENTROUTE_ASSIGN(const auto allocations, AllocationStore(&connection).List(filter, visible, {}, kRunningMax));
  std::vector<CareLine> running;
  for (const AllocationRecord& allocation : allocations) {
    const bool changes = std::any_of(change.changed.begin(), change.changed.end(),
                                     [&](const ChangedAllocation& one) { return one.row == allocation.row; });
    if (changes || allocation.state == AllocationState::kWithdrawn || allocation.state == AllocationState::kEnded) {
      continue;
    }
    running.push_back(allocation.line);
  }
  for (const Alteration& one : alterations) {
    if (!one.Widens()) running.push_back(one.plan.kept);
  }
  return running;
}

// The allocation on whose route the request is considered: of the routes that go on, the first; null when it names
// none.
absl::StatusOr<const AllocationRecord*> FindOwner(Connection& connection, const Message& message,
                                                  const std::map<std::int64_t, AllocationRecord>& allocations) {
  std::vector<const AllocationRecord*> named;
  for (const MessageLine& line : message.lines) {
    const auto* changed = std::get_if<ChangedProduct>(&line.content);
    if (changed != nullptr) named.push_back(&allocations.at(changed->number));
  }
  for (const MessageLine& line : message.lines) {
    const auto* continued = std::get_if<ContinuedProduct>(&line.content);
    if (continued != nullptr) named.push_back(&allocations.at(continued->number));
  }
  for (const AllocationRecord* allocation : named) {
    CLIENTROUTE_ASSIGN(const auto route, PlacementStore(&connection).FindRoute(allocation->route));
    if (route && !route->closed) return allocation;
  }
  return named.empty() ? nullptr : named.front();
}

// Whether the care of one of them goes on, as far as allocation knows on this day.
bool GoesOn(const MessageLine& line, const std::map<std::int64_t, AllocationRecord>& allocations, Date today) {
  const auto* changed = std::get_if<ChangedProduct>(&line.content);
  const auto* continued = std::get_if<ContinuedProduct>(&line.content);
  if (changed == nullptr && continued == nullptr) return false;
  const AllocationRecord& allocation = allocations.at(changed != nullptr ? changed->number : continued->number);
  const std::optional<Date> last = allocation.line.period.end();
  return allocation.state != AllocationState::kEnded && allocation.state != AllocationState::kWithdrawn &&
         (!last || *last >= today);
}

CareLine NewLine(const Message& message, const NewProduct& added, std::int64_t ordinal, std::size_t index) {
  CareLine line = added.line;
  line.line = Cat("change-", ordinal, "-", index);
  line.law = message.law;
  line.provider = message.provider;
  line.provider_reference = message.reference;
  return line;
}

}  // namespace

absl::Status ChangeMethods::Register(UnitOfWork& unit, const Message& message,
                                     const std::map<std::int64_t, AllocationRecord>& allocations) const {
  ChangeRecord change{.provider = message.provider};
  std::vector<CareLine> allocated;
  std::vector<Direction> directions;
  CLIENTROUTE_ASSIGN(const AllocationRecord* first, FindOwner(unit.db(), message, allocations));
  for (const MessageLine& line : message.lines) {
    const auto* changed = std::get_if<ChangedProduct>(&line.content);
    if (changed == nullptr) continue;
    const AllocationRecord& allocation = allocations.at(changed->number);
    change.changed.push_back({allocation.row, allocation.id, allocation.number, allocation.line.line, changed->wanted});
    allocated.push_back(allocation.line);
    directions.push_back(DirectionOf(allocation.line, changed->wanted));
  }
  if (first == nullptr) {
    // TR352 of level 2 asks for at least one.
    return InvalidFields("REQUEST_INVALID", {{"lines", "name no allocation at all"}});
  }
  ChangeStore store(&unit.db());
  change.id = unit.NewId("change_request");
  change.route_row = first->route_row;
  change.route = first->route;
  CLIENTROUTE_ASSIGN(change.ordinal, store.NextOrdinal(first->route_row));
  change.client = first->client;
  change.municipality = first->municipality;
  change.law = message.law;
  change.reference = message.reference;
  change.message = message.id;
  change.created = unit.now();
  for (const MessageLine& line : message.lines) {
    const auto* added = std::get_if<NewProduct>(&line.content);
    if (added != nullptr) change.added.push_back(NewLine(message, *added, change.ordinal, change.added.size() + 1));
  }
  change.direction = Together(directions, !change.added.empty());
  std::vector<Date> days;
  for (const CareLine& line : change.added) days.push_back(line.period.start());
  for (const ChangedAllocation& one : change.changed) days.push_back(one.wanted.period.start());
  change.wanted_day = days.empty() ? message.date : *std::min_element(days.begin(), days.end());
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(change, allocated));
  CLIENTROUTE_RETURN_IF_ERROR(RequestStore(&unit.db()).RegisterChange(message, change.client, unit.now()));
  change.care_goes_on = std::any_of(message.lines.begin(), message.lines.end(), [&](const MessageLine& line) {
    return GoesOn(line, allocations, LocalDate(unit.now()));
  });
  CLIENTROUTE_ASSIGN(const auto route, PlacementStore(&unit.db()).FindRoute(change.route));
  if (!change.care_goes_on && (!route || route->closed)) {
    // Nothing on the route will take it over: messaging refuses it, and until then the request is open (TR374). Where
    // care goes on a person answers it. What is announced about an ended route goes to a person as well.
    CLIENTROUTE_RETURN_IF_ERROR(store.Close(change.id, ChangeState::kRefused, "", unit.now()));
  }
  return unit.Announce(NameOf(kRoutes, change.route), RequestedEvent(change));
}

absl::StatusOr<ChangeMethods::Checks> ChangeMethods::Check(const CallContext& call,
                                                           const v1::ApplyChangeRequest& request) const {
  CLIENTROUTE_ASSIGN(const ChangeCommand command, ReadCommand(request));
  CheckContractsRequest question;
  question.set_municipality(command.municipality);
  question.set_one_client(true);
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto change, FindChange(connection, command.change, request.change_request()));
    if (change.state != ChangeState::kOpen) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(const auto alterations, PlanAll(connection, change, LocalDate(call.now)));
    for (const CareLine& line : LinesOf(change, alterations)) *question.add_lines() = ToProto(line);
    CLIENTROUTE_ASSIGN(const auto running, RunningBeside(connection, call, change, alterations));
    for (const CareLine& line : running) *question.add_running_lines() = ToProto(line);
    return absl::OkStatus();
  }));
  Checks checks;
  if (question.lines_size() == 0) return checks;
  CLIENTROUTE_ASSIGN(const CheckContractsResponse response,
                     (Call<contracting::v1::Contracting::StubInterface, CheckContractsRequest, CheckContractsResponse>(
                         Onward("allocation", call), &contracting_,
                         &contracting::v1::Contracting::StubInterface::CheckContracts, question)));
  for (const auto& check : response.checks()) checks.emplace(check.line(), check);
  return checks;
}

absl::Status ChangeMethods::Get(const CallContext& call, const v1::GetChangeRequestRequest& request,
                                v1::ChangeRequest* answer, Look* look) const {
  const auto id = IdIn(request.name(), kChangeRequests);
  if (!id) return InvalidFields("REQUEST_INVALID", {{"name", "must be change_requests/ and an id"}});
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ChangeRecord change, FindChange(connection, *id, request.name()));
    // Who may see the route's allocations may see what is asked to change about them.
    AllocationStore::Filter filter;
    filter.route = change.route;
    CLIENTROUTE_ASSIGN(const auto shown, AllocationStore(&connection).List(filter, visible, {}, 1));
    if (shown.empty()) return FindChange(connection, Uuid(), request.name()).status();
    *answer = ToProto(change);
    look->Saw(answer->client(), shown.front().municipality);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::allocation
