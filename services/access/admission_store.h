#ifndef CLIENTROUTE_SERVICES_ACCESS_ADMISSION_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_ADMISSION_STORE_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// The clinical admissions of routes (ACC-4), inside one transaction or snapshot, whose connection it uses. Routes are
/// given by their row, an admission by the line that it is allocated on. One thread. Errors of all methods: those of
/// Connection.
class AdmissionStore {
 public:
  struct Route {
    std::int64_t row = 0;
    Uuid id;
  };

  explicit AdmissionStore(Connection* connection) : connection_(*connection) {}

  /// An admission is allocated until `last`; nullopt: it goes on. It lasts, until it is over.
  absl::Status Note(std::int64_t route_row, std::string_view line, std::optional<Date> last);
  /// It is over, or goes on after all. Changes nothing for a line that is no admission.
  absl::Status SetOver(std::int64_t route_row, std::string_view line, bool over);
  /// The routes of the case on which an admission lasts today, or is still to come.
  absl::StatusOr<std::vector<Route>> Lasting(std::int64_t case_row, Date today);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ADMISSION_STORE_H_
