#ifndef CLIENTROUTE_SERVICES_ACCESS_CASE_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CASE_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A route of a case.
struct RouteRecord {
  std::int64_t row = 0;
  std::int64_t case_row = 0;
  Uuid id;
  Uuid client;
  Uuid referral;
  std::string municipality;
  Law law = Law::kJeugdwet;
  /// Whether the caller is involved with the client.
  bool caller_involved = false;
};

/// A household's file, with the routes that were asked for, oldest first.
struct CaseRecord {
  std::int64_t row = 0;
  Uuid id;
  Uuid household;
  std::string municipality;
  /// `persons/…`; empty until named.
  std::string director;
  std::int64_t revision = 0;
  Instant create_time;
  std::vector<RouteRecord> routes;
};

/// A route to be added.
struct NewRoute {
  Uuid id;
  Uuid client;
  Uuid referral;
  std::string municipality;
  Law law = Law::kJeugdwet;
  std::vector<CareLine> lines;
};

/// Who asks: what he may see, and who he is.
struct Viewer {
  VisibleRows visible;
  std::string subject;
  Viewer(const CallContext& call, AccessQuestion::Subject kind) : visible(call, kind), subject(call.identity.subject) {}
};

/// The cases with their routes, and who is involved, inside one transaction or snapshot, whose connection it uses. What
/// may not be seen is not found: a route is shown by its municipality and, where needed, to those who worked for its
/// client or direct its case; a case to whom one of its routes is. One thread. Errors of all methods: those of
/// Connection.
class CaseStore {
 public:
  explicit CaseStore(Connection* connection) : connection_(*connection) {}

  struct Filter {
    std::optional<Uuid> household;
    std::optional<std::string> municipality;
  };

  absl::StatusOr<std::optional<CaseRecord>> FindVisible(const Uuid& id, const Viewer& viewer);
  absl::StatusOr<std::optional<RouteRecord>> FindVisibleRoute(const Uuid& route, const Viewer& viewer);
  /// Newest first, those with a row below `before`.
  absl::StatusOr<std::vector<CaseRecord>> List(const Filter& filter, const Viewer& viewer,
                                               std::optional<std::int64_t> before, int limit);
  /// The row and id of the household's case, for the service's own steps.
  struct Key {
    std::int64_t row = 0;
    Uuid id;
  };
  absl::StatusOr<std::optional<Key>> FindOfHousehold(const Uuid& household);
  /// NotFound when there is no such row.
  absl::StatusOr<Key> FindByRow(std::int64_t case_row);
  /// The case of a route, by the route's row; NotFound when there is no such row.
  absl::StatusOr<Key> FindOfRoute(std::int64_t route_row);
  /// The lines that are asked for, in their order.
  absl::StatusOr<std::vector<CareLine>> AskedLines(const RouteRecord& route);

  /// Returns the row. AlreadyExists when the household has a case.
  absl::StatusOr<std::int64_t> Add(const Uuid& id, const Uuid& household, std::string_view municipality, Instant now);
  /// AlreadyExists when the route belongs to a case.
  absl::Status AddRoute(std::int64_t case_row, const NewRoute& route, Instant now);
  /// Nobody when `person` is empty.
  absl::Status NameDirector(std::int64_t case_row, std::string_view person);
  /// False when he is involved already.
  absl::StatusOr<bool> Involve(const Uuid& client, std::string_view person, Instant now);
  /// Notes that something of the case changed.
  absl::Status Touch(std::int64_t case_row);

 private:
  absl::StatusOr<std::vector<CaseRecord>> Read(std::string_view sql, std::initializer_list<Parameter> parameters);

  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CASE_STORE_H_
