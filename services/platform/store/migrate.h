#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_MIGRATE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_MIGRATE_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/store/database.h"
#include "services/platform/store/sqlite_connection.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// Applies the steps of one part (`platform`, `service`) that the file does not have yet, each in a transaction; parts
/// are numbered apart. `now` is noted beside each step. Two processes may do so at a time. Errors: those of Connection;
/// FailedPrecondition STORE_MIGRATION_CHANGED (an applied step has other text or another name now), STORE_NEWER (the
/// file has steps that this program does not know), STORE_MIGRATION_MISSING (a step was added before an applied one);
/// Internal STORE_MIGRATIONS_UNORDERED when the numbers do not count up from 1.
absl::Status Migrate(SqliteConnection& connection, std::string_view part, const std::vector<Migration>& migrations,
                     Instant now);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_MIGRATE_H_
