#ifndef CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/case_store.h"
#include "services/access/outflow.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A contact of aftercare as it is kept: notes sealed, nullopt where there were none.
struct ContactRecord {
  Uuid id;
  Date day;
  AftercareOutcome outcome = AftercareOutcome::kGoesWell;
  /// Whether it asks for care to start again at once.
  bool restarts = false;
  /// Whether allocation told of anything allocated since; AddContact does not keep it.
  bool allocated_since = false;
  std::string author;
  std::optional<std::string> sealed_notes;
  Instant create_time;
};

/// An outflow as it is kept, with the contacts that followed it, oldest first.
struct OutflowRecord {
  std::int64_t row = 0;
  Uuid id;
  Destination destination = Destination::kHome;
  Obstacle obstacle = Obstacle::kNone;
  Date end;
  bool aftercare = false;
  Date watch_until;
  std::optional<ProviderCode> provider;
  /// Row of the route's last decision when it was recorded; 0 before any. Add fills it.
  std::int64_t last_decision = 0;
  std::string author;
  Instant create_time;
  /// When it was taken back; nullopt while it stands. Add does not keep it.
  std::optional<Instant> undone;
  /// Whether care started anew after it: it stands, and care runs again. Add does not keep it.
  bool followed = false;
  std::vector<ContactRecord> contacts;

  std::vector<PastContact> PastContacts() const;
};

/// That a route is a return to care.
struct ReturnRecord {
  Uuid earlier_route;
  std::optional<ProviderCode> first_provider;
};

/// The outflows with their contacts, and the returns, inside one transaction or snapshot, whose connection it uses.
/// Everything is added, nothing changed. Routes are given by their row. One thread. Errors of all methods: those of
/// Connection.
class OutflowStore {
 public:
  explicit OutflowStore(Connection* connection) : connection_(*connection) {}

  /// Without its contacts.
  absl::Status Add(std::int64_t route_row, const OutflowRecord& outflow);
  absl::Status AddContact(std::int64_t outflow_row, const ContactRecord& contact);
  /// AlreadyExists when it was taken back before.
  absl::Status Undo(std::int64_t outflow_row, Instant now);
  /// Care started anew after it; noted once.
  absl::Status NoteFollowed(std::int64_t outflow_row, Instant now);
  /// Of each route that has any, oldest first: the last holds.
  absl::StatusOr<std::map<std::int64_t, std::vector<OutflowRecord>>> Outflows(
      const std::vector<std::int64_t>& route_rows);

  /// The routes of the client that have an outflow, whatever may be seen, for the service's own steps.
  absl::StatusOr<std::vector<RouteRecord>> EndedRoutes(const Uuid& client);
  /// NotFound when the earlier route is unknown.
  absl::Status AddReturn(std::int64_t route_row, const ReturnRecord& back, Instant now);
  /// Of each route that is a return.
  absl::StatusOr<std::map<std::int64_t, ReturnRecord>> Returns(const std::vector<std::int64_t>& route_rows);

 private:
  absl::Status FillContacts(const std::map<std::int64_t, OutflowRecord*>& outflows);

  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_STORE_H_
