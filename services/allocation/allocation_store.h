#ifndef CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/capacity_store.h"
#include "services/allocation/delivery.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// An allocation with what was reported on it.
struct AllocationRecord {
  std::int64_t row = 0;
  Uuid id;
  std::int64_t route_row = 0;
  Uuid route;
  Uuid client;
  std::string municipality;
  /// ToewijzingNummer: unique per municipality and law (TR332).
  std::int64_t number = 0;
  CareLine line;
  /// `decisions/…`, or empty.
  std::string decision;
  AllocationState state = AllocationState::kAllocated;
  std::int64_t capacity = 0;
  /// The days on which it takes a place.
  std::optional<DayRange> held;
  std::int64_t revision = 1;
  Instant created;
  /// RedenWijziging (JZ002) of the last change; empty when it never changed.
  std::string change_reason;
  /// When a message last told of it.
  std::optional<Instant> told_at;
  /// Whether it was told as it is now.
  bool told = false;
  /// Oldest first, also those that were taken back.
  std::vector<Delivery> deliveries;
  /// When each delivery was taken in.
  std::vector<Instant> delivered;
};

/// Allocations and deliveries, inside one transaction or snapshot whose connection it uses. One thread. Errors of all
/// methods: those of Connection.
class AllocationStore {
 public:
  explicit AllocationStore(Connection* connection) : connection_(*connection) {}

  /// The next ToewijzingNummer of the municipality under the law. ResourceExhausted ALLOCATION_NUMBERS_USED_UP.
  absl::StatusOr<std::int64_t> NextNumber(const std::string& municipality, Law law);
  /// Stores a new one, without deliveries, and fills its row.
  absl::Status Add(AllocationRecord* allocation);
  /// Stores state and held days, and counts the revision up.
  absl::Status Update(const AllocationRecord& allocation);
  /// Stores line, state, held days, decision and change reason of one that a message must tell anew, and counts the
  /// revision up.
  absl::Status Change(AllocationRecord* allocation, Instant now);
  /// A message told of those with these numbers as they were at `sent`.
  absl::Status Tell(const std::string& municipality, Law law, const std::set<std::int64_t>& numbers, Instant sent);

  /// Stores a report.
  absl::Status AddDelivery(std::int64_t allocation, const Delivery& delivery, Instant now);
  /// Marks a report as taken back by the message.
  absl::Status RemoveDelivery(std::int64_t delivery, const Uuid& message);

  /// Of the route, without those that were withdrawn, in the order in which they were made.
  absl::StatusOr<std::vector<AllocationRecord>> OfRoute(std::int64_t route);
  /// Not withdrawn, of the client in the municipality under the law at the provider, by number.
  absl::StatusOr<std::vector<AllocationRecord>> AtProvider(const Uuid& client, const std::string& municipality, Law law,
                                                           const ProviderCode& provider);
  /// Those of the municipality and law with one of these numbers.
  absl::StatusOr<std::vector<AllocationRecord>> ByNumber(const std::string& municipality, Law law,
                                                         const std::set<std::int64_t>& numbers);

  /// Which allocations a list shows; what is empty does not narrow it.
  struct Filter {
    Uuid id;
    Uuid client;
    Uuid route;
    std::string provider;
    std::string municipality;
    /// Not withdrawn, and without a last day before this one (OP087); or changed since a message told of it.
    std::optional<Date> valid_on_or_after;
  };
  /// Where a list goes on: behind this number and row.
  struct Position {
    std::int64_t number = 0;
    std::int64_t row = 0;
  };
  /// At most `limit` that may be shown, after the position, by number.
  absl::StatusOr<std::vector<AllocationRecord>> List(const Filter& filter, const VisibleRows& visible,
                                                     const Position& after, int limit);

  /// Remembers that a person is involved with a client (PRI-1).
  absl::Status Involve(const Uuid& client, std::string_view person, Instant now);
  /// Forgets it; nothing when he is not involved.
  absl::Status EndInvolvement(const Uuid& client, std::string_view person);

 private:
  absl::StatusOr<std::vector<AllocationRecord>> Find(std::string_view sql, Parameters parameters);

  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_ALLOCATION_STORE_H_
