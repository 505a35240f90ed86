#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_QUERY_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_QUERY_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

/// Which routes there are, by what those who run them ask. Everything is decided in the query, each way of asking has
/// an index (route_query_store_test proves it), and pages go by key, so that what is written between two of them moves
/// nothing. Errors are those of Connection.
namespace clientroute::orchestrator {

/// What narrows a list or count; what is empty or unset does not.
struct RouteQuery {
  std::string state;
  std::string client;
  std::string case_name;
  /// AGB code of a line of care.
  std::string provider;
  std::string definition;
  int version = 0;
  /// Nothing: all municipalities; an empty set shows nothing.
  std::optional<std::set<std::string>> municipalities;
  /// Only routes with which this subject is involved. They are few: lists and counts begin at them.
  std::string involved;
  /// Only routes of a client.
  bool clients_only = false;
  bool open_only = false;
  bool paused_only = false;
  /// A command of it was given up.
  bool stuck_only = false;
  std::optional<Instant> opened_before;
  std::optional<Instant> opened_after;
  /// The first term of its open tasks lies before this.
  std::optional<Instant> due_before;
  /// Its first timer falls due before this; a paused route's also when it fired.
  std::optional<Instant> next_timer_before;
};

/// By id descending · by opening, then id · by the first term, then id · by the first timer, then id. The latter two
/// leave out what has none.
enum class RouteOrder { kNewest, kOldest, kDue, kNextTimer };

/// The place of a row in an order: what it is sorted by (its id in kNewest), and its id.
struct RouteKey {
  std::int64_t value = 0;
  std::int64_t id = 0;
};

struct FoundRoute {
  RouteKey key;
  RouteRow row;
};
/// At most `limit` routes after `after`; from the first without it. A paused route stands in kNextTimer where its first
/// timer stands, also when that fired and waits until the route goes on.
absl::StatusOr<std::vector<FoundRoute>> FindRoutes(Connection& connection, const RouteQuery& query, RouteOrder order,
                                                   const std::optional<RouteKey>& after, int limit);

enum class RouteProperty { kState, kMunicipality, kProvider, kDefinition };

struct RouteCountRow {
  /// Of kDefinition: `youth_standard@1`.
  std::string value;
  std::int64_t count = 0;
  /// Of those, with a task whose term has passed at `now`.
  std::int64_t late = 0;
};
/// Most first. A route with several providers counts for each.
absl::StatusOr<std::vector<RouteCountRow>> CountRoutesBy(Connection& connection, const RouteQuery& query,
                                                         RouteProperty property, Instant now);
absl::StatusOr<std::int64_t> CountRoutes(Connection& connection, const RouteQuery& query);

/// A record of the journal, beside where its route stands now.
struct HappeningRow {
  /// Its place in the whole journal; later ones are higher.
  std::int64_t position = 0;
  std::int64_t sequence = 0;
  v1::JournalRecord record;
  Uuid route;
  std::string definition;
  int version = 0;
  std::string state;
  bool closed = false;
  std::string municipality;
  std::string client;
};
/// The records after one position and up to another, of the routes that fit, oldest first, at most `limit`. Looks at
/// those records alone, however many routes there are. DataLoss JOURNAL_DAMAGED for one that cannot be read.
absl::StatusOr<std::vector<HappeningRow>> FindHappenings(Connection& connection, const RouteQuery& query,
                                                         std::int64_t after, std::int64_t through, int limit);
/// The position of the last record; 0 without any.
absl::StatusOr<std::int64_t> LastPosition(Connection& connection);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_QUERY_STORE_H_
