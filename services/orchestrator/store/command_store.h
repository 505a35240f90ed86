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
};

absl::Status InsertCommand(Connection& connection, const CommandRow& row);
/// The first command of each route, of the routes whose id modulo `shards` is `shard`; in order of routes, after route
/// `after`. A route whose first command was given up has none: no later one overtakes it.
absl::StatusOr<std::vector<CommandRow>> FirstCommands(Connection& connection, std::int64_t shard, std::int64_t shards,
                                                      std::int64_t after, int limit);
/// Whether FirstCommands would find any.
absl::StatusOr<bool> HasCommands(Connection& connection, std::int64_t shard, std::int64_t shards);
/// All of one route, also failed ones, in order.
absl::StatusOr<std::vector<CommandRow>> ListCommands(Connection& connection, std::int64_t route);
/// Whether one of the route was given up.
absl::StatusOr<bool> HasFailedCommand(Connection& connection, std::int64_t route);
absl::Status RemoveCommand(Connection& connection, std::int64_t route, std::int64_t number);
absl::Status NoteAttempt(Connection& connection, std::int64_t route, std::int64_t number, std::string_view error);
/// Takes a command out of delivery, or puts it back with a fresh count of attempts.
absl::Status SetFailed(Connection& connection, std::int64_t route, std::int64_t number, bool failed);
/// Removes the failed commands of the route that no longer wait for an outcome, and resolves their incidents.
absl::Status RemoveAnsweredFailures(Connection& connection, std::int64_t route, const std::set<std::int64_t>& pending,
                                    Instant now);

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
};

absl::Status InsertIncident(Connection& connection, std::int64_t route, const IncidentRow& row);
absl::Status ResolveIncidents(Connection& connection, std::int64_t route, std::int64_t number, Instant now);
absl::StatusOr<std::optional<IncidentRow>> FindIncident(Connection& connection, const Uuid& uid);
/// Newest first, before `before_id` (0 from the newest); of one route where given.
absl::StatusOr<std::vector<IncidentRow>> ListIncidentRows(Connection& connection, const std::optional<Uuid>& route,
                                                          bool include_resolved, std::int64_t before_id, int limit);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_COMMAND_STORE_H_
