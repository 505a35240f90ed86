#ifndef CLIENTROUTE_SERVICES_ACCESS_ROLE_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROLE_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/case_role.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// Who holds or held a role in a case.
struct RoleRecord {
  std::int64_t row = 0;
  CaseRole role = CaseRole::kCaseDirector;
  /// `persons/…`
  std::string holder;
  /// AGB code; empty for access.
  std::string provider;
  std::string named_by;
  Instant start;
  /// nullopt while he holds it.
  std::optional<Instant> end;
};

/// That a holder was absent, and who acted for him.
struct AbsenceRecord {
  std::int64_t row = 0;
  Date first;
  std::optional<Date> expected;
  /// nullopt while it lasts.
  std::optional<Date> last;
  /// `persons/…`; empty when nobody acts.
  std::string substitute;
  std::string recorded_by;
  Instant create_time;
};

/// The roles in cases, and the involvement that they bring, inside one transaction or snapshot, whose connection it
/// uses. Cases are given by their row. One thread. Errors of all methods: those of Connection.
class RoleStore {
 public:
  explicit RoleStore(Connection* connection) : connection_(*connection) {}

  /// Oldest first.
  absl::StatusOr<std::vector<RoleRecord>> Roles(std::int64_t case_row);
  absl::StatusOr<std::optional<RoleRecord>> Current(std::int64_t case_row, CaseRole role);
  /// AlreadyExists when somebody holds the role.
  absl::Status Add(std::int64_t case_row, const RoleRecord& role);
  absl::Status End(std::int64_t role_row, Instant now);

  /// Of each holding (by its row) that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<AbsenceRecord>>> Absences(std::int64_t case_row);
  absl::StatusOr<std::optional<AbsenceRecord>> LastingAbsence(std::int64_t role_row);
  /// AlreadyExists when the holder is absent already.
  absl::Status AddAbsence(std::int64_t role_row, const AbsenceRecord& absence);
  absl::Status EndAbsence(std::int64_t absence_row, Date last);

  /// The route asked for a case manager; once until it is told of one.
  absl::Status NoteWanting(std::int64_t route_row, Instant now);
  /// The routes of the case that asked for a case manager and were not told of one; now they are.
  absl::StatusOr<std::vector<Uuid>> TakeWanting(std::int64_t case_row);

  /// Whether the person holds any role in a case of the client, or acts for who does.
  absl::StatusOr<bool> HoldsAny(std::string_view person, const Uuid& client);
  /// The clients of the case's routes, each once.
  absl::StatusOr<std::vector<Uuid>> ClientsOf(std::int64_t case_row);
  /// False when the person was not involved with the client.
  absl::StatusOr<bool> EndInvolvement(const Uuid& client, std::string_view person);

 private:
  absl::StatusOr<std::vector<RoleRecord>> Read(std::string_view where, std::initializer_list<Parameter> parameters);

  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROLE_STORE_H_
