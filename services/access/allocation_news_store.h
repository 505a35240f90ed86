#ifndef CLIENTROUTE_SERVICES_ACCESS_ALLOCATION_NEWS_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ALLOCATION_NEWS_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// What allocation told of routes, inside one transaction or snapshot, whose connection it uses: the change requests
/// that came, and until when care is allocated. It is told a moment after it happened, so what is not here may still be
/// on its way. Routes are given by their row. One thread. Errors of all methods: those of Connection.
class AllocationNewsStore {
 public:
  explicit AllocationNewsStore(Connection* connection) : connection_(*connection) {}

  /// nullopt for a route that is in no case.
  absl::StatusOr<std::optional<std::int64_t>> RowOf(const Uuid& route);

  /// A change request (`change_requests/…`) came; one that is known already stays as it is.
  absl::Status NoteChange(std::int64_t route_row, std::string_view change_request, Instant now);
  /// The route that the change request is about; nullopt when it is not known here.
  absl::StatusOr<std::optional<std::int64_t>> RouteOfChange(std::string_view change_request);
  /// The change request that waits for its decision: the oldest that has none, as long as no decision
  /// came after it that names no request, and may have been about it. nullopt when none is known to wait.
  absl::StatusOr<std::optional<std::string>> ChangeInHand(std::int64_t route_row);

  /// nullopt: an allocation goes on. Contacts of aftercare that were recorded before have something allocated since.
  absl::Status NoteAllocated(std::int64_t route_row, std::optional<Date> last);
  /// The last day of the latest allocation; nullopt when one goes on, or nothing was told.
  absl::StatusOr<std::optional<Date>> AllocatedUntil(std::int64_t route_row);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ALLOCATION_NEWS_STORE_H_
