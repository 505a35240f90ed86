#ifndef CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/capacity_store.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// A route that came here.
struct RouteRecord {
  std::int64_t row = 0;
  Uuid id;
  /// Nil until it is placed.
  Uuid client;
  std::string municipality;
  bool closed = false;
};

/// How a reservation ended, or that it has not; the numbers are those of the column.
enum class ReservationState : std::uint8_t { kHeld = 1, kUsed = 2, kReleased = 3, kExpired = 4 };

/// A place that is held for a line.
struct ReservationRecord {
  std::int64_t row = 0;
  Uuid id;
  std::int64_t proposal = 0;
  CareLine line;
  std::int64_t capacity = 0;
  DayRange days;
  Instant expires;
};

/// Routes, proposals and reservations, inside one transaction or snapshot whose connection it uses. One thread. Errors
/// of all methods: those of Connection.
class PlacementStore {
 public:
  explicit PlacementStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<std::optional<RouteRecord>> FindRoute(const Uuid& id);
  /// The route's row; made when it is not there yet, and given client and municipality where it had none.
  absl::StatusOr<RouteRecord> KeepRoute(const Uuid& id, const Uuid& client, const std::string& municipality);
  /// Remembers that the route ended.
  absl::Status Close(const Uuid& id, Instant now);

  /// Stores a line as it is, and returns its row.
  absl::StatusOr<std::int64_t> AddLine(const CareLine& line);

  struct NewProposal {
    Uuid id;
    std::int64_t route = 0;
    int weights_version = 0;
    /// Bytes of a PlacementProposal.
    std::string snapshot;
  };
  absl::StatusOr<std::int64_t> AddProposal(const NewProposal& proposal, Instant now);
  /// The bytes of a proposal.
  absl::StatusOr<std::string> ProposalSnapshot(std::int64_t proposal);
  /// Gives a proposal other bytes: its reservations are held longer.
  absl::Status RenewProposal(std::int64_t proposal, const std::string& snapshot);
  /// The bytes of a route's proposals, newest first, at most `limit`; none when the route may not be shown.
  absl::StatusOr<std::vector<std::string>> ListProposals(const Uuid& route, const VisibleRows& visible, int limit);

  /// Those of the route that are held, in the order in which they were made.
  absl::StatusOr<std::vector<ReservationRecord>> HeldBy(std::int64_t route);
  /// Holds a place; the capacity itself is taken by CapacityStore.
  absl::Status AddReservation(std::int64_t route, const ReservationRecord& reservation);
  absl::Status Extend(std::int64_t route, Instant expires);
  /// Ends a held reservation; the capacity itself is freed by CapacityStore.
  absl::Status End(std::int64_t reservation, ReservationState state);

 private:
  Connection& connection_;
};

/// The columns of care_line that ReadLine reads, from a table or alias `l`.
#define CLIENTROUTE_LINE_COLUMNS                                                                              \
  "l.law, l.line, l.category, l.code, l.start_day, l.end_day, l.amount, l.unit, l.frequency, l.budget_cents," \
  " l.provider, l.provider_reference, l.tariff_cents, l.contract, l.location"
inline constexpr int kLineColumns = 15;
/// The line in CLIENTROUTE_LINE_COLUMNS from column `first` on.
CareLine ReadLine(const Row& row, int first);
/// An id of sixteen bytes; nil for null.
Uuid ReadId(const Row& row, int column);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_STORE_H_
