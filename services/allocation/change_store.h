#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_STORE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/allocation/change.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/uuid.h"

namespace clientroute::allocation {

/// States of a change request; the numbers are those of the wire and of the column.
enum class ChangeState : std::uint8_t { kOpen = 1, kApplied = 2, kRefused = 3 };

/// What is to change about one allocation.
struct ChangedAllocation {
  /// Its row, id and ToewijzingNummer.
  std::int64_t row = 0;
  Uuid id;
  std::int64_t number = 0;
  /// The route's part.
  std::string part;
  WantedChange wanted;
};

/// What a provider asked to change (317).
struct ChangeRecord {
  std::int64_t row = 0;
  Uuid id = {};
  std::int64_t route_row = 0;
  Uuid route = {};
  /// Counts within the route.
  std::int64_t ordinal = 0;
  Uuid client = {};
  std::string municipality = {};
  Law law = Law::kJeugdwet;
  ProviderCode provider;
  /// ReferentieAanbieder.
  std::string reference = {};
  Uuid message = {};
  Direction direction = Direction::kSame;
  /// The first day on which something changes.
  Date wanted_day = {};
  Instant created = {};
  ChangeState state = ChangeState::kOpen;
  /// New lines, each under the name that its part will have.
  std::vector<CareLine> added = {};
  std::vector<ChangedAllocation> changed = {};
  /// Whether care went on that it is about when it came. Not stored.
  bool care_goes_on = false;
};

/// Change requests, inside one transaction or snapshot whose connection it uses. One thread. Errors of all methods:
/// those of Connection.
class ChangeStore {
 public:
  explicit ChangeStore(Connection* connection) : connection_(*connection) {}

  /// The ordinal of the route's next one.
  absl::StatusOr<std::int64_t> NextOrdinal(std::int64_t route);
  /// Stores an open one. `allocated` has the line of each changed allocation, in order.
  absl::Status Add(const ChangeRecord& change, const std::vector<CareLine>& allocated);
  absl::StatusOr<std::optional<ChangeRecord>> Find(const Uuid& id);
  /// Closes it when it is open; otherwise nothing changes.
  absl::Status Close(const Uuid& id, ChangeState state, const std::string& decision, Instant now);
  /// An allocation message told the provider of what these references asked for. Those that are open are applied: what
  /// a person had granted anew, because their route had ended.
  absl::Status CloseTold(const ProviderCode& provider, Law law, const std::set<std::string>& references, Instant now);
  /// The route ended: what is open of it is refused.
  absl::Status CloseRoute(const Uuid& route, Instant now);

 private:
  absl::Status AddLine(std::int64_t change, std::optional<std::int64_t> allocation, const CareLine& line);

  Connection& connection_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_STORE_H_
