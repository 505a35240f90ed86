#ifndef CLIENTROUTE_SERVICES_INTAKE_CLIENT_STORE_H_
#define CLIENTROUTE_SERVICES_INTAKE_CLIENT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::intake {

/// A client's row. Keys and person as they are kept: wrapped and sealed.
struct ClientRecord {
  std::int64_t row = 0;
  Uuid id;
  Uuid household;
  /// nullopt once erased.
  std::optional<std::string> wrapped_key;
  /// nullopt when known by number alone, and once erased.
  std::optional<std::string> sealed_person;
  std::int64_t revision = 0;
  Instant create_time;
  /// Whether he has a citizen number.
  bool has_number = false;
  bool erased() const { return !wrapped_key.has_value(); }
};

/// A client to be added.
struct NewClient {
  Uuid id;
  std::int64_t household_row = 0;
  std::optional<std::string> number_hash;
  std::string wrapped_key;
  std::optional<std::string> sealed_person;
};

/// A household's row with its members, oldest first.
struct HouseholdRecord {
  std::int64_t row = 0;
  Uuid id;
  Instant create_time;
  std::vector<Uuid> clients;
};

/// The clients, their households and who is involved, inside one transaction or snapshot, whose connection it uses.
/// What may not be seen is not found: a client is shown to whom one of his referrals is (VisibleRows, municipality),
/// and where needed only to the persons involved with him; a household to whom one of its members is. One thread.
/// Errors of all methods: those of Connection.
class ClientStore {
 public:
  explicit ClientStore(Connection* connection) : connection_(*connection) {}

  /// Whatever may be seen, for the service's own steps.
  absl::StatusOr<std::optional<ClientRecord>> Find(const Uuid& id);
  absl::StatusOr<std::optional<ClientRecord>> FindVisible(const Uuid& id, const VisibleRows& visible);
  absl::StatusOr<std::optional<ClientRecord>> FindByNumber(std::string_view number_hash);
  absl::StatusOr<std::optional<ClientRecord>> FindVisibleByNumber(std::string_view number_hash,
                                                                  const VisibleRows& visible);

  /// Returns the row. AlreadyExists when the id or the number is another client's.
  absl::StatusOr<std::int64_t> Add(const NewClient& client, Instant now);
  absl::Status SetPerson(std::int64_t row, std::string_view sealed_person);
  /// A client who had no citizen number is found by it from now on. AlreadyExists when the number is another client's.
  absl::Status SetNumber(std::int64_t row, std::string_view number_hash);
  absl::Status MoveTo(std::int64_t row, std::int64_t household_row);
  /// Takes away key, person and number.
  absl::Status Erase(std::int64_t row, Instant now);

  /// Where he is, for the look-log: in the municipality of his last referral, otherwise in that of his household's;
  /// empty before there is one.
  absl::StatusOr<std::string> MunicipalityOf(const Uuid& client);

  absl::StatusOr<std::int64_t> AddHousehold(const Uuid& id, Instant now);
  absl::StatusOr<std::optional<HouseholdRecord>> FindHousehold(const Uuid& id, const VisibleRows& visible);

  /// Nothing when he is involved already.
  absl::Status Involve(std::int64_t client_row, std::string_view person, Instant now);
  /// Nothing when he is not involved.
  absl::Status EndInvolvement(std::int64_t client_row, std::string_view person);

 private:
  absl::StatusOr<std::optional<ClientRecord>> FindOne(std::string_view sql,
                                                      std::initializer_list<Parameter> parameters);

  Connection& connection_;
};

/// Notes that these clients (`clients/…`) are shown. Errors: those of Connection.
absl::Status Saw(Connection& connection, const std::vector<std::string>& clients, Look* look);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_CLIENT_STORE_H_
