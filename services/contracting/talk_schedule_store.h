#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_STORE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contracting/talk_schedule.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::contracting {

/// When talks are due, from contracts, choices and talks as they are known now, inside one snapshot, whose connection
/// it uses. One thread. Errors of all methods: those of Connection. Of the choices in force today that hold for a
/// contract the narrowest does: one that names the lot goes before one that does not, then that of the deepest segment,
/// then that with the most talks.
class TalkScheduleStore {
 public:
  TalkScheduleStore(Connection* connection, Date today) : connection_(*connection), today_(today) {}

  /// Of the contract with this code, whether it runs or not.
  absl::StatusOr<std::optional<TalkSchedule>> Find(std::string_view contract);

  /// Which contracts a list shows, of those that run today; what is not set does not narrow it.
  struct Filter {
    std::optional<std::string> provider;
    std::optional<std::string> municipality;
    std::optional<std::string> lot;
    std::optional<std::string> segment;  // or below it
    bool late = false;
    bool unplanned = false;
    /// For at least one of these municipalities, or of this provider.
    std::optional<std::set<std::string>> visible;
    std::optional<std::string> visible_provider;
  };
  /// Where a list goes on.
  struct Position {
    std::int64_t due = INT64_MIN;
    std::string contract;
  };
  static Position PositionOf(const TalkSchedule& schedule);
  /// At most `limit` after the position, by the day that is due, those without one last, and by contract. Cost: all
  /// contracts that run are looked at, each with the choices.
  absl::StatusOr<std::vector<TalkSchedule>> List(const Filter& filter, const Position& after, int limit);

 private:
  Connection& connection_;
  Date today_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_STORE_H_
