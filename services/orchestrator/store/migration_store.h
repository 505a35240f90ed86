#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_MIGRATION_STORE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_MIGRATION_STORE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "services/orchestrator/route/step.h"
#include "services/platform/store/database.h"

/// What changes of a route's rows only when it is moved to another version. Errors are those of Connection.
namespace clientroute::orchestrator {

absl::Status SetVersion(Connection& connection, std::int64_t route, int version);
/// A task that stays open, as the new version declares it; who took it keeps it.
absl::Status RenameTask(Connection& connection, std::int64_t route, const TaskOpened& task);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_MIGRATION_STORE_H_
