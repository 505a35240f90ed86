#ifndef CLIENTROUTE_SERVICES_ACCESS_ROUTE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROUTE_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/access/case_store.h"
#include "services/access/free_text_codec.h"
#include "services/access/intake_client.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What every method begins and ends with that works on one route. Free functions, thread-safe.

/// The route, where the caller may work on it: by role, municipality and purpose, without being involved yet. Errors:
/// NotFound ROUTE_NOT_FOUND; those of Connection.
absl::StatusOr<RouteRecord> FindRouteToWorkOn(Connection& db, const CallContext& call, const std::string& route);

/// The key to seal free text on the route with, from intake; to be asked before the transaction. Errors: those of
/// FindRouteToWorkOn and IntakeClient; FailedPrecondition CLIENT_ERASED.
absl::StatusOr<FreeTextKey> KeyToSealWith(Database& database, const IntakeClient& intake, const CallContext& call,
                                          const std::string& route);

/// Notes that the caller worked on the route: a person is involved with its client from now on, which is announced
/// where it is new (PRI-1), and the case changed. Errors: those of Connection.
absl::Status NoteWork(UnitOfWork& unit, const RouteRecord& route);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROUTE_SERVICE_H_
