#ifndef CLIENTROUTE_SERVICES_INTAKE_REFERRAL_STORE_H_
#define CLIENTROUTE_SERVICES_INTAKE_REFERRAL_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/intake/referral.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::intake {

/// A referral's row. The referrer's name stands in it sealed alone; `referral.referrer.display_name` is empty.
struct ReferralRecord {
  std::int64_t row = 0;
  Uuid id;
  Uuid route;
  Uuid client;
  /// The household that the client belongs to now.
  Uuid household;
  ReferralState state = ReferralState::kAccepted;
  Referral referral;
  std::optional<std::string> sealed_display_name;
  /// Why it was withdrawn; nullopt while it is not, and once the client is erased.
  std::optional<std::string> sealed_withdraw_reason;
  /// The same as a code, which stays.
  std::optional<WithdrawCause> withdraw_cause;
  /// The client's key; nullopt once he is erased.
  std::optional<std::string> wrapped_key;
  /// Whether the client has a citizen number.
  bool client_has_number = false;
  std::string content_hash;
  std::int64_t revision = 0;
  Instant create_time;
};

/// A referral to be added.
struct NewReferral {
  Uuid id;
  std::int64_t client_row = 0;
  Referral referral;
  std::optional<std::string> sealed_display_name;
  std::string content_hash;
};

/// The referrals with their lines, inside one transaction or snapshot, whose connection it uses. What may not be seen
/// is not found. One thread. Errors of all methods: those of Connection.
class ReferralStore {
 public:
  explicit ReferralStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<std::optional<ReferralRecord>> FindVisible(const Uuid& id, const VisibleRows& visible);
  absl::StatusOr<std::optional<ReferralRecord>> FindBySource(const Source& source);

  /// Which referrals a list shows; what is not set does not narrow it.
  struct Filter {
    std::optional<Uuid> client;
    std::optional<std::string> municipality;
  };
  /// At most `limit` referrals with a row below `before` (all when nullopt), newest first.
  absl::StatusOr<std::vector<ReferralRecord>> List(const Filter& filter, const VisibleRows& visible,
                                                   std::optional<std::int64_t> before, int limit);
  /// The referrals of a household's members, oldest first.
  absl::StatusOr<std::vector<Uuid>> OfHousehold(std::int64_t household_row);
  absl::StatusOr<bool> HasRunning(std::int64_t client_row);

  /// AlreadyExists when the id or the source is another referral's.
  absl::Status Add(const NewReferral& referral, Instant now);
  absl::Status Withdraw(std::int64_t row, WithdrawCause cause, std::string_view sealed_reason);
  /// The routes of the client's accepted referrals, oldest first.
  absl::StatusOr<std::vector<Uuid>> RunningRoutes(std::int64_t client_row);
  /// The referral of a route that ended; nothing when it does not run.
  absl::Status Complete(const Uuid& route);
  /// Takes away what is sealed with the client's key.
  absl::Status EraseTexts(std::int64_t client_row);

 private:
  absl::StatusOr<std::vector<ReferralRecord>> Read(std::string_view sql, std::initializer_list<Parameter> parameters);
  absl::StatusOr<std::optional<ReferralRecord>> ReadOne(std::string_view sql,
                                                        std::initializer_list<Parameter> parameters);

  Connection& connection_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_REFERRAL_STORE_H_
