#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

/// The orchestrator's tables: routes, journal, what waits while a route is paused. All functions run on a connection
/// inside a transaction; errors are those of Connection where not said otherwise.
namespace clientroute::orchestrator {

/// A route's row.
struct RouteRow {
  std::int64_t id = 0;
  Uuid uid;
  std::string definition;
  int version = 0;
  std::string state;
  std::string interrupt_state;
  bool closed = false;
  bool paused = false;
  std::string pause_reason;
  std::string municipality;
  std::string client;
  std::string case_name;
  Instant created;
  Instant changed;
  std::int64_t sequence = 0;
  v1::RouteSnapshot snapshot;
};

absl::StatusOr<std::optional<RouteRow>> FindRoute(Connection& connection, const Uuid& uid);
absl::StatusOr<std::optional<RouteRow>> FindRouteById(Connection& connection, std::int64_t id);
/// The routes whose outward id begins with `prefix` (lower-case hexadecimal and dashes), at most two: enough to know
/// whether it names one.
absl::StatusOr<std::vector<Uuid>> FindRoutesByPrefix(Connection& connection, std::string_view prefix);
/// Returns the new row's id.
absl::StatusOr<std::int64_t> InsertRoute(Connection& connection, const RouteRow& row);
absl::Status UpdateRoute(Connection& connection, const RouteRow& row);
absl::Status SetPaused(Connection& connection, std::int64_t route, bool paused, std::string_view reason, Instant now);

/// Notes that a person is involved with the route; nothing when he was already.
absl::Status AddInvolved(Connection& connection, std::int64_t route, std::string_view subject);
/// Notes that a person is involved with a client, and so with all routes of that client.
absl::Status AddInvolvedWithClient(Connection& connection, std::string_view client, std::string_view subject);
/// Ends that, and with it what he did on routes of that client himself; where he has a task in hands, as soon as he has
/// none any more (PRI-1).
absl::Status RemoveInvolvedWithClient(Connection& connection, std::string_view client, std::string_view subject);
/// Who is involved with the route, either way.
absl::StatusOr<std::set<std::string>> ListInvolved(Connection& connection, std::int64_t route);

/// Which routes a list shows; newest first, after `before_id` (0 from the newest).
struct RouteFilter {
  std::string state;
  std::string client;
  std::string case_name;
  /// Nothing: all municipalities.
  std::optional<std::set<std::string>> municipalities;
  /// Only routes with which this subject is involved; empty for all.
  std::string involved;
  bool open_only = false;
  std::int64_t before_id = 0;
};
absl::StatusOr<std::vector<RouteRow>> ListRouteRows(Connection& connection, const RouteFilter& filter, int limit);

absl::Status AppendJournal(Connection& connection, std::int64_t route, std::int64_t sequence,
                           const v1::JournalRecord& record);
/// All of a route, oldest first. DataLoss JOURNAL_DAMAGED for a row that cannot be read.
absl::StatusOr<std::vector<v1::JournalRecord>> ReadJournal(Connection& connection, std::int64_t route);

/// What arrived while a route was paused.
struct WaitingEvent {
  std::int64_t id = 0;
  v1::RecordedEvent event;
};
absl::Status AddWaitingEvent(Connection& connection, std::int64_t route, const v1::RecordedEvent& event);
absl::StatusOr<std::vector<WaitingEvent>> ListWaitingEvents(Connection& connection, std::int64_t route);
absl::Status RemoveWaitingEvents(Connection& connection, std::int64_t route);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_ROUTE_STORE_H_
