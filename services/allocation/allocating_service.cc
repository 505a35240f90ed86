#include "services/allocation/allocating_service.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/allocation/allocation_codec.h"
#include "services/allocation/location_store.h"
#include "services/allocation/names.h"
#include "services/allocation/overlap_service.h"
#include "services/allocation/placement_codec.h"
#include "services/allocation/placement_service.h"
#include "services/allocation/placement_store.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

absl::Status Refused(std::string_view reason, std::string_view what, const CareLine& line) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, Cat(line.line, " ", what), {{"line", line.line}});
}

// Whether two lines ask for the same: what was placed or allocated is what is meant.
bool SameCare(const CareLine& a, const CareLine& b) {
  return a.law == b.law && a.product == b.product && a.period == b.period && a.provider == b.provider &&
         a.volume == b.volume && a.budget == b.budget;
}

// What the route has: allocations and reservations, by line.
struct Standing {
  std::map<std::string, AllocationRecord> allocated;
  std::map<std::string, ReservationRecord> held;
};

absl::StatusOr<Standing> Load(UnitOfWork& unit, std::int64_t route) {
  Standing standing;
  CLIENTROUTE_ASSIGN(auto allocations, AllocationStore(&unit.db()).OfRoute(route));
  for (AllocationRecord& allocation : allocations) {
    const std::string line = allocation.line.line;
    standing.allocated.emplace(line, std::move(allocation));
  }
  CLIENTROUTE_ASSIGN(auto reservations, PlacementStore(&unit.db()).HeldBy(route));
  for (ReservationRecord& reservation : reservations) {
    const std::string line = reservation.line.line;
    standing.held.emplace(line, std::move(reservation));
  }
  return standing;
}

std::vector<ReservationRecord> Held(const Standing& standing) {
  std::vector<ReservationRecord> held;
  for (const auto& [line, reservation] : standing.held) held.push_back(reservation);
  return held;
}

// Whether the line is allocated already, or has its place held.
absl::Status MayMake(const CareLine& line, const Standing& standing) {
  if (const auto made = standing.allocated.find(line.line); made != standing.allocated.end()) {
    return SameCare(made->second.line, line) ? absl::OkStatus()
                                             : Refused("LINE_ALLOCATED", "was allocated as something else", line);
  }
  const auto held = standing.held.find(line.line);
  if (held == standing.held.end()) return Refused("RESERVATION_GONE", "has no place that is held for it", line);
  const ReservationRecord& reservation = held->second;
  if (!SameCare(reservation.line, line) || (!line.location.empty() && line.location != reservation.line.location)) {
    return Refused("RESERVATION_DIFFERS", "is not what its place is held for", line);
  }
  return absl::OkStatus();
}

// A line that may be made.
absl::StatusOr<AllocationRecord> MakeOne(UnitOfWork& unit, const RouteRecord& route, const CareLine& line,
                                         const std::string& decision, Standing& standing) {
  if (const auto made = standing.allocated.find(line.line); made != standing.allocated.end()) return made->second;
  const auto held = standing.held.find(line.line);
  const ReservationRecord& reservation = held->second;
  AllocationRecord allocation;
  allocation.id = unit.NewId(Cat("allocation/", line.line));
  allocation.route_row = route.row;
  allocation.route = route.id;
  allocation.client = route.client;
  allocation.municipality = route.municipality;
  allocation.line = line;
  allocation.line.location = reservation.line.location;
  allocation.decision = decision;
  allocation.capacity = reservation.capacity;
  allocation.held = reservation.days;
  allocation.created = unit.now();
  AllocationStore store(&unit.db());
  CLIENTROUTE_ASSIGN(allocation.number, store.NextNumber(route.municipality, line.law));
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(&allocation));
  CLIENTROUTE_RETURN_IF_ERROR(PlacementStore(&unit.db()).End(reservation.row, ReservationState::kUsed));
  standing.held.erase(held);
  return allocation;
}

// Those of the lines that are not allocated yet.
OverlapQuestion NewOnes(const RouteRecord& route, const std::vector<CareLine>& lines, const Standing& standing) {
  OverlapQuestion question{.client = route.client, .municipality = route.municipality, .lines = {}, .except = {}};
  for (const CareLine& line : lines) {
    if (!standing.allocated.contains(line.line)) question.lines.push_back(line);
  }
  return question;
}

}  // namespace

absl::Status AllocatingMethods::LetGo(UnitOfWork& unit, const RouteRecord& route,
                                      const std::vector<ReservationRecord>& held) const {
  std::set<std::int64_t> freed;
  for (const ReservationRecord& reservation : held) {
    CLIENTROUTE_RETURN_IF_ERROR(PlacementStore(&unit.db()).End(reservation.row, ReservationState::kReleased));
    CLIENTROUTE_RETURN_IF_ERROR(CapacityStore(&unit.db()).Free(reservation.capacity, reservation.days));
    freed.insert(reservation.capacity);
  }
  CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), NameOf(kRoutes, route.id), kReservationTimer));
  return queue_.OfferFreed(unit, freed, route.row);
}

absl::Status AllocatingMethods::Make(UnitOfWork& unit, const v1::MakeAllocationsRequest& request,
                                     v1::MakeAllocationsResponse* answer) const {
  CLIENTROUTE_ASSIGN(const RouteCommand command, ReadCommand(request));
  PlacementStore placements(&unit.db());
  CLIENTROUTE_ASSIGN(const auto route, placements.FindRoute(command.route));
  if (command.lines.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceNothingToArrange(unit, request.route()));
    if (!route) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(const auto held, placements.HeldBy(route->row));
    return LetGo(unit, *route, held);
  }
  if (!route || route->client.IsNil()) {
    return Refused("RESERVATION_GONE", "has no place that is held for it", command.lines.front());
  }
  if (route->client != command.client || route->municipality != command.municipality) {
    return Refused("ROUTE_OF_OTHER_CLIENT", "is of a route that was placed for another client or municipality",
                   command.lines.front());
  }
  CLIENTROUTE_ASSIGN(Standing standing, Load(unit, route->row));
  for (const CareLine& line : command.lines) CLIENTROUTE_RETURN_IF_ERROR(MayMake(line, standing));
  CLIENTROUTE_ASSIGN(OverlapsFound overlaps, FindOverlaps(unit.db(), NewOnes(*route, command.lines, standing)));
  if (!overlaps.refusals.empty()) {
    for (const LineRefusal& refusal : overlaps.refusals) *answer->add_refusals() = ToProto(refusal);
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceRefused(unit, request.route(), overlaps.refusals, ""));
    return LetGo(unit, *route, Held(standing));
  }
  CLIENTROUTE_RETURN_IF_ERROR(EndWithCare(unit, overlaps.outlived));
  std::vector<AllocationRecord> made;
  for (const CareLine& line : command.lines) {
    CLIENTROUTE_ASSIGN(AllocationRecord allocation, MakeOne(unit, *route, line, request.decision(), standing));
    *answer->add_allocations() = ToProto(allocation);
    made.push_back(std::move(allocation));
  }
  v1::AllocationsMade event = MadeEvent(request.route(), made);
  CLIENTROUTE_RETURN_IF_ERROR(AddSchoolLines(unit.db(), made, event.mutable_school_lines()));
  AddEnded(overlaps.outlived, event.mutable_ended_with_care());
  CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(request.route(), event));
  return LetGo(unit, *route, Held(standing));
}

absl::Status AllocatingMethods::Get(const CallContext& call, const v1::GetAllocationRequest& request,
                                    v1::CareAllocation* answer, Look* look) const {
  const auto id = IdIn(request.name(), kAllocations);
  if (!id) return InvalidFields("REQUEST_INVALID", {{"name", "must be allocations/ and an id"}});
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  AllocationStore::Filter filter;
  filter.id = *id;
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto found, AllocationStore(&connection).List(filter, visible, {}, 1));
    if (found.empty()) {
      return Error(absl::StatusCode::kNotFound, "ALLOCATION_NOT_FOUND",
                   "there is no such allocation, or it may not be seen", {{"allocation", request.name()}});
    }
    *answer = ToProto(found.front());
    look->Saw(answer->client(), found.front().municipality);
    return absl::OkStatus();
  });
}

absl::Status AllocatingMethods::LookUp(const v1::LookUpAllocationsRequest& request,
                                       v1::LookUpAllocationsResponse* answer, Look* look) const {
  std::vector<FieldViolation> violations;
  if (!MunicipalityCode::Parse(request.municipality())) violations.push_back({"municipality", "must be a CBS code"});
  const auto law = LawOf(static_cast<int>(request.law()));
  if (!law) violations.push_back({"law", "must be one of the laws"});
  const auto provider = ProviderCode::Parse(request.provider());
  if (!provider) violations.push_back({"provider", "must be an AGB code of eight digits"});
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  const std::set<std::int64_t> numbers(request.numbers().begin(), request.numbers().end());
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto found, AllocationStore(&connection).ByNumber(request.municipality(), *law, numbers));
    for (const AllocationRecord& allocation : found) {
      if (allocation.line.provider != provider) continue;
      *answer->add_allocations() = ToProto(allocation);
      look->Saw(NameOf(kClients, allocation.client), allocation.municipality);
    }
    return absl::OkStatus();
  });
}

absl::Status AllocatingMethods::List(const CallContext& call, const v1::ListAllocationsRequest& request,
                                     v1::ListAllocationsResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  CLIENTROUTE_ASSIGN(const AllocationStore::Filter filter, ReadFilter(request));
  AllocationStore::Position after;
  if (!key.empty()) after = {NumberIn(key[0]), NumberIn(key[1])};
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto allocations, AllocationStore(&connection).List(filter, visible, after, rows + 1));
    if (allocations.size() > static_cast<std::size_t>(rows)) {
      allocations.resize(static_cast<std::size_t>(rows));
      const AllocationRecord& last = allocations.back();
      answer->set_next_page_token(MakePageToken(request, {KeyPart(last.number), KeyPart(last.row)}));
    }
    for (const AllocationRecord& allocation : allocations) {
      *answer->add_allocations() = ToProto(allocation);
      look->Saw(NameOf(kClients, allocation.client), allocation.municipality);
    }
    return absl::OkStatus();
  });
}

absl::Status AddSchoolLines(Connection& connection, const std::vector<AllocationRecord>& allocations,
                            google::protobuf::RepeatedPtrField<std::string>* names) {
  std::set<std::string> locations;
  for (const AllocationRecord& allocation : allocations) locations.insert(allocation.line.location);
  CLIENTROUTE_ASSIGN(const auto at_school, LocationStore(&connection).AtSchool(locations));
  for (const AllocationRecord& allocation : allocations) {
    if (at_school.contains(allocation.line.location)) names->Add(std::string(allocation.line.line));
  }
  return absl::OkStatus();
}

absl::Status KeepHeld(Connection& connection, AllocationRecord* allocation, const std::optional<DayRange>& days,
                      std::set<std::int64_t>* freed) {
  CapacityStore capacities(&connection);
  const std::optional<DayRange>& held = allocation->held;
  const std::int64_t capacity = allocation->capacity;
  // Both begin on the first day of the allocation, so they differ at the end alone.
  if (held && (!days || days->last < held->last)) {
    CLIENTROUTE_RETURN_IF_ERROR(capacities.Free(capacity, {days ? days->last + 1 : held->first, held->last}));
    freed->insert(capacity);
  } else if (days && (!held || held->last < days->last)) {
    CLIENTROUTE_RETURN_IF_ERROR(capacities.TakeEvenIfFull(capacity, {held ? held->last + 1 : days->first, days->last}));
  }
  allocation->held = days;
  return AllocationStore(&connection).Update(*allocation);
}

}  // namespace clientroute::allocation
