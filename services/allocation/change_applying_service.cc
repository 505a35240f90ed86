// ChangeMethods::Apply: the half of change_service.h that alters allocations.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/allocation/allocating_service.h"
#include "services/allocation/allocation_codec.h"
#include "services/allocation/change_codec.h"
#include "services/allocation/change_planning_service.h"
#include "services/allocation/change_service.h"
#include "services/allocation/names.h"
#include "services/allocation/overlap_service.h"
#include "services/allocation/request_store.h"
#include "services/allocation/search_service.h"
#include "services/allocation/urgency.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

// Geïnitieerd door de aanbieder (JZ002, WMO002).
constexpr std::string_view kByProvider = "12";

absl::Status Refused(std::string_view reason, std::string_view message, const std::string& change) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, {{"change_request", change}});
}

// Takes over contract and tariff of what is new; adds what is not contracted to the refusals.
absl::Status TakeChecks(const ChangeMethods::Checks& checks, bool is_new, CareLine* line,
                        std::vector<LineRefusal>* refusals) {
  const auto found = checks.find(line->line);
  if (found == checks.end()) {
    return Error(absl::StatusCode::kAborted, "ALLOCATIONS_MOVED", "the allocations changed meanwhile; try again");
  }
  const auto& check = found->second;
  if (check.reason() != contracting::v1::ContractCheck::REASON_UNSPECIFIED) {
    refusals->push_back({line->line, RefusalReason::kNotContracted, check.explanation()});
  }
  if (!is_new) return absl::OkStatus();
  line->contract = check.contract();
  if (check.has_tariff()) line->tariff = clientroute::FromProto(check.tariff());
  return absl::OkStatus();
}

absl::StatusOr<PlacesFound> FindPlacesFor(UnitOfWork& unit, const ChangeRecord& change, int asked_urgency,
                                          const std::optional<Date>& birth_date) {
  const int urgency = UrgencyOf(asked_urgency, change.added);
  PlaceSearch search{.route = change.route_row,
                     .municipality = change.municipality,
                     .wanted = {},
                     .expertise = {},
                     .urgency = urgency,
                     .since = change.created,
                     .crisis = urgency == kCrisisUrgency};
  for (const CareLine& line : change.added) {
    PlaceWanted one{line, std::nullopt};
    if (birth_date) one.client_age = std::max(0, birth_date->AgeOn(line.period.start()));
    search.wanted.push_back(std::move(one));
  }
  return SearchPlaces(unit.db(), search);
}

// A route, by its row and id.
struct RouteKey {
  std::int64_t row = 0;
  Uuid id = {};
};

// A new allocation of a route; its place must be taken already.
absl::StatusOr<AllocationRecord> AddAllocation(UnitOfWork& unit, const ChangeRecord& change, const RouteKey& route,
                                               const std::string& decision, const CareLine& line,
                                               std::int64_t capacity) {
  AllocationStore store(&unit.db());
  AllocationRecord allocation;
  allocation.id = unit.NewId(Cat("allocation/", line.line));
  allocation.route_row = route.row;
  allocation.route = route.id;
  allocation.client = change.client;
  allocation.municipality = change.municipality;
  allocation.line = line;
  allocation.decision = decision;
  allocation.capacity = capacity;
  allocation.held = ToDayRange(line.period);
  allocation.created = unit.now();
  CLIENTROUTE_ASSIGN(allocation.number, store.NextNumber(change.municipality, line.law));
  CLIENTROUTE_RETURN_IF_ERROR(store.Add(&allocation));
  return allocation;
}

// Days at a place for an allocation of a route.
struct Stay {
  Uuid route;
  std::int64_t capacity = 0;
  DayRange days;
};

// The request cannot take effect any more, whatever it asks.
LineRefusal Closed(RefusalReason reason, std::string_view explanation) {
  return {.line = "", .reason = reason, .explanation = std::string(explanation)};
}

absl::Status Answer(UnitOfWork& unit, const v1::ApplyChangeRequest& request, const std::vector<LineRefusal>& refusals,
                    v1::ApplyChangeResponse* answer) {
  for (const LineRefusal& refusal : refusals) *answer->add_refusals() = ToProto(refusal);
  return AnnounceRefused(unit, request.route(), refusals, request.change_request());
}

// Whether care has stopped for good on what will now last longer.
bool GoesOnAfterItsEnd(const AllocationRecord& allocation, const CareLine& kept) {
  const std::optional<Date> before = allocation.line.period.end();
  return allocation.state == AllocationState::kEnded && before && (!kept.period.end() || *kept.period.end() > *before);
}

// `allocation` as it was; `kept` has it as it stands now.
absl::Status AnnounceExtended(UnitOfWork& unit, const AllocationRecord& allocation,
                              const std::vector<AllocationRecord>& kept) {
  v1::AllocationExtended event;
  event.set_route(NameOf(kRoutes, allocation.route));
  event.set_part(allocation.line.line);
  event.set_allocation(NameOf(kAllocations, allocation.id));
  for (const AllocationRecord& now : kept) {
    if (now.id == allocation.id && now.line.period.end()) {
      *event.mutable_last_date() = clientroute::ToProto(*now.line.period.end());
    }
  }
  return unit.Announce(event.route(), event);
}

}  // namespace

// What one application works on.
struct ChangeMethods::Work {
  ChangeRecord change;
  std::string decision;
  std::vector<Alteration> alterations = {};
  /// Places of the new lines, in their order; not searched without new lines.
  std::optional<PlacesFound> places = {};
  std::vector<LineRefusal> refusals = {};
  std::vector<AllocationRecord> outlived = {};
  /// What was made, and what stands changed.
  std::vector<AllocationRecord> added = {};
  std::vector<AllocationRecord> kept = {};
  /// Days that were taken at a place though it may be full.
  std::vector<Stay> stayed = {};
  /// Whether a new line was placed on what fits and not on what is free.
  bool second_best = false;
  /// Those of what stands changed on which care had stopped for good, and that go on for longer.
  std::vector<AllocationRecord> extended = {};
};

absl::Status ChangeMethods::Apply(UnitOfWork& unit, const v1::ApplyChangeRequest& request, const Checks& checks,
                                  const std::optional<Date>& birth_date, v1::ApplyChangeResponse* answer) const {
  CLIENTROUTE_ASSIGN(const ChangeCommand command, ReadCommand(request));
  CLIENTROUTE_ASSIGN(ChangeRecord found, FindChange(unit.db(), command.change, request.change_request()));
  Work work{.change = std::move(found), .decision = request.decision()};
  ChangeRecord& change = work.change;
  if (change.route != command.route || change.client != command.client || change.municipality != command.municipality) {
    return Refused("ROUTE_OF_OTHER_CLIENT", "the change request is of another route or client",
                   request.change_request());
  }
  CLIENTROUTE_ASSIGN(const auto route, PlacementStore(&unit.db()).FindRoute(command.route));
  if (!route || route->closed) {
    return Answer(unit, request, {Closed(RefusalReason::kRouteClosed, "De route is beëindigd.")}, answer);
  }
  if (change.state != ChangeState::kOpen) {
    const auto closed = Closed(RefusalReason::kChangeRequestClosed, "Het verzoek is al doorgevoerd of afgewezen.");
    return Answer(unit, request, {closed}, answer);
  }
  const Date today = LocalDate(unit.now());
  CLIENTROUTE_ASSIGN(work.alterations, PlanAll(unit.db(), change, today));
  work.refusals = FindUntimely(change, work.alterations, today);
  for (CareLine& line : change.added) CLIENTROUTE_RETURN_IF_ERROR(TakeChecks(checks, true, &line, &work.refusals));
  for (Alteration& one : work.alterations) {
    if (one.plan.follower) {
      CLIENTROUTE_RETURN_IF_ERROR(TakeChecks(checks, true, &*one.plan.follower, &work.refusals));
    }
    if (one.Widens()) CLIENTROUTE_RETURN_IF_ERROR(TakeChecks(checks, false, &one.plan.kept, &work.refusals));
  }
  OverlapQuestion question{change.client, change.municipality, LinesOf(change, work.alterations), {}};
  for (const Alteration& one : work.alterations) question.except.insert(one.allocation.row);
  CLIENTROUTE_ASSIGN(OverlapsFound overlaps, FindOverlaps(unit.db(), question));
  work.refusals.insert(work.refusals.end(), overlaps.refusals.begin(), overlaps.refusals.end());
  work.outlived = std::move(overlaps.outlived);
  if (work.refusals.empty() && !change.added.empty()) {
    CLIENTROUTE_ASSIGN(work.places, FindPlacesFor(unit, change, request.urgency(), birth_date));
    for (const LineMatch& match : work.places->match.lines) {
      if (!match.chosen) work.refusals.push_back({match.line, RefusalReason::kNoPlace, match.explanation});
    }
  }
  if (!work.refusals.empty()) return Answer(unit, request, work.refusals, answer);
  std::set<std::int64_t> freed;
  CLIENTROUTE_RETURN_IF_ERROR(EndWithCare(unit, work.outlived));
  CLIENTROUTE_RETURN_IF_ERROR(Alter(unit, work, &freed));
  CLIENTROUTE_RETURN_IF_ERROR(Conclude(unit, work, answer));
  return queue_.OfferFreed(unit, freed, route->row);
}

absl::Status ChangeMethods::Alter(UnitOfWork& unit, Work& work, std::set<std::int64_t>* freed) const {
  AllocationStore store(&unit.db());
  CapacityStore capacities(&unit.db());
  for (std::size_t i = 0; i < work.change.added.size(); ++i) {
    const LineMatch& match = work.places->match.lines[i];
    const CapacityKey& chosen = match.candidates[*match.chosen].capacity;
    const std::int64_t capacity = work.places->set.RowOf(chosen);
    CareLine line = work.change.added[i];
    line.location = NameOf(kLocations, chosen.location);
    const DayRange days = ToDayRange(line.period);
    CLIENTROUTE_RETURN_IF_ERROR(match.second_best ? capacities.TakeEvenIfFull(capacity, days)
                                                  : capacities.Take(capacity, days));
    work.second_best = work.second_best || match.second_best;
    CLIENTROUTE_ASSIGN(auto made, AddAllocation(unit, work.change, {work.change.route_row, work.change.route},
                                                work.decision, line, capacity));
    work.added.push_back(std::move(made));
  }
  for (Alteration& one : work.alterations) {
    AllocationRecord& allocation = one.allocation;
    const std::optional<DayRange> before = allocation.held;
    if (one.Alters()) {
      if (GoesOnAfterItsEnd(allocation, one.plan.kept)) work.extended.push_back(allocation);
      allocation.line = one.plan.kept;
      allocation.change_reason = kByProvider;
      allocation.decision = work.decision;
      const auto held = HeldDays(allocation.line.period, allocation.deliveries);
      const std::optional<DayRange> days = held ? std::optional(ToDayRange(*held)) : std::nullopt;
      if (const auto added = AddedDays(before, days))
        work.stayed.push_back({allocation.route, allocation.capacity, *added});
      CLIENTROUTE_RETURN_IF_ERROR(KeepHeld(unit.db(), &allocation, days, freed));
      CLIENTROUTE_RETURN_IF_ERROR(store.Change(&allocation, unit.now()));
      work.kept.push_back(allocation);
    }
    if (!one.plan.follower) continue;
    // The client is at the place already: he stays there.
    const DayRange days = ToDayRange(one.plan.follower->period);
    if (const auto added = AddedDays(before, days))
      work.stayed.push_back({allocation.route, allocation.capacity, *added});
    CLIENTROUTE_RETURN_IF_ERROR(capacities.TakeEvenIfFull(allocation.capacity, days));
    CLIENTROUTE_ASSIGN(auto made, AddAllocation(unit, work.change, {allocation.route_row, allocation.route},
                                                work.decision, *one.plan.follower, allocation.capacity));
    work.added.push_back(std::move(made));
  }
  return absl::OkStatus();
}

absl::Status ChangeMethods::Conclude(UnitOfWork& unit, const Work& work, v1::ApplyChangeResponse* answer) const {
  const ChangeRecord& change = work.change;
  AllocationStore store(&unit.db());
  CLIENTROUTE_RETURN_IF_ERROR(
      ChangeStore(&unit.db()).Close(change.id, ChangeState::kApplied, work.decision, unit.now()));
  if (work.added.empty() && work.kept.empty()) {
    // No message will have anything to tell under the reference.
    CLIENTROUTE_RETURN_IF_ERROR(
        RequestStore(&unit.db())
            .AnswerReferences(change.provider, change.law, {change.reference}, RequestAnswer::kAllocated, unit.now()));
  }
  std::set<std::int64_t> numbers;
  for (const auto* part : {&work.added, &work.kept}) {
    for (const AllocationRecord& allocation : *part) numbers.insert(allocation.number);
  }
  CLIENTROUTE_ASSIGN(const auto stored, store.ByNumber(change.municipality, change.law, numbers));
  for (const AllocationRecord& allocation : stored) *answer->add_allocations() = ToProto(allocation);
  return Tell(unit, work);
}

absl::Status ChangeMethods::Tell(UnitOfWork& unit, const Work& work) const {
  std::map<Uuid, ChangedRoute> routes;
  routes[work.change.route].row = work.change.route_row;
  for (const AllocationRecord& one : work.added) {
    routes[one.route].row = one.route_row;
    routes[one.route].added.push_back(one);
  }
  for (const AllocationRecord& one : work.kept) {
    routes[one.route].row = one.route_row;
    routes[one.route].kept.push_back(one);
  }
  for (auto& [id, route] : routes) {
    CLIENTROUTE_ASSIGN(route.all, AllocationStore(&unit.db()).OfRoute(route.row));
    v1::AllocationsChanged event = ChangedEvent(work.change.id, id, route);
    for (const auto* part : {&route.added, &route.kept}) {
      CLIENTROUTE_RETURN_IF_ERROR(AddSchoolLines(unit.db(), *part, event.mutable_school_lines()));
    }
    if (id == work.change.route) AddEnded(work.outlived, event.mutable_ended_with_care());
    for (const Stay& stay : work.stayed) {
      if (stay.route != id) continue;
      CLIENTROUTE_ASSIGN(const bool overbooked, CapacityStore(&unit.db()).IsOverbooked(stay.capacity, stay.days));
      event.set_overbooked(event.overbooked() || overbooked);
    }
    event.set_second_best(work.second_best && id == work.change.route);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.route(), event));
  }
  for (const AllocationRecord& allocation : work.extended) {
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceExtended(unit, allocation, work.kept));
  }
  return absl::OkStatus();
}

}  // namespace clientroute::allocation
