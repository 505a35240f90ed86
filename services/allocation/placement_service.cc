#include "services/allocation/placement_service.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/allocation/allocation_codec.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/change_store.h"
#include "services/allocation/names.h"
#include "services/allocation/placement_codec.h"
#include "services/allocation/request_store.h"
#include "services/allocation/search_service.h"
#include "services/allocation/urgency.h"
#include "services/allocation/waiting_store.h"
#include "services/allocation/withdrawal_service.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;
using Capacities = std::set<std::int64_t>;

constexpr int kProposalsMax = 100;

absl::Status Refused(std::string_view reason, std::string_view message, const Uuid& route) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, {{"route", NameOf(kRoutes, route)}});
}

std::vector<PlaceWanted> Wanted(const std::vector<CareLine>& lines, const std::optional<Date>& birth_date,
                                const PlacementMethods::OffersByLine& offers) {
  std::vector<PlaceWanted> wanted;
  for (const CareLine& line : lines) {
    PlaceWanted one{line, std::nullopt};
    one.line.location.clear();
    // A child that is born after the first day counts as newborn.
    if (birth_date) one.client_age = std::max(0, birth_date->AgeOn(line.period.start()));
    if (const auto found = offers.find(line.line); found != offers.end()) one.offers = found->second;
    wanted.push_back(std::move(one));
  }
  return wanted;
}

// Whether the route holds a place for just these lines.
bool HoldsThese(const std::vector<ReservationRecord>& held, const std::vector<PlaceWanted>& wanted) {
  if (held.empty() || held.size() != wanted.size()) return false;
  return std::all_of(wanted.begin(), wanted.end(), [&](const PlaceWanted& one) {
    return std::any_of(held.begin(), held.end(), [&](const ReservationRecord& reservation) {
      CareLine line = reservation.line;
      line.location.clear();
      if (!one.line.provider) {
        line.provider.reset();
        line.contract.clear();
        line.tariff.reset();
      }
      return line == one.line;
    });
  });
}

absl::Status MayPropose(UnitOfWork& unit, const RouteRecord& route, const RouteCommand& command) {
  if (route.closed) return Refused("ROUTE_CLOSED", "the route has ended", route.id);
  if (route.client != command.client) {
    return Refused("ROUTE_OF_OTHER_CLIENT", "the route was placed for another client", route.id);
  }
  CLIENTROUTE_ASSIGN(const auto allocated, AllocationStore(&unit.db()).OfRoute(route.row));
  for (const CareLine& line : command.lines) {
    for (const AllocationRecord& allocation : allocated) {
      if (allocation.line.line != line.line) continue;
      return Refused("LINE_ALLOCATED", Cat(line.line, " has an allocation already"), route.id);
    }
  }
  return absl::OkStatus();
}

// Lets the route's reservations go; adds their capacities to `freed`.
absl::Status EndHeld(UnitOfWork& unit, const std::vector<ReservationRecord>& held, ReservationState state,
                     const Uuid& route, Capacities* freed) {
  PlacementStore placements(&unit.db());
  CapacityStore capacities(&unit.db());
  for (const ReservationRecord& reservation : held) {
    CLIENTROUTE_RETURN_IF_ERROR(placements.End(reservation.row, state));
    CLIENTROUTE_RETURN_IF_ERROR(capacities.Free(reservation.capacity, reservation.days));
    freed->insert(reservation.capacity);
  }
  return CancelTimer(unit.db(), NameOf(kRoutes, route), kReservationTimer);
}

}  // namespace

// What a search gave, and the row that it is kept in.
struct PlacementMethods::Proposed {
  PlaceSearch search;
  PlacesFound found;
  std::int64_t proposal = 0;
};

absl::Status PlacementMethods::Propose(UnitOfWork& unit, const v1::ProposePlacementRequest& request,
                                       const std::optional<Date>& birth_date, const OffersByLine& offers,
                                       v1::PlacementProposal* answer) const {
  CLIENTROUTE_ASSIGN(const RouteCommand command, ReadCommand(request));
  PlacementStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const RouteRecord route, store.KeepRoute(command.route, command.client, command.municipality));
  CLIENTROUTE_RETURN_IF_ERROR(MayPropose(unit, route, command));
  CLIENTROUTE_ASSIGN(const auto waiting, WaitingStore(&unit.db()).Find(route.row));
  if (command.lines.empty()) return LeaveAlone(unit, route);
  const int urgency = UrgencyOf(request.urgency(), command.lines);
  Proposed proposed;
  proposed.search = {.route = route.row,
                     .municipality = command.municipality,
                     .wanted = Wanted(command.lines, birth_date, offers),
                     .expertise = {request.expertise().begin(), request.expertise().end()},
                     .urgency = urgency,
                     .since = waiting ? waiting->since : unit.now(),
                     .first_provider = ProviderCode::Parse(request.first_provider()),
                     .crisis = urgency == kCrisisUrgency};
  CLIENTROUTE_ASSIGN(const auto held, store.HeldBy(route.row));
  if (HoldsThese(held, proposed.search.wanted)) return Renew(unit, route, held, answer);
  Capacities freed;
  CLIENTROUTE_RETURN_IF_ERROR(EndHeld(unit, held, ReservationState::kReleased, route.id, &freed));
  CLIENTROUTE_ASSIGN(proposed.found, SearchPlaces(unit.db(), proposed.search));

  *answer = ToProto(proposed.found.match, proposed.found.question);
  const Uuid id = unit.NewId("placement_proposal");
  answer->set_name(NameOf(kProposals, id));
  answer->set_route(request.route());
  *answer->mutable_create_time() = ToProto(unit.now());
  answer->set_weights_version(proposed.found.weights.version);
  CLIENTROUTE_ASSIGN(proposed.proposal, store.AddProposal({.id = id,
                                                           .route = route.row,
                                                           .weights_version = proposed.found.weights.version,
                                                           .snapshot = answer->SerializeAsString()},
                                                          unit.now()));
  // What was promised to the route is used now, or of no use to it.
  CLIENTROUTE_ASSIGN(const Capacities offered, WaitingStore(&unit.db()).TakeOffersBack(route.row));
  freed.insert(offered.begin(), offered.end());
  CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), request.route(), kOfferTimer));
  if (proposed.found.match.complete) {
    CLIENTROUTE_RETURN_IF_ERROR(Reserve(unit, route, proposed, answer));
  } else {
    CLIENTROUTE_RETURN_IF_ERROR(Wait(unit, route, proposed, answer));
  }
  return queue_.OfferFreed(unit, freed, route.row);
}

absl::Status PlacementMethods::LeaveAlone(UnitOfWork& unit, const RouteRecord& route) const {
  Capacities freed;
  CLIENTROUTE_ASSIGN(const auto held, PlacementStore(&unit.db()).HeldBy(route.row));
  CLIENTROUTE_RETURN_IF_ERROR(EndHeld(unit, held, ReservationState::kReleased, route.id, &freed));
  CLIENTROUTE_ASSIGN(const Capacities offered, WaitingStore(&unit.db()).End(route.row, unit.now()));
  CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), NameOf(kRoutes, route.id), kOfferTimer));
  freed.insert(offered.begin(), offered.end());
  CLIENTROUTE_RETURN_IF_ERROR(AnnounceNothingToArrange(unit, NameOf(kRoutes, route.id)));
  return queue_.OfferFreed(unit, freed, route.row);
}

absl::Status PlacementMethods::Renew(UnitOfWork& unit, const RouteRecord& route,
                                     const std::vector<ReservationRecord>& held, v1::PlacementProposal* answer) const {
  PlacementStore store(&unit.db());
  const Instant expires = unit.now() + std::chrono::days(kReservationDays);
  CLIENTROUTE_ASSIGN(const std::string snapshot, store.ProposalSnapshot(held.front().proposal));
  if (!answer->ParseFromString(snapshot)) {
    return Error(absl::StatusCode::kDataLoss, "PROPOSAL_DAMAGED", "a stored proposal cannot be read");
  }
  std::vector<CareLine> lines;
  for (v1::LineProposal& line : *answer->mutable_lines()) {
    *line.mutable_reservation()->mutable_expire_time() = ToProto(expires);
    for (const ReservationRecord& reservation : held) {
      if (reservation.line.line == line.line()) lines.push_back(reservation.line);
    }
  }
  CLIENTROUTE_RETURN_IF_ERROR(store.Extend(route.row, expires));
  CLIENTROUTE_RETURN_IF_ERROR(store.RenewProposal(held.front().proposal, answer->SerializeAsString()));
  CLIENTROUTE_RETURN_IF_ERROR(SetTimer(unit.db(), answer->route(), kReservationTimer, expires).status());
  return unit.Announce(answer->route(), ReservedEvent(*answer, lines));
}

absl::Status PlacementMethods::Reserve(UnitOfWork& unit, const RouteRecord& route, const Proposed& proposed,
                                       v1::PlacementProposal* answer) const {
  PlacementStore store(&unit.db());
  CapacityStore capacities(&unit.db());
  const Instant expires = unit.now() + std::chrono::days(kReservationDays);
  std::vector<CareLine> lines;
  for (std::size_t i = 0; i < proposed.search.wanted.size(); ++i) {
    const LineMatch& match = proposed.found.match.lines[i];
    const Candidate& candidate = match.candidates[*match.chosen];
    const CapacityKey& chosen = candidate.capacity;
    ReservationRecord reservation;
    reservation.id = unit.NewId(Cat("reservation/", match.line));
    reservation.proposal = proposed.proposal;
    reservation.line = proposed.search.wanted[i].line;
    reservation.line.location = NameOf(kLocations, chosen.location);
    if (candidate.offer) {
      reservation.line.provider = candidate.offer->provider;
      reservation.line.contract = candidate.offer->contract;
      reservation.line.tariff = candidate.offer->tariff;
    }
    reservation.capacity = proposed.found.set.RowOf(chosen);
    reservation.days = ToDayRange(reservation.line.period);
    reservation.expires = expires;
    CLIENTROUTE_RETURN_IF_ERROR(match.second_best ? capacities.TakeEvenIfFull(reservation.capacity, reservation.days)
                                                  : capacities.Take(reservation.capacity, reservation.days));
    CLIENTROUTE_RETURN_IF_ERROR(store.AddReservation(route.row, reservation));
    v1::Reservation* shown = answer->mutable_lines(static_cast<int>(i))->mutable_reservation();
    shown->set_name(NameOf(kReservations, reservation.id));
    shown->set_location(reservation.line.location);
    *shown->mutable_expire_time() = ToProto(expires);
    lines.push_back(std::move(reservation.line));
  }
  CLIENTROUTE_RETURN_IF_ERROR(store.RenewProposal(proposed.proposal, answer->SerializeAsString()));
  CLIENTROUTE_RETURN_IF_ERROR(WaitingStore(&unit.db()).End(route.row, unit.now()).status());
  CLIENTROUTE_RETURN_IF_ERROR(SetTimer(unit.db(), answer->route(), kReservationTimer, expires).status());
  v1::PlacesReserved reserved = ReservedEvent(*answer, lines);
  reserved.set_urgency(proposed.search.urgency);
  return unit.Announce(answer->route(), reserved);
}

absl::Status PlacementMethods::Wait(UnitOfWork& unit, const RouteRecord& route, const Proposed& proposed,
                                    v1::PlacementProposal* answer) const {
  WaitingStore store(&unit.db());
  const WaitingRoute waiting{.route = route.row,
                             .id = route.id,
                             .municipality = route.municipality,
                             .urgency = proposed.search.urgency,
                             .since = proposed.search.since,
                             .wanted = proposed.search.wanted,
                             .expertise = proposed.search.expertise};
  CLIENTROUTE_RETURN_IF_ERROR(store.Put(waiting, unit.now()));
  return unit.Announce(answer->route(), NoPlaceEvent(*answer, proposed.search.urgency));
}

absl::Status PlacementMethods::List(const CallContext& call, const v1::ListPlacementProposalsRequest& request,
                                    v1::ListPlacementProposalsResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const Uuid route, ReadRoute(request.route()));
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto snapshots, PlacementStore(&connection).ListProposals(route, visible, kProposalsMax));
    if (snapshots.empty()) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(const auto record, PlacementStore(&connection).FindRoute(route));
    if (record) look->Saw(NameOf(kClients, record->client), record->municipality);
    for (const std::string& snapshot : snapshots) {
      if (answer->add_proposals()->ParseFromString(snapshot)) continue;
      return Error(absl::StatusCode::kDataLoss, "PROPOSAL_DAMAGED", "a stored proposal cannot be read");
    }
    return absl::OkStatus();
  });
}

absl::Status PlacementMethods::Release(UnitOfWork& unit, const Uuid& route, int* released) const {
  *released = 0;
  CLIENTROUTE_RETURN_IF_ERROR(ChangeStore(&unit.db()).CloseRoute(route, unit.now()));
  PlacementStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto record, store.FindRoute(route));
  if (!record) return absl::OkStatus();
  Capacities freed;
  CLIENTROUTE_ASSIGN(const auto held, store.HeldBy(record->row));
  CLIENTROUTE_RETURN_IF_ERROR(EndHeld(unit, held, ReservationState::kReleased, route, &freed));
  CLIENTROUTE_ASSIGN(const int withdrawn, WithdrawUnstarted(unit, *record, &freed));
  CLIENTROUTE_ASSIGN(const Capacities offered, WaitingStore(&unit.db()).End(record->row, unit.now()));
  CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), NameOf(kRoutes, route), kOfferTimer));
  *released = static_cast<int>(held.size()) + withdrawn;
  freed.insert(offered.begin(), offered.end());
  return queue_.OfferFreed(unit, freed, record->row);
}

absl::Status PlacementMethods::Expire(UnitOfWork& unit, const Uuid& route) const {
  PlacementStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto record, store.FindRoute(route));
  if (!record) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const auto held, store.HeldBy(record->row));
  if (held.empty()) return absl::OkStatus();
  Capacities freed;
  CLIENTROUTE_RETURN_IF_ERROR(EndHeld(unit, held, ReservationState::kExpired, route, &freed));
  v1::ReservationExpired event;
  event.set_route(NameOf(kRoutes, route));
  event.set_reservation(NameOf(kReservations, held.front().id));
  CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.route(), event));
  return queue_.OfferFreed(unit, freed, record->row);
}

absl::Status AnnounceNothingToArrange(UnitOfWork& unit, const std::string& route) {
  v1::NothingToArrange event;
  event.set_route(route);
  return unit.Announce(route, event);
}

}  // namespace clientroute::allocation
