#ifndef CLIENTROUTE_SERVICES_INTAKE_CONSENT_STORE_H_
#define CLIENTROUTE_SERVICES_INTAKE_CONSENT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::intake {

/// That consent was given or withdrawn for one recipient and purpose (INT-5).
struct Consent {
  std::int64_t row = 0;
  Uuid id;
  std::string recipient;
  std::string purpose;
  bool given = false;
  std::string recorder;
  Instant create_time;
};

/// The consents, inside one transaction or snapshot, whose connection it uses. Rows are only added. One thread. Errors
/// of all methods: those of Connection.
class ConsentStore {
 public:
  explicit ConsentStore(Connection* connection) : connection_(*connection) {}

  absl::Status Add(std::int64_t client_row, const Consent& consent);
  /// At most `limit` of a client with a row below `before` (all when nullopt), newest first.
  absl::StatusOr<std::vector<Consent>> List(std::int64_t client_row, std::optional<std::int64_t> before, int limit);

 private:
  Connection& connection_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_CONSENT_STORE_H_
