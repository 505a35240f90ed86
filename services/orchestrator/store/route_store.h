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
#include "services/orchestrator/route/route_terms.h"
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
  /// Of its journal; 0 without any.
  std::int64_t last_record = 0;
  /// How many events it announced.
  std::int64_t announced = 0;
  v1::RouteSnapshot snapshot;
};

absl::StatusOr<std::optional<RouteRow>> FindRoute(Connection& connection, const Uuid& uid);
absl::StatusOr<std::optional<RouteRow>> FindRouteById(Connection& connection, std::int64_t id);
/// The routes whose outward id begins with `prefix` (lower-case hexadecimal and dashes), at most two: enough to know
/// whether it names one.
absl::StatusOr<std::vector<Uuid>> FindRoutesByPrefix(Connection& connection, std::string_view prefix);
/// The highest id of a route, and of a record of the journal; 0 without any.
absl::StatusOr<std::int64_t> LastRouteId(Connection& connection);
absl::StatusOr<std::int64_t> LastRecordId(Connection& connection);
/// Under the row's own id; `snapshot` is the bytes of a v1::RouteSnapshot, the row's own is not looked at.
absl::Status InsertRoute(Connection& connection, const RouteRow& row, const RouteTerms& terms,
                         std::string_view snapshot);

/// Where a transition brought a route.
struct RouteChange {
  std::int64_t id = 0;
  /// The sequence that the row has now. Another one shows that somebody else moved the route.
  std::int64_t sequence_before = 0;
  std::int64_t sequence = 0;
  std::int64_t last_record = 0;
  std::int64_t announced = 0;
  Instant changed;
  std::string state;
  std::string interrupt_state;
  bool closed = false;
  std::string municipality;
  std::string client;
  std::string case_name;
  /// What is another than before, beside sequence, time, snapshot and the like: of these columns only the changed ones
  /// are written, because most stand in an index.
  bool state_changed = true;
  bool closed_changed = true;
  /// Of the municipality or the client.
  bool place_changed = true;
  bool case_changed = true;
  /// When they are others than before.
  std::optional<RouteTerms> terms;
  /// The bytes of a v1::RouteSnapshot.
  std::string snapshot;
};
/// Adds what an earlier change of the same route changed, so that this one stands for both.
void Absorb(const RouteChange& earlier, RouteChange& change);
/// Aborted ROUTE_MOVED when the row is not where `change` says that it is.
absl::Status UpdateRoute(Connection& connection, const RouteChange& change);
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

/// After an announcement outside a transition.
absl::Status SetAnnounced(Connection& connection, std::int64_t route, std::int64_t announced);

/// One appended row: what happened, and the request that it answers.
struct JournalRow {
  std::int64_t id = 0;
  std::int64_t route = 0;
  std::int64_t sequence = 0;
  /// The record before it of its route; 0 for the first.
  std::int64_t previous = 0;
  /// The bytes of a v1::JournalRecord.
  std::string record;
  /// Of the request whose empty answer stands with it; nothing when its answer stands elsewhere.
  std::optional<Uuid> request;
  std::string request_digest;
};
absl::Status AppendJournal(Connection& connection, const JournalRow& row);
/// What is known of a request that changed something.
struct TakenRequest {
  /// Of the request that a transition answered; nothing when its answer stands in request_answer.
  std::optional<std::string> digest;
};
absl::StatusOr<std::optional<TakenRequest>> FindRequest(Connection& connection, const Uuid& request);
/// Keeps that the request was answered in request_answer.
absl::Status AddAnsweredRequest(Connection& connection, const Uuid& request);

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
