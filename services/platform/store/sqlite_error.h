#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ERROR_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ERROR_H_

#include <string_view>

#include "absl/status/status.h"

struct sqlite3;

namespace clientroute {

/// The status for an (extended) result code of SQLite, as listed at Connection; `message` is SQLite's own, which names
/// tables, columns and SQL but no values.
absl::Status SqliteError(int code, std::string_view message);
/// The status for the last error of the connection.
absl::Status SqliteError(sqlite3* handle);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ERROR_H_
