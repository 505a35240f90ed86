#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_COMMAND_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_COMMAND_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

/// Commands on their way, and the incidents that some become. All functions run on a connection inside a transaction;
/// errors are those of Connection.
namespace clientroute::orchestrator {

/// A command's row.
struct CommandRow {
  std::int64_t route = 0;
  Uuid route_uid;
  std::int64_t number = 0;
  std::string name;
  std::string part;
  /// The request as it was decided on, so that every attempt carries the same.
  std::string request;
  int attempts = 0;
  std::string last_error;
  bool failed = false;
  Instant created;
  /// By the suite's clock; nothing before the first attempt.
  std::optional<Instant> next_attempt;
};

absl::Status InsertCommand(Connection& connection, const CommandRow& row);
/// Which commands one dispatcher delivers: those of some names, of the routes whose id modulo `shards` is `shard`.
struct CommandShare {
  std::set<std::string> names;
  std::int64_t shard = 0;
  std::int64_t shards = 1;
};
/// The first command of each route, as far as it belongs to the share; in order of routes, after route `after`. A route
/// whose first command was given up has none: no later one overtakes it.
absl::StatusOr<std::vector<CommandRow>> FirstCommands(Connection& connection, const CommandShare& share,
                                                      std::int64_t after, int limit);
/// Whether FirstCommands would find any.
absl::StatusOr<bool> HasCommands(Connection& connection, const CommandShare& share);
/// All of one route, also failed ones, in order.
absl::StatusOr<std::vector<CommandRow>> ListCommands(Connection& connection, std::int64_t route);
/// Whether one of the route was given up.
absl::StatusOr<bool> HasFailedCommand(Connection& connection, std::int64_t route);
absl::Status RemoveCommand(Connection& connection, std::int64_t route, std::int64_t number);
/// `next` is when it is tried again; nothing when it is not.
absl::Status NoteAttempt(Connection& connection, std::int64_t route, std::int64_t number, std::string_view error,
                         const std::optional<Instant>& next);
/// Takes a command out of delivery, or puts it back with a fresh count of attempts.
absl::Status SetFailed(Connection& connection, std::int64_t route, std::int64_t number, bool failed);
/// Removes the failed commands of the route that no longer wait for an outcome, and resolves their incidents.
absl::Status RemoveAnsweredFailures(Connection& connection, std::int64_t route, const std::set<std::int64_t>& pending,
                                    Instant now);

/// How an incident ended; the numbers are those of v1::Incident::Resolution.
enum class IncidentEnding : std::uint8_t { kOpen = 0, kRetried = 1, kSkipped = 2, kOvertaken = 3, kResumed = 4 };

/// Why an incident was skipped; the numbers are those of v1::Incident::SkipReason.
enum class SkipReason : std::uint8_t { kNone = 0, kDoneOtherwise = 1, kNotNeeded = 2, kDoneTwice = 3, kImpossible = 4 };

/// Something that does not go on by itself.
struct IncidentRow {
  std::int64_t id = 0;
  Uuid uid;
  Uuid route_uid;
  std::string municipality;
  /// Of the command; 0 for a broken invariant.
  std::int64_t number = 0;
  std::string command;
  std::string error;
  Instant created;
  std::optional<Instant> resolved;
  IncidentEnding ending = IncidentEnding::kOpen;
  /// Who ended it; empty when nobody had to.
  std::string resolver;
  SkipReason skip_reason = SkipReason::kNone;
  /// `notes/…` of access with what there is to say about the skip; may be empty.
  std::string note;
};

absl::Status InsertIncident(Connection& connection, std::int64_t route, const IncidentRow& row);
/// Those of a command (of the route itself when `number` is 0) that are open.
absl::Status ResolveIncidents(Connection& connection, std::int64_t route, std::int64_t number, IncidentEnding ending,
                              std::string_view resolver, Instant now);
/// One incident, skipped with a reason and what was noted about it.
absl::Status SkipIncidentRow(Connection& connection, std::int64_t id, std::string_view resolver, SkipReason reason,
                             std::string_view note, Instant now);
absl::StatusOr<std::optional<IncidentRow>> FindIncident(Connection& connection, const Uuid& uid);
/// Which incidents a list shows: newest first, before `before_id` (0 from the newest).
struct IncidentFilter {
  std::optional<Uuid> route;
  /// Nothing: all municipalities.
  std::optional<std::set<std::string>> municipalities;
  std::string command;
  bool include_resolved = false;
  std::int64_t before_id = 0;
};
absl::StatusOr<std::vector<IncidentRow>> ListIncidentRows(Connection& connection, const IncidentFilter& filter,
                                                          int limit);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_COMMAND_STORE_H_
