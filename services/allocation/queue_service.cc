#include "services/allocation/queue_service.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/names.h"
#include "services/allocation/placement_codec.h"
#include "services/allocation/search_service.h"
#include "services/allocation/waiting_store.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

// Routes looked at for one set of places; those behind them wait for the next, or for their weekly search.
constexpr int kRoutesConsidered = 100;

// The first chosen place that is among the freed ones; null when none is.
const CapacityKey* FirstFreed(const PlacesFound& found, const std::set<std::int64_t>& capacities) {
  for (const LineMatch& line : found.match.lines) {
    const CapacityKey& key = line.candidates[*line.chosen].capacity;
    if (capacities.contains(found.set.RowOf(key))) return &key;
  }
  return nullptr;
}

absl::Status Offer(UnitOfWork& unit, const WaitingRoute& waiting, const PlacesFound& found, const CapacityKey& freed) {
  WaitingStore store(&unit.db());
  const Instant until = unit.now() + std::chrono::days(kOfferDays);
  for (const LineMatch& line : found.match.lines) {
    const std::int64_t capacity = found.set.RowOf(line.candidates[*line.chosen].capacity);
    CLIENTROUTE_RETURN_IF_ERROR(store.Offer(waiting.route, line.line, capacity, until));
  }
  const std::string route = NameOf(kRoutes, waiting.id);
  CLIENTROUTE_RETURN_IF_ERROR(SetTimer(unit.db(), route, kOfferTimer, until).status());
  v1::CapacityFreed event;
  event.set_route(route);
  event.set_location(NameOf(kLocations, freed.location));
  return unit.Announce(route, event);
}

}  // namespace

absl::Status QueueMethods::OfferFreed(UnitOfWork& unit, const std::set<std::int64_t>& capacities,
                                      std::int64_t except_route) const {
  if (capacities.empty()) return absl::OkStatus();
  WaitingStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const std::vector<std::int64_t> routes,
                     store.WhoWaitFor(capacities, except_route, kRoutesConsidered));
  for (const std::int64_t route : routes) {
    CLIENTROUTE_ASSIGN(const auto waiting, store.Find(route));
    if (!waiting) continue;
    const PlaceSearch search{.route = route,
                             .municipality = waiting->municipality,
                             .wanted = waiting->wanted,
                             .expertise = waiting->expertise,
                             .urgency = waiting->urgency,
                             .since = waiting->since};
    CLIENTROUTE_ASSIGN(const PlacesFound found, SearchPlaces(unit.db(), search));
    if (!found.match.complete) continue;
    const CapacityKey* freed = FirstFreed(found, capacities);
    if (freed != nullptr) CLIENTROUTE_RETURN_IF_ERROR(Offer(unit, *waiting, found, *freed));
  }
  return absl::OkStatus();
}

absl::Status QueueMethods::ExpireOffer(UnitOfWork& unit, const Uuid& route) const {
  CLIENTROUTE_ASSIGN(const auto record, PlacementStore(&unit.db()).FindRoute(route));
  if (!record) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const std::set<std::int64_t> offered, WaitingStore(&unit.db()).TakeOffersBack(record->row));
  return OfferFreed(unit, offered, record->row);
}

absl::Status QueueMethods::List(const CallContext& call, const v1::ListWaitingRequest& request,
                                v1::ListWaitingResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 3));
  std::optional<WaitingStore::Position> after;
  if (!key.empty()) after = {NumberIn(key[0]), NumberIn(key[1]), NumberIn(key[2])};
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  return database_.Read([&](Connection& connection) -> absl::Status {
    const auto order = static_cast<WaitingStore::Order>(request.order());
    CLIENTROUTE_ASSIGN(auto waiting,
                       WaitingStore(&connection).List(request.municipality(), visible, order, after, rows + 1));
    if (waiting.size() > static_cast<std::size_t>(rows)) {
      waiting.resize(static_cast<std::size_t>(rows));
      const auto& last = waiting.back();
      answer->set_next_page_token(
          MakePageToken(request, {KeyPart(last.urgency), KeyPart(ToMicros(last.since)), KeyPart(last.row)}));
    }
    for (const WaitingStore::WaitingLine& line : waiting) {
      *answer->add_waiting() = ToProto(line);
      look->Saw(NameOf(kClients, line.client), line.municipality);
    }
    return absl::OkStatus();
  });
}

}  // namespace clientroute::allocation
