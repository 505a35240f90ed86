#ifndef CLIENTROUTE_SERVICES_ALLOCATION_WAITING_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_WAITING_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/matching.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// A route on the waiting list, with all lines that wait: they came on it together.
struct WaitingRoute {
  std::int64_t route = 0;
  Uuid id;
  std::string municipality;
  /// 0 ordinary, 1 urgent, 2 crisis.
  int urgency = 0;
  Instant since;
  std::vector<PlaceWanted> wanted;
  std::set<std::string> expertise;
};

/// The waiting list, inside one transaction or snapshot whose connection it uses. One thread. Errors of all methods:
/// those of Connection.
class WaitingStore {
 public:
  explicit WaitingStore(Connection* connection) : connection_(*connection) {}

  /// The route as it waits; nullopt when it does not.
  absl::StatusOr<std::optional<WaitingRoute>> Find(std::int64_t route);
  /// Puts the route on the list with these lines instead of those it waited with, without an offer.
  absl::Status Put(const WaitingRoute& waiting, Instant now);
  /// Takes the route off the list; the capacities that were promised to it.
  absl::StatusOr<std::set<std::int64_t>> End(std::int64_t route, Instant now);

  /// Takes back what is promised to the route; the capacities.
  absl::StatusOr<std::set<std::int64_t>> TakeOffersBack(std::int64_t route);
  /// Promises the route's line a place until the moment.
  absl::Status Offer(std::int64_t route, const std::string& line, std::int64_t capacity, Instant until);
  /// What is promised, of these capacities, to routes that go before one that waits since then with this urgency.
  absl::Status AddOffers(std::int64_t route, int urgency, Instant since,
                         const std::map<std::int64_t, CapacityKey>& keys, OccupancyBook* book);

  /// Routes without an offer that wait for something that one of the capacities could give, by urgency and then by
  /// time; at most `limit`, without `except_route`.
  absl::StatusOr<std::vector<std::int64_t>> WhoWaitFor(const std::set<std::int64_t>& capacities,
                                                       std::int64_t except_route, int limit);

  /// A row of the list.
  struct WaitingLine {
    std::int64_t row = 0;
    Uuid route;
    Uuid client;
    std::string municipality;
    CareLine line;
    Instant since;
    int urgency = 0;
  };
  /// The numbers are those of v1::ListWaitingRequest::Order: by urgency and then by time, longest first, newest first.
  enum class Order : std::uint8_t { kUrgency, kLongest, kNewest };
  /// Where a list goes on: behind this row.
  struct Position {
    std::int64_t urgency = 0;
    std::int64_t since = 0;
    std::int64_t row = 0;
  };
  /// At most `limit` rows after the position (nullopt: from the first); of one municipality when not empty. Cost: each
  /// order has its index.
  absl::StatusOr<std::vector<WaitingLine>> List(const std::string& municipality, const VisibleRows& visible,
                                                Order order, const std::optional<Position>& after, int limit);

 private:
  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_WAITING_STORE_H_
