#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CAPACITY_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CAPACITY_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "absl/status/statusor.h"
#include "services/allocation/matching.h"
#include "services/platform/store/database.h"
#include "services/platform/values/period.h"

namespace clientroute::allocation {

/// Days from `first` to `last`, both included, as columns hold them.
struct DayRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  friend bool operator==(const DayRange&, const DayRange&) = default;
};
/// An open period goes on to the last day of the calendar.
DayRange ToDayRange(const Period& period);
Period FromDayRange(const DayRange& days);
/// What comes behind the days that were held before; nullopt when nothing does.
std::optional<DayRange> AddedDays(const std::optional<DayRange>& before, const std::optional<DayRange>& after);

/// Taken places per capacity, as day ranges (0001_locations.sql), inside one transaction whose connection it uses. One
/// thread. Errors of all methods: those of Connection.
class CapacityStore {
 public:
  explicit CapacityStore(Connection* connection) : connection_(*connection) {}

  /// How many places a capacity has from now on; what is taken stays taken.
  absl::Status SetPlaces(std::int64_t capacity, int places);
  /// Takes one place on every day. FailedPrecondition when all are taken on one of them; then the transaction must be
  /// given up.
  absl::Status Take(std::int64_t capacity, const DayRange& days);
  /// Takes one place on every day, also where all are taken: someone is there.
  absl::Status TakeEvenIfFull(std::int64_t capacity, const DayRange& days);
  /// Whether more are taken than there are on one of the days.
  absl::StatusOr<bool> IsOverbooked(std::int64_t capacity, const DayRange& days);
  /// Gives back what was taken.
  absl::Status Free(std::int64_t capacity, const DayRange& days);

  /// What is taken within the days, of the capacities that `keys` names by their row.
  absl::StatusOr<OccupancyBook> Load(const std::map<std::int64_t, CapacityKey>& keys, const DayRange& days);

 private:
  absl::Status Cut(std::int64_t capacity, std::int64_t day);
  absl::Status Join(std::int64_t capacity, std::int64_t day);
  absl::Status Change(std::int64_t capacity, const DayRange& days, std::string_view change);

  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CAPACITY_STORE_H_
